"""After entries closed a team writes only by permission, for a reason, and for as long as it holds."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from agenda.contests.entering import bounds, late
from agenda.contests.entering.keys import key_digest
from agenda.contests.entering.review import late_entries
from agenda.contests.entries.entry_steps import accept_entry
from agenda.models.contests import Contest, ContestEvent, Entry, LatePermission, RoundEntry
from expo.models import Edition
from tests.support.contest_factories import make_entry, make_round
from tests.support.entering import DAY, address_of, application, enter, make_call, send
from tests.support.staff import a_superuser, filled, make_staff
from tests.support.uploads import send_pdf

pytestmark = pytest.mark.django_db
TO_COME = "2999-01-01T10:00"


@pytest.fixture
def closed() -> Contest:
    now = timezone.now()
    return make_call(entries_open_at=now - 3 * DAY, entries_close_at=now - DAY)


def permit(contest: Contest, **fields):
    """By the desk's form, for a day; the answer."""
    until = (timezone.now() + DAY).astimezone(contest.edition.tz).strftime("%Y-%m-%dT%H:%M")
    data = {"reason": "The site was down.", "until": until} | fields
    return a_superuser().post(f"/desk/contests/{contest.edition.slug}/{contest.slug}/late/", data)


def late_key(answer) -> str:
    return re.search(r"key=([A-Za-z0-9_-]{43})", answer.content.decode())[1]


def close(contest: Contest) -> None:
    Contest.objects.filter(pk=contest.pk).update(entries_close_at=timezone.now() - DAY / 24)


def test_a_new_team_enters_by_a_late_link_once(client, closed):
    key = late_key(permit(closed, team="Zebras"))

    assert client.get(address_of(closed), {"key": key}).status_code == 200
    answers = [send(client, closed, application(closed, key)).status_code for _ in range(2)]

    entry = Entry.objects.get()
    permission = LatePermission.objects.get()
    assert (answers, entry.key_digest, permission.entry) == ([302, 302], key_digest(key), entry)
    assert client.get(address_of(closed), {"key": key}).status_code == 302
    assert send_pdf(client, closed, key).status_code == 302
    changed = application(closed, key, version="1", name_en="Other")
    assert send(client, closed, changed, "entry/").status_code == 302
    assert Entry.objects.get().name_en == "Other"


def test_the_log_tells_in_real_time_until_when_a_rehearsal_s_permission_holds(closed):
    shift = 40 * DAY
    Edition.objects.update(rehearsal=True, clock_shift=-shift)
    shown = timezone.now() - shift + DAY
    permit(closed, team="Zebras", until=shown.astimezone(closed.edition.tz).strftime("%Y-%m-%dT%H:%M"))

    told = dt.datetime.fromisoformat(ContestEvent.objects.get().told["until"])
    assert abs(told - timezone.now() - DAY) < DAY / 24


def test_without_a_permission_that_holds_nothing_is_taken(client, closed):
    key = late_key(permit(closed, team="Zebras"))
    other = "x" * 43
    assert client.get(address_of(closed), {"key": other}).status_code == 404
    assert send(client, closed, application(closed, other)).status_code == 422

    LatePermission.objects.update(until=timezone.now() - DAY / 24)
    assert client.get(address_of(closed), {"key": key}).status_code == 404
    assert send(client, closed, application(closed, key)).status_code == 422

    LatePermission.objects.update(until=timezone.now() + DAY)
    permission = LatePermission.objects.get()
    page = f"/desk/contests/2019/{closed.slug}/late/".replace("2019", closed.edition.slug)
    for _ in range(2):
        a_superuser().post(page, {"revoke": str(permission.pk)})
    assert send(client, closed, application(closed, key)).status_code == 422
    assert Entry.objects.count() == 0
    assert list(ContestEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["late", "late_ended"]


def test_a_late_link_is_of_its_contest_alone(client, closed):
    key = late_key(permit(closed, team="Zebras"))
    now = timezone.now()
    other = make_call(slug="other", entries_open_at=now - 3 * DAY, entries_close_at=now - DAY)

    assert client.get(address_of(other), {"key": key}).status_code == 404
    assert send(client, other, application(other, key)).status_code == 422


def test_an_entry_that_is_there_is_opened_to_its_own_link(client):
    contest = make_call()
    key, stranger = enter(client, contest), enter(client, contest, name_en="Another")
    close(contest)
    entry = Entry.objects.get(key_digest=key_digest(key))
    changed = application(contest, key, version="1", name_en="Late words")
    assert send(client, contest, changed, "entry/").status_code == 422

    answer = permit(contest, entry=str(entry.pk))

    assert (answer.status_code, key in answer.content.decode()) == (302, False)
    assert send(client, contest, changed, "entry/").status_code == 302
    assert Entry.objects.get(pk=entry.pk).name_en == "Late words"
    other = application(contest, stranger, version="1", name_en="Late too")
    assert send(client, contest, other, "entry/").status_code == 422


def test_an_entry_that_staff_brought_gets_a_link(client, closed):
    entry = make_entry(closed, status="applied")

    key = late_key(permit(closed, entry=str(entry.pk)))

    page = client.get(address_of(closed, "entry/"), {"key": key})
    assert (page.status_code, str(entry) in page.content.decode()) == (200, True)


def test_it_is_accepted_with_the_reason_of_its_permission(client, closed):
    make_round(closed)
    send(client, closed, application(closed, late_key(permit(closed, team="Zebras"))))
    by = make_staff()

    accept_entry(Entry.objects.get(), by)

    permission, row = LatePermission.objects.get(), RoundEntry.objects.get()
    assert (row.late_reason, row.late_permitted_by) == ("The site was down.", permission.permitted_by)
    with pytest.raises(ValidationError, match="after the deadline"):
        accept_entry(make_entry(closed, status="applied"), by)


@pytest.mark.parametrize(
    "fields", [{}, {"team": "Zebras", "reason": ""}, {"team": "Zebras", "until": "2019-01-01T00:00"}, {"entry": "7"}]
)
def test_a_permission_needs_a_team_a_reason_and_a_time_to_come(closed, fields):
    assert (permit(closed, **fields).status_code, LatePermission.objects.count()) == (422, 0)


def test_a_judge_or_visitor_does_not_reach_the_page(closed):
    page = f"/desk/contests/{closed.edition.slug}/{closed.slug}/late/"

    assert Client().get(page).status_code == 302
    assert Client().post(page, {"team": "x"}).status_code == 302


def test_a_permission_that_was_taken_back_is_no_reason(closed):
    make_round(closed)
    entry, by = make_entry(closed, status="applied"), make_staff()
    late.permit_entry(entry, "The site was down.", timezone.now() + DAY, by)
    late.take_permission_back(LatePermission.objects.get(), by)

    assert list(late_entries(Entry.objects.all())) == [entry]
    with pytest.raises(ValidationError, match="after the deadline"):
        accept_entry(entry, by)


def test_what_came_in_time_is_not_marked_late(client):
    contest, by = make_call(), make_staff()
    make_round(contest)
    enter(client, contest)
    entry = Entry.objects.get()
    brought = make_entry(contest, status="applied")
    late.permit_entry(entry, "The video follows.", timezone.now() + DAY, by)

    assert list(late_entries(Entry.objects.all())) == []
    accept_entry(entry, by)
    accept_entry(brought, by, late_reason="Nobody asked.")

    assert list(RoundEntry.objects.values_list("late_reason", flat=True)) == ["", ""]


def test_a_waiting_address_learns_of_a_late_link_no_more_than_of_any_other(client, monkeypatch):
    monkeypatch.setitem(bounds.FREE, bounds.KEYS, 1)
    contest = make_call()
    key = enter(client, contest)
    for _ in range(4):
        client.get(address_of(contest, "entry/"), {"key": "x" * 43})

    assert [client.get(address_of(contest), {"key": tried}).status_code for tried in (key, "y" * 43)] == [404, 404]


def test_permit_pressed_twice_gives_one_link(closed):
    contest_page = f"/desk/contests/{closed.edition.slug}/{closed.slug}/late/"
    key = filled(a_superuser().get(contest_page))["key"]

    links = [late_key(permit(closed, team="Zebras", key=key, until=TO_COME)) for _ in range(2)]
    other = late_key(permit(closed, team="Quokkas", key=key))

    assert (links, other == key) == ([key, key], False)
    assert list(LatePermission.objects.order_by("pk").values_list("team", flat=True)) == ["Zebras", "Quokkas"]


def test_an_entry_that_is_opened_twice_keeps_its_one_link(closed):
    entry, key = make_entry(closed, status="applied"), "k" * 43

    links = [late_key(permit(closed, entry=str(entry.pk), key=key, until=TO_COME)) for _ in range(2)]

    assert (links, LatePermission.objects.count()) == ([key, key], 1)
    again = permit(closed, entry=str(entry.pk), key="o" * 43, reason="Once more.")
    assert (again.status_code, Entry.objects.get().key_digest) == (302, key_digest(key))
