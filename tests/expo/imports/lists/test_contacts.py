"""Contacts in lists: no page prints them, and only who may take them out has them in the file of what is left out."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from expo.imports.lists.kinds.exhibitors import EXHIBITORS
from expo.models import ImportedFile, StaffEvent
from expo.spreadsheets import headers
from expo.spreadsheets.cells import Row, Sheet
from tests.support.factories import make_edition, make_organisation, make_participation
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/exhibitors/"
HEAD = ["企业名称", "手机", "邮箱"]
ROWS = [["甲公司", "13900000002", None], ["乙公司", "13900000003", "nobody-at-home"]]


@pytest.fixture
def bring():
    edition = make_edition(slug="2019")
    firm = make_organisation(name_zh="甲公司", name_en="")
    make_participation(edition=edition, organisation=firm, contact_phone="13900000001")

    def bring(*codenames):
        editor = make_editor()
        editor.user_permissions.remove(*Permission.objects.filter(codename="export_contacts"))
        editor.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
        client = signed_in(editor)
        page = client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook([HEAD, *ROWS]))}, follow=True)
        return client, page.text

    return bring


def left_out(client):
    run = ImportedFile.objects.latest("pk")
    return client.get(f"{START}{run.pk}/left-out.csv").content.decode("utf-8-sig").splitlines()


def test_a_look_says_of_contacts_no_more_than_that_they_change(bring):
    client, page = bring()
    report = ImportedFile.objects.latest("pk").report

    for contact in ("13900000001", "13900000002", "13900000003", "nobody-at-home"):
        assert contact not in page
    assert report["accepted"][0]["fields"] == {"contact_phone": {"old": None, "new": None}}
    assert left_out(client) == [
        "Row in the file,企业名称,Reason",
        "3,乙公司,邮箱: What stands here is no such address.",
    ]
    assert not StaffEvent.objects.exists()


def test_who_may_take_contacts_out_has_them_in_the_file_which_is_written_down(bring):
    client, _page = bring("export_contacts")

    assert left_out(client)[1] == "3,乙公司,13900000003,nobody-at-home,邮箱: What stands here is no such address."
    assert StaffEvent.objects.get().subject == "2019-exhibitors-left-out.csv"


def test_the_report_of_the_command_holds_no_contact(bring, tmp_path):
    file, report = tmp_path / "list.xlsx", tmp_path / "report.json"
    file.write_bytes(workbook([HEAD, *ROWS]))
    call_command("import_exhibition", "exhibitors", str(file), edition="2019", report=report, verbosity=0)

    for contact in ("13900000001", "13900000002", "13900000003", "nobody-at-home"):
        assert contact not in report.read_text()
    assert [row["cells"] for row in json.loads(report.read_text())["rejected"]] == [
        {"企业名称": "乙公司", "手机": None, "邮箱": None}
    ]


def test_a_column_of_contacts_is_one_whatever_somebody_says_that_it_means(bring):
    client, _page = bring()
    run = ImportedFile.objects.latest("pk")
    for column in run.report["columns"]:
        column["field"] = column["field"].replace("contact_phone", "-")
    run.save()

    assert left_out(client)[0] == "Row in the file,企业名称,Reason"


def test_contacts_are_read_under_headings_in_traditional_characters():
    labels = ["公司名稱 英文", "聯絡人 姓名", "聯絡人 電話", "聯絡人 電郵"]
    sheet = Sheet(rows=[Row(1, labels), Row(2, ["Acme", "陳先生", "+852 2345 0001", "a@example.com"])])

    header = headers.find_header(sheet, EXHIBITORS.vocabulary)

    assert [column.field for column in header.columns] == ["name_en", "contact_name", "contact_phone", "contact_email"]
