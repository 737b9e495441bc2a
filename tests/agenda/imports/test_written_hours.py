"""Hours, days and speakers as other makers write them into programmes: none of it is asked, and none of it is lost."""

import datetime as dt

import pytest

from agenda.models import Session
from expo.imports.lists.sheets.clocks import read_written_hours
from expo.spreadsheets.dates import weekday_of
from tests.support.factories import make_edition
from tests.support.listed import import_rows

CLOCKS = {
    "9:00": ("", "09:00", None),
    "9时30分": ("", "09:30", None),
    "上午9點半": ("", "09:30", None),
    "下午２：３０－４：００": ("", "14:30", "16:00"),
    "上午10:00-下午2:00": ("", "10:00", "14:00"),
    "上午11:00-1:00": ("", "11:00", "13:00"),
    "上午9:00-12:00": ("", "09:00", "12:00"),
    "中午12:00": ("", "12:00", None),
    "中午1点": ("", "13:00", None),
    "晚上7点": ("", "19:00", None),
    "凌晨12:30": ("", "00:30", None),
    "2.30 p.m.": ("", "14:30", None),
    "12:45pm": ("", "12:45", None),
    "12:15 AM": ("", "00:15", None),
    "9-11.30 am": ("", "09:00", "11:30"),
    "11:00-1:00 pm": ("", "11:00", "13:00"),
    "9:30 – 4:00 PM": ("", "09:30", "16:00"),
    "22:00-01:00": ("", "22:00", "01:00"),
    "11:00-10:00": ("", "11:00", "10:00"),
    "9.30 Uhr": ("", "09:30", None),
    "2019年8月26日（星期一）上午9:00": ("2019年8月26日(星期一)", "09:00", None),
    "8月26日19:00—19:50": ("8月26日", "19:00", "19:50"),
    "26 Aug 2019, 9.00 a.m. to 10.30 a.m.": ("26 Aug 2019", "09:00", "10:30"),
    "2019-08-26T09:00:00": ("2019-08-26", "09:00", None),
    "2019-08-20 14:23:51": ("2019-08-20", "14:23", None),
    "2019-08-20T14:23:51.250": ("2019-08-20", "14:23", None),
    "2019/8/20 2:23:51 PM": ("2019/8/20", "14:23", None),
    "星期二 9:00": ("星期二", "09:00", None),
    "周三9:00": ("周三", "09:00", None),
    "20:00-24:00": ("", "20:00", "00:00"),
    "早上10:00-12:30": ("", "10:00", "12:30"),
}
AT_NINE = dt.datetime(2019, 8, 27, 9)  # noqa: DTZ001
DOUBTFUL = ["9.30", "8.26-8.29", "晚上12点", "14:30 am", "10", "soon", "9:00:30", "24:00", "下午", "9:75", "早上12:30"]


@pytest.mark.parametrize("text", CLOCKS)
def test_a_time_is_read_as_people_write_it(text):
    day, begins, ends = CLOCKS[text]
    found = read_written_hours(text)

    assert found == (day, dt.time.fromisoformat(begins), ends and dt.time.fromisoformat(ends))


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_no_time_is_none(text):
    assert read_written_hours(text) is None


@pytest.mark.parametrize("text", ["9 - " * 8000, "上午9:00-" * 4000])
def test_a_cell_as_long_as_a_spreadsheet_has_it_is_no_time_and_is_not_tried_as_many(text):
    assert read_written_hours(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mon", 0),
        ("Tues.", 1),
        ("Wednesday", 2),
        ("（星期四）", 3),
        ("周日", 6),
        ("礼拜天", 6),
        ("month", None),
        ("", None),
    ],
)
def test_the_name_of_a_day_is_told_from_other_words(text, day):
    assert weekday_of(text) == day


@pytest.fixture
def bring(tmp_path, edition):
    def bring(*rows):
        return import_rows(tmp_path, "sessions", rows)

    return bring


@pytest.fixture
def edition():
    return make_edition(slug="2019", starts_on=dt.date(2019, 8, 26), ends_on=dt.date(2019, 8, 29))


def hours(row):
    shanghai = dt.timezone(dt.timedelta(hours=8))
    return f"{row.starts_at.astimezone(shanghai):%Y-%m-%d %H:%M}-{row.ends_at.astimezone(shanghai):%H:%M}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cells",
    [
        ["2019年8月27日（星期二）上午9:00", "上午10:30"],
        [AT_NINE, "10:30 AM"],
        [43704 + 9 / 24, 10.5 / 24],
        ["8月27日 9:00—10:30", None],
    ],
)
def test_one_column_tells_day_and_hours(bring, cells):
    report = bring(["会议名称", "日期时间", "结束时间"], ["论坛", *cells])

    assert (report["asked"], report["rejected"]) == ([], [])
    assert hours(Session.objects.get()) == "2019-08-27 09:00-10:30"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "date"), [("Tue", "27.08.2019"), ("星期二", None), ("Day 2", None), ("第二天", "2019-08-27")]
)
def test_the_name_of_a_day_stands_beside_its_date_or_in_its_place(bring, day, date):
    report = bring(["Day", "Date", "From", "To", "Title"], [day, date, "9.00 a.m.", "10.30am", "Forum"])

    assert (report["asked"], report["rejected"], report["beside"]) == ([], [], [])
    assert hours(Session.objects.get()) == "2019-08-27 09:00-10:30"


@pytest.mark.django_db
def test_of_two_days_that_a_date_may_mean_that_of_the_edition_is_meant(bring, edition):
    edition.starts_on, edition.ends_on = dt.date(2019, 11, 30), dt.date(2019, 12, 3)
    edition.save()
    report = bring(["Date", "Time", "Title"], ["01.12.2019", "9:00-10:00", "One"], ["02/03/2019", "9:00-10:00", "Two"])

    assert (report["asked"], [row["row"] for row in report["rejected"]]) == ([], [3])
    assert hours(Session.objects.get()) == "2019-12-01 09:00-10:00"


@pytest.mark.django_db
def test_speakers_in_several_columns_all_speak(bring):
    report = bring(
        ["Title", "Date", "Time", "Where", "Speaker 1", "Speaker 2", "Speaker 3"],
        ["Forum", "2019-08-27", "9:00-10:00", "Grand Hall", "Li Na", "Wang Fang", "Li Na"],
    )

    assert (report["asked"], report["rejected"], report["columns_not_understood"]) == ([], [], [])
    assert [role.person.name_en for role in Session.objects.get().roles.order_by("order")] == ["Li Na", "Wang Fang"]
