"""The corners of a hall in a real browser: pulled, added, taken away and undone in the picture, as the lines say."""

import pytest
from playwright.sync_api import expect

from expo.models import HallPlan
from tests.support.accessibility import violations
from tests.support.factories import make_edition, make_hall
from tests.support.floor import make_plan
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SQUARE = "0,0 6000,0 6000,4000 0,4000"
TOLD = "0 0\n60 0\n60 40\n0 40"


@pytest.fixture
def desk(log_in, transactional_db):
    make_plan(make_hall(edition=make_edition(slug="2019"), code="S4"), outline=SQUARE)
    page = log_in(make_editor(), "/desk/halls/2019/S4/walls/", viewport={"width": 1280, "height": 1000})
    page.locator("[data-corner='3']").wait_for()
    return page


def pull(page, x, y, to):
    """From one place of the picture to another, both in centimetres of the hall."""
    places = page.locator("svg.corners").evaluate(
        "(svg, points) => points.map(([x, y]) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM()))",
        [[x, y], to],
    )
    page.mouse.move(places[0]["x"], places[0]["y"])
    page.mouse.down()
    page.mouse.move(places[1]["x"], places[1]["y"], steps=4)
    page.mouse.up()


def test_corners_are_pulled_added_undone_and_removed_in_the_picture_and_saved(desk):
    lines = desk.get_by_label("Corners in metres")
    desk.locator("svg.corners").scroll_into_view_if_needed()
    pull(desk, 6000, 4000, [5030, 3020])
    expect(lines).to_have_value("0 0\n60 0\n50.5 30\n0 40")
    desk.get_by_role("button", name="Undo").click()
    expect(lines).to_have_value(TOLD)
    pull(desk, 3000, 4000, [3000, 2540])
    expect(lines).to_have_value("0 0\n60 0\n60 40\n30 25.5\n0 40")
    assert violations(desk) == []
    desk.get_by_role("button", name="Remove the corner").click()
    expect(lines).to_have_value(TOLD)
    for _time in range(2):
        desk.keyboard.press("Control+z")
    expect(lines).to_have_value(TOLD)
    desk.get_by_role("button", name="Redo").click()
    expect(lines).to_have_value("0 0\n60 0\n60 40\n30 25.5\n0 40")
    # By keyboard the lines are what the picture shows.
    lines.fill("0 0\n60 0\n60 40\n30 35\n0 40")
    expect(desk.locator("[data-corner='3']")).to_have_attribute("cy", "3500")
    desk.get_by_role("button", name="Save the corners").click()
    desk.wait_for_url("**/desk/halls/2019/S4/")

    assert HallPlan.objects.get().outline == "0,0 6000,0 6000,4000 3000,3500 0,4000"
