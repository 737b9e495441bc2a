"""Drawing a hall in a real browser: mouse, keyboard, undo, an exhibitor onto a stand, and a colleague at work."""

import pytest
from playwright.sync_api import expect

from expo.models import Booth
from tests.support.accessibility import violations
from tests.support.factories import make_edition, make_hall, make_participation
from tests.support.floor import make_drawn, make_plan
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def booth(transactional_db):
    hall = make_hall(edition=make_edition(slug="2019"), code="S4")
    make_plan(hall)
    make_participation(edition=hall.edition)
    return make_drawn(hall, "A01", 600, 600, 600, 600)


@pytest.fixture
def desk(log_in, booth):
    page = log_in(make_editor(), "/desk/halls/2019/S4/", viewport={"width": 1400, "height": 1000})
    page.locator(".hall-canvas a[data-pk]").wait_for()
    return page


def place() -> tuple:
    row = Booth.objects.get()
    return row.x, row.y, row.width, row.depth


def drag(page, across: int, along: int, pk: int | None = None) -> int:
    stand = f"[data-pk='{pk}']" if pk else "[data-pk]"
    box = page.locator(f".hall-canvas a{stand} rect").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 20 + across, box["y"] + 20 + along, steps=4)
    with page.expect_response("**/change/") as answer:
        page.mouse.up()
    return answer.value.status


def test_a_stand_is_moved_sized_and_undone_and_the_page_is_accessible(desk):
    assert drag(desk, 100, 0) == 200
    moved = place()
    with desk.expect_response("**/change/"):
        desk.keyboard.press("Shift+ArrowDown")
    sized = place()
    for _step in range(2):
        with desk.expect_response("**/undo/"):
            desk.keyboard.press("Control+z")

    assert (moved[0] > 600, moved[1:]) == (True, (600, 600, 600))
    assert sized == (*moved[:3], 650)
    assert place() == (600, 600, 600, 600)
    assert violations(desk) == []


def test_what_the_arrows_do_before_an_answer_has_come_is_not_lost_to_it(desk):
    def press_before(route):
        answer = route.fetch()
        desk.keyboard.press("Shift+ArrowDown")
        route.fulfill(response=answer)

    desk.route("**/change/", press_before, times=1)
    with desk.expect_response(lambda answer: '"depth":650' in (answer.request.post_data or "")):
        assert drag(desk, 100, 0) == 200
    assert (place()[0] > 600, place()[1:]) == (True, (600, 600, 650))


def test_a_conflict_is_shown_and_mine_is_saved_only_if_i_say_so(desk, booth):
    Booth.objects.filter(pk=booth.pk).update(y=1200)

    assert drag(desk, 100, 0) == 409
    assert place() == (600, 1200, 600, 600)
    with desk.expect_response("**/change/"):
        desk.locator("[data-again]").click()
    assert place()[0] > 600


def test_an_exhibitor_is_put_onto_a_stand_by_keys(desk, booth):
    desk.locator("[data-waiting] li").press("Enter")
    with desk.expect_response("**/change/"):
        desk.locator(".hall-canvas a[data-pk]").press("Enter")

    assert booth.participations.count() == 1


def test_arrows_before_an_answer_are_sent_over_nothing_of_a_colleague_s(desk, booth):
    other = make_drawn(booth.hall, "A02", 1800, 600, 600, 600)
    desk.reload()
    desk.locator(f".hall-canvas a[data-pk='{other.pk}']").wait_for()

    def press_before(route):
        Booth.objects.filter(pk=other.pk).update(y=1800)
        answer = route.fetch()
        desk.locator(f".hall-canvas a[data-pk='{other.pk}']").press("ArrowDown")
        route.fulfill(response=answer)

    desk.route("**/change/", press_before, times=1)
    with desk.expect_response(lambda answer: f'"booth":{other.pk}' in (answer.request.post_data or "")) as asked:
        drag(desk, 100, 0, booth.pk)

    assert asked.value.status == 409
    assert Booth.objects.get(pk=other.pk).y == 1800


def test_a_new_size_of_the_hall_is_undone_on_its_plan(desk):
    walls = desk.locator("polygon.walls")
    begun = walls.get_attribute("points")
    desk.get_by_role("link", name="Size of the hall").click()
    desk.locator("[name=width]").fill("90")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(walls).not_to_have_attribute("points", begun)
    desk.locator(".hall-canvas a[data-pk]").wait_for()

    desk.get_by_role("button", name="Undo").click()

    expect(walls).to_have_attribute("points", begun)
