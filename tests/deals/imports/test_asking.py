"""Asking at the desk what the columns of a file mean, and telling what of it is not understood."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import ImportedFile
from tests.support.deal_factories import make_clerk, make_edition
from tests.support.reading import texts
from tests.support.staff import filled, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
DESK = "/desk/2019/imports/"
HEAD = ["项目名称", "投资方（引进方）", "投资额（万元）", "签约地点", "签约日期"]
ROW = ["甲项目", "甲公司", 5, "会场", "2019-08-26"]
OPEN = re.compile(r"<details open>\s*<summary>What the columns mean</summary>")


@pytest.fixture
def client(reference_rows):
    make_edition(slug="2019", city_zh="重庆")
    return signed_in(make_clerk(name="clerk"))


def bring(client, *rows):
    file = SimpleUploadedFile("deals.xlsx", workbook(rows))
    return client.post(DESK, {"file": file}, follow=True)


def test_a_column_of_two_roles_is_asked_about_and_then_read_as_somebody_says(client):
    looked = bring(client, HEAD, ROW, ["乙项目", None, *ROW[2:]])

    said = client.post(looked.request["PATH_INFO"], filled(looked, **{"column-1": "investor"}), follow=True)

    assert OPEN.search(looked.text)
    assert "“Party B” or “Party A”? Say which." in looked.text
    assert "投资方（引进方）: What this column holds is not certain" in looked.text
    assert said.context["counts"]["accepted"] == 1
    assert "Say which." not in said.text
    assert bring(client, HEAD, ["丙项目", *ROW[1:]]).context["counts"]["accepted"] == 1


def test_what_is_not_understood_stands_on_the_page_in_both_languages(client):
    head = [*HEAD[:1], "投资方", *HEAD[2:], "技术领域", "投资阶段"]
    looked = bring(client, head, [*ROW, "大健康", "A轮"], ["乙项目", *ROW[1:], "大健康", "A轮"])
    client.cookies["staff_language"] = "zh-hans"
    chinese = client.get(looked.request["PATH_INFO"])

    assert "Columns that are not read: 投资阶段" in looked.text
    assert "技术领域: “大健康”" in looked.text
    assert "2 rows, the first is 2" in " ".join(looked.text.split())
    assert "未读取的列： 投资阶段" in chinese.text
    assert "共2行，首见于第2行" in chinese.text


def test_an_amount_kept_back_is_told_from_one_not_known_yet(client):
    head = [HEAD[0], "投资方", *HEAD[2:]]
    looked = bring(client, head, [*ROW[:2], "面议", *ROW[3:]], ["乙项目", "乙公司", "待定", *ROW[3:]])

    assert [row["no_amount"] for row in looked.context["accepted"]] == ["undisclosed", "pending"]
    assert texts(looked, "td")[-7::4] == ["not disclosed", "not known yet"]


def test_a_report_kept_by_an_earlier_version_is_still_shown(client):
    looked = bring(client, [HEAD[0], "投资方", *HEAD[2:]], ROW)
    run = ImportedFile.objects.get()
    run.report = {name: run.report[name] for name in ("accepted", "rejected", "columns")}
    run.save()

    page = client.get(looked.request["PATH_INFO"])

    assert page.status_code == 200
    assert "Not understood" not in page.text
