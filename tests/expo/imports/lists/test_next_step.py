"""After an import its page leads on: to its rows that no visitor sees yet, and to the step that shows them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import Session
from expo.models import Attendance, ImportedFile, Participation
from tests.support.factories import make_edition, make_organisation, make_participation
from tests.support.reading import texts
from tests.support.staff import a_superuser
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
FIRMS = [["企业名称", "英文名称"], ["重庆云计算有限公司", "Cloud"], ["山城数据有限公司", "Data"]]
GUESTS = [["姓名", "职务"], ["王小江", "总经理"]]
TALKS = [["标题", "日期", "开始时间"], ["智能制造论坛", "2019-08-26", "09:00-10:00"]]


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return a_superuser()


def bring(client, kind, rows):
    """The address of the page of a list that is imported."""
    start = f"/desk/lists/2019/{kind}/"
    client.post(start, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})
    page = f"{start}{ImportedFile.objects.latest('pk').pk}/"
    client.post(f"{page}rows/")
    return page


def go_on(client, page):
    """Press the button of the next step, and agree to what it would change."""
    step = client.get(page).context["next"]
    sent = {"action": step.action, "select_across": "1", "_selected_action": step.first}
    looked = client.post(step.address, sent)
    return looked, client.post(step.address, sent | {"confirmed": "yes"}, follow=True)


@pytest.mark.parametrize(
    ("kind", "rows", "model", "seen"),
    [
        ("exhibitors", FIRMS, Participation, {"status": "published"}),
        ("people", GUESTS, Attendance, {"published": True}),
        ("sessions", TALKS, Session, {"status": "confirmed"}),
    ],
)
def test_the_drafts_of_an_import_are_shown_to_visitors_from_its_page(client, edition, kind, rows, model, seen):
    stays = make_participation(organisation=make_organisation(name_zh="另一家"), edition=edition, status="draft")
    page = bring(client, kind, rows)
    looked, done = go_on(client, page)
    again = client.get(page)

    assert looked.context["preview"].changed == len(rows) - 1
    assert done.status_code == 200
    assert model.objects.filter(**seen).count() == len(rows) - 1
    assert "What comes next" not in again.text
    assert Participation.objects.get(pk=stays.pk).status == "draft"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "2 rows of this import are seen by no visitor yet"), ("zh-hans", "2行")]
)
def test_the_list_that_it_leads_to_shows_these_rows_alone(client, edition, language, said):
    client.cookies["staff_language"] = language
    make_participation(organisation=make_organisation(name_zh="另一家"), edition=edition, status="draft")
    page = client.get(bring(client, "exhibitors", FIRMS))
    listed = client.get(page.context["next"].address)

    assert said in page.text
    assert listed.context["cl"].result_count == 2
    assert "list.xlsx" in " ".join(texts(listed, "a"))


def test_what_was_undone_or_is_of_another_kind_leads_nowhere(client):
    page = bring(client, "exhibitors", FIRMS)
    address = client.get(page).context["next"].address
    client.post(f"{page}undo/")

    assert client.get(page).context["next"] is None
    assert client.get(address).context["cl"].result_count == 0
    assert (
        client.get(bring(client, "organisations", [["机构名称", "英文名称"], ["山城", "Hill"]])).context["next"] is None
    )


@pytest.mark.parametrize("key", ["999999", "nonsense", "OTHER"])
def test_an_import_that_there_is_not_is_an_empty_list_and_not_all_rows(client, key):
    bring(client, "exhibitors", FIRMS)
    if key == "OTHER":
        # Of other rows, whose keys may be the same.
        key = bring(client, "people", GUESTS).split("/")[-2]
    listed = client.get(f"/admin/expo/participation/?edition=2019&imported={key}")

    assert (listed.status_code, listed.context["cl"].result_count) == (200, 0)


def test_however_many_rows_an_import_has_its_page_asks_as_often(client, django_assert_max_num_queries):
    small = bring(client, "exhibitors", FIRMS)
    more = [[f"重庆{number}云计算有限公司", f"Cloud {number}"] for number in range(40)]
    large = bring(client, "exhibitors", [FIRMS[0], *more])
    with django_assert_max_num_queries(99) as first:
        client.get(small)
    with django_assert_max_num_queries(len(first)):
        client.get(large)


def test_exhibitors_that_came_as_confirmed_are_offered_to_be_published_too(client):
    page = bring(
        client, "exhibitors", [["企业名称", "状态"], ["甲公司", "已确认"], ["乙公司", "草稿"], ["丙公司", "已发布"]]
    )
    led = client.get(page).context["next"]
    listed = client.get(led.address)
    go_on(client, page)

    assert (led.count, listed.context["cl"].result_count) == (2, 2)
    assert set(Participation.objects.values_list("status", flat=True)) == {"published"}
