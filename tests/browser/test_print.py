"""Pages on paper: a day on at most four sheets of A4 with nothing left out; no row torn, no heading alone."""

import re

import pytest

from agenda.schedule.day import PER_PAGE
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import make_announced
from tests.support.factories import (
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_source,
    make_stated_figure,
)
from tests.support.showcase_factories import make_launch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOMS = 12
# What 15 mm at each side leave of a sheet of A4, in CSS pixels.
PAPER = {"width": 680, "height": 1009}


@pytest.fixture
def day():
    make_edition(slug="2019")
    rooms = [make_room(name_en=f"International Conference Hall {number}", order=number) for number in range(ROOMS)]
    person, firm = make_person(), make_organisation()
    for number in range(PER_PAGE):
        make_session(
            name_en=f"Forum {number} on how intelligent machines learn from people, and people from them",
            name_zh=f"第{number}场智能机器如何向人学习以及人如何向智能机器学习高峰论坛",
            hour=9 + number // ROOMS,
            room=rooms[number % ROOMS],
            roles=[person, firm],
        )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("view", ["", "?view=grid"])
def test_a_full_day_in_twelve_rooms_prints_on_at_most_four_pages(open_page, day, language, view):
    page = open_page()
    page.goto(f"/{language}/2019/agenda/2019-08-26/{view}")

    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))

    assert 1 <= len(sheets) <= 4
    page.emulate_media(media="print")
    assert page.locator("h3").filter(visible=True).count() == PER_PAGE
    assert page.locator(".people").filter(visible=True).count() == (0 if view else PER_PAGE)
    assert page.locator("a, button").filter(has_text=re.compile("My visit|我的行程")).filter(visible=True).count() == 0


ROWS = "tbody tr, .rows > li, .facts > div, main article, .total"
HEADS = "main :is(h1, h2, h3, h4, thead)"
BREAKS = """(elements, side) => elements
    .filter(element => element.getClientRects().length && getComputedStyle(element)[side] !== "avoid")
    .map(element => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", ["agenda/2019-08-26/", "exhibitors/", "deals/totals/", "sources/", "launches/"])
def test_no_row_is_torn_on_paper_and_no_heading_stands_alone(open_page, day, path):
    make_participation(sources=[make_source()])
    make_launch()
    make_announced()
    make_stated_figure()
    page = open_page()
    page.goto(f"/en/2019/{path}")

    page.emulate_media(media="print")

    rows, heads = page.locator(ROWS), page.locator(HEADS)
    assert (rows.count() > 0, heads.count() > 0) == (True, True)
    assert rows.evaluate_all(BREAKS, "breakInside") == []
    assert heads.evaluate_all(BREAKS, "breakAfter") == []


def test_the_total_stands_on_the_first_sheet_below_its_heading_and_breakdowns_are_side_by_side(open_page, day):
    make_announced()
    page = open_page()
    page.goto("/en/2019/deals/totals/")
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)

    total = page.locator(".total").bounding_box()
    assert total["y"] + total["height"] <= PAPER["height"]
    lefts = {round(box.bounding_box()["x"]) for box in page.locator(".breakdown").all()}
    assert len(lefts) == 2
