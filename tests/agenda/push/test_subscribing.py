"""Where browsers ask to be told: what is taken, what is kept of it, and what nobody learns there."""

import json

import pytest
from django.test import Client

from agenda.models import KeptSession, PushMessage, PushSubscription
from agenda.push import bounds
from expo.models import LoginAttempts
from expo.web_push import vapid
from tests.support.agenda_factories import make_session
from tests.support.push_service import Browser
from tests.support.push_world import make_coming_edition, make_keynote, move, release, switch_on, written

pytestmark = pytest.mark.django_db
ADDRESS, OFF = "/push/2040/", "/push/2040/off/"
OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def _on(settings):
    switch_on(settings)


@pytest.fixture
def edition():
    return make_coming_edition()


@pytest.fixture
def browser():
    return Browser("https://fcm.googleapis.com/fcm/send/abc")


def send(address, content, **headers):
    body = content if isinstance(content, bytes) else json.dumps(content)
    return Client().post(address, body, content_type="text/plain", **(OWN | headers))


def kept():
    return sorted(KeptSession.objects.values_list("number", flat=True))


def test_a_browser_with_its_sessions_is_kept_and_nothing_else(edition, browser):
    keynote = make_keynote(edition)

    answer = send(ADDRESS, browser.subscription(written(keynote), "zh-hans") | {"name": "Ada", "extra": [1]})

    row = PushSubscription.objects.get()
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (204, b"", "no-store")
    assert not answer.cookies
    assert (row.edition, row.endpoint, row.language) == (edition, browser.endpoint, "zh-hans")
    assert (bytes(row.receiver_key), bytes(row.secret)) == (vapid.decode(browser.keys["p256dh"]), browser.secret)
    assert kept() == [keynote.public_number]


def test_a_changed_list_takes_the_place_of_the_one_before(edition, browser):
    one, two = make_keynote(edition), make_session(edition=edition)
    send(ADDRESS, browser.subscription(written(one)))

    send(ADDRESS, browser.subscription(written(two), "zh-hans"))

    assert kept() == [two.public_number]
    assert PushSubscription.objects.get().language == "zh-hans"


def test_of_what_is_not_public_nothing_is_kept_and_nothing_is_told(edition, browser):
    hidden = [make_session(edition=edition, status="draft"), make_session(edition=edition, visibility="staff")]
    answers = [send(ADDRESS, browser.subscription(sessions)) for sessions in (written(*hidden), "zzz.!.%", "")]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    assert kept() == []


def test_it_is_switched_off_with_all_that_waits_and_whether_it_was_there_is_not_told(edition, browser):
    keynote = make_keynote(edition)
    send(ADDRESS, browser.subscription(written(keynote)))
    move(keynote)
    release(edition)
    assert PushMessage.objects.count() == 1

    answers = [send(OFF, {"endpoint": browser.endpoint}) for _time in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2
    assert (PushSubscription.objects.count(), kept(), PushMessage.objects.count()) == (0, [], 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"endpoint": "https://10.0.0.1/"}, "This browser’s push service is not one that we can reach."),
        ({"endpoint": ""}, "This browser’s push service is not one that we can reach."),
        ({"endpoint": "https://fcm.googleapis.com/ "}, "This browser’s push service is not one that we can reach."),
        ({"p256dh": "AAAA"}, "The browser’s keys cannot be read. Switch the notice off and on again."),
        (
            {"p256dh": vapid.encode(b"\x04" + bytes(64))},
            "The browser’s keys cannot be read. Switch the notice off and on again.",
        ),
        ({"auth": ""}, "The browser’s keys cannot be read. Switch the notice off and on again."),
        ({"auth": "é"}, "The browser’s keys cannot be read. Switch the notice off and on again."),
        ({"auth": "QUJD" * 20}, "The browser’s keys cannot be read. Switch the notice off and on again."),
    ],
)
def test_what_cannot_be_sent_to_is_refused_in_a_sentence(edition, browser, changes, sentence):
    answer = send(ADDRESS, browser.subscription() | changes)

    assert (answer.status_code, answer.json()) == (422, {"detail": sentence})
    assert not PushSubscription.objects.exists()


def test_the_sentence_is_in_the_language_of_the_page(edition, browser):
    answer = send(ADDRESS, browser.subscription(language="zh-hans") | {"endpoint": "x"})

    assert answer.json() == {"detail": "无法连接此浏览器使用的推送服务。"}
    assert answer["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 10_000, b'{"endpoint": {"a": 1}}', b"x" * 16_385]
)
def test_what_no_browser_sends_is_refused(edition, body):
    assert send(ADDRESS, body).status_code == 422


def test_more_than_a_form_is_not_read_at_all(edition):
    assert send(ADDRESS, b"x" * 300_000).status_code == 413


def test_a_language_that_is_none_of_ours_is_refused(edition, browser):
    assert send(ADDRESS, browser.subscription(language="fr")).status_code == 422


def test_pages_of_other_sites_cannot_send_and_nothing_is_read_there(edition, browser):
    content = browser.subscription()

    assert send(ADDRESS, content, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert Client().post(ADDRESS, json.dumps(content), content_type="text/plain").status_code == 403
    assert [Client().get(address).status_code for address in (ADDRESS, OFF)] == [405, 405]


def test_there_is_no_such_address_without_a_key_nor_for_an_edition_that_is_not_public(settings, browser):
    make_coming_edition(slug="hidden", published=False)
    assert send("/push/hidden/", browser.subscription()).status_code == 404
    assert send("/push/none/", browser.subscription()).status_code == 404
    make_coming_edition()
    settings.WEB_PUSH_PRIVATE_KEY = ""

    assert send(ADDRESS, browser.subscription()).status_code == 404
    assert send(OFF, {"endpoint": browser.endpoint}).status_code == 404


@pytest.mark.parametrize("fields", [{"status": "closed"}, {"status": "archived"}, {"year": 2019}])
def test_an_expo_that_is_over_takes_nobody_any_more(browser, fields):
    if year := fields.pop("year", None):
        fields = {"starts_on": f"{year}-08-26", "ends_on": f"{year}-08-29"}
    make_coming_edition(**fields)

    answer = send(ADDRESS, browser.subscription())

    assert (answer.status_code, PushSubscription.objects.count()) == (410, 0)


def test_a_network_that_subscribes_without_end_waits_and_a_browser_that_is_known_does_not(
    edition, browser, monkeypatch
):
    monkeypatch.setattr(bounds, "FREE_SUBSCRIPTIONS", 1)
    others = [Browser(f"https://fcm.googleapis.com/fcm/send/{number}") for number in range(3)]
    send(ADDRESS, browser.subscription())

    answers = [send(ADDRESS, other.subscription()) for other in others]

    assert [answer.status_code for answer in answers] == [204, 429, 429]
    assert 0 < int(answers[1]["Retry-After"]) <= 2
    assert send(ADDRESS, browser.subscription()).status_code == 204
    assert PushSubscription.objects.count() == 2


def test_a_browser_that_changes_its_list_without_end_waits(edition, browser, monkeypatch):
    monkeypatch.setattr(bounds, "FREE_CHANGES", 1)

    statuses = [send(ADDRESS, browser.subscription()).status_code for _time in range(4)]

    assert statuses == [204, 204, 204, 429]
    assert not LoginAttempts.objects.filter(name__contains="fcm").exists()


def test_there_are_no_more_browsers_than_the_table_may_hold(edition, browser, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_BROWSERS", 1)
    send(ADDRESS, browser.subscription())

    assert send(ADDRESS, Browser("https://fcm.googleapis.com/2").subscription()).status_code == 429
    assert send(ADDRESS, browser.subscription()).status_code == 204


@pytest.mark.parametrize("sessions", [1, 3])
def test_it_costs_as_many_statements_however_many_sessions_are_kept(
    edition, browser, sessions, django_assert_num_queries
):
    chosen = written(*(make_session(edition=edition) for _number in range(sessions)))

    with django_assert_num_queries(22):
        send(ADDRESS, browser.subscription(chosen))


def test_the_page_offers_it_where_there_is_a_key_and_something_to_come(client, edition, settings):
    page = f"/en/2040/agenda/mine/?s={written(make_keynote(edition))}"
    key = vapid.public_key()
    assert f'<expo-push hidden key="{key}" address="{ADDRESS}"' in client.get(page).text

    edition.status = "closed"
    edition.save()
    assert "expo-push" not in client.get(page).text
    edition.status = "live"
    edition.save()
    settings.WEB_PUSH_PRIVATE_KEY = ""
    assert "expo-push" not in client.get(page).text


def test_the_file_of_a_static_site_shows_no_button_that_cannot_work(client, edition):
    """Such a file has no address to send to; it is the page without a choice, whatever stands behind its `?`."""
    make_keynote(edition)

    assert "expo-push" not in client.get("/en/2040/agenda/mine/").text
