"""Questions of a long list, page by page: what is answered is kept, chosen by column and reason, said of all alike."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.asking import questions
from expo.models import ImportedFile, Organisation
from tests.support.factories import (
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_region,
)
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/organisations/"
HEAD = ["企业名称", "国家/地区", "网址"]
# Cells 0 to 4, in their order: three of a place that is not known, two of no address.
ROWS = [
    ["甲云计算", "火星", None],
    ["乙云计算", None, "ftp://b.example.cn"],
    ["丙云计算", "火星", None],
    ["丁云计算", "木星", None],
    ["戊云计算", None, "ftp://e.example.cn"],
]
NEXT, PREVIOUS, FILTER = ({"go": step} for step in ("next", "previous", "filter"))


@pytest.fixture(autouse=True)
def edition(monkeypatch):
    monkeypatch.setattr(questions, "PAGE", 2)
    make_region(code="CN", name_en="China", name_zh="中国")
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


@pytest.fixture
def page(client):
    return bring(client, *ROWS)


def bring(client, *rows):
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))
    return client.post(START, {"file": file})["Location"]


def regions():
    rows = Organisation.objects.order_by("website", "name_zh").values_list("name_zh", "region__code", "website")
    return [tuple(value or "" for value in row) for row in rows]


def shown(answer):
    """The cells that a page asks about, with what stands in them."""
    form = answer.context["form"]
    return {name: form[name].value() for name in form.cells}


def test_all_doubtful_cells_are_asked_about_a_page_at_a_time(client, page):
    pages = [client.get(page, {"page": number}) for number in (1, 2, 3)]

    assert [list(shown(answer)) for answer in pages] == [["cell-0", "cell-1"], ["cell-2", "cell-3"], ["cell-4"]]
    counts = [[text for text in texts(answer, "p") if text.startswith("Question")] for answer in pages]
    assert counts == [
        ["Questions 1 to 2 of 5. 5 rows wait for an answer."],
        ["Questions 3 to 4 of 5. 5 rows wait for an answer."],
        ["Question 5 of 5. 5 rows wait for an answer."],
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_answered_on_one_page_is_there_after_the_next_and_back(client, page, language):
    client.cookies["staff_language"] = language
    second = client.post(page, {"cell-0": "中国", "cell-1": "b.example.cn"} | NEXT, follow=True)
    first = client.post(f"{page}?page=2", {"cell-2": "中国", "cell-3": "木星"} | PREVIOUS, follow=True)
    client.post(page, {"cell-0": "中国", "cell-1": "b.example.cn"})
    asked = client.get(page)
    client.post(f"{page}rows/")

    assert shown(second) == {"cell-2": "火星", "cell-3": "木星"}
    assert shown(first) == {"cell-0": "中国", "cell-1": "b.example.cn"}
    assert shown(asked) == {"cell-0": "木星", "cell-1": "ftp://e.example.cn"}
    assert regions() == [("丙云计算", "CN", ""), ("甲云计算", "CN", ""), ("乙云计算", "", "https://b.example.cn")]


def test_one_answer_is_said_of_all_cells_alike_on_every_page(client, page):
    client.post(page, {"cell-0": "中国", "alike-0": "on", "cell-1": ROWS[1][2]} | NEXT)
    kept = client.get(page, {"page": 2})
    client.post(f"{page}?page=2", {"cell-2": "中国", "cell-3": "木星"})
    client.post(f"{page}rows/")

    assert shown(kept)["cell-2"] == "中国"
    assert [name for name, code, _website in regions() if code == "CN"] == ["丙云计算", "甲云计算"]


def test_what_is_alike_and_answered_by_itself_keeps_its_own_answer(client, page, monkeypatch):
    monkeypatch.setattr(questions, "PAGE", 5)
    make_region(code="DE", name_en="Germany", name_zh="德国")
    client.post(page, {"cell-0": "中国", "alike-0": "on", "cell-2": "德国"})
    client.post(f"{page}rows/")

    assert regions() == [("丙云计算", "DE", ""), ("甲云计算", "CN", "")]


def test_cells_are_chosen_by_column_and_reason_and_answers_are_kept(client, page):
    chosen = client.post(page, {"cell-0": "中国", "cell-1": ROWS[1][2], "show-column": "region"} | FILTER, follow=True)
    of_column = list(shown(chosen))
    code = chosen.context["form"].all[1].rule_code
    both = client.post(chosen.request["PATH_INFO"], {"show-rule": code} | FILTER, follow=True)
    onwards = client.post(f"{page}?column=region", NEXT, follow=True)

    assert (of_column, list(shown(both))) == (["cell-0", "cell-2"], ["cell-1", "cell-4"])
    assert (onwards.request["QUERY_STRING"], shown(onwards)) == ("column=region&page=2", {"cell-3": "木星"})
    assert shown(client.get(page))["cell-0"] == "中国"


def test_only_answers_since_the_last_look_are_told_as_not_looked_at(client, page):
    waits = "answered and not looked at yet."
    kept = client.post(page, {"cell-0": "水星", "cell-1": ROWS[1][2]} | NEXT, follow=True)
    looked_at = client.post(page, {"cell-0": "水星", "cell-1": ROWS[1][2]}, follow=True)

    assert f"1 {waits}" in kept.text
    assert (shown(looked_at)["cell-0"], waits in looked_at.text) == ("水星", False)


def test_an_answer_that_is_taken_back_is_none(client, page):
    client.post(page, {"cell-0": "中国", "cell-1": ROWS[1][2]} | NEXT)
    client.post(page, {"cell-0": "", "cell-1": ROWS[1][2]} | NEXT)

    assert shown(client.get(page))["cell-0"] == "火星"


def test_what_two_people_answer_on_two_pages_is_both_kept(client, page):
    there = signed_in(make_editor())
    there.get(f"{page}?page=2")
    client.post(page, {"cell-0": "中国", "cell-1": ROWS[1][2]} | NEXT)
    there.post(f"{page}?page=2", {"cell-2": "中国", "cell-3": "木星"} | PREVIOUS)

    assert [shown(client.get(page, {"page": number}))[name] for number, name in ((1, "cell-0"), (2, "cell-2"))] == [
        "中国",
        "中国",
    ]


def test_nothing_is_imported_while_answers_are_not_looked_at(client, page):
    other = bring(client, *ROWS, ["己云计算", "中国", None])
    client.post(other, {"cell-0": "中国", "cell-1": ROWS[1][2]} | NEXT)
    refused = client.post(f"{other}rows/", follow=True)
    client.post(other, {"cell-0": "中国", "cell-1": ROWS[1][2]})
    client.post(f"{other}rows/")

    assert "answers that are kept and not looked at yet" in refused.text
    assert [name for name, _code, _website in regions()] == ["己云计算", "甲云计算"]
    assert ImportedFile.objects.get(state="done").options == {}


def test_one_answer_is_said_of_all_who_share_their_stands_and_each_says_whose_it_is(client, edition):
    hall = make_hall(code="H1", edition=edition)
    rows = [["企业名称", "展位号"]]
    for number, name in (("01", "甲云计算"), ("02", "乙云计算"), ("03", "丙云计算")):
        firm = make_organisation(name_en=f"{name} Works", name_zh="")
        row = make_participation(edition=edition, organisation=firm)
        make_booth(hall=hall, number=number, participations=[row])
        rows.append([name, f"H1-{number}"])
    file = SimpleUploadedFile("list.xlsx", workbook(rows))
    page = client.post("/desk/lists/2019/exhibitors/", {"file": file})["Location"]
    labels = [field.label for field in client.get(page).context["form"].fields.values()][:2]
    client.post(page, {"cell-0": "shared", "alike-0": "on", "cell-1": ""})
    report = ImportedFile.objects.latest("pk").report

    assert labels == ["2 · 甲云计算 · 展位号 · H1-01", "The same for all 3 cells with this question"]
    assert [len(report[part]) for part in ("accepted", "asked", "rejected")] == [3, 0, 0]


def test_which_firm_is_meant_is_kept_from_page_to_page(client):
    known = make_organisation(name_zh="长安汽车有限公司", name_en="", region=None)
    page = bring(client, ["长安汽车股份有限公司", None, None], *ROWS)
    client.post(page, {"cell-0": f"#{known.pk}", "cell-1": "火星"} | NEXT)

    assert shown(client.get(page))["cell-0"] == f"#{known.pk}"


def test_all_that_is_doubted_of_a_row_is_asked_at_once(client):
    page = bring(client, ["甲云计算", "火星", "ftp://a.example.cn"], ["乙云计算", None, "b.example.cn"])

    assert shown(client.get(page)) == {"cell-0": "火星", "cell-1": "ftp://a.example.cn"}
    client.post(page, {"cell-0": "中国", "cell-1": "a.example.cn"})
    assert shown(client.get(page)) == {}
    client.post(f"{page}rows/")
    assert regions() == [("甲云计算", "CN", "https://a.example.cn"), ("乙云计算", "", "https://b.example.cn")]


SAME = [[f"{letter}云计算", "火星", None] for letter in "甲乙丙丁戊"]


def test_what_many_rows_ask_alike_is_asked_once_for_all_of_them(client):
    page = bring(client, *SAME, ["己云计算", "木星", None])
    asked = client.get(page)
    client.post(page, {"cell-0": "中国", "alike-0": "on", "cell-5": "中国"})
    client.post(f"{page}rows/")

    assert list(shown(asked)) == ["cell-0", "cell-5"]
    box = asked.context["form"]["alike-0"]
    assert (box.value(), box.label, box.help_text) == (
        True,
        "The same for all 5 cells with this question",
        "Rows 2, 3, 4, 5, 6",
    )
    assert [code for _name, code, _website in regions()] == ["CN"] * 6


@pytest.mark.parametrize(
    ("language", "label", "counted"),
    [
        ("en", "5 rows: 2, 3, 4 and 2 more · 国家/地区 · 火星", "Question 1 of 1. 5 rows wait for an answer."),
        ("zh-hans", "5行：2、3、4，另2行 · 国家/地区 · 火星", "第1个问题，共1个。 5行待答复。"),
    ],
)
def test_a_question_that_many_rows_ask_names_how_many_and_the_look_counts_them(client, language, label, counted):
    page = bring(client, *SAME, ["己云计算", "中国", None])
    client.cookies["staff_language"] = language
    asked = client.get(page)

    assert asked.context["form"]["cell-0"].label == label
    assert counted in texts(asked, "p")
    assert [number for _label, number in asked.context["figures"]] == [1, 0, 0, 5, 0]


def test_one_of_many_that_is_answered_by_itself_leaves_the_others_open(client):
    page = bring(client, *SAME)
    client.post(page, {"cell-0": "中国"} | NEXT)
    others = client.get(page)
    client.post(page, {"cell-1": "中国"} | NEXT)
    one_by_one = client.get(page, {"each": "1"})

    # Of four that are left one asks, of three each.
    assert list(shown(others)) == ["cell-0", "cell-1"]
    assert shown(one_by_one) == {"cell-0": "中国", "cell-1": "中国"}
    assert shown(client.get(page, {"each": "1", "page": 2})) == {"cell-2": "火星", "cell-3": "火星"}


def test_a_ticked_box_beside_an_untouched_question_says_nothing(client):
    page = bring(client, *SAME)
    client.post(page, {"cell-0": "火星", "alike-0": "on"} | NEXT)

    assert client.get(page).context["form"].answered == 0


def test_an_answer_is_kept_though_its_question_has_moved_to_another_page(client):
    page = bring(client, *SAME, ["己云计算", "木星", None], ["庚云计算", "土星", None])
    client.get(page)
    client.post(page, {"cell-0": "中国"} | NEXT)
    client.post(page, {"cell-5": "中国"} | NEXT)

    assert shown(client.get(page, {"page": 2})) == {"cell-5": "中国", "cell-6": "土星"}


def test_firms_that_rows_are_named_by_are_asked_about_one_by_one(client):
    make_organisation(name_zh="长安汽车有限公司", name_en="", region=None)
    page = bring(client, *[["长安汽车股份有限公司", None, None]] * 5)

    assert list(shown(client.get(page))) == ["cell-0", "cell-1"]
