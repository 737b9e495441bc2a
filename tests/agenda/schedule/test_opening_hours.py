"""Today's hours, and whether the halls are open: by the clock of the venue, also where it is turned."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from agenda.schedule.opening_hours import opening_now
from expo.models import VisitorPage
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


def add_exhibition(edition, **hours):
    """Another, of all days: closed at night, save on the days that `hours` name."""
    daily = {day.isoformat(): None for day in edition.days} | {f"2026-{day}": span for day, span in hours.items()}
    make_session(
        edition=edition,
        kind="exhibition",
        day=FIRST,
        last_day=edition.ends_on,
        starts_at=None,
        ends_at=None,
        daily_hours=daily,
    )


TWO = [
    ("2026-10-31T18:30", (True, None)),
    ("2026-10-31T19:00", (False, "2026-11-01")),
    ("2026-11-01T00:45", (True, None)),
    ("2026-11-01T10:15", (False, "2026-11-02")),
    ("2026-11-02T12:00", (True, None)),
    ("2026-11-03T12:00", (False, None)),
]


@pytest.mark.parametrize(("moment", "expected"), TWO)
@pytest.mark.parametrize("first", [True, False])
def test_of_two_exhibitions_the_one_that_is_open_longest_on_a_day_says_its_hours(set_clock, moment, expected, first):
    longer = {"10-31": ["10:00", "19:00"], "11-01": ["10:00", "10:30"], "11-02": ["09:00", "17:00"]}
    edition = make_open() if first else make_edition(starts_on=FIRST, ends_on=FIRST + dt.timedelta(3), status="live")
    add_exhibition(edition, **longer)
    if not first:
        add_exhibition(edition, **{day[5:]: hours for day, hours in HOURS.items()})
    set_clock("Asia/Shanghai", moment)

    assert told(opening_now(edition)) == expected


def test_the_page_of_hours_tells_them_day_by_day_of_whichever_is_open_longest(client):
    edition = make_open(slug="2026")
    add_exhibition(edition, **{"10-31": ["10:00", "19:00"], "11-02": ["09:30", "17:00"]})
    VisitorPage.objects.create(
        edition=edition, kind="hours", slug="hours", name_en="Hours", text_en="x", published=True
    )

    page = client.get("/en/2026/visit/hours/").text

    shown = [hour for hour in ("10:00", "19:00", "00:30", "03:30", "09:30", "09:00") if hour in page]
    assert shown == ["10:00", "19:00", "00:30", "03:30", "09:30"]


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
