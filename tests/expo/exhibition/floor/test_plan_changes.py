"""The one door by which stands change: nothing is lost, all is undone, and what is wrong is told."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from expo.exhibition.floor import plan_drafts, plan_undo
from expo.exhibition.floor.hall_state import read_hall
from expo.exhibition.floor.outlines import Rectangle
from expo.exhibition.floor.plan_changes import StaleStands, StandChange, change_stands
from expo.exhibition.floor.stand_states import FIELDS, read_states
from expo.models import Booth, PlanStep
from tests.support.factories import make_booth, make_edition, make_hall, make_participation
from tests.support.floor import make_drawn, make_exhibitor_at, make_feature, make_plan
from tests.support.showcase_factories import make_exhibit, make_launch
from tests.support.staff import make_editor

pytestmark = pytest.mark.django_db
NUMBERS = ("A01", "A02", "A03")


@pytest.fixture
def plan():
    return make_plan(make_hall())


@pytest.fixture
def by():
    return make_editor()


def state_of(booth: Booth):
    return read_states([Booth.objects.get(pk=booth.pk)])[booth.pk]


def change(booth: Booth, **to) -> StandChange:
    return StandChange(booth.pk, state_of(booth).token, to)


def places() -> dict[str, tuple]:
    return {booth.number: (booth.x, booth.y, booth.width, booth.depth) for booth in Booth.objects.all()}


def test_a_moved_stand_stands_elsewhere_and_its_history_says_who_moved_it(plan, by):
    booth = make_drawn(plan.hall, "A01", 0, 0)

    change_stands(plan.hall, [change(booth, x=600, y=300)], by)

    assert places() == {"A01": (600, 300, 300, 300)}
    assert LogEntry.objects.get(object_id=str(booth.pk)).user == by


@pytest.mark.parametrize(
    "meanwhile",
    [{"x": 900}, {"number": "B01"}, {"width": 600}, {"kind": "raw"}, {"open_sides": "N"}, {"outline": "0,0 9,0 9,9"}],
)
def test_what_somebody_changed_meanwhile_is_not_overwritten(plan, by, meanwhile):
    booth, other = make_drawn(plan.hall, "A01", 0, 0), make_drawn(plan.hall, "A02", 300, 0)
    wanted = [change(other, y=900), change(booth, y=900)]
    Booth.objects.filter(pk=booth.pk).update(**meanwhile)

    with pytest.raises(StaleStands) as stale:
        change_stands(plan.hall, wanted, by)

    assert [one.booth for one in stale.value.stale] == [booth.pk]
    assert not Booth.objects.filter(y=900).exists()


def test_an_exhibitor_that_came_meanwhile_makes_a_stand_another(plan, by):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    wanted = change(booth, exhibitors=[])
    make_exhibitor_at(booth, "Acme")

    with pytest.raises(StaleStands):
        change_stands(plan.hall, [wanted], by)


def test_numbers_change_hands_in_one_step(plan, by):
    booths = [make_drawn(plan.hall, number, 0, 0) for number in NUMBERS]
    turned = [change(booth, number=number) for booth, number in zip(booths, ("A02", "A03", "A01"), strict=True)]

    change_stands(plan.hall, turned, by)

    assert [state_of(booth).number for booth in booths] == ["A02", "A03", "A01"]


@pytest.mark.parametrize(
    "to",
    [{"number": "A02"}, {"number": ""}, {"width": 0}, {"x": None}, {"kind": "castle"}, {"exhibitors": [10**6]}],
)
def test_what_a_stand_cannot_be_is_refused_and_nothing_is_written(plan, by, to):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    make_drawn(plan.hall, "A02", 300, 0)
    before = state_of(booth)

    with pytest.raises(ValidationError):
        change_stands(plan.hall, [change(booth, **({"y": 900} | to))], by)

    assert state_of(booth) == before
    assert not PlanStep.objects.exists()


def test_an_exhibitor_of_another_edition_gets_no_stand(plan, by):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    stranger = make_participation(edition=make_edition(slug="2018"))

    with pytest.raises(ValidationError):
        change_stands(plan.hall, [change(booth, exhibitors=[stranger.pk])], by)


def test_every_kind_of_step_is_undone_and_taken_again(plan, by):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    firm = make_participation(edition=plan.hall.edition)
    new = StandChange(None, "", {"number": "A09", "x": 900, "y": 0, "width": 300, "depth": 300})
    seen = [read_states(Booth.objects.all())]
    for changes in (
        lambda: [change(booth, x=600, width=600)],
        lambda: [change(booth, exhibitors=[firm.pk], kind="shell")],
        lambda: [new, change(booth, number="B01")],
        lambda: [change(booth, **dict.fromkeys(FIELDS[1:5]))],
    ):
        change_stands(plan.hall, changes(), by)
        seen.append(read_states(Booth.objects.all()))

    for step in reversed(seen[:-1]):
        plan_undo.undo(plan.hall, by)
        assert read_states(Booth.objects.all()) == step
    for step in seen[1:]:
        plan_undo.redo(plan.hall, by)
        assert read_states(Booth.objects.all()) == step
    with pytest.raises(ValidationError):
        plan_undo.redo(plan.hall, by)


def test_nobody_undoes_what_a_colleague_has_changed_since_or_did(plan, by):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    change_stands(plan.hall, [change(booth, x=600)], by)
    change_stands(plan.hall, [change(booth, x=900)], make_editor())

    for said in ("since", "nothing"):
        with pytest.raises(ValidationError, match=said):
            plan_undo.undo(plan.hall, by)
    assert state_of(booth).x == 900


@pytest.mark.parametrize(
    ("draw", "problems"),
    [
        (lambda hall: [make_drawn(hall, "A02", 200, 0)], ["A01 and A02 overlap."]),
        (lambda hall: [make_drawn(hall, "A02", 300, 0)], []),
        (lambda hall: [make_drawn(hall, "A02", 3900, 0)], ["A02 reaches beyond the walls."]),
        (lambda hall: [make_feature(hall, "aisle", 0, 200, 4000, 300)], ["A01 stands in the way: aisle."]),
        (lambda hall: [make_feature(hall, "aisle", 0, 300, 4000, 300)], []),
    ],
)
def test_problems_are_told_where_they_are(plan, by, draw, problems):
    make_exhibitor_at(make_drawn(plan.hall, "A01", 0, 0), "Acme")
    draw(plan.hall)

    found = read_hall(plan, by).problems

    assert [one.said for one in found if one.grave] == problems


@pytest.mark.parametrize(
    ("firms", "shared", "told"),
    [
        (0, False, ["A01 has no exhibitor."]),
        (1, False, []),
        (2, True, []),
        (2, False, ["A01 has several exhibitors, each for itself: Firm 0, Firm 1."]),
    ],
)
def test_two_firms_and_none_are_told(plan, by, firms, shared, told):
    booth = make_drawn(plan.hall, "A01", 0, 0, shared=shared)
    for each in range(firms):
        make_exhibitor_at(booth, f"Firm {each}")

    assert [one.said for one in read_hall(plan, by).problems] == told


def test_the_schematic_becomes_a_plan_without_problems_in_one_step_that_is_undone(by):
    hall = make_hall()
    for number in (*NUMBERS, "B01", "B02", *(f"C{each:02}" for each in range(1, 15))):
        make_exhibitor_at(make_booth(hall=hall, number=number), number)

    plan = plan_drafts.draw_from_schematic(hall, by)

    assert read_hall(plan, by).problems == []
    assert (plan.published, Booth.objects.filter(x=None).exists()) == (False, False)
    plan_undo.undo(hall, by)
    assert not Booth.objects.exclude(x=None).exists()
    with pytest.raises(ValidationError):
        plan_drafts.draw_from_schematic(hall, by)


@pytest.mark.parametrize(
    ("first", "step", "numbers"),
    [
        ("A01", 1, ["A01", "A02", "A03"]),
        ("A08", 1, ["A08", "A09", "A10"]),
        ("A1-1", 2, ["A1-1", "A1-3", "A1-5"]),
        ("9号", 1, ["9号", "10号", "11号"]),
    ],
)
def test_numbers_in_series_keep_their_zeros(first, step, numbers):
    assert plan_drafts.number_series(first, 3, step) == numbers


def test_a_number_without_figures_begins_no_series():
    with pytest.raises(ValidationError):
        plan_drafts.number_series("Lobby", 3)


def test_a_row_and_a_split_are_drawn_side_by_side(plan, by):
    change_stands(plan.hall, plan_drafts.draw_row(Rectangle(0, 0, 300, 200), ["A01", "A02"], down=True, gap=50), by)
    first = Booth.objects.get(number="A01")
    split = plan_drafts.split_stand(first.pk, state_of(first), "A09", 100, down=False)

    change_stands(plan.hall, split, by)

    assert places() == {"A01": (0, 0, 100, 200), "A09": (100, 0, 200, 200), "A02": (0, 250, 300, 200)}


@pytest.mark.parametrize("share", [0, 300, 900])
def test_a_stand_is_not_split_where_nothing_is_left(plan, share):
    booth = make_drawn(plan.hall, "A01", 0, 0)

    with pytest.raises(ValidationError):
        plan_drafts.split_stand(booth.pk, state_of(booth), "A09", share, down=True)


@pytest.mark.parametrize("place", [lambda booth: make_exhibit(booth=booth), lambda booth: make_launch(booth=booth)])
def test_a_new_stand_where_something_is_placed_is_not_taken_back(plan, by, place):
    change_stands(plan.hall, [StandChange(None, "", {"number": "A09", "x": 0, "y": 0, "width": 300, "depth": 300})], by)
    placed = place(Booth.objects.get())

    with pytest.raises(ValidationError, match="since"):
        plan_undo.undo(plan.hall, by)

    placed.refresh_from_db()
    assert placed.booth == Booth.objects.get()


def test_whatever_refers_to_a_stand_is_thought_of_when_one_is_taken_back():
    """Exhibitors are part of a stand's state: with others there, it is not as the step left it."""
    assert {relation.related_model for relation in Booth._meta.related_objects} == set(plan_undo.PLACED)
