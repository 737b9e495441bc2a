"""Cells of a row that say a day or hours together, or against each other: then it is asked, and nothing is settled."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import Session
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/sessions/"
MONDAY_AT_NINE = dt.datetime(2019, 8, 26, 9)  # noqa: DTZ001


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019", starts_on=dt.date(2019, 8, 26), ends_on=dt.date(2019, 8, 29))


@pytest.fixture
def client():
    return signed_in(make_editor())


def look(client, *rows):
    client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})
    return report()


def report():
    return ImportedFile.objects.latest("pk").report


def answer(client, **said):
    page = f"{START}{ImportedFile.objects.latest('pk').pk}/"
    client.post(page, said)
    client.post(f"{page}rows/")


def reasons():
    rows = [*report()["asked"], *report()["rejected"]]
    return [part["reason"]["en"] for row in rows for part in (row, *row.get("more", []))]


def hours():
    row, shanghai = Session.objects.get(), dt.timezone(dt.timedelta(hours=8))
    return f"{row.starts_at.astimezone(shanghai):%m-%d %H:%M}-{row.ends_at.astimezone(shanghai):%m-%d %H:%M}"


@pytest.mark.parametrize(
    "cell",
    [
        "26 Aug 2019, 9:00-10:30",
        "2019-08-26 09:00-10:30",
        "8月26日上午9:00-10:30",
        "Day 1 9:00-10:30",
        "Monday 9:00-10:30",
    ],
)
def test_the_hours_in_the_cell_of_a_day_are_those_of_the_row(client, cell):
    look(client, ["Title", "When"], ["Forum", cell])
    answer(client)

    assert (reasons(), hours()) == ([], "08-26 09:00-08-26 10:30")


@pytest.mark.parametrize("cell", ["2019-08-26 09:00", MONDAY_AT_NINE, 43703 + 9 / 24])
def test_a_start_in_the_cell_of_a_day_is_not_lost(client, cell):
    look(client, ["Title", "When"], ["Forum", cell])
    assert reasons() == ["It says when it starts, and not when it ends."]
    answer(client, **{"cell-0": "2019-08-26 9:00-10:30"})
    assert hours() == "08-26 09:00-08-26 10:30"

    look(client, ["Title", "When", "Minutes"], ["Other", cell, 45])
    assert reasons() == []


def test_a_day_as_programs_write_it_says_no_hours(client):
    look(client, ["Title", "Date"], ["Forum", "2019-08-26 00:00:00"])
    answer(client)

    assert (Session.objects.get().day, Session.objects.get().starts_at) == (dt.date(2019, 8, 26), None)


@pytest.mark.parametrize(("start", "asked"), [("9:00-10:30", 0), ("10:00-10:30", 1), ("待定", 0)])
def test_hours_of_the_day_and_of_their_own_column_that_differ_are_asked_about(client, start, asked):
    look(client, ["Title", "When", "Time"], ["Forum", "2019-08-26 9:00-10:30", start])
    assert reasons() == ["“09:00-10:30” stands in the cell of the day, and “10:00-10:30” in that of the hours."] * asked
    answer(client, **({"cell-0": "2019-08-26"} if asked else {}))

    assert hours() == f"08-26 {'10' if asked else '09'}:00-08-26 10:30"


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["Day", "Date"], ["Day 2", "2019-08-26"]),
        (["Date", "Day"], ["2019-08-26", "第二天"]),
        (["Day", "Date"], ["Tuesday", "26.08.2019"]),
        (["Date"], ["Tue 2019-08-26"]),
        (["Date"], ["2019年8月26日（星期二）"]),
    ],
)
def test_days_that_disagree_are_asked_about(client, head, cells):
    look(client, ["Title", *head, "Time"], ["Forum", *cells, "9:00-10:00"])
    (asked,) = report()["asked"]

    assert [choice["value"] for choice in asked["choices"]] == ["2019-08-26", "2019-08-27"]
    answer(client, **{"cell-0": "2019-08-27"})
    assert hours() == "08-27 09:00-08-27 10:00"


@pytest.mark.parametrize("time", ["Tuesday 9:00-10:00", "星期二 9:00-10:00"])
def test_a_weekday_beside_the_hours_that_is_another_day_is_asked_about(client, time):
    look(client, ["Title", "Date", "Time"], ["Forum", "2019-08-26", time])

    assert reasons() == ["The start does not lie on the day given."]
    answer(client, **{"cell-0": "9:00-10:00"})
    assert hours() == "08-26 09:00-08-26 10:00"


@pytest.mark.parametrize(
    ("part", "cells", "found"),
    [
        ("下午", ["2:00-3:30", None], "08-26 14:00-08-26 15:30"),
        ("下午", ["2:00", "3:30"], "08-26 14:00-08-26 15:30"),
        ("下午", [2 / 24, 3.5 / 24], "08-26 14:00-08-26 15:30"),
        ("下午", ["14:00-15:30", None], "08-26 14:00-08-26 15:30"),
        ("evening", ["7:30-9:00", None], "08-26 19:30-08-26 21:00"),
        ("上午", ["9:00-11:30", None], "08-26 09:00-08-26 11:30"),
    ],
)
def test_hours_lie_in_the_part_of_the_day_that_the_row_names(client, part, cells, found):
    look(client, ["Title", "Date", "上下午", "Time", "End"], ["Forum", "2019-08-26", part, *cells])
    answer(client)

    assert (reasons(), hours()) == ([], found)


@pytest.mark.parametrize("time", ["9:00-10:00", "上午2:00-3:00", "11:30-13:00"])
def test_hours_outside_the_part_of_the_day_are_asked_about(client, time):
    look(client, ["Title", "Date", "上下午", "Time"], ["Forum", "2019-08-26", "下午", time])

    assert reasons() == ["The hours do not lie in the part of the day that the row names."]
    answer(client, **{"cell-0_0": "11:30", "cell-0_1": "13:00"})
    assert hours() == "08-26 11:30-08-26 13:00"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["9:00-5:00", None], "It would go on until the next morning: when does it end?"),
        (["9:00", "5:00"], "It would go on until the next morning: when does it end?"),
        (["9:00-10:00", "11:00"], "Two cells say when it ends, and not the same."),
    ],
)
def test_ends_that_cannot_be_meant_are_asked_about(client, cells, reason):
    look(client, ["Title", "Date", "Start", "End"], ["Forum", "2019-08-26", *cells])

    assert reasons() == [reason]
    answer(client, **{"cell-0_0": "09:00", "cell-0_1": "17:00"})
    assert hours() == "08-26 09:00-08-26 17:00"


@pytest.mark.parametrize(
    ("time", "found"),
    [
        ("20:00-24:00", "08-26 20:00-08-27 00:00"),
        ("9:00-24:00", "08-26 09:00-08-27 00:00"),
        ("22:00-1:00", "08-26 22:00-08-27 01:00"),
    ],
)
def test_a_night_ends_as_it_is_written(client, time, found):
    look(client, ["Title", "Date", "Time"], ["Forum", "2019-08-26", time])
    answer(client)

    assert (reasons(), hours()) == ([], found)


@pytest.mark.parametrize(("first", "day"), [("2019-12-01", "2019-12-01"), ("2019-01-11", None)])
def test_between_points_the_day_stands_before_its_month(client, edition, first, day):
    edition.starts_on = dt.date.fromisoformat(first)
    edition.ends_on = edition.starts_on + dt.timedelta(days=2)
    edition.save()
    look(client, ["Title", "Date"], ["Forum", "01.12.2019"])
    answer(client)

    assert [str(row.day) for row in Session.objects.all()] == ([day] if day else [])
    assert len(reasons()) == (0 if day else 1)
