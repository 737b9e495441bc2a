"""A door's screen in a real browser: large, fresh, and honest when nobody answers."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session():
    today = timezone.now()
    edition = make_edition(
        slug="2019", starts_on=today.date() - dt.timedelta(1), ends_on=today.date() + dt.timedelta(1)
    )
    hours = {"starts_at": today - dt.timedelta(hours=1), "ends_at": today + dt.timedelta(hours=1)}
    return make_session(
        name_en="Opening", room=make_room(slug="stage"), day=hours["starts_at"].astimezone(edition.tz).date(), **hours
    )


def test_the_screen_follows_the_agenda_and_says_when_nobody_answers(browser, live_server, session):
    page = browser.new_context(base_url=live_server.url).new_page()
    page.clock.install()
    page.goto("/en/2019/rooms/stage/screen/")
    title, note = page.locator("h3").first, page.locator("[data-stale]")

    type(session).objects.update(name_en="Closing")
    page.clock.fast_forward(20_000)
    page.get_by_role("heading", name="Closing").wait_for()
    assert note.is_hidden()

    page.context.set_offline(True)
    page.clock.fast_forward(20_000)
    note.wait_for(state="visible")
    assert title.inner_text() == "Closing"
    assert "No connection. As of" in note.inner_text()

    page.context.set_offline(False)
    page.clock.fast_forward(20_000)
    note.wait_for(state="hidden")
    page.context.close()


def test_the_title_of_what_is_on_is_read_from_ten_metres(open_page, session):
    page = open_page(viewport={"width": 1920, "height": 1080})

    page.goto("/en/2019/rooms/stage/screen/")

    size = page.locator("h3").first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 90
    assert page.locator("a, button, nav").count() == 0


@pytest.mark.parametrize("window", [{"width": 1280, "height": 800}, {"width": 1920, "height": 1080}])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_comes_next_fills_the_screen_where_nothing_is_on_and_nothing_is_cut_off(
    open_page, session, language, window
):
    later = timezone.now() + dt.timedelta(hours=1)
    hours = {"starts_at": later, "ends_at": later + dt.timedelta(minutes=30)}
    hours["day"] = later.astimezone(session.edition.tz).date()
    names = {"name_en": "Private networks on the factory floor", "name_zh": "工厂里的5G专网"}
    type(session).objects.filter(pk=session.pk).update(**names, **hours)
    make_session(**names, **hours, room=session.room)
    page = open_page(viewport=window)

    page.goto(f"/{language}/2019/rooms/stage/screen/")

    boxes = [article.bounding_box() for article in page.locator("article").all()]
    assert len(boxes) == 2
    assert max(box["y"] + box["height"] for box in boxes) <= window["height"]
    assert sum(box["width"] for box in boxes) >= 0.85 * window["width"]
    assert page.evaluate("document.documentElement.scrollHeight") == window["height"]


@pytest.mark.parametrize("window", [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}])
@pytest.mark.parametrize("busy", [False, True])
def test_long_names_are_set_smaller_until_all_of_it_is_on_the_screen(open_page, session, window, busy):
    name = "Interoperability of driverless shuttles, signals and charging in mountain cities of the upper Yangtze"
    later = timezone.now() + dt.timedelta(hours=1)
    hours = {"starts_at": later, "ends_at": later + dt.timedelta(minutes=30)}
    hours["day"] = later.astimezone(session.edition.tz).date()
    names = {"name_en": name, "name_zh": "长江上游山地城市无人接驳车、信号与充电设施的互联互通"}
    make_session(**names, **hours, room=session.room)
    make_session(**names, **hours, room=session.room)
    kept = names if busy else hours
    type(session).objects.filter(pk=session.pk).update(**names | kept)
    page = open_page(viewport=window)

    page.goto("/en/2019/rooms/stage/screen/")

    page.locator("expo-door[data-smaller]").wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") == window["height"]
