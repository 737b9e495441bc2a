"""Of a plan only those sessions are read that differ from what is public; and none that differs is left out."""

import datetime as dt

import pytest

from agenda.models import Session, SessionRole
from agenda.releases import diff, differing
from agenda.releases.differing import find_differing
from tests.support.agenda_factories import make_role, make_room, make_session
from tests.support.factories import make_area, make_edition, make_person, make_scenario, make_source

pytestmark = pytest.mark.django_db
EARLIER = dt.timedelta(minutes=1)
# What each column may say instead, where its kind does not tell; times and hours only together.
INSTEAD = {
    "kind": "break",
    "status": "cancelled",
    "part_of_day": "evening",
    "languages": "ja",
    "stream_url": "https://example.org/other",
    "recording_url": "https://example.org/recorded",
    "materials_url": "https://example.org/slides",
    "slug": "elsewhere",
}
TOGETHER = {"day", "last_day", "starts_at", "ends_at", "daily_hours", "part_of_day"}


def find(edition):
    return find_differing(edition, diff.COLUMNS.values(), diff.LINKS, diff.ROLE)


def other_value(field, session):
    if field.name in INSTEAD:
        return INSTEAD[field.name]
    if field.name == "room":
        return make_room(edition=session.edition)
    if field.name == "parent":
        return make_session(edition=session.edition)
    if field.get_internal_type() == "BooleanField":
        return not getattr(session, field.name)
    if field.get_internal_type() == "PositiveSmallIntegerField":
        return getattr(session, field.name) + 1
    return getattr(session, field.name) + " and more"


@pytest.mark.parametrize("field", [field for field in diff.FIELDS if field.name not in TOGETHER], ids=str)
def test_a_session_is_read_once_any_column_says_something_else_however_it_was_written(field):
    session, _same = make_session(), make_session()
    Session.objects.filter(pk=session.pk).update(**{field.name: other_value(field, session)})

    assert find(session.edition) == ({session.pk}, {session.copies.get().pk})


def add_again(session):
    """The same role once more: of two of one rank it now stands last."""
    first = session.roles.order_by("pk").first()
    first.delete()
    first.pk = None
    first.save()


OTHERWISE = {
    "another day": lambda row: Session.objects.filter(pk=row.pk).update(day=None, starts_at=None, ends_at=None),
    "other hours": lambda row: Session.objects.filter(pk=row.pk).update(
        starts_at=row.starts_at - dt.timedelta(minutes=1)
    ),
    "an area more": lambda row: row.areas.add(make_area()),
    "an area less": lambda row: row.areas.clear(),
    "another area": lambda row: row.areas.set([make_area()]),
    "a scenario": lambda row: row.scenarios.add(make_scenario()),
    "a source": lambda row: row.sources.add(make_source()),
    "a role more": lambda row: make_role(row, make_person(), public=False),
    "a role less": lambda row: row.roles.first().delete(),
    "a title": lambda row: row.roles.update(title_zh="主任"),
    "an order": lambda row: SessionRole.objects.filter(pk=row.roles.first().pk).update(order=9),
    "one added again": add_again,
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
def test_a_session_is_read_once_its_hours_links_or_people_are_others(change):
    session, same = (make_session(areas=[make_area()], roles=[make_person(), make_person()]) for _ in range(2))
    SessionRole.objects.update(order=1)
    assert find(session.edition) == (set(), set())

    change(session)

    assert find(session.edition) == ({session.pk}, {session.copies.get().pk})
    assert [one.after for one in diff.pending_changes(session.edition)] == [session]
    assert same.copies.count() == 1


def test_what_is_new_and_what_is_gone_is_read_and_nothing_of_other_editions():
    old, new, gone = make_session(), make_session(), make_session()
    new.copies.all().delete()
    Session.objects.filter(pk=gone.pk).update(visibility="staff")
    make_session(edition=make_edition(slug="2020")).copies.all().delete()

    assert find(old.edition) == ({new.pk}, {gone.copies.get().pk})


def test_a_page_with_nothing_to_release_reads_no_session(django_assert_num_queries):
    edition = make_session(roles=[make_person()]).edition

    with django_assert_num_queries(5):
        assert diff.pending_changes(edition) == []


def test_of_many_that_differ_all_are_read(monkeypatch):
    monkeypatch.setattr(differing, "FEW", 1)
    session, other, _same = make_session(), make_session(), make_session()
    Session.objects.filter(pk__in=[session.pk, other.pk]).update(name_en="Renamed")

    assert [one.after for one in diff.pending_changes(session.edition)] == [session, other]
