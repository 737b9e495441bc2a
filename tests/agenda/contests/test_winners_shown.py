"""Where winners of contests stand beside the contests' own pages, and that a blind contest names none there."""

import pytest
from django.utils import timezone

from agenda.models import SessionKind
from agenda.models.contests import Award, Contest
from tests.support.agenda_factories import make_session
from tests.support.contest_factories import HOUR, make_award, make_entry, make_public_contest
from tests.support.factories import (
    make_organisation,
    make_participation,
    make_region,
    make_scenario,
    the_edition,
)
from tests.support.guards import without_guards

pytestmark = pytest.mark.django_db


def winners_on(client, path):
    text = client.get(path).text
    return ["Golden compass" in text, "Quiet wings" in text]


@pytest.fixture
def award():
    """Of a firm that exhibits, from a province, in a contest on an area, with a session of a scenario."""
    scenario = make_scenario(edition=the_edition(), slug="flying")
    session = make_session(kind=SessionKind.CONTEST, slug="on-stage", scenarios=[scenario])
    country = make_region(code="XW", name_en="Windland")
    province = make_region(code="XW-1", name_en="Gale", kind="province", parent=country)
    firm = make_organisation(name_en="Wing works", region=province)
    make_participation(organisation=firm, slug="wing-works")
    contest = make_public_contest([session], slug="makers")
    with without_guards():
        contest.awards.all().delete()
    entry = make_entry(contest, number=2, members=[{"organisation": firm}])
    type(entry.team).objects.filter(pk=entry.team_id).update(name_en="Quiet wings", name_zh="静翼队")
    ranking = contest.rounds.get().rankings.get()
    return make_award(entry, certificate_number="2019-C0002", name_en="Golden compass", ranking=ranking)


@pytest.mark.parametrize(
    "path",
    [
        *("", "contests/makers/", "areas/{area}/", "agenda/sessions/on-stage/"),
        *("exhibitors/wing-works/", "exhibitors/wing-works/editions/"),
        *("regions/XW/", "regions/XW-1/", "scenarios/flying/"),
    ],
)
def test_a_winner_stands_on_the_page(client, award, path):
    path = f"/en/2019/{path.format(area=award.contest.areas.get().slug)}"
    seen = winners_on(client, path)
    Contest.objects.update(blind=True)
    blind = winners_on(client, path)
    with without_guards():
        Award.objects.filter(pk=award.pk).update(published_at=timezone.now() + HOUR)

    assert seen == [True, True]
    assert blind[1] is False
    assert winners_on(client, path) == [False, False]


def test_a_session_names_winners_of_its_own_alone(client, award):
    make_session(kind=SessionKind.CEREMONY, slug="prizes")
    before = winners_on(client, "/en/2019/agenda/sessions/prizes/")
    session = the_edition().sessions.working().get(slug="prizes")

    with without_guards():
        Award.objects.filter(pk=award.pk).update(session=session, ranking=None)

    assert (before, winners_on(client, "/en/2019/agenda/sessions/prizes/")) == ([False] * 2, [True] * 2)
    assert winners_on(client, "/en/2019/agenda/sessions/on-stage/") == [False, False]
