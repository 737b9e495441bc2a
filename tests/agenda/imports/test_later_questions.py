"""What was said for all cells with one question is said of those as well that come to be asked it later."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import SessionRole
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/sessions/"
HEAD = ["标题", "日期", "开始时间", "演讲人"]


@pytest.fixture
def client():
    make_edition(slug="2019", starts_on=dt.date(2019, 8, 26), ends_on=dt.date(2019, 8, 29))
    return signed_in(make_editor())


def bring(client):
    """Two rows that ask about brackets, and one that will, as soon as its day is mended."""
    rows = [
        ["甲", "8月26日", "09:00-10:00", "李娜（院长）"],
        ["乙", "8月26日", "10:00-11:00", "王芳（总裁）"],
        ["丙", "某天", "11:00-12:00", "张伟（教授）"],
    ]
    client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))})


def answer(client, **sent):
    run = ImportedFile.objects.get()
    client.post(f"{START}{run.pk}/", sent)
    return ImportedFile.objects.get().report


def titles():
    return list(SessionRole.objects.order_by("pk").values_list("title_zh", flat=True))


def test_the_same_for_all_is_the_same_for_those_found_later(client):
    bring(client)
    first = answer(client, **{"cell-0": "meant", "alike-0": "on"})
    second = answer(client, **{"cell-0": "2019-08-26"})
    client.post(f"{START}{ImportedFile.objects.get().pk}/rows/")

    assert [row["row"] for row in first["rejected"]] == [4]
    assert (second["asked"], second["rejected"]) == ([], [])
    assert titles() == ["院长", "总裁", "教授"]


def test_what_was_said_of_single_cells_is_asked_again(client):
    bring(client)
    answer(client, **{"cell-0": "meant", "cell-1": "meant"})
    second = answer(client, **{"cell-0": "2019-08-26"})

    assert [(row["row"], row["value"]) for row in second["asked"]] == [(4, "张伟（教授）")]


def test_what_was_taken_back_of_one_cell_is_not_said_of_those_found_later(client):
    bring(client)
    answer(client, **{"cell-0": "meant", "alike-0": "on", "go": "next"})
    answer(client, **{"cell-0": "", "cell-1": "", "go": "next"})
    second = answer(client, **{"cell-2": "2019-08-26"})

    assert [row["value"] for row in second["asked"]] == ["李娜（院长）", "王芳（总裁）", "张伟（教授）"]
