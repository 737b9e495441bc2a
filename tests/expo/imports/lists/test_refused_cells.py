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
