"""Moving sessions on the planning board, and taking moves back."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from agenda.models import Move, Session
from agenda.planning import moves
from agenda.planning.moves import Placement, StalePlacement
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.staff import make_editor

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def session():
    return make_session(edition=make_edition(slug="2019"), hour=10)


@pytest.fixture
def planner():
    return make_editor()


def stands(session) -> Placement:
    return Placement.of(Session.objects.get(pk=session.pk))


def later(session, hours=1) -> Placement:
    here = stands(session)
    return here._replace(starts_at=here.starts_at + hours * HOUR, ends_at=here.ends_at + hours * HOUR)


def move(session, to, by):
    return moves.move_session(session, to, seen=stands(session).token, by=by)


def test_a_move_places_the_session_and_is_kept_with_its_planner(session, planner):
    before, to = stands(session), later(session)._replace(room_id=make_room().pk)

    move(session, to, planner)

    assert stands(session) == to
    assert Move.objects.values_list("session", "by", "before", "after").get() == (
        session.pk,
        planner.pk,
        before.token,
        to.token,
    )
    assert LogEntry.objects.get().user == planner


def test_a_move_costs_seven_statements_its_transaction_s_two_among_them(session, planner, django_assert_num_queries):
    to, seen = later(session), stands(session).token

    with django_assert_num_queries(7):
        moves.move_session(session, to, seen=seen, by=planner)


def test_a_placement_is_read_back_from_its_token(session):
    assert Placement.read(stands(session).token) == stands(session)
    assert Placement.read(Placement().token) == Placement()


def test_a_move_to_where_it_stands_is_none(session, planner):
    move(session, stands(session), planner)

    assert not Move.objects.exists()


def test_a_session_may_be_taken_off_the_schedule(session, planner):
    move(session, Placement(), planner)

    assert stands(session) == Placement()


def test_a_move_changes_the_plan_and_nothing_that_the_public_sees(session, planner):
    copy = Session.objects.public().get(origin=session)

    move(session, later(session), planner)

    assert Placement.of(Session.objects.public().get(origin=session)) == Placement.of(copy)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_at": 0}, "ends_at", "A session must end after it starts."),
        ({"ends_at": -1}, "ends_at", "A session must end after it starts."),
        ({"starts_at": None}, "ends_at", "Give both start and end, or neither."),
        ({"day": None}, "starts_at", "The start does not lie on the day given."),
        ({"day": dt.date(2019, 8, 30)}, "day", "This day is not one of the edition's days."),
        ({"day": dt.date(2019, 8, 27)}, "starts_at", "The start does not lie on the day given."),
        ({"last_day": dt.date(2019, 9, 1)}, "last_day", "It would last longer than the edition does."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(session, planner, changes, field, sentence):
    before = stands(session)
    hours = {name: before.starts_at + value * HOUR for name, value in changes.items() if isinstance(value, int)}

    with pytest.raises(ValidationError) as refused:
        move(session, before._replace(**(changes | hours)), planner)

    assert sentence in refused.value.message_dict.get(field, refused.value.messages)
    assert stands(session) == before
    assert not Move.objects.exists()


def test_a_room_of_another_edition_is_refused(session, planner):
    elsewhere = make_room(edition=make_edition(slug="2018", starts_on="2018-08-23", ends_on="2018-08-25"))

    with pytest.raises(ValidationError, match="another edition"):
        move(session, later(session)._replace(room_id=elsewhere.pk), planner)


def test_of_two_planners_who_saw_the_same_the_second_is_shown_both(session, planner):
    colleague, seen = make_editor(), stands(session).token
    first, second = later(session, 1), later(session, 3)
    moves.move_session(session, first, seen=seen, by=colleague)

    with pytest.raises(StalePlacement) as stale:
        moves.move_session(session, second, seen=seen, by=planner)

    assert stands(session) == first
    assert (stale.value.to, stale.value.who) == (second, colleague)


def test_the_second_may_move_it_all_the_same_once_they_saw_the_first(session, planner):
    move(session, later(session), make_editor())

    move(session, later(session, 2), planner)

    assert Move.objects.count() == 2


def test_a_new_title_in_between_is_no_reason_to_refuse_a_move_and_is_kept(session, planner):
    seen = stands(session).token
    Session.objects.filter(pk=session.pk).update(name_en="New title")

    moves.move_session(session, later(session), seen=seen, by=planner)

    assert Session.objects.get(pk=session.pk).name_en == "New title"


def test_moves_are_undone_one_after_the_other_and_done_again(session, planner):
    edition = session.edition
    places = [stands(session), later(session, 1), later(session, 2)]
    for to in places[1:]:
        move(session, to, planner)

    seen = []
    for step in (moves.undo, moves.undo, moves.redo, moves.redo, moves.undo):
        step(edition, planner)
        seen.append(places.index(stands(session)))

    assert seen == [1, 0, 1, 2, 1]


def test_whoever_presses_undo_twice_at_once_takes_back_two_moves(session, planner, monkeypatch):
    edition = session.edition
    places = [stands(session), later(session, 1), later(session, 2)]
    for to in places[1:]:
        move(session, to, planner)
    asked = moves.next_move

    def a_moment_slower(*args, **kwargs):
        found = asked(*args, **kwargs)
        monkeypatch.setattr(moves, "next_move", asked)
        moves.undo(edition, planner)
        return found

    monkeypatch.setattr(moves, "next_move", a_moment_slower)
    moves.undo(edition, planner)

    assert stands(session) == places[0]
    moves.redo(edition, planner)
    moves.redo(edition, planner)
    assert stands(session) == places[2]


def test_a_new_move_ends_what_could_be_done_again(session, planner):
    move(session, later(session), planner)
    moves.undo(session.edition, planner)
    move(session, later(session, 2), planner)

    with pytest.raises(ValidationError, match="nothing to redo"):
        moves.redo(session.edition, planner)


def test_nobody_undoes_the_moves_of_a_colleague(session, planner):
    move(session, later(session), make_editor())

    with pytest.raises(ValidationError, match="nothing to undo"):
        moves.undo(session.edition, planner)


@pytest.mark.parametrize(("step", "undone"), [("undo", False), ("redo", True)])
def test_a_move_that_a_colleague_overtook_stays_and_the_planner_hears_who(session, planner, step, undone):
    colleague, other = make_editor(), make_session()
    move(other, later(other), planner)
    move(session, later(session), planner)
    if undone:
        moves.undo(session.edition, planner)
    move(session, later(session, 2), colleague)
    placed = stands(session)

    with pytest.raises(ValidationError) as refused:
        getattr(moves, step)(session.edition, planner)

    assert refused.value.messages == [
        f"{colleague.username} has moved “{session.name_en}” since; it stays where it is."
    ]
    assert stands(session) == placed
    assert moves.undo(session.edition, planner) == other


def test_undoing_is_a_change_that_colleagues_see(session, planner):
    move(session, later(session), planner)
    before = Session.objects.get(pk=session.pk).changed_at

    moves.undo(session.edition, planner)

    assert Session.objects.get(pk=session.pk).changed_at > before
