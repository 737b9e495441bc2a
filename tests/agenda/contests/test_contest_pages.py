"""The public pages of contests: what they show, what they cost, and that an empty edition is told honestly."""

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
from tests.support.factories import make_edition, make_organisation, make_person
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
    [("", 2), ("makers/", 14), ("makers/entries/1/", 7), ("makers/reveal/", 3), ("awards/2019-C0001/", 4)],
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
