"""The public pages of contests: what they show, what they cost, and that an empty edition is told honestly."""

import jsonschema
import pytest

from tests.support.agenda_factories import make_session
from tests.support.contest_factories import (
    make_award,
    make_contest,
    make_entry,
    make_juror,
    make_public_contest,
    make_ranking,
    make_round,
)
from tests.support.factories import make_attendance, make_edition, make_organisation, make_participation, make_person
from tests.support.guards import without_guards
from tests.support.reading import links

pytestmark = pytest.mark.django_db
LIST = "/en/2019/contests/"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def test_a_contest_leads_from_the_list_to_entries_and_certificates(client, edition):
    contest = make_public_contest(slug="makers")
    award = contest.awards.get()

    listed, shown = links(client.get(LIST)), links(client.get(f"{LIST}makers/"))

    assert f"{LIST}makers/" in listed
    assert {f"{LIST}makers/entries/1/", f"{LIST}awards/{award.certificate_number}/"} <= set(shown)
    assert [client.get(path).status_code for path in shown if path.startswith(LIST)] == [200] * len(
        [path for path in shown if path.startswith(LIST)]
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [("", 2), ("makers/", 14), ("makers/entries/1/", 8), ("makers/reveal/", 3), ("awards/2019-C0001/", 4)],
)
def test_a_page_costs_the_same_however_much_it_shows(client, edition, rows, page, queries, django_assert_num_queries):
    session = make_session(kind="contest", slug="on-stage")
    contest = make_public_contest([session], slug="makers", tracks=rows, certificate="2019-C0001")
    for _ in range(rows - 1):
        make_contest()
        entry = make_entry(contest, members=[{"person": make_person(), "organisation": make_organisation()}])
        further = make_round(contest, name_en="", name_zh="")
        further.sessions.add(session)
        make_juror(further, tracks=[entry.track], published=True)
        make_ranking(further, entry, *contest.entries.exclude(pk=entry.pk))
        make_award(entry), make_award(contest.entries.get(number=1))

    with django_assert_num_queries(queries):
        response = client.get(f"{LIST}{page}")

    assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_interface_tells_all_contests_in_as_many_queries_as_one(client, edition, rows, django_assert_num_queries):
    session = make_session(kind="contest", slug="on-stage")
    for number in range(rows):
        make_public_contest([session], certificate=f"2019-C{number}")
    described = client.get("/api/v1/openapi.json").json()["paths"]["/editions/{edition}/contests"]

    with django_assert_num_queries(13):
        told = client.get("/api/v1/editions/2019/contests").json()

    schema = described["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator(schema).validate(told)
    places = [each["rounds"][0]["results"]["ranking"][0]["place"] for each in told["items"]]
    assert (places, [len(each["awards"]) for each in told["items"]]) == ([1] * rows, [1] * rows)


def test_the_file_and_the_feed_tell_each_award(client, edition):
    contest = make_public_contest(slug="makers")
    with without_guards():
        contest.awards.update(prize_minor=10_000_000, prize_currency="CNY")

    table, feed = client.get("/2019/contests/awards.csv"), client.get("/2019/contests.atom?lang=zh-hans")

    header, row = b"".join(table).decode("utf-8-sig").splitlines()
    assert len(header.split(",")) == len(row.split(","))
    assert [part in row for part in ("2019-C0001", "makers", "10000000", "CNY")] == [True] * 4
    assert [part in feed.text for part in ("一等奖", "结果公示", "/contests/awards/2019-C0001/")] == [True] * 3


def test_an_expo_that_is_over_says_that_its_contests_were_not_published(client, edition):
    page = client.get("/zh-hans/2019/contests/")

    assert "赛事的数量和名单均未公布" in page.text
    assert [link for link in links(client.get("/en/2019/agenda/")) if "contests" in link] == []


@pytest.mark.parametrize(
    ("quota", "going", "told"),
    [(1, [1, 3], True), (2, [1, 3], True), (1, [1, 2], False), (1, [], False), (None, [1, 3], False)],
)
def test_results_say_why_an_entry_goes_on_behind_one_that_does_not(client, edition, quota, going, told):
    contest = make_contest(edition=edition, slug="makers", tracks=2, status="published")
    round_ = make_round(contest, track_quota=quota)
    make_ranking(round_, *(make_entry(contest) for _ in range(3)), going=going)

    pages = [client.get(f"/{language}/2019/contests/makers/").text for language in ("en", "zh-hans")]

    assert ["an entry may go on behind" in " ".join(pages[0].split()), "名次靠后的作品" in pages[1]] == [told, told]


def test_a_session_and_its_contest_lead_to_each_other(client, edition):
    session = make_session(kind="contest", slug="on-stage")
    make_public_contest([session], slug="makers")

    there, back = "/en/2019/contests/makers/", "/en/2019/agenda/sessions/on-stage/"
    assert (back in links(client.get(there)), there in links(client.get(back))) == (True, True)


def test_winners_stand_on_home_and_on_the_pages_of_person_exhibitor_and_area(client, edition):
    contest = make_public_contest(slug="makers")
    member = contest.teams.get().members.get()
    make_participation(organisation=member.organisation, slug="winner")
    make_attendance(person=member.person)
    area = contest.areas.get().slug
    pages = ["", f"people/{member.person.slug}/", "exhibitors/winner/"]

    certificates = ["/en/2019/contests/awards/2019-C0001/" in links(client.get(f"/en/2019/{page}")) for page in pages]

    assert certificates == [True, True, True]
    assert f"{LIST}makers/" in links(client.get(f"/en/2019/areas/{area}/"))
