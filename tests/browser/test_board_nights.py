"""The planning board in a real browser, where sessions end on the next day or the clocks are turned."""

import datetime as dt

import pytest

from agenda.models import Session
from expo.i18n.instants import wall_clock_time
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def hours(session):
    row = Session.objects.get(pk=session.pk)
    return [f"{wall_clock_time(each, row.edition.tz):%d %H:%M}" for each in (row.starts_at, row.ends_at)]


@pytest.fixture
def shown(log_in, transactional_db):
    """Opens the board on the first day of an edition, with a session that begins at ten at night; gives both."""

    def show(zone, day, length):
        edition = make_edition(slug="2026", timezone=zone, starts_on=day, ends_on=day + dt.timedelta(1))
        room = make_room(edition=edition)
        session = make_session(room=room, day=day, hour=22, minutes=length, name_en="Party")
        page = log_in(make_editor(), f"/desk/agenda/2026/board/{day}/", viewport={"width": 1400, "height": 1000})
        page.locator(".board.laid").wait_for()
        return page, session, page.locator(f".board-card[data-pk='{session.pk}']")

    return show


def press(page, card, key, told):
    """Wait for what the server says of the move that the key made."""
    card.locator("a").focus()
    page.keyboard.press(key)
    page.locator(".board-said", has_text=told).wait_for()


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("America/Los_Angeles", dt.date(2026, 10, 31), 360),
        ("Europe/Berlin", dt.date(2026, 3, 28), 240),
        ("Asia/Shanghai", dt.date(2026, 3, 28), 300),
    ],
)
def test_arrows_move_a_night_by_five_minutes_and_keep_its_length(shown, zone, day, length):
    page, session, card = shown(zone, day, length)
    next_day = f"{day + dt.timedelta(1):%d}"
    assert card.locator(".board-time").text_content() == "22:00 – 03:00 next day"

    press(page, card, "ArrowDown", "22:05 – 03:05 next day")
    assert hours(session) == [f"{day:%d} 22:05", f"{next_day} 03:05"]

    press(page, card, "Shift+ArrowDown", "22:05 – 03:10 next day")
    assert hours(session) == [f"{day:%d} 22:05", f"{next_day} 03:10"]
