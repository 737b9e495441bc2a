"""Whom staff know of a team stays known when the team saves its form."""

from typing import Any

import pytest
from django.test import Client

from agenda.contests.recusals import is_recused
from agenda.models.contests import Contest, Entry, TeamMember
from tests.agenda.contests.entering.test_late import closed, late_key, permit  # noqa: F401
from tests.support.contest_factories import make_entry, make_juror, make_round
from tests.support.entering import address_of, send
from tests.support.factories import make_organisation, make_person
from tests.support.staff import filled

pytestmark = pytest.mark.django_db
# What an entry that staff brought lacks and the form asks for.
ASKED = {"summary_en": "New words.", "contact_name": "Zoe", "contact_email": "zoe@zebra.example"}


@pytest.fixture
def entry(closed: Contest) -> Entry:  # noqa: F811
    works = make_organisation(name_en="Zebra Works", name_zh="斑马工场")
    known = make_person(slug="zhang-wei", name_zh="张伟", name_en="Zhang Wei")
    members = [
        {"person": known, "organisation": works},
        {"organisation": works},
        {"name_zh": "李娜", "name_en": "Li Na", "organisation": works},
        {"name_en": "Written", "organisation_name": "Elsewhere"},
    ]
    entry = make_entry(closed, status="applied", members=members)
    entry.team.name_en, entry.team.name_zh = "Zebras", "斑马队"
    entry.team.save()
    return entry


def change(entry: Entry, **fields: str) -> None:
    """By the team's link: what the form shows, with other fields as told."""
    client, contest = Client(), entry.contest
    key = late_key(permit(contest, entry=str(entry.pk)))
    sent = filled(client.get(address_of(contest, "entry/"), {"key": key}))
    assert send(client, contest, sent | ASKED | fields, "entry/").status_code == 302


def members_of(entry: Entry) -> list[tuple[Any, ...]]:
    columns = ("pk", "person__slug", "organisation__name_en", "organisation_name", "name_en", "name_zh")
    team = Entry.objects.get(pk=entry.pk).team
    return list(TeamMember.objects.filter(team=team).order_by("order", "pk").values_list(*columns))


def test_what_the_team_leaves_as_it_was_stays_known(entry):
    before, juror = members_of(entry), make_juror(make_round(entry.contest))
    juror.organisation = entry.team.members.exclude(organisation=None).first().organisation
    juror.save()

    change(entry, name_en="Other")

    team = Entry.objects.get(name_en="Other").team
    assert members_of(entry) == before
    assert (team.name_en, team.name_zh) == ("Zebras", "斑马队")
    assert is_recused(juror, entry) is True


def test_a_box_that_changes_alone_is_as_written(entry):
    fields = {"members-0-organisation": "Elsewhere", "members-1-organisation": "", "members-2-name": "李 娜娜"}

    change(entry, team="Quokkas", **fields)

    rows = [row[1:] for row in members_of(entry)]
    assert rows == [
        ("zhang-wei", None, "Elsewhere", "", ""),
        (None, "Zebra Works", "", "", "李 娜娜"),
        (None, None, "Elsewhere", "Written", ""),
    ]
    team = Entry.objects.get(pk=entry.pk).team
    assert (team.name_en, team.name_zh) == ("Quokkas", "")


def test_a_team_that_two_entries_share_is_copied_with_whom_staff_know(entry):
    other = make_entry(entry.contest, status="applied", team=entry.team)
    before = members_of(entry)

    change(other)

    other = Entry.objects.get(pk=other.pk)
    assert (other.team_id == entry.team_id, other.team.name_en, other.team.name_zh) == (False, "Zebras", "斑马队")
    assert [row[1:] for row in members_of(other)] == [row[1:] for row in before]
    assert members_of(entry) == before


def test_more_members_than_a_team_may_write_all_stay(entry):
    for number in range(14):
        TeamMember.objects.create(team=entry.team, order=50 + number, name_en=f"Member {number}")
    before = members_of(entry)

    change(entry)

    assert members_of(entry) == before
