"""Today's hours, and whether the halls are open: by the clock of the venue, also where it is turned."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from agenda.schedule.opening_hours import opening_now
from expo.versions.reading import note_reading
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 10, 31)
HOURS = {"2026-10-31": ["09:00", "17:00"], "2026-11-01": ["00:30", "03:30"], "2026-11-02": None}


def make_open(zone="Asia/Shanghai", **fields):
    """An exhibition of four days; on the last nothing is known. In New York clocks are turned back on 1 November."""
    edition = make_edition(starts_on=FIRST, ends_on=FIRST + dt.timedelta(3), timezone=zone, status="live", **fields)
    make_session(
        edition=edition,
        kind="exhibition",
        day=FIRST,
        last_day=edition.ends_on,
        starts_at=None,
        ends_at=None,
        daily_hours=HOURS,
    )
    return edition


CASES = [
    ("Asia/Shanghai", "2026-10-31T08:59", (False, "2026-10-31")),
    ("Asia/Shanghai", "2026-10-31T09:00", (True, None)),
    ("Asia/Shanghai", "2026-10-31T16:59", (True, None)),
    ("Asia/Shanghai", "2026-10-31T17:00", (False, "2026-11-01")),
    ("Asia/Shanghai", "2026-11-02T12:00", (False, None)),
    ("Asia/Shanghai", "2026-11-03T12:00", None),
    ("Asia/Shanghai", "2026-10-30T12:00", None),
    ("Asia/Shanghai", "2026-11-04T12:00", None),
    ("America/New_York", "2026-11-01T05:00:00+00:00", (True, None)),
    ("America/New_York", "2026-11-01T06:45:00+00:00", (True, None)),
    ("America/New_York", "2026-11-01T08:29:00+00:00", (True, None)),
    ("America/New_York", "2026-11-01T08:30:00+00:00", (False, None)),
]


@pytest.fixture
def set_clock(monkeypatch):
    def set_to(zone, moment):
        local = dt.datetime.fromisoformat(moment)
        if local.tzinfo is None:
            local = local.replace(tzinfo=ZoneInfo(zone))
        monkeypatch.setattr("django.utils.timezone.now", lambda: local.astimezone(dt.UTC))

    return set_to


@pytest.mark.parametrize(("zone", "moment", "expected"), CASES)
def test_the_halls_are_open_by_the_clock_of_the_venue(set_clock, zone, moment, expected):
    edition = make_open(zone)
    set_clock(zone, moment)

    assert told(opening_now(edition)) == expected


def told(opening):
    if opening is None:
        return None
    return opening.is_open, opening.next and opening.next.day.isoformat()


@pytest.mark.parametrize(("language", "word"), [("en", "Closed now"), ("zh-hans", "现已闭馆")])
@pytest.mark.parametrize("page", ["", "visit/"])
def test_home_and_visit_say_so_during_the_expo(client, set_clock, language, word, page):
    edition = make_open()
    set_clock("Asia/Shanghai", "2026-10-31T17:30")

    assert word in client.get(f"/{language}/{edition.slug}/{page}").text


@pytest.mark.parametrize("status", ["planning", "closed", "archived"])
def test_before_and_after_the_expo_no_page_says_that_it_is_open_or_closed(client, set_clock, status):
    edition = make_open()
    type(edition).objects.update(status=status)
    set_clock("Asia/Shanghai", "2026-10-31T12:00")

    assert "opening-now" not in client.get(f"/en/{edition.slug}/").text


def test_a_kept_page_stands_no_longer_than_the_minute(set_clock):
    edition = make_open()
    set_clock("Asia/Shanghai", "2026-10-31T16:59:30")

    with note_reading() as reading:
        opening_now(edition)

    assert 0 < reading.until - time.time() <= 30


def test_a_rehearsal_is_open_by_its_own_clock(set_clock):
    edition = make_open(rehearsal=True, clock_shift=dt.timedelta(days=100))
    set_clock("Asia/Shanghai", "2026-07-23T10:00")

    assert told(opening_now(edition)) == (True, None)
