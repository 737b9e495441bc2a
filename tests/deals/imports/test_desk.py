"""Importing a district's list at the desk: look, map, import, go on where it was cut, undo."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deals import ledger
from deals.imports.sheets import reading
from deals.ledger import hash_chain
from deals.models import ColumnMapping, Deal, Event, ImportedRow
from expo.models import ImportedFile
from tests.deals.imports.lists import carry_out
from tests.support.deal_factories import make_clerk, make_edition, make_reviewer
from tests.support.reading import texts
from tests.support.staff import filled, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.reads_apart]
DESK = "/desk/2019/imports/"
HEAD = ["项目名称", "甲方", "乙方", "投资额（万元）", "签约地点", "签约日期"]


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019", city_zh="重庆")


@pytest.fixture
def client():
    return signed_in(make_clerk(name="clerk"))


def rows(*names, amount=100):
    return [[name, "两江新区管委会", f"{name}公司", amount, "会场", "2019-08-26"] for name in names]


def bring(client, *lines, head=HEAD):
    file = SimpleUploadedFile("deals.xlsx", workbook([head, *lines]))
    return client.post(DESK, {"file": file}, follow=True)


def address():
    return f"{DESK}{ImportedFile.objects.latest('pk').pk}/"


def carried_out(client):
    return b"".join(client.post(f"{address()}rows/").streaming_content).decode()


def test_a_file_is_looked_at_first_and_its_good_rows_are_imported(client):
    looked = bring(client, *rows("甲项目"), *rows("坏项目", amount="约5"))
    before = Deal.objects.count()

    page = carried_out(client)

    deal = Deal.objects.get()
    assert before == 0
    assert "Nothing is imported yet." in looked.text
    assert "投资额（万元）: The amount “约5” is refused" in looked.text
    assert "1 of 1 rows" in page
    assert (deal.channel, deal.recorded_by.username) == ("import", "clerk")
    assert json.loads(Event.objects.get().body)["from"] == "127.0.0.1"
    assert ImportedFile.objects.get().content == b""
    assert f'href="/desk/deals/{deal.number}/"' in client.get(address()).text


def test_the_fixed_file_adds_only_what_was_fixed(client):
    bring(client, *rows("甲项目"), *rows("乙项目", amount="约5"))
    carried_out(client)

    again = bring(client, *rows("甲项目"), *rows("乙项目", amount=5))
    carried_out(client)

    assert "Of them recorded before" in again.text
    assert (Deal.objects.count(), ImportedRow.objects.count()) == (2, 2)


def test_sending_the_import_twice_imports_once(client):
    bring(client, *rows("甲项目"))
    carried_out(client)

    response = client.post(f"{address()}rows/", follow=True)

    assert (response.status_code, Deal.objects.count()) == (200, 1)


def test_a_cut_import_goes_on_with_the_same_button(client, monkeypatch):
    monkeypatch.setattr("deals.imports.save.CHUNK", 1)
    bring(client, *rows("甲项目", "乙项目", "丙项目"))
    response = client.post(f"{address()}rows/")
    page = iter(response)
    while "1 of 3" not in next(page).decode():
        pass

    cut = client.get(address())
    carried_out(client)

    assert "Go on" in cut.text
    assert [deal.sequence for deal in Deal.objects.order_by("pk")] == [1, 2, 3]
    assert list(hash_chain.find_breaks()) == []


@pytest.mark.thorough
@pytest.mark.parametrize("kept", [True, False])
def test_a_file_whose_import_was_cut_goes_on_with_that_when_it_is_brought_again(client, kept):
    bring(client, *rows("甲项目"))
    ImportedFile.objects.update(state="running", **({} if kept else {"content": b"", "report": {}}))
    cut = address()
    bring(client, *rows("甲项目"))

    page = client.post(f"{address()}rows/", follow=True)
    client.post(f"{cut}rows/").getvalue()

    assert page.redirect_chain == [(cut, 302)]
    assert "This file is being imported already." in page.text
    assert "Go on" in texts(page, "button")
    assert (Deal.objects.count(), ImportedFile.objects.filter(state="done").count()) == (1, 1)


def test_an_undone_run_withdraws_what_nobody_has_verified(client):
    bring(client, *rows("甲项目", "乙项目"))
    carried_out(client)
    first, second = Deal.objects.order_by("sequence")
    ledger.verify(first, version=1, by=make_reviewer())

    page = client.post(f"{address()}undo/", follow=True)

    standing = {deal.sequence: deal.status for deal in Deal.objects.all()}
    assert standing == {1: "verified", 2: "withdrawn"}
    assert json.loads(Event.objects.latest("position").body)["reason"] == "Import of deals.xlsx undone"
    assert "1 deal is withdrawn. Those that somebody has verified stay." in page.text
    assert f'href="/desk/deals/{first.number}/"' in page.text
    assert "This import is undone in part." in page.text
    assert list(hash_chain.find_breaks()) == []
    assert second.number not in page.text.partition('id="good"')[0]


def test_a_run_that_is_undone_while_it_goes_records_nothing_more(client, monkeypatch):
    monkeypatch.setattr("deals.imports.save.CHUNK", 1)
    bring(client, *rows("甲项目", "乙项目", "丙项目"))
    page = iter(client.post(f"{address()}rows/"))
    begun = next(page).decode()
    while "1 of 3" not in next(page).decode():
        pass

    client.post(f"{address()}undo/")
    rest = b"".join(page).decode()

    assert f'<form method="post" action="{address()}undo/">' in begun
    assert "Stop, and take back what is imported so far" in begun
    assert [deal.status for deal in Deal.objects.all()] == ["withdrawn"]
    assert ImportedFile.objects.get().state == "undone"
    assert "It was imported or undone from another page meanwhile." in rest


def test_an_undone_file_may_be_imported_anew(client):
    for _time in range(2):
        bring(client, *rows("甲项目"))
        carried_out(client)
        undone = client.post(f"{address()}undo/", follow=True)
    bring(client, *rows("甲项目"))
    carried_out(client)

    assert [deal.status for deal in Deal.objects.order_by("sequence")] == ["withdrawn", "withdrawn", "submitted"]
    assert "This import is undone." in undone.text


def test_what_the_columns_mean_is_said_once_and_remembered(client):
    head = ["项目名称", "谁来投", "甲方", "投资额（万元）", "签约地点", "签约日期"]
    row = ["甲项目", "甲公司", "区政府", 5, "会场", "2019-08-26"]
    looked = bring(client, row, head=head)

    said = filled(looked, **{"column-1": "investor"})
    again = client.post(address(), said, follow=True)
    other = bring(client, ["乙项目", *row[1:]], head=head)

    assert [looked.context["counts"]["accepted"], again.context["counts"]["accepted"]] == [0, 1]
    assert other.context["counts"]["accepted"] == 1
    assert ColumnMapping.objects.get().mapping["1"] == "investor"
    carried_out(client)
    assert Deal.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "empty"), (b"a,b\n1,2", "header"), (b"<html>", "web page"), (b"PK\x03\x04", "damaged")]
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client, data, why):
    response = client.post(DESK, {"file": SimpleUploadedFile("x.csv", data)})

    assert response.status_code == 422
    assert why in response.text
    assert not ImportedFile.objects.exists()


def test_reasons_are_told_in_the_reader_s_language(client):
    bring(client, *rows("坏项目", amount="约5"))
    client.cookies["staff_language"] = "zh-hans"

    assert "使金额不确切" in client.get(address()).text or "未予采用" in client.get(address()).text


def test_a_new_look_forgets_the_files_that_were_never_imported(client):
    for _time in range(3):
        bring(client, *rows("甲项目"))

    assert ImportedFile.objects.count() == 1


def test_a_run_of_another_edition_is_not_found_here(client):
    bring(client, *rows("甲项目"))
    make_edition(slug="2018")

    assert client.get(address().replace("2019", "2018")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_chunk_costs_as_many_queries_however_many_rows_it_has(edition, count, django_assert_max_num_queries):
    data = workbook([HEAD, *rows(*[f"项目{'甲乙丙'[n]}" for n in range(count)])])
    clerk = make_clerk()
    read = reading.read_file(data, edition)

    with django_assert_max_num_queries(60):
        carry_out(read, edition, clerk)
