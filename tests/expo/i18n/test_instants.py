"""Moments and the clock of a zone, in the nights in which it is turned; and that nobody reckons with them elsewhere."""

import ast
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from expo.i18n import dates, instants

LOS_ANGELES, BERLIN, SHANGHAI = map(ZoneInfo, ("America/Los_Angeles", "Europe/Berlin", "Asia/Shanghai"))
AUTUMN, SPRING = dt.date(2026, 11, 1), dt.date(2026, 3, 29)
HOUR = dt.timedelta(hours=1)


def at(day, hour, minute=0, zone=LOS_ANGELES, **more):
    return instants.moment_at(day, dt.time(hour, minute), zone, **more)


def local(day, hour, zone):
    return dt.datetime.combine(day, dt.time(hour), zone)


@pytest.mark.parametrize(
    ("zone", "eve", "hours"),
    [(LOS_ANGELES, dt.date(2026, 10, 31), 6), (BERLIN, dt.date(2026, 3, 28), 4), (SHANGHAI, AUTUMN, 5)],
)
def test_from_ten_at_night_to_three_it_is_as_long_as_it_takes(zone, eve, hours):
    starts_at, ends_at = local(eve, 22, zone), local(eve + instants.DAY, 3, zone)

    assert instants.duration(starts_at, ends_at) == hours * HOUR
    assert instants.minutes_between(starts_at, ends_at) == hours * 60
    assert instants.shift_moment(starts_at, hours * HOUR).isoformat() == ends_at.isoformat()
    assert instants.clock_minutes(ends_at, eve, zone) == 27 * 60


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On 29 March 2026 the clocks go from 02:00 straight to 03:00: there is no 02:30."),
        ("zh-hans", "2026年3月29日时钟由02:00直接拨到03:00，没有02:30这一刻。"),
    ],
)
def test_an_hour_that_does_not_exist_is_refused_with_the_reason(language, said):
    with translation.override(language):
        with pytest.raises(instants.SkippedHour) as refused:
            instants.entered_moment(dt.datetime.combine(SPRING, dt.time(2, 30)), BERLIN)

        assert refused.value.messages == [said]
    assert instants.entered_moment(dt.datetime.combine(SPRING, dt.time(3)), BERLIN) == local(SPRING, 3, BERLIN)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On 1 November 2026 the clocks show 01:30 twice: the first of the two is meant."),
        ("zh-hans", "2026年11月1日时钟两次指向01:30，取前一次。"),
    ],
)
def test_of_an_hour_that_comes_twice_the_first_is_taken_and_it_is_said(language, said):
    first = at(AUTUMN, 1, 30)

    assert first.isoformat() == "2026-11-01T08:30:00+00:00"
    with translation.override(language):
        assert instants.repeated_hour_note(first, LOS_ANGELES) == said
        assert instants.repeated_hour_note(at(AUTUMN, 3), LOS_ANGELES) == ""


def test_an_end_in_an_hour_that_comes_twice_is_the_first_after_the_start():
    starts_at = at(AUTUMN, 1, 30)

    assert at(AUTUMN, 1, 45, after=starts_at) == starts_at + HOUR / 4
    assert at(AUTUMN, 1, 10, after=starts_at) == starts_at + HOUR * 2 / 3
    assert dates.format_hours(starts_at, at(AUTUMN, 1, 10, after=starts_at), zone=LOS_ANGELES) == "01:30 PDT–01:10 PST"


def test_what_stands_in_the_second_of_two_hours_stays_there():
    second = at(AUTUMN, 1, 30, after=at(AUTUMN, 1, 30))
    shown = instants.wall_clock_time(second, LOS_ANGELES)

    assert instants.entered_moment(shown, LOS_ANGELES) == second - HOUR
    assert instants.entered_moment(shown, LOS_ANGELES, stands=second) == second


@pytest.mark.parametrize(("zone", "day"), [(LOS_ANGELES, AUTUMN - instants.DAY), (BERLIN, SPRING), (SHANGHAI, SPRING)])
def test_seconds_by_the_clock_become_moments_as_python_makes_them(zone, day):
    for minute in range(0, 48 * 60, 5):
        shown = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
        changes = instants.clock_changes(day, 2, zone)
        offset = [offset for seconds, offset in changes if seconds <= minute * 60][-1]

        moment = shown.replace(tzinfo=dt.UTC) - dt.timedelta(seconds=offset)
        assert moment == instants.moment_at(shown.date(), shown.time(), zone)


PROJECT = Path(instants.__file__).resolve().parents[2]
MOMENTS = {"moment", "now", "then", "starts_at", "ends_at", "first_at", "last_at"}
FREE = {"expo/i18n/instants.py"}
# What reckons with the real clock and with what the database gives, both of them in UTC; numbers; and the moment of a
# spreadsheet's cell, which has no zone.
IN_UTC = {
    ("deals/desk/deal/drafts.py", "timezone.now() - KEPT_FOR"),
    ("deals/forms/transitions.py", "until - timezone.now()"),
    ("deals/api/offices.py", "now - token.last_used_at"),
    ("deals/totals/definitions.py", "moment + edition.clock_shift"),
    ("deals/totals/growth.py", "now - then"),
    ("deals/wall/state.py", "state.frozen_at + edition.clock_shift"),
    ("expo/admin/safe_save/guard.py", "timezone.now() - KEPT_FOR"),
    ("expo/accounts/login_throttle.py", "now + wait"),
    ("expo/accounts/login_throttle.py", "row.tried_at - KEPT_FOR"),
    ("expo/accounts/login_throttle.py", "now - KEPT_FOR"),
    ("agenda/push/faults.py", "timezone.now() - LATEST"),
    ("agenda/push/outcomes.py", "message.release.released_at + TOLD_FOR"),
    ("agenda/push/outcomes.py", "now + wait_before_next(message.attempts, outcome.answer)"),
    ("agenda/push/sending.py", "now + CLAIMED_FOR"),
    ("agenda/push/sending.py", "now - FAILURES_KEPT"),
    ("expo/accounts/login_throttle.py", "row.not_before - now"),
    ("expo/accounts/two_steps.py", "now - since"),
    ("expo/spreadsheets/dates.py", "moment + dt.timedelta(seconds=30)"),
    ("expo/backup/retention.py", "now - moment"),
    ("expo/doctor/backups.py", "timezone.now() - archive_moment(there[-1])"),
    ("expo/doctor/databases.py", "ask('SELECT clock_timestamp()') - timezone.now()"),
    ("expo/demo/clock.py", "there - timezone.now()"),
    ("expo/models/edition.py", "timezone.now() + self.clock_shift"),
}


def sources():
    for app in ("agenda", "deals", "expo"):
        for file in sorted((PROJECT / app).rglob("*.py")):
            name = file.relative_to(PROJECT).as_posix()
            if "/migrations/" not in name and name not in FREE:
                yield name, ast.parse(file.read_text(encoding="utf-8"))


def named(node):
    """The last name of an expression: starts_at of one.session.starts_at, and of a call what is called."""
    node = node.func if isinstance(node, ast.Call) else node
    return getattr(node, "attr", getattr(node, "id", ""))


def is_moment(node):
    name = named(node)
    if name == "shown_at":
        # What a clock shows, without a zone.
        return False
    return name in MOMENTS or name.endswith(("_at", "_until")) or name in ("localtime", "astimezone")


def raw_arithmetic(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            if is_moment(node.left) or is_moment(node.right):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and named(node) == "combine" and len(node.args) == 3:
            if ast.unparse(node.args[2]) != "dt.UTC":
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and named(node) == "replace":
            zones = [ast.unparse(each.value) for each in node.keywords if each.arg == "tzinfo"]
            if any(zone not in ("None", "dt.UTC") for zone in zones):
                yield ast.unparse(node)


@pytest.mark.thorough
def test_nobody_else_adds_to_moments_or_gives_a_zone_to_a_clock():
    assert {(name, found) for name, tree in sources() for found in raw_arithmetic(tree)} == IN_UTC


def test_the_guard_sees_what_it_forbids():
    code = "a = row.ends_at - row.starts_at; b = dt.datetime.combine(day, t, zone); c = m.replace(tzinfo=zone)"

    assert len(list(raw_arithmetic(ast.parse(code)))) == 3
