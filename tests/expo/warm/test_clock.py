"""What follows the clock knows until when it is true; what nobody can tell of lives for two seconds."""

import datetime as dt
import time

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from agenda.models import Session
from deals import ledger
from deals.models import Terms
from expo.models import Edition
from expo.versions import marks, reading
from tests.support.agenda_factories import make_session
from tests.support.contest_factories import make_public_contest, make_ranking, make_round
from tests.support.deal_factories import make_press, make_verified
from tests.support.factories import make_edition
from tests.support.showcase_factories import make_launch
from tests.support.staff import make_staff
from tests.support.warmth import BEHIND, ask_application
from tests.support.world import make_world

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 9, 7), dt.date(2026, 9, 10)
LISBON, CHONGQING = "Europe/Lisbon", "Asia/Shanghai"


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock of this process on, which stands still ten seconds after a full minute; the database's runs."""
    shown = [time.time() // 60 * 60 + 10]
    monkeypatch.setattr(time, "time", lambda: shown[0])
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromtimestamp(shown[0], dt.UTC))

    def move(seconds: float) -> None:
        shown[0] += seconds

    return move


@pytest.mark.parametrize(
    ("day", "at", "seconds"),
    [
        (dt.date(2026, 9, 1), dt.time(23, 58, 30), 90),
        (dt.date(2026, 9, 1), dt.time(10, 0, 0), 3600),
        (dt.date(2026, 9, 6), dt.time(10, 0, 30), 30),
        (dt.date(2026, 9, 8), dt.time(9, 59, 59, 500_000), 0.5),
        (dt.date(2026, 9, 11), dt.time(5, 0), 60),
        (dt.date(2026, 9, 12), dt.time(5, 0), reading.FOREVER),
    ],
)
def test_a_page_with_a_clock_is_true_for_a_minute_of_the_expo_an_hour_before_it_and_ever_after(day, at, seconds):
    now = dt.datetime.combine(day, at, dt.UTC)

    assert reading.seconds_true(now, FIRST, LAST, always=False) == seconds


def test_a_rehearsal_shows_its_clock_and_is_new_each_minute():
    assert reading.seconds_true(dt.datetime(2026, 9, 20, 7, 8, 20, tzinfo=dt.UTC), FIRST, LAST, always=True) == 40


def test_what_asks_for_the_day_alone_stands_to_the_end_of_the_hour_and_for_good_after_the_expo():
    during, after = dt.datetime(2026, 9, 8, 9, 59, 30, tzinfo=dt.UTC), dt.datetime(2026, 9, 12, 5, tzinfo=dt.UTC)

    assert [reading.day_seconds(now, LAST) for now in (during, after)] == [30, reading.FOREVER]
    assert reading.day_seconds(after, dt.date.max) == 3600


@pytest.mark.parametrize("fields", [{}, {"rehearsal": True}])
def test_a_list_by_days_stands_through_the_minutes_of_an_open_expo_and_changes_at_midnight(client, warm, clock, fields):
    today = timezone.now().date()
    edition = make_edition(timezone="UTC", starts_on=today, ends_on=today + dt.timedelta(2), status="live", **fields)
    for day in edition.days:
        make_launch(edition=edition, slug=f"shown-{day}", launched_on=day)
    midnight = dt.datetime.combine(today + dt.timedelta(1), dt.time(), dt.UTC)
    clock((midnight - timezone.now()).total_seconds() - 600)
    client.get("/en/2019/launches/")

    answers = [ask_application("/en/2019/launches/")[0]]
    clock(300)
    answers.append(ask_application("/en/2019/launches/")[0])
    clock(300)

    assert answers == [200, 200]
    assert ask_application("/en/2019/launches/")[0] == BEHIND


@pytest.mark.parametrize("zone", [LISBON, CHONGQING])
def test_what_is_under_way_changes_on_warm_pages_with_the_minute(client, warm, clock, zone):
    now = timezone.now().astimezone(dt.UTC)
    edition = make_edition(slug="2019", timezone=zone, starts_on=now.date(), ends_on=now.date() + dt.timedelta(2))
    starts = now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    day = starts.astimezone(edition.tz).date()
    make_session(slug="next", day=day, starts_at=starts, ends_at=starts + dt.timedelta(minutes=30))
    path = f"/en/2019/agenda/{day}/"
    before = "data-now" in client.get(path).text, ask_application(path)[0]

    clock((starts - now).total_seconds())

    assert (before, ask_application(path)[0]) == ((False, 200), BEHIND)
    assert "data-now" in client.get(path).text


def test_a_session_that_starts_between_minutes_is_looked_at_every_two_seconds(client, warm, clock):
    make_world()
    odd = dt.datetime(2019, 8, 26, 2, 0, 20, tzinfo=dt.UTC)
    Session.objects.released().filter(slug="opening").update(starts_at=odd)
    client.get("/en/2019/agenda/")
    kept = ask_application("/en/2019/agenda/")[0]

    clock(reading.SHORTEST)

    assert (kept, ask_application("/en/2019/agenda/")[0]) == (200, BEHIND)


def test_a_deal_under_embargo_comes_to_warm_pages_when_it_ends(client, warm, clock):
    edition = make_world()
    until = timezone.now() + dt.timedelta(minutes=10)
    deal = make_verified(edition=edition, name_en="Embargoed works", embargo_until=until)
    ledger.announce(deal, version=1, by=make_press())
    client.get("/en/2019/deals/"), client.get("/en/2019/halls/")

    answers = [ask_application("/en/2019/deals/")[0]]
    clock(300)
    answers.append(ask_application("/en/2019/deals/")[0])
    clock(400)

    assert answers == [200, 200]
    assert [ask_application(f"/en/2019/{page}/")[0] for page in ("deals", "halls")] == [BEHIND, 200]


def test_an_unknown_clock_of_the_database_lets_an_answer_live_for_two_seconds():
    with reading.note_reading() as unknown:
        list(Edition.objects.filter(starts_on__lt=Now()))
    with reading.note_reading() as known:
        list(Terms.objects.public())

    assert time.time() < unknown.until <= time.time() + reading.SHORTEST
    assert known.until == reading.FOREVER


def test_marks_are_read_once_a_second_and_by_then_all_processes_know(
    client, warm, monkeypatch, django_assert_num_queries
):
    make_world()
    monkeypatch.setattr(marks, "OLDEST", 1.0)
    ticks = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: ticks[0])
    warm.forget()
    client.get("/en/2019/halls/")
    with django_assert_num_queries(0):
        for _ in range(3):
            client.get("/en/2019/halls/")
    Edition.objects.update(name_en="Renamed expo")

    ticks[0] += 1.0

    assert "Renamed expo" in client.get("/en/2019/halls/").text


def test_results_of_a_contest_come_to_warm_pages_at_their_moment(client, warm, clock):
    contest = make_public_contest(edition=make_world(), slug="makers")
    moment = timezone.now() + dt.timedelta(minutes=10)
    confirmed = {"confirmed_by": make_staff(), "confirmed_at": timezone.now(), "objections_until": moment}
    make_ranking(make_round(contest), contest.entries.get(), published=False, published_at=moment, **confirmed)
    client.get("/en/2019/contests/makers/"), client.get("/en/2019/halls/")

    answers = [ask_application("/en/2019/contests/makers/")[0]]
    clock(300)
    answers.append(ask_application("/en/2019/contests/makers/")[0])
    clock(400)

    assert answers == [200, 200]
    assert [ask_application(f"/en/2019/{page}/")[0] for page in ("contests/makers", "halls")] == [BEHIND, 200]
