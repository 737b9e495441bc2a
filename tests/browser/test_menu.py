"""The menu on a phone: doors in reach of a thumb, the sheet by keyboard, and nothing that the bar covers for good."""

import pytest

from tests.support.factories import make_hall
from tests.support.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 700}
BOXES = """() => [...document.querySelectorAll('.thumb-bar :is(a, button)')].map(each => {
  const box = each.getBoundingClientRect();
  return box.top >= innerHeight / 2 && box.bottom <= innerHeight && box.height >= 44 && box.width >= 44
    && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === each;
})"""


@pytest.fixture
def phone(open_page):
    make_hall(edition=make_world())
    page = open_page(java_script_enabled=True)
    page.set_viewport_size(PHONE)
    page.goto("/en/2019/exhibitors/")
    return page


def test_the_doors_stay_in_reach_of_a_thumb_however_far_one_reads(phone):
    top = phone.evaluate(BOXES)
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    assert (top, phone.evaluate(BOXES)) == ([True] * 5, [True] * 5)
    last = phone.locator(".site-footer a").filter(visible=True).last
    bar = phone.locator(".thumb-bar").bounding_box()
    box = last.bounding_box()
    assert box["y"] + box["height"] <= bar["y"]


def test_the_sheet_opens_and_closes_by_keyboard(phone):
    sheet = phone.locator("#menu")
    button = phone.locator(".thumb-bar button")
    button.focus()
    phone.keyboard.press("Enter")
    opened = (sheet.is_visible(), sheet.get_by_role("link", name="Press room").is_visible())
    phone.keyboard.press("Escape")

    assert (opened, sheet.is_visible()) == ((True, True), False)
    assert button.evaluate("each => each === document.activeElement")


def test_wide_and_on_paper_there_is_no_bar(phone):
    bar = phone.locator(".thumb-bar")
    phone.emulate_media(media="print")
    printed = bar.is_visible()
    phone.emulate_media(media="screen")
    phone.set_viewport_size({"width": 1280, "height": 900})

    assert (printed, bar.is_visible()) == (False, False)
