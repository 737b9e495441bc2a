"""The outbox: tried again, given up, shared by two senders; and browsers that are gone."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from agenda.models import KeptSession, PushMessage, PushSubscription, Release
from agenda.push import figures, outcomes, sending
from agenda.push.outcomes import Totals
from agenda.push.sending import send_messages
from expo.monitoring.site_status import site_parts
from tests.support.push_service import run_push_service
from tests.support.push_world import make_coming_edition, make_keynote, move, release, subscribe, switch_on
from tests.support.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings):
    switch_on(settings)
    with run_push_service() as running:
        settings.WEB_PUSH_LOOPBACK = [running.origin]
        yield running


def make_waiting(service, browsers=1):
    """Browsers to each of which a message waits."""
    edition = make_coming_edition()
    keynote = make_keynote(edition)
    made = [service.make_browser() for _number in range(browsers)]
    for browser in made:
        subscribe(browser, keynote)
    move(keynote)
    release(edition)
    return made


def wait_over():
    """The time has come for whatever was put off."""
    PushMessage.objects.update(due_at=timezone.now())


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_with_all_of_it(service, status):
    [gone, there] = make_waiting(service, 2)
    service.answers[gone.path] = status

    assert send_messages() == Totals(sent=1, gone=1)

    assert [row.endpoint for row in PushSubscription.objects.all()] == [there.endpoint]
    assert (KeptSession.objects.count(), PushMessage.objects.count()) == (1, 0)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_busy_or_broken_is_asked_again_later_and_later(service, status):
    [browser] = make_waiting(service)
    service.answers[browser.path] = status
    waits = []
    for _time in range(3):
        assert send_messages() == Totals(waiting=1)
        waits.append(round((PushMessage.objects.get().due_at - timezone.now()).total_seconds()))
        assert send_messages() == Totals(), "Before its time it is not tried."
        wait_over()
    service.answers[browser.path] = 201

    assert send_messages() == Totals(sent=1)
    assert [wait in range(base - 9, base + 1) for wait, base in zip(waits, (30, 60, 120), strict=True)] == [True] * 3
    assert len(service.posted) == 4


def test_it_waits_as_long_as_the_service_asks(service):
    [browser] = make_waiting(service)
    service.raw[browser.path] = b"HTTP/1.1 429 Slow\r\nRetry-After: 900\r\n\r\n"

    send_messages()

    assert PushMessage.objects.get().due_at > timezone.now() + dt.timedelta(seconds=890)


def test_after_a_day_it_is_no_news_and_is_given_up(service):
    [browser] = make_waiting(service)
    service.answers[browser.path] = 503
    Release.objects.update(released_at=timezone.now() - outcomes.TOLD_FOR)

    assert send_messages() == Totals(failed=1)

    message = PushMessage.objects.get()
    assert (message.reason, message.failed_at is not None) == ("HTTP 503", True)
    wait_over()
    assert send_messages() == Totals()


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 413])
def test_what_the_service_refuses_for_good_is_not_tried_again(service, status):
    [browser] = make_waiting(service)
    service.answers[browser.path] = status

    assert send_messages() == Totals(failed=1)
    assert PushMessage.objects.get().reason == f"HTTP {status}"
    assert PushSubscription.objects.exists()


def test_an_address_that_may_not_be_sent_to_is_not(service, settings):
    make_waiting(service)
    settings.WEB_PUSH_LOOPBACK = []

    assert send_messages() == Totals(failed=1)
    assert service.posted == []


def test_nothing_is_sent_while_it_is_off_and_what_waits_stays(service, settings):
    make_waiting(service)
    settings.WEB_PUSH_CONTACT = ""

    assert send_messages() == Totals()
    assert (service.posted, PushMessage.objects.count()) == ([], 1)


def test_browsers_of_another_key_and_of_an_expo_that_is_over_are_let_go(service, settings):
    make_waiting(service)
    PushSubscription.objects.update(application_key="another")
    send_messages()
    assert not PushSubscription.objects.exists()

    PushMessage.objects.all().delete()
    edition = Release.objects.first().edition
    subscribe(service.make_browser(), edition.sessions.working().first())
    send_messages()
    assert PushSubscription.objects.count() == 1
    edition.status = "closed"
    edition.save()
    send_messages()
    assert not PushSubscription.objects.exists()


def test_who_died_with_messages_in_hand_leaves_them_to_the_next(service, monkeypatch):
    make_waiting(service)
    sending.claim_part(timezone.now())
    assert send_messages() == Totals()

    later = timezone.now() + sending.CLAIMED_FOR
    monkeypatch.setattr(sending.timezone, "now", lambda: later)
    assert send_messages() == Totals(sent=1)


def test_more_than_one_part_is_sent(service, monkeypatch):
    monkeypatch.setattr(sending, "PART", 2)
    browsers = make_waiting(service, 5)

    assert send_messages() == Totals(sent=5)
    assert [len(service.told(browser)) for browser in browsers] == [1] * 5


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_tell_each_browser_once(service, monkeypatch):
    monkeypatch.setattr(sending, "PART", 3)
    browsers = make_waiting(service, 12)

    totals = together(send_messages, send_messages)

    assert sum(one.sent for one in totals) == 12
    assert [len(service.told(browser)) for browser in browsers] == [1] * 12


def test_a_browser_is_told_once_of_a_release_says_the_database(service):
    make_waiting(service)
    message = PushMessage.objects.get()
    message.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        message.save(force_insert=True)


@pytest.mark.parametrize(("field", "value"), [("language", "fr")])
def test_a_subscription_is_in_one_of_our_languages_says_the_database(service, field, value):
    make_waiting(service)

    with pytest.raises(IntegrityError), transaction.atomic():
        PushSubscription.objects.update(**{field: value})


def test_a_browser_keeps_a_session_once_and_subscribes_once_says_the_database(service):
    make_waiting(service)
    for row in (KeptSession.objects.get(), PushSubscription.objects.get()):
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_staff_and_a_monitor_see_how_many_browsers_wait_and_fail(service, settings):
    [failing, waiting] = make_waiting(service, 2)
    service.answers = {failing.path: 400, waiting.path: 503}
    send_messages()

    [part] = [part for part in site_parts() if part.name == "Notices that a session has moved"]

    assert part.lines == ["2 browsers are told", "1 message waits"]
    assert part.trouble == "1 message was given up in the last week"
    assert [metric.read() for metric in figures.METRICS] == [2, 1, 1]
    settings.WEB_PUSH_PRIVATE_KEY = ""
    assert figures.status_part().lines == ["off: this installation has no key for web push"]


def test_failures_are_forgotten_after_a_week(service):
    [browser] = make_waiting(service)
    service.answers[browser.path] = 400
    send_messages()
    PushMessage.objects.update(failed_at=timezone.now() - sending.FAILURES_KEPT - dt.timedelta(minutes=1))

    send_messages()

    assert not PushMessage.objects.exists()


def test_the_command_says_what_it_did(service, capsys):
    make_waiting(service)

    call_command("send_push_messages")

    assert capsys.readouterr().out == "Sent: 1. Browsers gone: 0. To be tried again: 0. Given up: 0.\n"
