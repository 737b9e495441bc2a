"""Lists of stated figures: read as people write them, held against the print and each other, confirmed anew."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from expo.exhibition.stated_figures import SAYS
from expo.imports.lists.kinds.figures.columns import SaidColumn
from expo.imports.lists.kinds.figures.figure_list import FIGURES
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile, Source, StatedFigure
from tests.support.factories import make_edition, make_stated_figure
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/figures/"
HEAD = ["指标", "数值", "公布原文", "发布单位", "来源"]
ROWS = [
    ["參展商數", "843家", "843家企业参展", "组委会", "xinhua"],
    ["签约总额", "8169亿元", "签约总额8169亿元", "组委会", None],
    ["参展国家和地区", "近60", "近60个国家和地区", "组委会", None],
    ["foreign share of the exhibition area", "13.6%", "13.6%", None, None],
]


@pytest.fixture(autouse=True)
def edition():
    Source.objects.create(key="xinhua", publisher="Xinhua", title="It opens", url="https://example.org/a")
    return make_edition(slug="2019")


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def bring(editor):
    """Bring a list, and import it; the report of the look."""

    def bring(*rows, language="en", by=editor, press=editor):
        looker, presser = signed_in(by), signed_in(press)
        looker.cookies["staff_language"] = language
        looker.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))}, follow=True)
        run = ImportedFile.objects.latest("pk")
        page = presser.post(f"{START}{run.pk}/rows/", follow=True)
        return run.report, page.text

    return bring


def keys(report):
    return [(row["key"], row["change"]) for row in report["accepted"]]


def reasons(report, part, language="en"):
    return {row["row"]: row["reason"][language] for row in report[part]}


def said():
    rows = StatedFigure.objects.order_by("pk")
    return list(rows.values_list("figure", "value", "qualifier", "unit", "currency", "as_printed"))


def test_figures_are_read_as_people_write_them_and_wait_for_a_second_person(bring, editor):
    first, again = bring([None, "2019年智博会数据"], HEAD, *ROWS)[0], bring(HEAD, *ROWS, [])[0]

    assert keys(first) == [(f"{name}-1", "new") for name in ("exhibitors", "amount", "countries", "foreign_share")]
    assert {change for _key, change in keys(again)} == {"unchanged"}
    assert said() == [
        ("exhibitors", 843, "exact", "count", "", "843家企业参展"),
        ("amount", 81690000000000, "exact", "money", "CNY", "签约总额8169亿元"),
        ("countries", 60, "nearly", "count", "", "近60个国家和地区"),
        ("foreign_share", 136, "exact", "per_mille", "", "13.6%"),
    ]
    row = StatedFigure.objects.get(figure="exhibitors")
    assert (row.typed_by, row.confirmed_at, row.said_by) == (editor, None, "组委会")
    assert [source.key for source in row.sources.all()] == ["xinhua"]


def test_a_changed_figure_is_confirmed_by_nobody_until_the_run_is_undone(bring, edition):
    bring(HEAD, *ROWS)
    second = make_editor()
    StatedFigure.objects.update(confirmed_by=second, confirmed_at=timezone.now())
    report, _page = bring(HEAD, [*ROWS[0][:1], "850家", "850家企业参展", *ROWS[0][3:]], *ROWS[1:])
    row = StatedFigure.objects.get(figure="exhibitors")
    undone = undo_list(FIGURES, ImportedFile.objects.latest("pk"), User())
    before = StatedFigure.objects.get(figure="exhibitors")

    assert keys(report)[0] == ("exhibitors-1", "changed")
    assert report["accepted"][0]["fields"]["value"] == {"old": "843", "new": "850"}
    assert (row.value, row.as_printed, row.confirmed_by, row.confirmed_at) == (850, "850家企业参展", None, None)
    assert StatedFigure.objects.public().exclude(pk=row.pk).count() == 3
    assert undone.left == []
    assert (before.value, before.confirmed_by, bool(before.confirmed_at)) == (843, second, True)


def test_what_else_is_said_of_a_figure_leaves_it_confirmed(bring):
    bring(HEAD, ROWS[0])
    StatedFigure.objects.update(confirmed_by=make_editor(), confirmed_at=timezone.now())
    report, _page = bring([*HEAD, "英文说明"], [*ROWS[0], "Of these 530 are from abroad."])

    assert keys(report) == [("exhibitors-1", "changed")]
    assert StatedFigure.objects.public().get().note_en == "Of these 530 are from abroad."


def test_a_list_says_all_that_makes_a_figure_another_one():
    assert {field.key for field in FIGURES.fields if isinstance(field, SaidColumn)} == {*SAYS} - {"edition", "figure"}


WRONG = {
    "otherwise than printed": (
        [HEAD[:3], ["参展商", "844", "843家企业参展"]],
        "The value reads 844, what was printed reads 843.",
        "数值读作844，原文读作843。",
    ),
    "no unit": (
        [HEAD[:2], ["签约总额", 8169]],
        "“8169” names neither unit nor currency: write an amount like 8169亿元.",
        "“8169”没有单位和币种：请写成“8169亿元”这样的金额。",
    ),
    "unit of the heading": (
        [["指标", "数值（万平方米）"], ["展览面积", 21]],
        "The heading names a unit: write it beside the figure, like 21万 or 13.6%.",
        "表头中有单位：请把单位写在数字旁边，如 21万 或 13.6%。",
    ),
    "two units": (
        [["指标", "数值", "计量单位"], ["展览面积", "21万", "count"]],
        "This figure is counted in another unit: square metres.",
        "此项数字应使用另一单位：平方米。",
    ),
    "two values": (
        [HEAD[:3], ["参展商", "843", "843"], ["参展商", "844", "843"]],
        "Row 2 says otherwise of the same.",
        None,
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_refused_in_both_languages(bring, case):
    rows, en, zh = WRONG[case]
    report, _page = bring(*rows)

    assert list(reasons(report, "rejected").values()) == [en]
    assert zh is None or list(reasons(report, "rejected", "zh").values()) == [zh]


def test_parts_that_do_not_add_up_are_asked_about_and_taken_where_they_are_meant(bring, editor, edition):
    make_stated_figure(edition=edition, figure="projects", value=530, as_printed="")
    rows = [HEAD[:3], ["现场签约项目", 89, "89"], ["场外签约项目", 440, "440"]]
    report, _page = bring(*rows)
    there = StatedFigure.objects.count()
    client, run = signed_in(editor), ImportedFile.objects.latest("pk")
    client.post(
        START,
        {"file": SimpleUploadedFile("list.csv", "指标,数值,原文\n现场签约项目,89,89\n场外签约项目,440,440".encode())},
    )
    run = ImportedFile.objects.latest("pk")
    client.post(f"{START}{run.pk}/", {"cell-0": "meant", "cell-1": "meant"})
    client.post(f"{START}{run.pk}/rows/")

    assert reasons(report, "asked") == dict.fromkeys((2, 3), "530 in all, but its parts 89 and 440 add up to 529.")
    assert (there, StatedFigure.objects.count()) == (1, 3)


def test_which_of_several_statements_is_meant_is_asked_and_another_source_is_another_statement(bring, edition):
    for by in ("组委会", "新华社"):
        make_stated_figure(edition=edition, figure="exhibitors", value=843, said_by=by, headline=by == "组委会")
    report, _page = bring(
        HEAD[:4], ["参展商", "843", None, "新華社"], ["参展商", "843", "843", "日报"], ["参展商", "843", None, None]
    )

    assert keys(report) == [("exhibitors-2", "unchanged"), ("exhibitors-3", "new")]
    assert [len(row["choices"]) for row in report["asked"]] == [3]
    assert StatedFigure.objects.get(said_by="日报").headline is False


def test_nobody_but_who_brought_a_list_imports_it(bring):
    other = make_editor()
    _report, page = bring(HEAD, *ROWS, press=other)

    assert "Only who brought this list may import it" in page
    assert StatedFigure.objects.count() == 0


def test_nobody_but_who_brought_a_list_answers_or_mends_it(bring, editor):
    bring(HEAD, *ROWS, ["签约项目数", "五百多", "530个项目", "组委会", None])
    run = ImportedFile.objects.get()
    other = signed_in(make_editor())
    refused = other.post(f"{START}{run.pk}/rest/", follow=True).text
    assert ("Only who brought this list" in refused, ImportedFile.objects.count()) == (True, 1)

    new = signed_in(editor).post(f"{START}{run.pk}/rest/")["Location"]
    for sent in ({"cell-0": "530"}, {"cell-0": "530", "go": "next"}):
        assert "Only who brought this list" in other.post(new, sent, follow=True).text
    opened = ImportedFile.objects.latest("pk")
    assert (opened.brought_by, opened.mapping, "kept" in opened.options) == (editor, None, False)
