"""Of what kind the organisations are that lists make: as a column says, as their names say, or as somebody answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.kinds.delegations import DELEGATIONS
from expo.imports.lists.lookups.organisation_kinds import likely_kind
from expo.imports.lists.undo import undo_list
from expo.models import Delegation, ImportedFile, Organisation
from tests.support.factories import make_edition, make_region
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]


@pytest.fixture(autouse=True)
def edition():
    make_region(code="SG", name_en="Singapore", name_zh="新加坡")
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def bring(client, kind, *rows):
    file = SimpleUploadedFile("list.xlsx", workbook(rows))
    return client.post(f"/desk/lists/2019/{kind}/", {"file": file})["Location"]


def report():
    return ImportedFile.objects.latest("pk").report


def kinds():
    return dict(Organisation.objects.values_list("name_zh", "kind"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中国电子学会", "association"),
        ("重慶市汽車商會", "association"),
        ("重庆市人民政府", "government"),
        ("工业和信息化部", "government"),
        ("市经信委", "government"),
        ("市科技局", "government"),
        ("中华书局", ""),
        ("重庆市经济和信息化委员会", "government"),
        ("重庆大学", "university"),
        ("中国信息通信研究院", "university"),
        ("机械设计研究院有限公司", ""),
        ("联合国工业发展组织", "international"),
        ("Ministry of Trade and Industry", "government"),
        ("Chongqing University", "university"),
        ("Riverside University Press Co., Ltd.", ""),
        ("Singapore Business Federation", "association"),
        ("江畔科技有限公司", ""),
        ("市场部", ""),
    ],
)
def test_a_name_says_what_kind_of_body_it_is_or_nothing(name, kind):
    assert likely_kind(name) == kind


def test_exhibitors_and_guests_make_bodies_of_the_kind_that_their_names_say(client):
    page = bring(client, "exhibitors", ["企业名称", "展馆"], ["中国电子学会", None], ["江畔科技有限公司", None])
    client.post(f"{page}rows/")
    page = bring(client, "people", ["姓名", "单位"], ["陈静", "重庆市人民政府"])
    client.post(f"{page}rows/")

    assert kinds() == {"中国电子学会": "association", "江畔科技有限公司": "company", "重庆市人民政府": "government"}


def test_what_the_column_of_ownership_says_of_the_kind_is_taken_for_it(client):
    head = ["企业名称", "单位性质"]
    rows = [["甲云计算", "民企"], ["乙学社", "协会"], ["丙云计算", "企业"], ["丁云计算", "海马"]]
    page = bring(client, "exhibitors", head, *rows)
    looked = report()
    client.post(f"{page}rows/")

    assert [row["value"] for row in looked["asked"]] == ["海马"]
    assert kinds() == {"甲云计算": "company", "乙学社": "association", "丙云计算": "company"}
    assert dict(Organisation.objects.values_list("name_zh", "ownership"))["甲云计算"] == "private"


SENT = ["代表团名称", "派出单位"]


def test_who_sent_a_delegation_and_is_not_known_is_asked_about_entered_and_taken_back(client):
    page = bring(client, "delegations", SENT, ["新加坡代表团", "新加坡工商代表处"], ["江畔代表团", "江畔商会"])
    asked = report()["asked"]
    choices = [[choice["value"] for choice in row["choices"]] for row in asked]
    assert [(row["value"], values[0], values[-1]) for row, values in zip(asked, choices, strict=True)] == [
        ("新加坡工商代表处", "new:company", "leave"),
        ("江畔商会", "new:association", "leave"),
    ]

    client.post(page, {"cell-0": "new:government", "cell-1": "new:association"})
    assert "New organisations:" in client.get(page).text
    client.post(f"{page}rows/")
    assert kinds() == {"新加坡工商代表处": "government", "江畔商会": "association"}
    assert sorted(str(row.organisation) for row in Delegation.objects.all()) == ["新加坡工商代表处", "江畔商会"]
    run = ImportedFile.objects.latest("pk")
    undo_list(DELEGATIONS, run, run.brought_by)
    assert (Delegation.objects.count(), Organisation.objects.count()) == (0, 0)


def test_who_sent_a_delegation_may_be_left_out(client):
    page = bring(client, "delegations", [*SENT, "国家/地区"], ["新加坡代表团", "新加坡工商代表处", "新加坡"])
    client.post(page, {"cell-0": "leave"})
    client.post(f"{page}rows/")

    assert Delegation.objects.get().organisation is None
    assert Organisation.objects.count() == 0
