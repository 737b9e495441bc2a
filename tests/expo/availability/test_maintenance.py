"""A site that is being worked on says so at once in every process, says until when, and lets monitors through."""

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from expo.availability import maintenance
from tests.support.server import ask_server

EVENING = dt.datetime(2026, 8, 26, 14, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def switch(*arguments):
    call_command("maintenance", *arguments, stdout=io.StringIO())


def statuses(*paths):
    return {path: ask_server(path).status for path in paths}


def test_all_that_is_public_is_closed_and_staff_may_look_before_it_is_opened(db):
    paths = ("/robots.txt", "/en/", "/api/v1/editions", "/healthz", "/accounts/login/", "/desk/")
    before = statuses(*paths)

    switch("on")
    closed = statuses(*paths)
    switch("on", "--staff-too")
    closed_to_staff = statuses(*paths)
    switch("off")

    assert closed == before | dict.fromkeys(paths[:3], 503)
    assert closed_to_staff == dict.fromkeys(paths, 503) | {"/healthz": 200}
    assert statuses(*paths) == before


def test_the_page_says_until_when_and_why_in_both_languages(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    switch("on", "--until", "22:30", "--message-en", "A <b>larger</b> disk.", "--message-zh", "更换硬盘。")

    answer = ask_server("/en/")

    assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("1800", "no-store")
    assert "A &lt;b&gt;larger&lt;/b&gt; disk. It will be back at about 2026-08-26 22:30 (UTC+0800)." in answer.body
    assert "更换硬盘。预计2026-08-26 22:30 (UTC+0800)恢复。" in answer.body


def test_a_program_is_told_as_well():
    switch("on")

    told = json.loads(ask_server("/api/v1/editions").body)

    assert (told["status"], told["code"]) == (503, "maintenance")


def test_a_moment_that_has_passed_is_not_promised_for_yesterday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    switch("on", "--until", "22:01")
    monkeypatch.setattr(timezone, "now", lambda: EVENING + dt.timedelta(hours=1))

    assert ask_server("/en/").headers["Retry-After"] == "120"


@pytest.mark.parametrize(
    ("zone", "now", "clock", "moment"),
    [
        ("Asia/Shanghai", EVENING, dt.time(22, 30), dt.datetime(2026, 8, 26, 14, 30, tzinfo=dt.UTC)),
        ("Asia/Shanghai", EVENING, dt.time(22), dt.datetime(2026, 8, 27, 14, tzinfo=dt.UTC)),
        (
            "Europe/Berlin",
            dt.datetime(2026, 3, 28, 23, tzinfo=dt.UTC),
            dt.time(4),
            dt.datetime(2026, 3, 29, 2, tzinfo=dt.UTC),
        ),
    ],
)
def test_until_is_the_next_time_that_the_clock_shows_it(settings, zone, now, clock, moment):
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()

    assert maintenance.next_moment(clock, now) == moment

    timezone.get_default_timezone.cache_clear()


def test_what_is_no_time_of_day_is_refused():
    with pytest.raises(CommandError, match="noon is no time of day such as 14:30"):
        call_command("maintenance", "on", "--until", "noon")


def test_the_server_in_front_can_read_the_page(installation):
    switch("on")

    assert oct(maintenance.page_file().stat().st_mode & 0o777) == "0o644"
    assert "网站维护中。" in maintenance.page_file().read_text()

    switch("off")
    assert list(installation.iterdir()) == []
