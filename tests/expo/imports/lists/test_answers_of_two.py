"""Two people answer the questions of one list: the second is told what the first said, and nothing is overwritten."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from expo.imports.lists.list_import import ListImport
from expo.models import ImportedFile, Organisation
from tests.support.factories import make_edition, make_region
from tests.support.reading import texts
from tests.support.staff import ENTERED, make_staff, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/organisations/"
ROWS = [["企业名称", "国家/地区", "备用"], ["甲云计算", "火星", None], ["乙云计算", "木星", "ftp://b.example.cn"]]
KEEP = {"go": "next"}


@pytest.fixture(autouse=True)
def edition():
    for code, english, chinese in (("CN", "China", "中国"), ("DE", "Germany", "德国")):
        make_region(code=code, name_en=english, name_zh=chinese)
    return make_edition(slug="2019")


@pytest.fixture
def ana() -> Client:
    return signed_in(make_staff(ENTERED, username="ana"))


@pytest.fixture
def ben() -> Client:
    return signed_in(make_staff(ENTERED, username="ben"))


@pytest.fixture
def page(ana):
    return ana.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook(ROWS))})["Location"]


def opened(client, page):
    """All that the page would send as it stands."""
    shown = client.get(page)
    form = shown.context["form"]
    boxes = {name: form[name].value() or "" for name in (*form.cells, *form.labels)}
    return boxes | hidden(shown)


def hidden(shown):
    return dict(shown.context["form"].seen_boxes())


def kept(page):
    run = ImportedFile.objects.get()
    return {place.split("\t")[1]: text for place, text in run.options.get("kept", run.mapping)["cells"].items()}


def test_the_second_answer_to_a_cell_is_told_of_the_first_and_stands_only_once_it_is_sent_again(ana, ben, page):
    of_ana, of_ben = opened(ana, page), opened(ben, page)
    ana.post(page, of_ana | {"cell-0": "中国"} | KEEP)
    told = ben.post(page, of_ben | {"cell-0": "德国", "cell-1": "德国"} | KEEP)

    (error,) = told.context["form"].errors["cell-0"]
    assert re.fullmatch(
        r"ana answered “中国” here at \d{4}-\d\d-\d\d \d\d:\d\d, you say “德国”\. "
        r"That answer stands until you send yours again\.",
        error,
    )
    assert (told.status_code, told.context["form"]["cell-0"].value(), kept(page)) == (422, "德国", {"2": "中国"})

    ben.post(page, of_ben | {"cell-0": "德国", "cell-1": "德国"} | hidden(told) | KEEP)
    assert kept(page) == {"2": "德国", "3": "德国"}


def test_a_page_that_was_left_as_it_was_takes_back_nothing(ana, ben, page):
    of_ben = opened(ben, page)
    ana.post(page, opened(ana, page) | {"cell-0": "中国"} | KEEP)
    ben.post(page, of_ben | {"cell-1": "德国"} | KEEP)

    assert kept(page) == {"2": "中国", "3": "德国"}


def test_the_same_answer_of_both_is_no_conflict(ana, ben, page):
    of_ben = opened(ben, page)
    ana.post(page, opened(ana, page) | {"cell-0": "中国"} | KEEP)

    assert ben.post(page, of_ben | {"cell-0": "中国"} | KEEP).status_code == 302


def test_an_answer_comes_to_its_own_row_though_the_list_was_looked_at_again(ana, ben, page):
    of_ben = opened(ben, page)
    ana.post(page, opened(ana, page) | {"cell-0": "中国"})
    # The second row asks first by now.
    ben.post(page, of_ben | {"cell-1": "德国"} | KEEP)

    assert kept(page) == {"2": "中国", "3": "德国"}


def test_what_is_said_of_a_cell_that_is_asked_about_no_more_is_told_with_both_values(ana, ben, page):
    of_ben = opened(ben, page)
    ana.post(page, opened(ana, page) | {"cell-0": "中国"})
    told = ben.post(page, of_ben | {"cell-0": "德国"})

    (error,) = told.context["form"].non_field_errors()
    assert re.fullmatch(
        r"Row 2 is not asked about any more: ana answered “中国” at \S+ \S+\. “德国” is not kept\.", error
    )
    assert kept(page) == {"2": "中国"}


def test_two_meanings_of_a_column_are_told(ana, ben, page):
    of_ben = opened(ben, page)
    ana.post(page, opened(ana, page) | {"column-2": "website"} | KEEP)
    told = ben.post(page, of_ben | {"column-2": "aliases"} | KEEP)

    (error,) = told.context["form"].errors["column-2"]
    assert error.startswith("ana answered “Website” here")
    assert ImportedFile.objects.get().options["kept"]["columns"]["备用"] == "website"


def test_of_two_who_look_again_at_one_moment_the_second_sends_it_again(ana, ben, page, monkeypatch):
    of_ana, of_ben = opened(ana, page), opened(ben, page)
    make_form, first = ListImport.question_form, []

    def overtaken(kind, run, data=None, query=None):
        form = make_form(kind, run, data, query)
        if data is not None and not first:
            first.append(True)
            ana.post(page, of_ana | {"cell-0": "中国"} | KEEP)
        return form

    monkeypatch.setattr(ListImport, "question_form", overtaken)
    told = ben.post(page, of_ben | {"cell-0": "德国"})

    assert "Somebody else answered at this moment: nothing is overwritten. Send it again." in texts(told, "li")
    assert kept(page) == {"2": "中国"}
    assert "ana answered “中国”" in str(ben.post(page, of_ben | {"cell-0": "德国"}).context["form"].errors)


def test_boxes_that_no_page_has_sent_so_are_passed(ana, page):
    sent = {"cell-0": "中国", "seen-0": "[", "seen-1": "[1]", "seen-99999999": "x"}

    assert ana.post(page, sent | KEEP).status_code == 302
    assert kept(page) == {"2": "中国"}
    assert not Organisation.objects.exists()
