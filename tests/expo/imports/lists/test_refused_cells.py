"""What the database would not take is refused in the look, and what is typed as a correction breaks no page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import Booth, ImportedFile, Organisation, Participation
from tests.support.factories import make_edition, make_hall, make_organisation
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_hall(code="N1", edition=edition)
    return edition


@pytest.fixture
def client():
    return signed_in(make_editor())


def look(client, kind, *rows):
    """The page of a list, and its report."""
    start = f"/desk/lists/2019/{kind}/"
    client.post(start, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})
    run = ImportedFile.objects.latest("pk")
    return f"{start}{run.pk}/", run.report


def reasons(report):
    return [row["reason"]["en"] for row in report["rejected"]]


def test_open_sides_are_letters_in_their_order_or_refused(client):
    rows = [["N1-01", "双开口"], ["N1-02", "en"], ["N1-03", "ＮＥＳＷ"], ["N1-04", "NN"]]
    page, report = look(client, "stands", ["展位号", "开口"], *rows)
    done = client.post(f"{page}rows/")

    sentence = "“%s” names no open sides: write them as letters, like NE."
    assert (done.status_code, reasons(report)) == (302, [sentence % "双开口", sentence % "NN"])
    assert list(Booth.objects.order_by("number").values_list("number", "open_sides")) == [("02", "NE"), ("03", "NESW")]


@pytest.mark.parametrize("address", ["ftp://cloud.example.cn", "ftps://cloud.example.cn/a"])
def test_a_website_is_of_the_web_or_refused(client, address):
    page, report = look(client, "organisations", ["企业名称", "网址"], ["甲公司", address], ["乙公司", "b.example.cn"])
    done = client.post(f"{page}rows/")

    assert (done.status_code, reasons(report)) == (302, [f"“{address}” is no such address."])
    assert list(Organisation.objects.values_list("website", flat=True)) == ["https://b.example.cn"]


@pytest.mark.parametrize("chosen", ["name", "new"])
def test_a_code_of_another_is_not_written_where_the_name_is_chosen(client, chosen):
    code = "91500000MA5U000001"
    make_organisation(name_zh="甲公司", name_en="", uscc=code)
    named = make_organisation(name_zh="乙公司", name_en="")
    page, _report = look(client, "organisations", ["企业名称", "社会信用代码"], ["乙公司", code])
    client.post(page, {"cell-0": {"name": f"#{named.pk}", "new": "new"}[chosen]})
    done = client.post(f"{page}rows/")

    assert done.status_code == 302
    assert list(Organisation.objects.filter(uscc=code).values_list("name_zh", flat=True)) == ["甲公司"]


def test_a_number_of_thousands_of_digits_is_refused(client):
    rows = [["甲公司", "9" * 5000], ["乙公司", "1,000"], ["丙公司", "１，２００"], ["丁公司", "10²"]]
    _page, report = look(client, "exhibitors", ["企业名称", "排序"], *rows)

    sentence = "“%s” is no whole number that is possible here."
    assert reasons(report) == [sentence % f"{'9' * 59}…", sentence % "10²"]
    assert [row["fields"]["order"]["new"] for row in report["accepted"]] == [1000, 1200]


@pytest.mark.parametrize("typed", ["#7 Robotics", "#", "#7", "new", "shared", f"#{'9' * 1000}"])
def test_what_is_typed_in_place_of_a_cell_is_its_text(client, typed):
    page, _report = look(client, "exhibitors", ["企业名称", "展位号"], ["甲" * 400, "N1-01"])
    mended = client.post(page, {"cell-0": typed})
    run = ImportedFile.objects.latest("pk")

    assert (mended.status_code, run.mapping["picks"]) == (302, {})
    assert list(run.mapping["cells"].values()) == [typed]


@pytest.mark.parametrize("picked", ["#7 Robotics", "#", "#99999999", f"#{'9' * 5000}"])
@pytest.mark.parametrize(("kind", "head"), [("exhibitors", "企业名称"), ("people", "姓名")])
def test_a_pick_that_is_none_asks_again(client, kind, head, picked):
    page, _report = look(client, kind, [head, "排序"], ["甲公司", 1])
    run = ImportedFile.objects.latest("pk")
    ImportedFile.objects.filter(pk=run.pk).update(mapping={"columns": None, "picks": {"\t2\tname": picked}})

    assert client.post(f"{page}rows/").status_code == 302
    assert ImportedFile.objects.latest("pk").state == "done"
    assert Participation.objects.count() == (kind == "exhibitors")


def test_a_cell_that_is_emptied_is_left_out_and_its_row_is_imported(client):
    page, report = look(client, "organisations", ["企业名称", "网址"], ["甲公司", "no such place"])
    asked = client.get(page)
    client.post(page, {"cell-0": ""})
    done = client.post(f"{page}rows/")

    assert reasons(report) == ["“no such place” is no such address."]
    assert "Emptied, the cell is left out." in asked.text
    assert done.status_code == 302
    assert list(Organisation.objects.values_list("name_zh", "website")) == [("甲公司", "")]


def test_a_firm_whose_stand_is_in_doubt_may_come_without_it(client):
    rows = [["甲公司", "N7-01"], ["乙公司", "N7-02"]]
    page, report = look(client, "exhibitors", ["企业名称", "展位号"], *rows)
    client.post(page, {"cell-0": "empty", "cell-1": ""})
    client.post(f"{page}rows/")

    assert [row["row"] for row in report["asked"]] == [2, 3]
    assert [row.organisation.name_zh for row in Participation.objects.all()] == ["甲公司"]
    assert not Booth.objects.exists()


def test_what_a_row_is_named_by_cannot_be_left_out(client):
    page, _report = look(client, "exhibitors", ["公司名称", "地区"], ["甲公司", "重庆"], ["", "重庆"])

    assert "leave this cell out" not in client.get(page).text


def test_another_row_of_nearly_the_same_name_is_named_and_can_be_meant(client):
    rows = [["Ulm Software GmbH", "https://a.example"], ["Ulm Software AG", "https://b.example"]]
    page, report = look(client, "organisations", ["Company", "Website"], *rows)
    (asked,) = report["asked"]
    client.post(page, {"cell-0": "Ulm Software GmbH"})
    client.post(f"{page}rows/")

    assert asked["reason"]["en"] == "Another row of this list has nearly this name: is it the same?"
    assert [choice["value"] for choice in asked["choices"]] == ["Ulm Software GmbH", "new"]
    assert list(Organisation.objects.values_list("name_en", flat=True)) == ["Ulm Software GmbH"]
