"""What is kept of a day's list and grid: drawn once, and at every moment what a page that is made anew says."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda.models import Session
from expo.versions.row_memory import ROWS
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition, make_person

pytestmark = pytest.mark.django_db
DAY = "/en/2019/agenda/2019-08-26/"
VIEWS = ("", "?view=grid")
MINUTE = dt.timedelta(minutes=1)
MONDAY = dt.date(2019, 8, 26)
# Hours of Chongqing at which something begins or ends, and days beside it.
TURNS = ["2019-08-25T23:58", "2019-08-26T09:00", "2019-08-26T09:30", "2019-08-26T10:00", "2019-08-26T11:40"]
TURNS += ["2019-08-26T17:15", "2019-08-26T23:00", "2019-08-27T00:00", "2019-08-27T02:00", "2019-08-28T12:00"]


@pytest.fixture
def at(monkeypatch):
    def set_clock(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(dt.UTC))

    return set_clock


@pytest.fixture
def edition():
    """A day on which sessions follow each other, overlap, last into the night or several days, and are cancelled."""
    edition = make_edition(status="live")
    make_session(name_en="First", hour=9, roles=[make_person()])
    make_session(name_en="Cancelled", hour=9, status="cancelled")
    last = MONDAY + dt.timedelta(3)
    make_session(name_en="Fair", starts_at=None, last_day=last, daily_hours={"2019-08-26": ["11:40", "17:15"]})
    make_session(name_en="Open", starts_at=None, last_day=last, daily_hours={"2019-08-26": None})
    night = dt.datetime(2019, 8, 26, 23, tzinfo=edition.tz)
    make_session(name_en="Night", starts_at=night, ends_at=night + dt.timedelta(hours=3))
    make_session(name_en="Sometime", starts_at=None, part_of_day="morning")
    return edition


def shown(client, view):
    """Without what each page has anew."""
    return re.sub(r"\s+", " ", client.get(DAY + view).text)


@pytest.mark.thorough
@pytest.mark.parametrize("view", VIEWS)
def test_at_each_moment_it_says_what_a_page_made_anew_says(client, at, edition, view):
    kept, anew, told = [], [], set()
    for turn in TURNS:
        for minutes in (-1, 0, 6):
            at(dt.datetime.fromisoformat(turn).replace(tzinfo=edition.tz) + minutes * MINUTE)
            kept.append(shown(client, view))
            told.add(kept[-1])
    ROWS.forget()
    for turn in TURNS:
        for minutes in (-1, 0, 6):
            at(dt.datetime.fromisoformat(turn).replace(tzinfo=edition.tz) + minutes * MINUTE)
            ROWS.forget()
            anew.append(shown(client, view))

    assert kept == anew
    assert len(told) >= 7


@pytest.mark.parametrize("view", VIEWS)
def test_between_two_turns_no_card_is_read_again_and_a_change_is_seen_at_once(client, at, edition, view):
    numbers = []
    for minute in (31, 34, 34):
        at(dt.datetime(2019, 8, 26, 10, minute, tzinfo=edition.tz))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(DAY + view).text
        numbers.append(sum('"agenda_session"."was_room_id"' in query["sql"] for query in queries))
        if len(numbers) == 2:
            Session.objects.filter(name_en="First").update(name_en="Renamed")

    assert (numbers, "Renamed" in page, "First" in page) == ([1, 0, 1], True, False)
