"""The table of a day in a browser: to scale whatever stands in it, and its line goes with the clock."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "How intelligent machines learn from people, and people from intelligent machines, in forty-two lessons " * 2


def test_a_session_is_as_tall_as_it_is_long_whatever_it_says(open_page):
    make_edition(slug="2019")
    for number, minutes in enumerate((15, 30, 60, 120)):
        make_session(name_en=LONG, minutes=minutes, room=make_room(order=number))
    page = open_page(viewport={"width": 1280, "height": 900})

    page.goto("/en/2019/agenda/2019-08-26/?view=grid")

    heights = page.evaluate("""[...document.querySelectorAll("td:has(article)")].map(cell => cell.offsetHeight)""")
    quarter = heights[0]
    assert [round(height / quarter) for height in heights] == [1, 2, 4, 8]
    assert max(abs(height - quarter * times) for height, times in zip(heights, (1, 2, 4, 8), strict=True)) <= 2


def test_the_line_goes_on_with_the_clock(open_page):
    now = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(minutes=1)
    days = {"starts_on": now.date() - dt.timedelta(1), "ends_on": now.date() + dt.timedelta(1)}
    edition = make_edition(slug="2019", status="live", **days)
    hours = {"starts_at": now - dt.timedelta(minutes=1), "ends_at": now + dt.timedelta(minutes=89)}
    day = hours["starts_at"].astimezone(edition.tz).date()
    make_session(day=day, **hours)
    page = open_page()
    page.clock.install(time=now)
    page.goto(f"/en/2019/agenda/{day}/?view=grid")
    row = """[...document.querySelectorAll(".to-scale > tr")].findIndex(row => row.hasAttribute("data-now"))"""

    rows = [page.evaluate(row)]
    for minutes in (30, 30):
        page.clock.fast_forward(minutes * 60_000)
        rows.append(page.evaluate(row))

    assert rows == [0, 1, 2]
