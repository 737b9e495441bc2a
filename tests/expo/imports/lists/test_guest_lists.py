"""Lists of guests as other makers lay them out: the name in two columns."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import ImportedFile, Person
from tests.support.factories import make_edition, make_person
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/people/"


@pytest.fixture
def client():
    make_edition(slug="2019")
    return signed_in(make_editor())


def bring(client, *rows):
    client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})
    return ImportedFile.objects.latest("pk")


def people():
    return sorted(Person.objects.values_list("name_zh", "name_en"))


@pytest.mark.parametrize(
    ("head", "row", "stored"),
    [
        (["Surname", "Given name", "Position"], ["Vermeer", "Anna", "Consul"], ("", "Anna Vermeer")),
        (["First name", "Last name", "Position"], ["Anna", "Vermeer", "Consul"], ("", "Anna Vermeer")),
        (["姓", "名", "职务"], ["欧阳", "明", "总经理"], ("欧阳明", "")),
        (["Family name", "Given name", "Chinese name"], ["Wang", "Xiaojiang", "王小江"], ("王小江", "Wang Xiaojiang")),
        (
            ["Surname", "Given name", "Chinese name"],
            ["Vermeer", "Anna", "安娜·维米尔"],
            ("安娜·维米尔", "Anna Vermeer"),
        ),
        (["Surname", "Given name", "Name (English)"], ["Vermeer", "Anna", "A. Vermeer"], ("", "A. Vermeer")),
        (["姓", "名", "Surname", "Given name"], ["王", "小江", "Wang", "Xiaojiang"], ("王小江", "Wang Xiaojiang")),
        (["Surname", "Given name", "姓", "名"], ["Wang", "Xiaojiang", "王", "小江"], ("王小江", "Wang Xiaojiang")),
        (["姓", "名", "Surname", "Given name"], ["王小江", None, "Wang", "Xiaojiang"], ("王小江", "Wang Xiaojiang")),
        (["姓", "名", "Surname", "Given name"], [None, None, "Vermeer", "Anna"], ("", "Anna Vermeer")),
        (["Surname", "Position"], ["Vermeer", "Consul"], ("", "Vermeer")),
    ],
)
def test_a_name_in_two_columns_is_put_together_as_it_is_written(client, head, row, stored):
    run = bring(client, head, row)
    client.post(f"{START}{run.pk}/rows/")

    assert people() == [stored]


def test_whom_a_name_in_two_columns_means_is_asked_and_answered_there(client):
    for slug in ("anna-1", "anna-2"):
        make_person(slug=slug, name_zh="", name_en="Anna Vermeer")
    run = bring(client, ["Surname", "Given name", "Position"], ["Vermeer", "Anna", "Consul"])
    page = f"{START}{run.pk}/"
    client.post(page, {"cell-0": "new"})
    client.post(f"{page}rows/")

    assert [row["reason"]["en"] for row in run.report["asked"]] == ["More than one person is called so."]
    assert people() == [("", "Anna Vermeer")] * 3


def test_what_the_parts_of_a_name_are_can_be_said_of_any_column(client):
    run = bring(client, ["Chinese name", "Sippenname", "Rufname", "Position"], [None, "Vermeer", "Anna", "Consul"])
    page = f"{START}{run.pk}/"
    client.post(page, {"column-1": "family_name", "column-2": "given_name"})
    client.post(f"{page}rows/")

    assert people() == [("", "Anna Vermeer")]
