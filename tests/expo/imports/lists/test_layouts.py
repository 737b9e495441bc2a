"""Lists of exhibitors as offices lay them out, stands as they write them, and what nobody may learn from a list."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from expo.models import Organisation, Participation
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.listed import import_list
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
HEAD = ["企业名称", "展位号"]


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_hall(code="H1", edition=edition)
    return edition


@pytest.fixture
def bring(tmp_path):
    def bring(content):
        return import_list(tmp_path, "exhibitors", content)

    return bring


def stands(report):
    return [row["fields"]["stands"]["new"] for row in report["accepted"]]


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("H1-01", ["H1-01"]),
        ("H1 01", ["H1-01"]),
        ("h1/01", ["H1-01"]),
        ("Ｈ１－０１", ["H1-01"]),
        ("H1-01、H1-02", ["H1-01", "H1-02"]),
        ("H1-01 H1-02", ["H1-01", "H1-02"]),
        ("H1-01/02", ["H1-01", "H1-02"]),
        ("H1-A01-A03", ["H1-A01", "H1-A02", "H1-A03"]),
        ("H1-01~H1-03", ["H1-01", "H1-02", "H1-03"]),
    ],
)
def test_stands_are_read_as_people_write_them(bring, written, labels):
    assert stands(bring(workbook([HEAD, ["山城数据", written]]))) == [labels]


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("A001", ["A-001", "B-A001"]),
        ("1", ["A-001", "B-001"]),
        ("a001、E07", []),
        ("E07、Ｅ８", ["B-E07; B-E08"]),
        ("E07-E08", []),
        ("Z99", []),
    ],
)
def test_a_stand_without_its_hall_is_offered_with_those_that_have_it(bring, edition, written, offered):
    for code, numbers in {"A": ["001"], "B": ["001", "A001", "E07", "E08"]}.items():
        hall = make_hall(code=code, edition=edition)
        for number in numbers:
            make_booth(hall=hall, number=number)
    report = bring(workbook([HEAD, ["山城数据", written]]))

    told = [*report["asked"], *report["rejected"]]
    assert [[choice["value"] for choice in row.get("choices", [])] for row in told] == [offered]
    assert "names no hall that is known" in told[0]["reason"]


def test_a_range_stands_in_the_hall_of_its_column(bring):
    report = bring(workbook([["企业名称", "展馆", "展位号"], ["山城数据", "H1馆", "A01-A03"], ["云峰", None, "A09"]]))

    assert stands(report) == [["H1-A01", "H1-A02", "H1-A03"]]
    assert [(row["row"], row["column"]) for row in report["rejected"]] == [(3, "展位号")]


@pytest.mark.parametrize(
    "content",
    [
        "参展商名单\n\n企业名称,展位号\n山城数据,H1-01\n注：以上为初稿\n".encode("gb18030"),
        "展商信息,\n企业名称,展位号\n山城数据,H1-01\n企业名称,展位号\n".encode(),
        workbook(
            [["2019年参展商名单"], ["参展商", None, "展位"], ["中文", "英文", None], ["山城数据", "Mountain", "H1-01"]],
            merge=["A1:C1", "A2:B2", "C2:C3"],
        ),
        workbook([["无关"]], more={"名单": [HEAD, ["山城数据", "H1-01"]]}),
    ],
)
def test_titles_notes_merged_headers_and_other_sheets_are_no_rows(bring, content):
    report = bring(content)

    assert (stands(report), report["rejected"], report["asked"]) == ([["H1-01"]], [], [])


def test_what_only_the_ledger_holds_is_neither_matched_nor_offered(bring):
    secret = make_organisation(name_zh="山城数据有限公司", name_en="", known=False)
    report = bring(workbook([HEAD, ["山城数据", "H1-01"]]))

    assert ([row["change"] for row in report["accepted"]], report["asked"]) == (["new"], [])
    assert Participation.objects.get().organisation != secret
    assert Organisation.objects.filter(known=True).count() == 1


def test_a_stand_that_somebody_else_has_is_asked_about(bring, edition):
    bring(workbook([HEAD, ["山城数据", "H1-01"]]))
    report = bring(workbook([HEAD, ["云峰科技", "H1-01"], ["长江软件", "H1-02"], ["珠峰软件", "H1-02"]]))

    assert [row["row"] for row in report["accepted"]] == [3]
    assert [(row["row"], row["choices"]) for row in report["asked"]] == [
        (2, [{"value": "shared", "label": "They share it"}]),
        (4, [{"value": "shared", "label": "They share it"}]),
    ]


def test_more_rows_need_no_more_statements(bring, edition):
    make_participation(edition=edition)
    counts = []
    for rows in ([["甲一", "H1-01"]], [["乙一", "H1-02"], ["乙二", "H1-03"], ["乙三", "H1-04"]]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bring(workbook([HEAD, *rows]))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def linked(*targets, mail="写信"):
    """A workbook with a firm in each row whose words in the columns of web and mail lead to these."""
    book = openpyxl.Workbook()
    book.active.append([*HEAD, "网址", "联系邮箱"])
    for number, (words, web, letter) in enumerate(targets, start=2):
        book.active.append([f"{'甲乙丙丁戊'[number - 2]}云计算", None, words, mail])
        book.active[f"C{number}"].hyperlink = web
        book.active[f"D{number}"].hyperlink = letter
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_words_that_lead_to_an_address_are_that_address(bring):
    web = "https://a.example.com/cn?x=1"
    report = bring(
        linked(
            ("官网", web, "mailto:a@example.com?subject=Hello"),
            ("https://b.example.com", "https://other.example.com", "mailto:b@example.com"),
            ("官网", "#Sheet1!A1", "mailto:c@example.com"),
            ("官网", "javascript:alert(1)", "mailto:d@example.com"),
        )
    )

    rows = Organisation.objects.order_by("pk").values_list("website", flat=True)
    mails = Participation.objects.order_by("pk").values_list("contact_email", flat=True)
    assert list(rows) == [web, "https://b.example.com"]
    assert list(mails) == ["a@example.com", "b@example.com"]
    assert [(row["row"], row["column"], row["value"]) for row in report["rejected"]] == [
        (4, "网址", "官网"),
        (5, "网址", "官网"),
    ]


@pytest.mark.parametrize("words", ["www.new..cn", "a.example.cn / b.example.cn", "www．new．．cn", "ftp://new"])
def test_an_address_that_is_written_over_a_link_is_asked_about(bring, words):
    report = bring(linked((words, "https://old.example.com", "mailto:a@example.com")))

    assert [(row["column"], row["value"]) for row in report["rejected"]] == [("网址", words)]


@pytest.mark.parametrize("words", ["zhang@a.example; li@b.example", "zhang@@new.example", "zhang＠＠new.example"])
def test_a_mail_address_that_is_written_over_a_link_is_asked_about(bring, words):
    report = bring(linked(("官网", "https://a.example.com", "mailto:zhang@a.example"), mail=words))

    assert [row["column"] for row in report["rejected"]] == ["联系邮箱"]
    assert not Participation.objects.filter(contact_email="zhang@a.example").exists()


@pytest.mark.parametrize("target", ["MAILTO:a@example.com", "mailto:a@example.com?cc=b@example.com"])
def test_a_link_to_mail_is_its_address_however_it_is_written(bring, target):
    bring(linked(("官网", "https://a.example.com/?subject=1", target)))

    assert Participation.objects.get().contact_email == "a@example.com"
    assert Organisation.objects.get().website == "https://a.example.com/?subject=1"
