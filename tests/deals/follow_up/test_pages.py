"""Landing on pages: the public one tells only what was published, the desk's leads the work."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.test import Client

from deals import follow_up
from deals.models import FollowUp, Funds
from tests.support.deal_factories import make_announced, make_deal, make_user
from tests.support.factories import make_edition
from tests.support.follow_up_factories import DAY, make_cohort, make_publisher, make_stage

pytestmark = pytest.mark.django_db
PUBLIC, DESK = "/en/2019/deals/landing/", "/desk/2019/landing/"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_user("follow_up_project", "take_snapshot", "view_ledger"))
    return client


def report(**changes) -> dict:
    fields = {"key": uuid.uuid4(), "seen": 0, "stage": "registered", "on": DAY, "evidence": "No. 7"}
    return {f"stage-{name}": value for name, value in (fields | changes).items()}


def test_what_is_not_published_is_not_zero(client, edition):
    make_cohort(edition)

    page = client.get(PUBLIC).text

    assert "that does not mean there was none" in page
    assert "%" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("stage", ["Choose the stage that was reached.", "Write the day on which it was reached."]),
        ("funds", ["Write how much arrived.", "Write the day on which it arrived."]),
    ],
)
def test_what_is_missing_of_a_report_is_asked_for_in_its_own_words(desk, edition, kind, asked):
    _cohort, deals = make_cohort(edition)

    page = desk.post(f"/desk/2019/landing/{deals[0].project.code}/{kind}/", {f"{kind}-key": uuid.uuid4()}).text

    assert all(sentence in page for sentence in [*asked, "Name the evidence, like the number of a licence."])


@pytest.mark.parametrize("snapshots", [1, 3])
def test_the_public_page_costs_the_same_for_any_snapshots(client, edition, snapshots, django_assert_max_num_queries):
    _cohort, deals = make_cohort(edition, deals=4)
    for number, deal in enumerate(deals[:snapshots]):
        make_stage(deal.project, "registered", DAY + dt.timedelta(number))
        follow_up.publish_snapshot(edition, DAY + dt.timedelta(number), by=make_publisher())

    with django_assert_max_num_queries(9):
        page = client.get(PUBLIC).text

    assert page.count('id="snapshot-') == snapshots
    assert ("<polyline" in page) == (snapshots > 1)
    assert f"{25 * snapshots}.0%" in page
    assert "统计批次" in client.get("/zh-hans/2019/deals/landing/").text


def test_projects_not_announced_change_no_byte_of_the_public_page(client, edition):
    _cohort, deals = make_cohort(edition)
    hidden = make_deal(edition=edition)
    make_stage(deals[0].project, "registered")
    follow_up.publish_snapshot(edition, DAY, by=make_publisher())
    before = client.get(PUBLIC)

    make_stage(hidden.project, "terminated")
    make_announced(edition=edition)
    after = client.get(PUBLIC)

    assert (before.content, before.headers) == (after.content, after.headers)
    assert follow_up.cohort_numbers(edition.cohort, DAY)[0].signed == 1


def test_one_press_more_records_no_second_report(edition, desk):
    code = make_cohort(edition)[1][0].project.code
    sent = report()

    first, second = (desk.post(f"{DESK}{code}/stage/", sent) for _ in range(2))

    assert (first.status_code, second.status_code, FollowUp.objects.count()) == (302, 302, 1)


def test_a_stale_form_keeps_what_was_typed_and_records_at_the_next_press(edition, desk):
    project = make_cohort(edition)[1][0].project
    make_stage(project, "registered", evidence="Seen by nobody")
    stale = desk.post(f"{DESK}{project.code}/stage/", report(stage="approved"))

    again = desk.post(f"{DESK}{project.code}/stage/", report(stage="approved", seen=1))

    assert (stale.status_code, "Seen by nobody" in stale.text, again.status_code) == (422, True, 302)


def test_funds_are_typed_as_people_say_them(edition, desk):
    project = make_cohort(edition)[1][0].project
    sent = {"key": uuid.uuid4(), "seen": 0, "amount": "1.2亿", "on": DAY, "evidence": "Bank slip"}

    response = desk.post(f"{DESK}{project.code}/funds/", {f"funds-{name}": value for name, value in sent.items()})

    assert (response.status_code, Funds.objects.get().minor) == (302, 12_000_000_000)


@pytest.mark.parametrize("projects", [1, 3])
def test_the_list_costs_the_same_however_many_projects(edition, desk, projects, django_assert_max_num_queries):
    _cohort, deals = make_cohort(edition, deals=projects)
    for deal in deals:
        make_stage(deal.project, "registered")

    with django_assert_max_num_queries(14):
        page = desk.get(DESK).text

    assert page.count('class="followed-row"') == projects


def test_the_list_is_filtered_by_stage_and_by_what_is_overdue(edition, desk):
    _cohort, deals = make_cohort(edition, deals=2)
    make_stage(deals[0].project, "in_production")

    assert desk.get(f"{DESK}?stage=in_production").text.count('class="followed-row"') == 1
    assert deals[1].project.code in desk.get(f"{DESK}?due=overdue").text
    assert "No project fits" in desk.get(f"{DESK}?stage=signed&q=nothing").text


def test_the_csv_of_the_list_begins_no_formula(edition, desk):
    make_cohort(edition, name_en="=1+1")

    text = desk.get(f"{DESK}list.csv").text

    assert ",'=1+1," in text


def test_the_workbook_holds_what_the_filters_leave(edition, desk):
    _cohort, deals = make_cohort(edition, deals=2)
    make_stage(deals[0].project, "in_production")

    for query, codes in (
        ("", {each.project.code for each in deals}),
        ("?stage=in_production", {deals[0].project.code}),
    ):
        content = desk.get(f"{DESK}list.xlsx{query}").content
        _head, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        assert {row[0] for row in rows} == codes


def test_a_press_officer_fixes_the_cohort_and_publishes(edition, desk):
    deal = make_announced(edition=edition)
    edition.status = "closed"
    edition.save()

    desk.post(f"{DESK}cohort/")
    make_stage(deal.project, "started")
    response = desk.post(f"{DESK}rates/", {"as_of": DAY, "after": 0})

    assert response.status_code == 302
    assert "100.0%" in Client().get(PUBLIC).text


def test_a_shorter_limit_makes_a_project_overdue(edition, desk):
    deal = make_cohort(edition)[1][0]
    make_stage(deal.project, "registered", edition.now().date())
    before = desk.get(f"{DESK}{deal.project.code}/").text

    desk.post(f"{DESK}limits/", dict.fromkeys(("registered", "approved", "started", "completed", "in_production"), 1))

    assert "overdue" not in before.partition("<main")[2]
    assert "approved" in desk.get(f"{DESK}{deal.project.code}/").text
