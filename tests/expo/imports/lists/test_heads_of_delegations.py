"""Heads of delegations whom nobody has entered: asked who is meant, made new, chosen or left out, and undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.kinds.delegations import DELEGATIONS
from expo.imports.lists.undo import undo_list
from expo.models import Delegation, ImportedFile, Person
from tests.support.factories import make_edition, make_person, make_region
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/delegations/"
HEAD = ["代表团名称", "国家/地区", "团长"]


@pytest.fixture
def client():
    make_edition(slug="2019")
    make_region(code="FR", name_en="France", name_zh="法国")
    make_person(slug="marie-dupont", name_zh="", name_en="Marie Dupont")
    return signed_in(make_editor())


def bring(client, *names):
    rows = [[f"法国代表团{number}", "法国", name] for number, name in enumerate(names)]
    client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))})
    return ImportedFile.objects.latest("pk")


def answer(client, run, **said):
    client.post(f"{START}{run.pk}/", said)
    client.post(f"{START}{run.pk}/rows/")


def heads():
    rows = Delegation.objects.order_by("name_zh").select_related("head")
    return [str(row.head) if row.head else "" for row in rows]


def test_those_of_nearly_the_name_are_offered_beside_somebody_new(client):
    asked = bring(client, "Mary Dupont").report["asked"]

    assert [row["reason"]["en"] for row in asked] == ["“Mary Dupont” is nobody known here: who is meant?"]
    assert [choice["value"] for choice in asked[0]["choices"]] == ["marie-dupont", "new", "leave"]


@pytest.mark.parametrize(
    ("said", "head", "people"),
    [("marie-dupont", "Marie Dupont", 1), ("new", "Mary Dupont", 2), ("leave", "", 1)],
)
def test_who_leads_a_delegation_is_as_somebody_answers(client, said, head, people):
    answer(client, bring(client, "Mary Dupont"), **{"cell-0": said})

    assert (heads(), Person.objects.count()) == ([head], people)


def test_a_new_head_of_two_delegations_is_made_once_and_goes_with_the_undo(client):
    run = bring(client, "李雷", "李雷")
    looked = client.post(f"{START}{run.pk}/", {"cell-0": "new", "alike-0": "on"}, follow=True).text
    client.post(f"{START}{run.pk}/rows/")
    made = Person.objects.get(name_zh="李雷")
    led = heads()
    run.refresh_from_db()
    undo_list(DELEGATIONS, run, run.brought_by)

    assert "New people: 李雷" in " ".join(looked.split())
    assert (led, made.pinyin, made.slug) == (["李雷", "李雷"], "li lei", "li-lei")
    assert (Delegation.objects.count(), Person.objects.count()) == (0, 1)


def test_the_same_file_again_changes_nothing(client):
    answer(client, bring(client, "李雷"), **{"cell-0": "new"})
    again = bring(client, "李雷").report

    assert [row["change"] for row in again["accepted"]] == ["unchanged"]
