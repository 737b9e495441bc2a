"""The winners that a bulletin names stand under its seal: what becomes another afterwards is found."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from agenda.contests import awards
from agenda.contests.log import append_event
from agenda.contests.public.winners import WINNERS_SHOWN
from agenda.models.contests import Award, Contest, ContestVerb, Entry
from deals import bulletins
from deals.bulletins.seal import bulletin_digest
from deals.ledger import triggers
from deals.models import Bulletin
from tests.support.contest_factories import make_award, make_contest, make_entry, make_public_contest
from tests.support.deal_factories import make_press
from tests.support.factories import make_edition
from tests.support.guards import without_guards
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/bulletins/1/"
LATER = dt.timedelta(microseconds=1)


@pytest.fixture
def award():
    """A first place that the log tells of."""
    make_edition(slug="2019")
    contest = make_public_contest(slug="makers")
    with without_guards():
        contest.awards.all().delete()
    entry = make_entry(contest, number=2, name_en="Whisper drone", name_zh="静音无人机")
    type(entry.team).objects.filter(pk=entry.team_id).update(name_en="Quiet wings", name_zh="静翼队")
    award = make_award(entry, certificate_number="2019-C0002", name_en="Golden compass")
    tell_of(award)
    return award


def tell_of(award):
    told = {"entry": award.entry.code, "award": award.name_en, "number": award.certificate_number}
    append_event(ContestVerb.AWARDED, award.contest, make_staff(), **told, place=award.place)


def freeze(edition):
    press = make_press()
    return bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)


def told_on(client, page=PAGE):
    text = client.get(page).text
    return [word in text for word in ("Golden compass", "Whisper drone", "Quiet wings", "no longer stands")]


def change_award(award, **fields):
    with without_guards():
        Award.objects.filter(pk=award.pk).update(**fields)


def change_bulletin(bulletin, **fields):
    triggers.TABLES.drop_triggers(connection)
    try:
        Bulletin.objects.filter(pk=bulletin.pk).update(**fields)
    finally:
        triggers.TABLES.create_triggers(connection)


def test_what_a_bulletin_says_of_winners_stays_as_it_was_sealed(client, award):
    frozen = freeze(award.contest.edition)
    seen = told_on(client)

    Entry.objects.filter(pk=award.entry_id).update(name_en="Loud drone")

    assert (seen, told_on(client)) == ([True, True, True, False],) * 2
    assert bulletins.prove(frozen).holds


def test_an_award_that_is_withdrawn_later_is_named_as_such_and_is_no_fault(client, award):
    frozen = freeze(award.contest.edition)
    awards.withdraw_award(award, make_staff(), reason="Copied.")

    assert told_on(client) == [True, True, True, True]
    assert "/contests/awards/2019-C0002/" not in client.get(PAGE).text
    assert bulletins.prove(frozen).holds


@pytest.mark.parametrize(
    "changed", [{"place": 2}, {"name_zh": "金罗盘"}, {"certificate_number": "2019-C0009"}, {"published_at": LATER}]
)
def test_a_winner_that_becomes_another_is_found(award, changed):
    frozen = freeze(award.contest.edition)
    before = bulletins.prove(frozen).winners
    if "published_at" in changed:
        changed = {"published_at": frozen.frozen_at + LATER}

    change_award(award, **changed)

    proof = bulletins.prove(frozen)
    assert (before, proof.holds) == ([], False)
    assert proof.winners == ["The award 2019-C0002 is not the one that was sealed."]


def test_a_winner_that_is_another_entry_is_found(award):
    frozen, other = freeze(award.contest.edition), make_entry(award.contest, number=3)

    change_award(award, entry=other)

    assert bulletins.prove(frozen).winners == ["The award 2019-C0002 is not the one that was sealed."]


def test_a_winner_of_whom_the_log_tells_nothing_is_found(award):
    change_award(award, place=2)
    other = make_award(make_entry(award.contest, number=3), certificate_number="2019-C0003")
    frozen = freeze(award.contest.edition)
    before = bulletins.prove(frozen).winners

    tell_of(other)

    assert before == ["The award 2019-C0003 is not the one that was sealed."]
    assert bulletins.prove(frozen).holds


def test_other_winners_in_the_bulletin_break_its_seal(award):
    frozen = freeze(award.contest.edition)
    frozen.figures["winners"][0]["team"]["en"] = "Loud wings"
    change_bulletin(frozen, figures=frozen.figures)

    assert not bulletins.prove(Bulletin.objects.get()).sealed


def test_a_bulletin_from_before_winners_were_sealed_proves_and_names_those_of_its_moment(client, award):
    frozen = freeze(award.contest.edition)
    frozen.figures.pop("winners")
    change_bulletin(frozen, figures=frozen.figures, digest=bulletin_digest(frozen))
    seen, holds = told_on(client), bulletins.prove(Bulletin.objects.get()).holds

    change_award(award, published_at=frozen.frozen_at + LATER)

    assert (seen, holds) == ([True, True, True, False], True)
    assert told_on(client) == [False] * 4


def test_a_blind_entry_stays_masked_in_a_bulletin_after_it_is_revealed(client, award):
    Contest.objects.update(blind=True)
    freeze(award.contest.edition)
    blind = told_on(client)

    Contest.objects.update(revealed_at=timezone.now())

    assert (blind, told_on(client)) == ([True, True, False, False],) * 2


def test_the_desk_sees_whom_a_draft_would_name_and_what_a_frozen_one_does(client, award):
    press = make_press()
    client.force_login(press)
    draft = bulletins.write_draft(award.contest.edition, by=press)
    page = f"/desk/2019/bulletins/{draft.pk}/"
    before = told_on(client, page)
    frozen = bulletins.freeze(draft, version=1, by=press)
    change_award(award, place=2)

    assert (before, told_on(client, page)) == ([True, True, True, False],) * 2
    proof = client.get(f"{page}proof/").text
    assert "The award 2019-C0002 is not the one that was sealed." in proof
    assert frozen.number == 1


def test_a_correction_lists_the_winners_that_differ(client, award):
    edition, press = award.contest.edition, make_press()
    first = freeze(edition)
    awards.withdraw_award(award, make_staff(), reason="Copied.")
    other = make_award(make_entry(award.contest, number=3, name_en="Loud drone"), certificate_number="2019-C0003")
    tell_of(other)
    draft = bulletins.write_draft(edition, corrects=first, by=press)
    found = bulletins.compare_bulletins(first, draft).winners
    client.force_login(press)
    drafted = client.get(f"/desk/2019/bulletins/{draft.pk}/").text
    client.logout()

    frozen = bulletins.freeze(draft, version=1, by=press)

    before, now = ((row.field, row.before, row.now) for row in found)
    contest = award.contest.name_en
    assert before[:2] == ("2019-C0002", f"Golden compass · {contest} · Track 1 · Whisper drone · Quiet wings")
    assert (before[2], now[0], now[1]) == (None, "2019-C0003", None)
    assert now[2].startswith(f"First prize · {contest} · Track 1 · Loud drone · Team")
    assert bulletins.compare_bulletins(first, frozen).winners == found
    told = client.get("/en/2019/bulletins/2/").text.partition("What differs")[2].partition("What the numbers count")[0]
    assert [word in told for word in (before[0], before[1], now[0], now[2])] == [True] * 4
    assert before[1] in drafted.partition("What differs")[2]


def test_a_correction_with_the_same_winners_lists_none(award):
    edition, press = award.contest.edition, make_press()
    first = freeze(edition)

    second = bulletins.freeze(bulletins.write_draft(edition, corrects=first, by=press), version=1, by=press)

    assert bulletins.compare_bulletins(first, second).winners == []


def test_a_winner_that_only_moves_down_the_list_has_not_gone(award):
    """Of those that there is room to show, it was the last."""
    contest, press = award.contest, make_press()
    first = freeze(contest.edition)
    for number in range(3, 3 + WINNERS_SHOWN):
        ahead = make_contest(slug=f"ahead-{number}", order=0, edition=contest.edition)
        other = make_award(make_entry(ahead, number=number), certificate_number=f"2019-C000{number}")
        tell_of(other)
    draft = bulletins.write_draft(contest.edition, corrects=first, by=press)

    told = bulletins.compare_bulletins(first, draft).winners

    assert [(row.before is None, row.now is None) for row in told] == [(True, False)] * WINNERS_SHOWN


def test_a_correction_from_before_winners_were_sealed_tells_of_none(award):
    edition, press = award.contest.edition, make_press()
    first = freeze(edition)
    second = bulletins.freeze(bulletins.write_draft(edition, corrects=first, by=press), version=1, by=press)
    for bulletin in (first, second):
        del bulletin.figures["winners"]
    change_award(award, name_en="Silver compass")

    assert bulletins.compare_bulletins(first, second).winners == []
