"""The walls of a hall by their corners: any number of them, in metres, saved as one step that is undone."""

import pytest

from expo.exhibition.floor.outlines import crossing_walls, parse_outline
from expo.models import HallPlan
from tests.support.factories import make_edition, make_hall
from tests.support.floor import make_feature, make_plan
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in

pytestmark = pytest.mark.django_db
HALL = "/desk/halls/2019/S4/"
SQUARE = "0,0 6000,0 6000,4000 0,4000"
ANGLE = "0,0 6000,0 6000,2550 3000,2550 3000,4000 0,4000"
MANY = "\n".join(f"{each} {each * each % 97}" for each in range(201))
ANGLE_TOLD = "0 0\n60 0\n60 25.5\n30 25.5\n30 40\n0 40"


@pytest.fixture
def hall():
    return make_hall(edition=make_edition(slug="2019"), code="S4")


@pytest.fixture
def staff():
    return signed_in(make_editor())


def draw(staff, corners, seen=""):
    return staff.post(f"{HALL}walls/", {"corners": corners, "seen": seen or HallPlan.objects.get().outline})


def outline():
    return HallPlan.objects.get().outline


@pytest.mark.parametrize(
    "told",
    [
        ANGLE_TOLD,
        ANGLE_TOLD + "\n0 0\n",
        "0,0\n60, 0\n\n60，25.50\n(30; 25.5)\n30 × 40\n０ 40 m",
        "0 0\n0 0\n60.00 0\n60 25.5\n30 25.5\n30 40\n0 40",
    ],
)
def test_a_hall_gets_walls_with_as_many_corners_as_are_told(staff, hall, told):
    make_plan(hall, outline=SQUARE)
    saved = draw(staff, told)

    assert (saved.status_code, saved["Location"], outline()) == (302, HALL, ANGLE)


def test_what_is_saved_is_offered_as_it_is_told_with_a_picture_that_numbers_the_corners(staff, hall):
    make_plan(hall, outline=ANGLE)
    page = staff.get(f"{HALL}walls/")

    assert page.context["corners"].initial["corners"] == ANGLE_TOLD
    assert texts(page, "text") == ["1", "2", "3", "4", "5", "6"]
    # A size alone would lose corners.
    assert 'name="width"' not in page.text


def test_corners_are_undone_and_taken_again_and_leave_entrances_where_they_are(staff, hall):
    make_plan(hall, outline=SQUARE)
    door = make_feature(hall, "entrance", 5960, 1000, 40, 400)
    draw(staff, ANGLE_TOLD)
    staff.post(f"{HALL}undo/")
    before = outline()
    staff.post(f"{HALL}redo/")
    door.refresh_from_db()

    assert (before, outline(), door.x) == (SQUARE, ANGLE, 5960)


def test_the_same_corners_change_nothing(staff, hall):
    make_plan(hall, outline=ANGLE)
    said = draw(staff, ANGLE_TOLD)

    assert "Nothing has changed." in staff.get(said["Location"]).text
    assert staff.get(f"{HALL}state/").json()["undo"] is False


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("0 0\n60 0", "A hall has from three to two hundred corners."),
        (MANY, "A hall has from three to two hundred corners."),
        ("0 0\n60 zero\n60 40", "Line 2 is no corner: write two numbers, like “60 25.5”."),
        ("0 0\n60 -1\n60 40", "Line 2 is no corner: write two numbers, like “60 25.5”."),
        ("0 0\n60 0 40\n60 40", "Line 2 is no corner: write two numbers, like “60 25.5”."),
        ("0 0\n1000.01 0\n60 40", "Line 2: a hall is at most a kilometre long."),
        ("0 0\n60 0\n60 4.99\n0 4.99", "A hall is at least five metres wide and deep."),
        ("0 0\n60 40\n60 0\n0 40", "The walls that begin at corners 1 and 3 meet: order the corners around the hall."),
        ("0 0\n60 0\n20 0\n20 40", "The walls that begin at corners 1 and 2 meet: order the corners around the hall."),
    ],
)
def test_what_is_no_hall_is_refused_with_its_line_and_stays_in_its_field(staff, hall, told, reason):
    make_plan(hall, outline=SQUARE)
    page = draw(staff, told)

    assert (page.status_code, outline()) == (422, SQUARE)
    assert reason in page.text
    assert page.context["corners"]["corners"].value() == told


def test_the_second_of_two_who_set_corners_is_told_of_the_first(staff, hall):
    make_plan(hall, outline=SQUARE)
    draw(staff, ANGLE_TOLD, SQUARE)
    late = draw(staff, "0 0\n60 0\n0 40", SQUARE)

    assert (late.status_code, outline()) == (422, ANGLE)
    assert "Somebody changed this meanwhile. Nothing of yours is saved." in late.text


@pytest.mark.parametrize(
    ("walls", "found"),
    [
        (SQUARE, None),
        (ANGLE, None),
        ("0,0 600,0 600,600", None),
        # A corner on a wall of its own is none too many.
        ("0,0 300,0 600,0 600,600 0,600", None),
        ("0,0 600,600 600,0 0,600", (0, 2)),
        # One wall touches another with its corner.
        ("0,0 600,0 300,600 300,0 0,600", (0, 2)),
        # The last wall leads back over the first.
        ("0,0 600,0 600,600 300,0", (0, 2)),
    ],
)
def test_walls_meet_in_their_corners_alone(walls, found):
    assert crossing_walls(parse_outline(walls)) == found


def test_walls_that_somebody_changed_meanwhile_are_shown_and_then_replaced_if_wanted(staff, hall):
    make_plan(hall, outline=SQUARE)
    told = {"corners": "0 0\n50 0\n50 30\n0 30", "seen": SQUARE}
    HallPlan.objects.update(outline=ANGLE)
    refused = staff.post(f"{HALL}walls/", told)
    seen = refused.context["corners"]["seen"].value()
    between = outline()
    again = staff.post(f"{HALL}walls/", told | {"seen": seen})

    assert (refused.status_code, seen, between) == (422, ANGLE, ANGLE)
    assert "Saved once more, yours take their place." in refused.text
    assert (again.status_code, outline()) == (302, "0,0 5000,0 5000,3000 0,3000")


def test_corners_that_cannot_be_stay_held_against_the_walls_that_the_page_showed(staff, hall):
    make_plan(hall, outline=SQUARE)
    refused = staff.post(f"{HALL}walls/", {"corners": "0 0", "seen": ANGLE})

    assert refused.context["corners"]["seen"].value() == ANGLE
