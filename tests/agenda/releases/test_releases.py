"""Releases: the plan becomes public as a whole or one session at a time, and nothing of it before."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import RestrictedError

from agenda.models import Change, Release, Session, SessionRole
from agenda.releases import diff, publication
from tests.support.agenda_factories import make_role, make_room, make_session
from tests.support.factories import make_area, make_person

pytestmark = pytest.mark.django_db


def edition_of(*sessions):
    return sessions[0].edition


def shown(edition):
    return [row.name_en for row in edition.sessions.public().in_order()]


def told(release):
    """The release's changes as kind and title, in their order."""
    return [(change.kind, change.session.name_en) for change in release.changes.order_by("pk")]


def planned(**fields):
    """A session that no release has told of."""
    session = make_session(**fields)
    session.copies.all().delete()
    return session


def refusal(act, *args, **words):
    with pytest.raises(ValidationError) as caught:
        act(*args, by=None, **words)
    return caught.value.code


def test_first_release_makes_the_plan_public_and_nothing_else():
    session = planned(name_en="Opening", areas=[make_area()], roles=[make_person()])
    planned(status="draft")
    planned(visibility="staff")
    planned(status="cancelled")
    edition = session.edition
    Release.objects.all().delete()

    release = publication.publish(edition, by=None, note_en="The first.")

    assert (str(release), shown(edition), told(release)) == ("1.0", ["Opening"], [("new", "Opening")])
    copy = edition.sessions.public().get()
    assert (copy.origin, copy.uid, copy.sequence) == (session, session.uid, 0)
    assert list(copy.areas.all()) == list(session.areas.all())
    assert [role.person for role in copy.roles.all()] == [role.person for role in session.roles.all()]


def move(session, **by):
    session.starts_at += dt.timedelta(**by)
    session.ends_at += dt.timedelta(**by)
    session.save()


CHANGES = {
    "moved": lambda session: move(session, minutes=30),
    "room": lambda session: Session.objects.filter(pk=session.pk).update(room=make_room()),
    "cancelled": lambda session: Session.objects.filter(pk=session.pk).update(status="cancelled"),
    "withdrawn": lambda session: Session.objects.filter(pk=session.pk).update(status="draft"),
    "people": lambda session: make_role(session, make_person(), public=False),
    "details": lambda session: session.areas.add(make_area()),
}


@pytest.mark.parametrize(("kind", "change"), CHANGES.items())
def test_each_kind_of_change_waits_for_a_release_and_is_told_by_it(kind, change):
    session, other = make_session(), make_session()
    before = shown(session.edition)

    change(session)

    assert shown(session.edition) == before
    assert [one.kinds for one in diff.pending_changes(session.edition)] == [[kind]]
    release = publication.publish(session.edition, by=None)
    assert told(release) == [(kind, session.name_en)]
    assert diff.pending_changes(session.edition) == []
    assert other.copies.count() == 1


def test_cancelled_session_stays_in_place_and_may_take_place_after_all():
    session = make_session()
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    publication.publish(session.edition, by=None)

    assert [row.cancelled for row in session.edition.sessions.public()] == [True]
    Session.objects.filter(pk=session.pk).update(status="confirmed")
    assert told(publication.publish(session.edition, by=None)) == [("reinstated", session.name_en)]


def test_a_copy_remembers_what_it_was_before_its_last_move():
    session = make_session(hour=10)
    room, start = session.room, session.starts_at
    move(session, minutes=30)
    release = publication.publish(session.edition, by=None)
    session.refresh_from_db()
    session.name_en = "Renamed"
    session.save()
    publication.publish(session.edition, by=None)

    copy = session.edition.sessions.public().get()
    assert (copy.was_starts_at, copy.was_room, copy.moved_at) == (start, room, release.released_at)
    assert (copy.name_en, copy.sequence) == ("Renamed", 2)


def test_hot_fix_publishes_one_session_and_leaves_the_rest_of_the_plan_private():
    late, other = make_session(name_en="Late"), make_session(name_en="Other")
    move(late, minutes=15)
    move(other, minutes=15)

    release = publication.publish_hot_fix(late, by=None)

    assert (str(release), told(release)) == ("1.1", [("moved", "Late")])
    assert [one.session for one in diff.pending_changes(late.edition)] == [other]
    assert str(publication.publish(late.edition, by=None)) == "2.0"


def test_old_versions_stay_as_they_were():
    session, leaving = make_session(name_en="Stays"), make_session(name_en="Leaves", hour=12)
    first = Release.objects.get()
    Session.objects.filter(pk=leaving.pk).update(status="draft")
    second = publication.publish(session.edition, by=None)
    session.name_en = "Renamed"
    session.save()
    third = publication.publish(session.edition, by=None)

    versions = [[row.name_en for row in Session.objects.as_of(one).in_order()] for one in (first, second, third)]
    assert versions == [["Stays", "Leaves"], ["Stays"], ["Renamed"]]


def test_what_was_made_for_staff_only_is_in_no_earlier_version_either():
    session, secret = make_session(name_en="Open"), make_session(name_en="Secret")
    first = Release.objects.get()
    Session.objects.filter(pk=secret.pk).update(visibility="staff")

    publication.publish(session.edition, by=None)

    assert [row.name_en for row in Session.objects.as_of(first)] == ["Open"]


def test_a_session_that_comes_back_goes_on_counting_its_versions():
    session = make_session()
    for status in ("draft", "confirmed"):
        Session.objects.filter(pk=session.pk).update(status=status)
        make_session() if status == "draft" else None
        publication.publish(session.edition, by=None)

    assert session.copies.get(until=None).sequence == 1


def test_nothing_is_released_twice():
    session = make_session()

    assert refusal(publication.publish, session.edition) == "unchanged"
    assert refusal(publication.publish_hot_fix, session) == "unchanged"
    assert Release.objects.count() == 1


def test_whoever_looked_at_an_earlier_version_is_told_of_the_one_in_between():
    session = make_session()
    move(session, minutes=5)
    publication.publish_hot_fix(session, by=None)
    move(session, minutes=5)

    assert refusal(publication.publish, session.edition, seen="1.0") == "stale"
    assert str(publication.publish(session.edition, by=None, seen="1.1")) == "2.0"


def test_hot_fix_needs_a_first_release():
    session = planned()
    Release.objects.all().delete()

    assert refusal(publication.publish_hot_fix, session) == "unreleased"


def test_fatal_problems_block_a_release_unless_a_reason_is_written():
    room = make_room()
    first, second = make_session(room=room), make_session(room=room)
    move(first, minutes=5)

    assert refusal(publication.publish, edition_of(first)) == "problems"
    assert refusal(publication.publish_hot_fix, first, overridden="  ") == "problems"
    assert shown(edition_of(first, second)) == sorted([first.name_en, second.name_en])
    release = publication.publish(edition_of(first), by=None, overridden="The wall between them opens at noon.")
    assert release.overridden == "The wall between them opens at noon."


def test_a_problem_elsewhere_does_not_block_a_hot_fix():
    room = make_room()
    make_session(room=room), make_session(room=room)
    calm = make_session()
    move(calm, minutes=5)

    assert str(publication.publish_hot_fix(calm, by=None)) == "1.1"


class Crash(Exception):
    """Raised in place of one statement."""


def crash_when_changes_are_written(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "agenda_change"'):
        raise Crash
    return execute(sql, params, many, context)


def test_a_release_that_is_cut_off_leaves_nothing_behind():
    session = make_session()
    move(session, minutes=5)
    copies = list(Session.objects.filter(origin=session).values())

    with pytest.raises(Crash), connection.execute_wrapper(crash_when_changes_are_written):
        publication.publish(session.edition, by=None)

    assert list(Session.objects.filter(origin=session).values()) == copies
    assert (Release.objects.count(), Change.objects.count()) == (1, 0)


@pytest.mark.parametrize("sessions", [1, 3])
def test_pending_changes_cost_the_same_queries_however_many(sessions, django_assert_num_queries):
    for _ in range(sessions):
        move(make_session(roles=[make_person()], areas=[make_area()]), minutes=5)
    edition = Release.objects.get().edition

    with django_assert_num_queries(14):
        assert len(diff.pending_changes(edition)) == sessions


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_release_costs_the_same_queries_however_many_sessions(sessions, django_assert_num_queries):
    for _ in range(sessions):
        move(make_session(roles=[make_person()], areas=[make_area()]), minutes=5)
    edition = Release.objects.get().edition

    with django_assert_num_queries(35):
        publication.publish(edition, by=None)


def test_a_released_session_is_cancelled_and_not_deleted():
    session = make_session()

    with pytest.raises(RestrictedError):
        session.delete()


def test_copies_keep_the_role_as_it_was_released():
    session = make_session(roles=[make_person()])
    SessionRole.objects.filter(session=session).update(title_en="New title")

    assert [role.title_en for role in session.copies.get().roles.all()] == ["Speaker's title"]
