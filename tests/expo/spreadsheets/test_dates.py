"""Days as people write them."""

import datetime as dt
import time
from decimal import Decimal

import pytest

from expo.spreadsheets import dates
from expo.spreadsheets.cells import ErrorValue, Number

WINDOW = dates.DateWindow(2019, dt.date(2014, 8, 26), dt.date(2019, 8, 29))
DAY = dt.date(2019, 8, 26)


@pytest.mark.parametrize(
    "text",
    [
        "2019-08-26",
        "2019/8/26",
        "2019.8.26",
        "2019 / 08 / 26",
        "20190826",
        "2019年8月26日",
        "２０１９年８月２６日",
        "2019年08月26号",
        "2019 08 26",
        "2019、8、26",
        "2019.08.26.",
        "二〇一九年八月二十六日",
        "二零一九年八月廿六日",
        "二○一九年八月二十六日",
        "2019—08—26",
        "2019年8月26日15时",
        "'2019-08-26",
        "2019年8月26日。",
        "8月26日",
        "08月26日",
        "八月二十六日",
        "2019年8月26日（星期一）",
        "2019年8月26日上午",
        "2019年8月26日下午3点至5点",
        "2019-08-26 10:30:00",
        "2019-08-26T10:30:00+08:00",
        "26/8/2019",
        "8/26/2019",
        "26 August 2019",
        "26-Aug-2019",
        "26-Aug-19",
        "26/Aug/19",
        "26 Aug '19",
        "26 Aug",
        "Aug. 26, 2019",
        "August 26th, 2019",
        "Monday, 26 August 2019",
        "2019-08-26 (Mon)",
        "26 Aug (Mon)",
        "Aug 26 (Mon.)",
        "8月26日(周一)",
        "Mon 26 Aug",
        "2019.08.26（一）",
        "2019年8月26日(月)",
        "2019년 8월 26일 (월)",
        "2019-08-26 Mon 10:00",
        "2019/8/26 Monday 9:00",
        "8月26日 Mon 10:00",
        "8月26日(月)10:00",
        "2019-08-26 星期一 10:00",
        "26. August 2019",
        "26th of August 2019",
        "43703",
        dt.date(2019, 8, 26),
        Number(Decimal(43703)),
        Number(Decimal("43703.5")),
        Number(Decimal(20190826)),
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert dates.parse_date(text, WINDOW) == DAY


@pytest.mark.parametrize(
    "text", ["2019-08-26 (Tue)", "8月26日(周二)", "Tue 26 Aug", "2019.08.26（二）", "8月26日(火)", "8월26일(화)"]
)
def test_a_day_of_the_week_that_is_another_is_found(text):
    assert dates.contradicting_weekday(text, dates.parse_date(text, WINDOW))


@pytest.mark.parametrize(
    ("text", "name"),
    [("2019-08-26 TUE", "Tue"), ("tuesday, 26 Aug", "Tuesday"), ("8月26日(周二)", "周二"), ("8月26日（火）", "(火)")],
)
def test_another_day_of_the_week_is_told_as_people_write_it(text, name):
    assert dates.contradicting_weekday(text, DAY) == name


@pytest.mark.parametrize(
    "text", ["2019-08-26", "2019-08-26 (Mon)", "2019.08.26（一）", "8月26日(月)", "8월26일(월)", "(monthly)"]
)
def test_no_other_day_of_the_week_is_found(text):
    assert dates.contradicting_weekday(text, DAY) == ""


@pytest.mark.parametrize("text", ["2019-8-2 Fri 6", "August 2 Fri 6", "August 2(金)6"])
def test_what_stands_on_both_sides_of_a_day_of_the_week_is_no_one_number(text):
    with pytest.raises(dates.DateRefusal):
        dates.parse_date(text, WINDOW)


@pytest.mark.parametrize("part", ["Mon ", "(周一", "(", "( ", "月", "26 ", "mon,"])
def test_a_cell_of_any_length_names_no_day_of_the_week_at_the_cost_of_a_glance(part):
    began = time.process_time()
    found = dates.contradicting_weekday((part * 32_767)[:32_767], DAY)

    assert (found, time.process_time() - began < 0.5) == ("", True)


@pytest.mark.parametrize("text", ["2019年10月10日", "二〇一九年十月十日", "10月10日", "10 Oct 2019"])
def test_tens_are_read_in_both_scripts(text):
    assert dates.parse_date(text, WINDOW) == dt.date(2019, 10, 10)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("08/09/2019", "ambiguous"),
        ("8/26", "ambiguous"),
        ("19-8-26", "ambiguous"),
        ("8.26", "ambiguous"),
        ("2019年8月", "month_only"),
        ("2019-08", "month_only"),
        ("2019年2月30日", "no_such_day"),
        ("2019-13-01", "no_such_day"),
        ("8月26日" + " " * 32_000 + "x", "unreadable"),
        ("8月26日-29日", "unreadable"),
        ("8月26日上午至27日", "unreadable"),
        ("2019年8月26日晚、27日", "unreadable"),
        ("2019年8月26日10时至8月27日", "unreadable"),
        ("2019-08.26", "unreadable"),
        ("待定", "unreadable"),
        ("26 Augst 2019", "unreadable"),
        ("26 Augst 19", "unreadable"),
        ("19-Aug-20", "ambiguous"),
        ("26-Aug-12", "ambiguous"),
        ("31-Jun-19", "ambiguous"),
        ("31-Jun-32", "no_such_day"),
        ("18-Aug-19", "ambiguous"),
        ("99999", "unreadable"),
        (Number(Decimal("8.26")), "unreadable"),
        (Number(Decimal(1)), "unreadable"),
        (ErrorValue("#N/A"), "unreadable"),
        (True, "unreadable"),
    ],
)
def test_a_day_that_could_be_another_is_not_read(text, code):
    with pytest.raises(dates.DateRefusal) as doubt:
        dates.parse_date(text, WINDOW)

    assert doubt.value.code == code
