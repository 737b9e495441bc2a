"""What is not public of contests leaves no trace in any public answer; whose an entry is stays masked while blind."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from agenda.contests.recusals import recuse_judge
from agenda.models.contests import Assignment, FrozenRanking, RoundEntry, ScoreChange
from expo.models import Region
from expo.search.sitemaps import all_sitemaps
from tests.support.agenda_factories import make_session
from tests.support.answers import everything
from tests.support.contest_factories import (
    HOUR,
    make_award,
    make_contest,
    make_entry,
    make_juror,
    make_public_contest,
    make_ranking,
    make_round,
)
from tests.support.factories import (
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_region,
    make_scenario,
    the_edition,
)
from tests.support.guards import without_guards
from tests.support.reading import links
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
PAGES = (
    *("", "contests/", "contests/makers/", "contests/makers/entries/1/", "contests/makers/entries/2/"),
    *("contests/makers/reveal/", "contests/awards/2019-C0001/", "contests/awards/SECRET/", "contests/secret/"),
    *("contests/secret/reveal/", "contests/secret/entries/1/", "agenda/", "agenda/sessions/on-stage/"),
    *("exhibitors/secret-firm/", "people/", "people/li-na/", "areas/chips/", "search/?q=Secret", "sources/"),
    *("search/suggestions.json?q=Sec", "open-data/", "regions/XS/", "scenarios/flying/"),
)
FILES = (
    *("/api/v1/editions/2019/contests", "/2019/contests/awards.csv", "/2019/contests.atom"),
    *(f"/2019/contests/{name}.json" for name in ("makers/results/1-v1", "makers/results/1-v2", "secret/results/1-v1")),
    *("/api/v1/editions/2019/sessions", "/2019/agenda.ics", "/2019/agenda.atom", "/sitemap.xml"),
)


def addresses() -> list[str]:
    pages = [f"/{language}/2019/{page}" for language in ("en", "zh-hans") for page in PAGES]
    return pages + list(FILES) + [f"/sitemap-{name}.xml" for name in all_sitemaps()]


def make_shown(**fields):
    scenario = make_scenario(edition=the_edition(), slug="flying")
    session = make_session(kind="contest", slug="on-stage", scenarios=[scenario])
    region = make_region(code="XS", name_en="Far land", name_zh="远方")
    firm = make_organisation(name_en="Secret firm", name_zh="秘密公司", region=region)
    make_participation(organisation=firm, slug="secret-firm")
    return make_public_contest([session], slug="makers", **fields)


def hide_more(contest) -> None:
    """Everything that the public must not learn of this contest, and a draft of another."""
    final, session = contest.rounds.get(), contest.rounds.get().sessions.get()
    hidden = {"name_en": "Secret", "name_zh": "秘密"}
    applied = make_entry(contest, status="applied", **hidden)
    entry = contest.entries.get(number=1)
    corrects = {"version": 2, "corrects": final.rankings.get(), "reason": "Secret", "digest": "5ec" * 21}
    make_ranking(final, entry, published=False, **corrects)
    semi = make_round(make_contest(status="draft", slug="secret", **hidden), **hidden)
    semi.sessions.add(session)
    secret_firm = make_organisation(**hidden, region=Region.objects.get(code="XS"))
    other = make_entry(semi.contest, members=[{"organisation": secret_firm}], **hidden)
    make_ranking(semi, other)
    make_award(other, certificate_number="SECRET", **hidden)
    make_award(entry, published=False, **hidden)
    withdrawn = make_award(other, certificate_number="WITHDRAWN", **hidden)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="Secret")
    make_award(entry, certificate_number="LATER", **hidden | {"published_at": timezone.now() + HOUR})
    make_juror(final, person=make_person(**hidden))
    judge_in_secret(final, entry)
    assert applied.number is None


def judge_in_secret(round_, entry) -> None:
    """What judges and staff do about it: none of it is the public's."""
    row, clerk = RoundEntry.objects.create(round=round_, entry=entry, gone_on=True), make_staff()
    juror = make_juror(round_, person=make_person(slug="secret-judge", name_en="Secret judge"))
    Assignment.objects.create(juror=juror, round_entry=row, comment="Secret", finished_at=timezone.now())
    score = juror.assignments.get().scores.create(criterion=round_.criteria.get(), units=95_000)
    ScoreChange.objects.create(score=score, after=95_000, reason="Secret", by=clerk)
    recuse_judge(juror, entry, reason="Secret", by=clerk)
    round_.rankings.first().objections.create(who="Secret", text="Secret")


@pytest.fixture
def shown(monkeypatch):
    edition = make_edition(slug="2019")
    moment = timezone.now()
    monkeypatch.setattr(type(edition), "now", lambda edition: moment.astimezone(edition.tz))
    return make_shown(edition=edition)


@pytest.mark.thorough
def test_worlds_that_differ_in_what_is_not_public_answer_alike(shown):
    before = everything(Client(), addresses())

    hide_more(shown)

    after = everything(Client(), addresses())
    assert [path for path in before if before[path] != after[path]] == []
    assert b"Secret" not in before["/en/2019/contests/makers/"][1]


@pytest.mark.thorough
def test_nobody_learns_whose_a_blind_entry_is_before_it_is_revealed(shown):
    person = make_person(name_en="Secret maker", name_zh="秘密创客", slug="secret-maker")
    member = {"person": person, "organisation": make_organisation(name_en="Secret school", name_zh="秘密学校")}
    entry = make_entry(shown, members=[member], website="https://secret.example", number=2)
    entry.name_en, entry.name_zh = "Drone of the Secret  team", "秘密团队的无人机"
    entry.summary_en, entry.summary_zh = "By SECRET SCHOOL, see www.secret.example", "秘密创客的作品"
    entry.save()
    entry.team.name_en, entry.team.name_zh = "Secret team", "秘密团队"
    entry.team.save()
    make_ranking(make_round(shown), entry)
    make_award(entry, certificate_number="2019-C0002")
    paths = [
        f"/{language}/2019/contests/{page}"
        for language in ("en", "zh-hans")
        for page in ("makers/", "makers/entries/2/", "makers/reveal/", "awards/2019-C0002/")
    ]
    paths += ["/api/v1/editions/2019/contests", "/2019/contests/awards.csv", "/2019/contests.atom"]
    paths += [
        f"/{language}/2019/{page}"
        for language in ("en", "zh-hans")
        for page in ("", "search/?q=drone", "search/suggestions.json?q=drone")
    ]
    secret = (b"Secret", "秘密".encode(), b"secret", json.dumps("秘密").strip('"').encode())

    def telling() -> list[str]:
        answers = everything(Client(), paths)
        return [path for path in paths if any(word in answers[path][1] for word in secret)]

    open_world = telling()
    type(shown).objects.update(blind=True)
    blind = telling()
    type(shown).objects.update(revealed_at=timezone.now())

    assert (open_world, blind, telling()) == (paths, [], paths)


def test_a_published_result_is_seen_from_its_moment_on_and_an_award_too(client, shown):
    entry = make_entry(shown, number=2, name_en="Late winner")
    ranking = make_ranking(make_round(shown), entry, published=False)
    award = make_award(entry, certificate_number="2019-C0002", published_at=timezone.now() + HOUR)
    type(shown).objects.update(entries_shown=False)
    pages = ("makers/", "makers/entries/2/", "makers/reveal/", "awards/2019-C0002/")

    def seen() -> list[bool]:
        return ["Late winner" in client.get(f"/en/2019/contests/{page}").text for page in pages]

    now, before = timezone.now(), seen()
    confirmed = {"confirmed_by": make_staff(), "confirmed_at": now, "objections_until": now + 2 * HOUR}
    FrozenRanking.objects.filter(pk=ranking.pk).update(**confirmed, published_at=now + HOUR)
    waiting = seen()
    FrozenRanking.objects.filter(pk=ranking.pk).update(published_at=now - HOUR)
    ranked = seen()
    with without_guards():
        type(award).objects.filter(pk=award.pk).update(published_at=now - HOUR)

    assert (before, waiting) == ([False] * 4, [False] * 4)
    assert (ranked, seen()) == ([True, True, False, False], [True] * 4)


def test_a_withdrawn_award_and_a_disqualified_entry_are_gone(client, shown):
    award, certificate = shown.awards.get(), "/en/2019/contests/awards/2019-C0001/"
    title = award.entry.name_en
    before = (client.get(certificate).status_code, title in client.get("/en/2019/contests/makers/").text)

    shown.entries.update(status="disqualified", reason="Copied")

    contest = client.get("/en/2019/contests/makers/").text
    assert before == (200, True)
    assert (client.get(certificate).status_code, title in contest, "no longer in the contest" in contest) == (
        404,
        False,
        True,
    )


def test_the_search_finds_contests_entries_and_awards_by_what_is_public(client, shown):
    entry = make_entry(shown, number=2, name_en="Whisper drone", name_zh="静音无人机")
    entry.team.name_en = "Quiet wings"
    entry.team.save()
    make_award(entry, certificate_number="2019-C0002", name_en="Golden compass")

    def found(words: str) -> set[str]:
        everything(Client(), ["/en/2019/"])  # the index catches up
        return {link for link in links(client.get(f"/en/2019/search/?q={words}")) if "/contests/" in link}

    page, certificate = "/en/2019/contests/makers/entries/2/", "/en/2019/contests/awards/2019-C0002/"
    open_world = [found("Whisper"), found("Quiet wings"), found("2019-C0002")]
    type(shown).objects.update(blind=True)

    assert open_world == [{page, certificate}, {page}, {certificate}]
    assert found("Quiet wings") == set()
