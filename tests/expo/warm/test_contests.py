"""Pages of contests out of the store: the same before and after what is not public, and new with what becomes so."""

import pytest
from django.utils import timezone

from agenda.contests import awards
from agenda.models.contests import Contest, FrozenRanking
from expo.models import Edition
from expo.search_index.upkeep import catch_up
from tests.agenda.contests.test_contest_leaks import addresses, hide_more, make_shown
from tests.support.contest_factories import HOUR, make_award, make_entry, make_ranking, make_round
from tests.support.factories import make_edition
from tests.support.staff import make_staff
from tests.support.warmth import is_warm

pytestmark = pytest.mark.django_db
PAGE, CERTIFICATE = "/en/2019/contests/makers/", "/en/2019/contests/awards/2019-C0002/"
TELLING = (PAGE, "/en/2019/", "/en/2019/contests/", "/2019/contests.atom", "/2019/contests/awards.csv")


@pytest.fixture
def shown(monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr(Edition, "now", lambda edition: moment.astimezone(edition.tz))
    return make_shown(edition=make_edition(slug="2019"))


def asked(client, paths) -> dict[str, tuple]:
    """Twice: as it is made, and out of the store."""
    catch_up()
    told = [{path: client.get(path) for path in paths} for _ in range(2)]
    seen = [{path: (each.status_code, each.content) for path, each in one.items()} for one in told]
    assert [path for path in paths if seen[0][path] != seen[1][path]] == []
    return seen[1]


@pytest.mark.thorough
def test_what_is_not_public_changes_no_page_that_was_asked_before(client, warm, shown):
    before = asked(client, addresses())
    kept = is_warm(client, PAGE)

    hide_more(shown)

    after = asked(client, addresses())
    assert (kept, [path for path in before if before[path] != after[path]]) == (True, [])


def test_what_becomes_public_or_is_withdrawn_is_seen_at_once_where_it_was_asked_before(client, warm, shown):
    Contest.objects.update(entries_shown=False)
    entry = make_entry(shown, number=2, name_en="Late winner")
    ranking = make_ranking(make_round(shown), entry, published=False)
    paths = (*TELLING, CERTIFICATE)

    def telling() -> list[bool]:
        return [b"Late winner" in content for _status, content in asked(client, paths).values()]

    before, now = telling(), timezone.now()
    confirmed = {"confirmed_by": make_staff(), "confirmed_at": now, "objections_until": now + HOUR}
    FrozenRanking.objects.filter(pk=ranking.pk).update(**confirmed, published_at=now - HOUR)
    ranked = telling()
    award = make_award(entry, certificate_number="2019-C0002")
    awarded = telling()
    awards.withdraw_award(award, make_staff(), reason="Copied.")
    withdrawn = telling()

    assert before == [False] * len(paths)
    assert (ranked[0], ranked[-1], awarded[0], awarded[-1]) == (True, False, True, True)
    assert (withdrawn[-1], client.get(CERTIFICATE).status_code, awarded[4], withdrawn[4]) == (False, 410, True, False)


@pytest.mark.thorough
def test_a_blind_entry_is_masked_in_the_store_until_it_is_revealed(client, warm, shown):
    entry = shown.entries.get()
    type(entry.team).objects.filter(pk=entry.team_id).update(name_en="Zebrateam")
    paths = (*TELLING, "/en/2019/contests/makers/entries/1/", "/en/2019/contests/awards/2019-C0001/")

    def telling() -> int:
        return sum(b"Zebrateam" in content for _status, content in asked(client, paths).values())

    open_world = telling()
    Contest.objects.update(blind=True)
    blind = telling()
    Contest.objects.update(revealed_at=timezone.now())

    assert (blind, telling()) == (0, open_world)
    assert open_world >= 3
