"""Staff accept or refuse what teams entered, many at once and after a look; organisations are asked about."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from agenda.contests.entering import review
from agenda.models.contests import Entry, EntryStatus, RoundEntry, TeamMember
from tests.support.contest_factories import make_entry, make_round
from tests.support.entering import DAY, address_of, application, enter, make_call, send
from tests.support.factories import make_organisation
from tests.support.staff import a_superuser, filled

pytestmark = pytest.mark.django_db
LIST = "/admin/agenda/entry/"


@pytest.fixture
def staff() -> Client:
    return a_superuser()


def act(staff, action, entries, **more):
    return staff.post(LIST, {"action": action, "_selected_action": [entry.pk for entry in entries]} | more)


def accept(staff, entries, **answers):
    """Look at them, and confirm what the look showed."""
    look = act(staff, "accept_entries", entries).content.decode()
    return confirm(staff, look, entries, **answers)


def confirm(staff, look, entries, **answers):
    versions = dict(re.findall(r'name="(version-\d+)" value="([\d.-]+)"', look))
    return act(staff, "accept_entries", entries, confirmed="yes", **versions, **answers)


def applied(client, contest, **fields):
    enter(client, contest, **fields)
    return Entry.objects.order_by("-pk").first()


def test_entries_are_accepted_together_once_they_were_looked_at(client, staff):
    contest = make_call()
    make_round(contest)
    entries = [applied(client, contest, name_en=name) for name in ("One", "Two")]

    look = act(staff, "accept_entries", entries)

    assert "One" in look.content.decode()
    assert set(Entry.objects.values_list("status", "number")) == {("applied", None)}
    assert confirm(staff, look.content.decode(), entries).status_code == 302
    assert list(Entry.objects.order_by("pk").values_list("status", "number")) == [("accepted", 1), ("accepted", 2)]
    assert RoundEntry.objects.count() == 2
    assert LogEntry.objects.filter(content_type__model="entry").count() == 2


def test_accepted_twice_an_entry_keeps_its_number_and_has_one_line_of_history(client, staff):
    entry = applied(client, make_call())

    for _ in range(2):
        accept(staff, [entry])

    assert Entry.objects.get().number == 1
    assert LogEntry.objects.filter(content_type__model="entry").count() == 1


def test_an_organisation_is_never_matched_without_an_answer(client, staff):
    works = make_organisation(name_en="Zebra Works")
    entry = applied(client, make_call())
    member = TeamMember.objects.get()

    look = accept(staff, [entry]).content.decode()

    assert "An organisation of this name is known: is it the same?" in look
    assert (Entry.objects.get().status, TeamMember.objects.get().organisation) == ("applied", None)
    accept(staff, [entry], **{f"organisation-{member.pk}": str(works.pk)})
    assert (Entry.objects.get().status, TeamMember.objects.get().organisation) == ("accepted", works)


def test_staff_may_leave_an_organisation_as_written(client, staff):
    make_organisation(name_en="Zebra Works")
    entry = applied(client, make_call())

    answer = {f"organisation-{TeamMember.objects.get().pk}": "none"}
    accept(staff, [entry], **answer)

    member = TeamMember.objects.get()
    assert (Entry.objects.get().status, member.organisation, member.organisation_name) == (
        "accepted",
        None,
        "Zebra Works",
    )


def test_an_organisation_that_was_not_offered_cannot_be_chosen(client, staff):
    make_organisation(name_en="Zebra Works")
    other = make_organisation(name_en="Other")
    entry = applied(client, make_call())

    answer = {f"organisation-{TeamMember.objects.get().pk}": str(other.pk)}
    accept(staff, [entry], **answer)

    assert Entry.objects.get().status == "applied"


def test_an_entry_is_refused_for_a_reason_that_its_team_reads(client, staff):
    contest = make_call()
    key = enter(client, contest)
    entry = Entry.objects.get()

    act(staff, "refuse_entries", [entry], confirmed="yes", reason=" ")
    assert Entry.objects.get().status == "applied"
    act(staff, "refuse_entries", [entry], confirmed="yes", reason="Not a car")

    assert (Entry.objects.get().status, Entry.objects.get().reason) == (EntryStatus.DISQUALIFIED, "Not a car")
    shown = client.get(address_of(contest, "entry/"), {"key": key}).content.decode()
    assert "The entry was not accepted: Not a car" in shown


def test_an_entry_that_came_late_is_let_in_with_a_reason_only(client, staff):
    contest = make_call(entries_close_at=timezone.now() - DAY / 24)
    make_round(contest)
    late = make_entry(contest, status="applied")

    look = accept(staff, [late]).content.decode()

    assert "Some came after the deadline. Why are they let in?" in look
    assert Entry.objects.get().status == "applied"
    accept(staff, [late], late_reason="The mail server was down")
    assert RoundEntry.objects.get().late_reason == "The mail server was down"


def test_what_is_in_no_state_for_a_step_is_left_alone(client, staff):
    contest = make_call()
    withdrawn = make_entry(contest, status="withdrawn", reason="x")

    for action in ("accept_entries", "refuse_entries"):
        look = act(staff, action, [withdrawn], confirmed="yes", reason="y")
        assert "There is nothing to change." in look.content.decode()

    assert Entry.objects.get().status == "withdrawn"


def test_what_a_team_changed_after_the_look_is_shown_before_anything_is_accepted(client, staff):
    contest = make_call()
    key = enter(client, contest)
    entries = [Entry.objects.get(), applied(client, contest, name_en="Other")]
    seen = act(staff, "accept_entries", entries).content.decode()
    send(client, contest, application(contest, key, version="1", summary_en="Buy pills."), "entry/")

    again = confirm(staff, seen, entries).content.decode()

    assert "Something was changed since you looked." in again
    assert "Buy pills." in again
    assert set(Entry.objects.values_list("status", flat=True)) == {"applied"}
    assert confirm(staff, again, entries).status_code == 302
    assert set(Entry.objects.values_list("status", flat=True)) == {"accepted"}


def test_what_other_staff_changed_in_the_team_after_the_look_is_shown_again(client, staff):
    entry = applied(client, make_call())
    seen = act(staff, "accept_entries", [entry]).content.decode()
    address = f"/admin/agenda/team/{entry.team.pk}/change/"
    assert staff.post(address, filled(staff.get(address), name_en="Quaggas")).status_code == 302

    again = confirm(staff, seen, [entry]).content.decode()

    assert ("Something was changed" in again, "Quaggas" in again) == (True, True)
    assert Entry.objects.get().status == "applied"


def test_what_is_changed_while_it_is_accepted_is_not_accepted(client, staff, monkeypatch):
    entry = applied(client, make_call())
    lock = review.lock_contests

    def change_before_the_lock(entries):
        Entry.objects.update(version=2)
        lock(entries)

    monkeypatch.setattr(review, "lock_contests", change_before_the_lock)

    assert "Something was changed since you looked." in accept(staff, [entry]).content.decode()
    assert Entry.objects.get().status == "applied"


def test_the_look_shows_all_that_becomes_public(client, staff):
    entry = applied(client, make_call(), summary_zh="自动泊车。", website="https://quokka.example/")

    look = act(staff, "accept_entries", [entry]).content.decode()

    for shown in (
        "A car that parks itself.",
        "自动泊车。",
        "https://quokka.example/",
        "Zebras",
        "Zoe Zebra",
        "Zebra Works",
    ):
        assert shown in look


def test_nothing_is_accepted_that_the_look_has_no_room_for(client, staff, monkeypatch):
    monkeypatch.setattr(review, "MOST_AT_ONCE", 1)
    contest = make_call()
    entries = [applied(client, contest, name_en=name) for name in ("One", "Two")]

    look = act(staff, "accept_entries", entries).content.decode()
    confirm(staff, look, entries)

    assert "select the others afterwards" in look
    assert list(Entry.objects.order_by("pk").values_list("status", flat=True)) == ["accepted", "applied"]
