"""What others change while a list is imported stays: rows are locked before they are compared."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from expo.imports.lists import plans
from expo.models import ImportedFile, Participation
from tests.support.factories import make_edition, make_organisation, make_participation
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/exhibitors/"
HEAD = ["企业名称", "状态", "排序"]


@pytest.fixture(autouse=True)
def firms():
    edition = make_edition(slug="2019")
    firms = {}
    for slug, name in (("alpha", "甲公司"), ("beta", "乙公司")):
        organisation = make_organisation(name_zh=name, name_en="")
        firms[slug] = make_participation(edition=edition, organisation=organisation, slug=slug, order=1)
    return firms


@pytest.fixture
def client():
    return signed_in(make_editor())


@pytest.fixture
def meanwhile(monkeypatch):
    """Has this done when an import has read its rows and not compared them yet."""

    def meanwhile(action):
        assign = plans.assign_lines

        def assign_and_act(plan, matcher):
            yield from assign(plan, matcher)
            action()

        monkeypatch.setattr(plans, "assign_lines", assign_and_act)

    return meanwhile


def look(client, *rows):
    client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))})
    return f"{START}{ImportedFile.objects.latest('pk').pk}/"


def held():
    return list(Participation.objects.order_by("slug").values_list("slug", "status", "order"))


def test_a_firm_that_is_withdrawn_meanwhile_stays_withdrawn(client, meanwhile):
    page = look(client, ["甲公司", "draft", None], ["乙公司", None, 5])
    meanwhile(lambda: Participation.objects.filter(slug="beta").update(status="withdrawn"))
    client.post(f"{page}rows/")

    assert held() == [("alpha", "draft", 1), ("beta", "withdrawn", 5)]


def test_of_each_row_those_columns_are_written_that_change_on_it(client):
    page = look(client, ["甲公司", "draft", None], ["乙公司", None, 5])
    with CaptureQueriesContext(connection) as queries:
        client.post(f"{page}rows/")
    updates = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "expo_participation"')]

    assert sorted(re.findall(r'"(\w+)" = \(?CASE', sql) for sql in updates) == [["order"], ["status"]]


def test_a_row_that_is_deleted_meanwhile_is_left_out_and_the_others_come(client, meanwhile):
    page = look(client, ["甲公司", None, 4], ["乙公司", None, 5])
    meanwhile(lambda: Participation.objects.filter(slug="beta").delete())
    client.post(f"{page}rows/")
    rejected = ImportedFile.objects.latest("pk").report["rejected"]

    assert held() == [("alpha", "published", 4)]
    assert [(row["row"], row["reason"]["en"]) for row in rejected] == [(3, "It has been deleted since.")]


def test_what_a_list_says_again_is_held_once_and_keeps_its_type():
    said = {"profile_en": "".join(["Machines", " for industry"]), "order": 1, "published": 1}
    before = {"profile_en": "Machines for industry", "order": 2, "published": True}
    shared = plans.share_values(before, said)

    assert shared == before
    assert shared["profile_en"] is said["profile_en"]
    assert shared["published"] is True
