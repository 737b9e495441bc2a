"""待定 or TBD in a cell of a list is as if nothing stood there, and the look tells so; in a name it is a name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import Attendance, ImportedFile, Organisation, Participation, Person
from tests.support.factories import make_edition, make_hall
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    make_hall(edition=make_edition(slug="2019"), code="N1")
    return signed_in(make_editor())


def bring(client, kind, *rows):
    page = f"/desk/lists/2019/{kind}/"
    looked = client.post(page, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))}, follow=True)
    run = ImportedFile.objects.latest("pk")
    client.post(f"{page}{run.pk}/rows/")
    return [" ".join(each.split()) for each in texts(looked, "li")]


@pytest.mark.parametrize(
    ("column", "word"),
    [
        *(("展位", "待定"), ("展馆", "TBD"), ("国家地区", "待定"), ("企业性质", "待定"), ("技术领域", "tba")),
        *(("参展类型", "待定"), ("邮箱", "待定"), ("联系人", "TBD"), ("网址", "待定"), ("简介", "待定")),
    ],
)
def test_an_exhibitor_of_whom_something_is_not_known_yet_is_imported_without_it(client, column, word):
    told = bring(client, "exhibitors", ["企业名称", column], ["江畔样品有限公司", word])
    row = Participation.objects.get()

    assert [each for each in told if f"“{word}” says that nobody knows yet" in each] != []
    assert (row.contact_name, row.contact_phone, row.contact_email, row.profile_zh, row.hall) == ("", "", "", "", None)
    assert row.booths.count() == 0


def test_an_office_and_a_title_that_are_not_known_yet_are_none_of_a_guest(client):
    told = bring(client, "people", ["姓名", "职务", "单位"], ["王小江", "待定", "待定"])
    row = Attendance.objects.get()

    assert (row.title_zh, row.title_en, row.organisation) == ("", "", None)
    assert [each.split(":")[0] for each in told if "nobody knows yet" in each] == ["Organisation", "Title"]
    assert not Organisation.objects.exists()


def test_a_name_says_what_somebody_is_called(client):
    bring(client, "people", ["姓名", "职务"], ["待定", "局长"])

    assert Person.objects.get().name_zh == "待定"
