"""The first screen of an edition's home: what most people look for, and on a wide one what is on now."""

import datetime as dt

import pytest

from expo.models import Edition
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition, make_picture
from tests.support.showcase_factories import make_letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {360: 780, 1280: 900}


@pytest.mark.parametrize("width", SIZES)
def test_search_and_what_is_on_are_in_reach_on_the_first_screen(open_page, monkeypatch, width):
    edition = make_edition(status="live")
    make_session(edition=edition)
    Edition.objects.update(key_visual=make_picture(width=640, height=280))
    opening = dt.datetime.combine(edition.starts_on, dt.time(9, 30), edition.tz)
    monkeypatch.setattr(Edition, "now", lambda edition: opening)
    page = open_page(viewport={"width": width, "height": SIZES[width]})

    page.goto("/en/2019/")

    ends = [page.locator(part).bounding_box() for part in (".find", ".doors a[href='#now']")]
    assert [box["y"] + box["height"] <= SIZES[width] for box in ends] == [True, True]
    if width == 1280:
        assert page.locator("#now").bounding_box()["y"] <= 700


@pytest.mark.parametrize(("sense", "indented"), [(False, [False, True]), (True, [True, True])])
def test_the_greeting_of_a_chinese_letter_stands_at_the_margin_and_its_sense_has_none(open_page, sense, indented):
    make_letter(edition=make_edition(), text_zh="致来宾：\n祝贺展会开幕。", sense=sense)
    page = open_page()

    page.goto("/zh-hans/2019/letters/")

    indents = page.locator(".letter-text > p").evaluate_all(
        "lines => lines.map(line => getComputedStyle(line).textIndent)"
    )
    assert [indent != "0px" for indent in indents] == indented
