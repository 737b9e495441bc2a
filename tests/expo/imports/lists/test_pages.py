"""A list of exhibitors in the browser: brought, asked about, mended, imported, the rest downloaded, undone."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from expo.models import Booth, ImportedFile, Organisation, Participation
from tests.support.factories import make_edition, make_hall, make_organisation, make_region
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.reads_apart]
START = "/desk/lists/2019/exhibitors/"
HEAD = ["企业名称", "英文名称", "国家/地区", "展位号"]
GOOD = ["重庆云计算有限公司", "Chongqing Cloud", "中国", "H1-01"]
DOUBTFUL = ["长安汽车股份有限公司", None, "中国", "H1-02"]
WRONG = ["山城数据", None, "火星", "H1-03"]


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_hall(code="H1", edition=edition)
    make_region(code="CN", name_en="China", name_zh="中国")
    return edition


@pytest.fixture
def client():
    return signed_in(make_editor())


def bring(client, *rows, at=START, name="list.xlsx", content=None):
    return client.post(at, {"file": SimpleUploadedFile(name, content or workbook(rows))}, follow=True)


def page(step=""):
    return f"{START}{ImportedFile.objects.latest('pk').pk}/{step}"


def exhibitors():
    rows = Participation.objects.order_by("organisation__name_zh")
    return [str(row.organisation.name_zh) for row in rows.select_related("organisation")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_doubtful_and_wrong_cells_are_mended_on_the_page(client, language):
    client.cookies["staff_language"] = language
    known = make_organisation(name_zh="长安汽车有限公司", name_en="", region=None)
    looked = bring(client, HEAD, GOOD, DOUBTFUL, WRONG)
    mended = client.post(page(), {"cell-0": f"#{known.pk}", "cell-1": "中国"}, follow=True)
    client.post(page("rows/"))

    assert texts(looked, "dd") == ["1", "0", "0", "2", "0"]
    assert texts(mended, "dd") == ["3", "0", "0", "0", "0"]
    assert exhibitors() == sorted([GOOD[0], "长安汽车有限公司", WRONG[0]])
    assert Participation.objects.get(organisation=known).booths.get().label == "H1-02"


def test_the_good_rows_are_imported_the_others_downloaded_and_all_is_undone(client):
    bring(client, HEAD, GOOD, WRONG)
    client.post(page("rows/"))
    left_out = client.get(page("left-out.csv")).content.decode("utf-8-sig").splitlines()
    there = (exhibitors(), Booth.objects.count())
    undone = client.post(page("undo/"), follow=True)

    assert there == ([GOOD[0]], 1)
    assert left_out == [
        "Row in the file,企业名称,英文名称,国家/地区,展位号,Reason",
        '3,山城数据,,火星,H1-03,"国家/地区: “火星” is no country, province or district known here."',
    ]
    assert "1 row is as it was before." in undone.text
    assert (exhibitors(), Booth.objects.count(), Organisation.objects.count()) == ([], 0, 0)


def test_what_a_column_means_is_said_once_for_lists_of_these_columns(client):
    head = [*HEAD[:3], "摆在哪里"]
    looked = bring(client, head, GOOD)
    client.post(page(), {"column-0": "name", "column-1": "name_en", "column-2": "region", "column-3": "stands"})
    again = bring(client, head, ["山城数据", None, "中国", "H1-03"])
    client.post(page("rows/"))

    assert "摆在哪里" in looked.text
    assert "摆在哪里." not in again.text
    assert Participation.objects.get().booths.get().label == "H1-03"


@pytest.mark.parametrize(
    ("at", "name", "content", "leads"),
    [
        ("/desk/2019/imports/", "list.xlsx", workbook([HEAD, GOOD]), "Import exhibitors"),
        (START, "schedule.json", b'{"schedule": {}}', "Import a programme"),
    ],
)
def test_what_is_brought_to_the_wrong_door_is_led_to_the_right_one(edition, at, name, content, leads):
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    answer = bring(client, at=at, name=name, content=content)

    assert f">{leads}</a>" in answer.text.partition("elsewhere:")[2][:200]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_template_filled_in_is_understood_in_every_column(client, language):
    table = client.get(f"{START}template-{language}.csv").content.decode("utf-8-sig").splitlines()[0]
    cells = ["" for _heading in table.split(",")]
    cells[0] = "重庆云计算有限公司"
    bring(client, name="list.csv", content=f"{table}\n{','.join(cells)}\n".encode())
    report = ImportedFile.objects.latest("pk").report

    assert report["columns_not_understood"] == []
    assert [row["change"] for row in report["accepted"]] == ["new"]
