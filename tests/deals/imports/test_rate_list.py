"""Lists of exchange rates: by pair and day, entered once, and those that were entered by hand stay."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from deals.imports.rate_list import RATE_LIST
from deals.models import ExchangeRate
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
HEAD = ["币种", "日期", "中间价", "来源"]
ROWS = [["USD", "2019-08-26", "7.0572", "CFETS"], ["歐元/人民币", "2019年8月26日", 7.8755, "CFETS"]]


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def bring(tmp_path):
    def bring(*rows, edition="2019"):
        file, report = tmp_path / "list.xlsx", tmp_path / "report.json"
        file.write_bytes(workbook(rows))
        call_command("import_exhibition", "rates", str(file), edition=edition, report=report, verbosity=0)
        return json.loads(report.read_text())

    return bring


def keys(report):
    return [(row["key"], row["change"]) for row in report["accepted"]]


def rates():
    return {f"{row.base}/{row.quote}": row.rate for row in ExchangeRate.objects.all()}


def test_rates_are_known_by_pair_and_day_in_whatever_edition_they_are_brought(bring):
    make_edition(slug="2020", starts_on=dt.date(2020, 9, 15), ends_on=dt.date(2020, 9, 17))
    first, again = bring(["人民币汇率中间价公告"], HEAD, *ROWS), bring(HEAD, *ROWS)
    mended = bring(HEAD, [*ROWS[0][:2], "7.0605", "CFETS"], ROWS[1], edition="2020")

    pairs = ["USD/CNY 2019-08-26", "EUR/CNY 2019-08-26"]
    assert keys(first) == [(pair, "new") for pair in pairs]
    assert keys(again) == [(pair, "unchanged") for pair in pairs]
    assert keys(mended) == list(zip(pairs, ("changed", "unchanged"), strict=True))
    assert rates() == {"USD/CNY": Decimal("7.0605"), "EUR/CNY": Decimal("7.8755")}
    assert undo_list(RATE_LIST, ImportedFile.objects.latest("pk"), User()).left == []
    assert rates()["USD/CNY"] == Decimal("7.0572")


def test_a_rate_that_was_entered_by_hand_stays_and_is_told(bring):
    ExchangeRate.objects.create(base="USD", on=dt.date(2019, 8, 26), rate=Decimal("7.0605"), source="PBOC")
    report = bring(HEAD, ROWS[0])

    assert report["accepted"][0]["kept"] == {
        "rate": {"here": "7.0605", "file": "7.0572"},
        "source": {"here": "PBOC", "file": "CFETS"},
    }
    assert rates() == {"USD/CNY": Decimal("7.0605")}


def test_a_rate_entered_by_hand_stays_also_where_an_earlier_list_said_the_same(bring):
    ExchangeRate.objects.create(base="USD", on=dt.date(2019, 8, 26), rate=Decimal("7.0572"), source="CFETS")
    same = bring(HEAD, ROWS[0])
    other = bring(HEAD, ["USD", "2019-08-26", "7.0605", "PBOC"])
    again = bring(HEAD, ["USD", "2019-08-26", "7.0605", "PBOC"])

    kept = {"rate": {"here": "7.0572", "file": "7.0605"}, "source": {"here": "CFETS", "file": "PBOC"}}
    assert "kept" not in same["accepted"][0]
    assert [report["accepted"][0]["kept"] for report in (other, again)] == [kept, kept]
    assert rates() == {"USD/CNY": Decimal("7.0572")}


@pytest.mark.parametrize("label", ["百日元", "100日元", "JPY(100)", "日元（每100）", "per 100 yen"])
def test_a_rate_of_many_yen_is_not_taken_for_that_of_one(bring, label):
    report = bring(HEAD, [label, "2019-08-26", "6.6945", "CFETS"])

    assert [row["reason"] for row in report["rejected"]] == [
        f"“{label}” is not one unit of JPY: write JPY, and what one is worth."
    ]
    assert rates() == {}


@pytest.mark.parametrize("label", ["USD EUR", "美元 欧元", "USD/EUR/CNY"])
def test_a_cell_names_one_currency_or_a_pair(bring, label):
    report = bring(HEAD, [label, "2019-08-26", "7.05", "CFETS"])

    assert [row["reason"] for row in report["rejected"]] == [
        f"“{label}” names several currencies: write one, or a pair like USD/CNY in the column of currencies."
    ]


def test_the_other_currency_is_no_pair(bring):
    report = bring([*HEAD, "计价货币"], ["USD", "2019-08-26", "7.05", "CFETS", "EUR/CNY"])

    assert [row["column"] for row in report["rejected"]] == ["计价货币"]
    assert rates() == {}


def test_nonsense_and_a_second_rate_of_a_day_are_refused(bring):
    report = bring(
        HEAD,
        ROWS[0],
        ["美元", "2019-08-26", "7.1", "CFETS"],
        ["USB", "2019-08-26", "7.1", "CFETS"],
        ["GBP", "never", "8.6", "CFETS"],
        ["GBP", "2019-08-26", "7e3", "CFETS"],
        ["GBP", "2019-08-26", "0", "CFETS"],
        ["CNY", "2019-08-26", "1.1", "CFETS"],
        ["JPY", "2019-08-26", "0.066", None],
    )

    assert keys(report) == [("USD/CNY 2019-08-26", "new")]
    assert {row["row"]: row["reason"] for row in report["rejected"]} == {
        3: "Line 2 gives this pair and day already.",
        4: "“USB” is no currency: write a code like USD.",
        5: "“never” is not a day: write it like 2019-08-26.",
        6: "“7e3” is not a rate; write one like 7.0605.",
        7: "“0” is not a rate; write one like 7.0605.",
        8: "A rate joins two different currencies.",
        9: "Nothing stands here, and it is needed.",
    }


@pytest.mark.parametrize(
    "head", [["币种", "日期", "汇率（100外币）", "来源"], ["币种（每百单位）", "日期", "汇率", "来源"]]
)
def test_rates_of_a_hundred_units_are_not_taken_for_those_of_one(bring, head):
    report = bring(head, ["USD", "2019-08-26", "705.72", "CFETS"])

    assert [row["reason"] for row in report["rejected"]] == [
        "Write what one unit is worth, not many: the heading says otherwise."
    ]
