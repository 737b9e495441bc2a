"""At the contest desk: results at a later moment, names revealed, awards of each track, why an entry has no place."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from agenda.contests import cutoff, freezing, scoring
from agenda.contests.public.written_rule import rule_sentences
from agenda.models.contests import Assignment, Award, Contest, ContestEvent, FrozenRanking, Round
from expo.i18n.instants import wall_clock_time
from tests.agenda.contests.test_mended_rules import freeze_in_order, make_final
from tests.agenda.contests.test_services import close, make_jury, score_all
from tests.agenda.desk.test_contest_desk import address, at_the_desk, take
from tests.support.answers import everything
from tests.support.contest_factories import (
    HOUR,
    assign,
    enter_round,
    make_award,
    make_entry,
    make_juror,
    make_round,
)
from tests.support.staff import a_superuser, filled, make_staff, page

pytestmark = pytest.mark.django_db
FOR_EVER = (
    "It has no total of the round before, which counts in this one, so it would wait for ever. Correct the rule, so "
    "that the criteria that were given count or nothing is carried over; or disqualify the entry."
)


def at_the_venue(moment, edition):
    return wall_clock_time(moment, edition.tz).isoformat()[:16]


def answers(contest):
    pages = [f"/{language}/2019/contests/{contest.slug}/" for language in ("en", "zh-hans")]
    files = ["/api/v1/editions/2019/contests", "/2019/contests.atom", "/2019/contests/awards.csv", "/en/2019/"]
    return everything(Client(), [*pages, *(f"{page}reveal/" for page in pages), *files])


@pytest.mark.thorough
def test_a_result_that_waits_for_its_moment_leaves_no_trace_and_the_moment_can_be_set_anew():
    ranking, client = freezing.confirm_ranking(freeze_in_order(), make_staff()), at_the_desk()
    round_, edition = ranking.round, ranking.round.contest.edition
    before = answers(round_.contest)
    later = timezone.now() + dt.timedelta(days=1)

    said = [take(client, round_, "schedule", at=text) for text in ("", "soon", "2020-01-01T10:00")]
    said += [take(client, round_, "schedule", at=at_the_venue(moment, edition)) for moment in (later, later + HOUR)]

    assert said[:3] == [["Say when, like 2026-08-26 18:30."]] * 2 + [
        ["This moment has passed. Publish now, or choose a later one."]
    ]
    assert said[3:] == [["The ranking will be published at this moment."]] * 2
    assert FrozenRanking.objects.get().published_at.strftime("%H:%M") == (later + HOUR).strftime("%H:%M")
    assert take(client, round_, "object", who="Team 1", text="Too soon.") == [
        "Objections are taken from the publication of a ranking until it is final."
    ]
    assert answers(round_.contest) == before
    assert take(client, round_, "publish") == ["The ranking is published."]
    assert answers(round_.contest) != before


def test_names_are_revealed_once_and_the_log_tells_who_did_it():
    ranking = make_final(freeze_in_order())
    contest, clerk = ranking.round.contest, make_staff()
    Contest.objects.filter(pk=contest.pk).update(blind=True)

    for _ in range(2):
        freezing.reveal_names(contest, clerk)

    event = ContestEvent.objects.get(verb="revealed")
    assert (event.subject, event.actor) == (f"2019/{contest.slug}", clerk.username)
    assert Contest.objects.get().is_blind_now is False


def test_awards_of_each_track_and_in_all_exclude_each_other():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    contest = ranking.round.contest
    contest.tracks.create(slug="track-9", name_en="Track 9", name_zh="赛道九")
    offered = [offer.step for offer in client.get(address(ranking.round)).context["steps"]]

    said = [take(client, ranking.round, "award_tracks"), take(client, ranking.round, "award")]

    assert offered == ["draft", "draft_tracks", "award", "award_tracks", "freeze"]
    assert said == [
        ["Awards are published."],
        ["Awards in all and of each track exclude each other: withdraw the others first."],
    ]
    assert set(Award.objects.values_list("track__slug", "place")) == {("track-1", place) for place in (1, 2, 3)}


def whys(client, round_):
    return {row.code: row.why for row in client.get(address(round_)).context["waiting"]}


def test_an_entry_without_a_place_is_told_with_the_way_out():
    ranking, clerk = freeze_in_order(advance_count=2), make_staff()
    final = make_round(ranking.round.contest, criteria=("pitch",), carried_weight=1, judges_per_entry=2, min_judges=2)
    cutoff.add_next_entries(freezing.confirm_ranking(ranking, clerk), clerk)
    late, unjudged, unscored, single = (make_entry(final.contest) for _ in range(4))
    rows = {row.entry_id: row for row in enter_round(final, late, unjudged, unscored, single)}
    one, other = make_juror(final), make_juror(final)
    scoring.write_scores(assign(one, rows[late.pk]), {"pitch": "6"})
    assign(one, rows[unscored.pk])
    make_ranking_of(ranking, single)
    scoring.write_scores(assign(other, rows[single.pk]), {"pitch": "6"})

    found = whys(at_the_desk(), final)

    assert found[unjudged.code] == "No judge has it. Draw the judges, or give it to some by hand."
    assert found[late.code] == found[unscored.code] == FOR_EVER
    assert found[single.code] == "1 judge has scored it, and its total needs 2. Give it to more judges by hand."


def make_ranking_of(ranking, entry):
    """The entry has a place in it too."""
    ranking.rows.create(entry=entry, place=5, track_place=5, total="1.000")


def test_what_the_rule_says_of_few_judges_is_what_freezing_does():
    round_ = make_jury(entries=2, judges=2)
    Round.objects.update(min_judges=2)
    score_all(round_)
    Assignment.objects.filter(round_entry__entry__number=2).last().scores.all().delete()
    round_ = close(round_)

    with pytest.raises(freezing.ValidationError, match=r"Entries still wait.*E002"):
        freezing.freeze_ranking(round_, make_staff())

    said = rule_sentences(round_, list(round_.criteria.all()))
    assert "An entry needs at least 2 judges; until each has them, nothing is ranked." in said
    assert whys(at_the_desk(), round_) == {"E002": "Values are missing from J02."}


@pytest.mark.parametrize("begun", [False, True])
def test_a_contest_stays_blind_once_its_judging_has_begun(begun):
    round_ = make_jury(entries=1, judges=1, opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)
    Contest.objects.update(blind=True)
    if begun:
        Round.objects.update(opens_at=timezone.now() - HOUR)
    client, form = a_superuser(), page("agenda.contest", "change", round_.contest_id)
    sent = filled(client.get(form))
    sent.pop("blind", None)

    response = client.post(form, sent)

    assert (response.status_code, Contest.objects.get().blind) == (302, begun)


@pytest.mark.parametrize("begun", [False, True])
def test_the_rule_is_data_entry_s_until_judging_begins_and_hours_are_told_in_the_log(begun):
    round_, client = make_jury(entries=1, judges=1), a_superuser()
    if not begun:
        Round.objects.update(opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)
    form = page("agenda.round", "change", round_.pk)
    sent = filled(client.get(form), decimals="1", closes_at_0="2030-01-01", closes_at_1="10:00")

    response = client.post(form, sent)

    told = [event.told["changes"][0]["fact"] for event in ContestEvent.objects.filter(verb="ruled")]
    assert (response.status_code, Round.objects.get().decimals) == (302, 3 if begun else 1)
    assert (Round.objects.get().closes_at.year, told) == (2030, ["closes_at"] if begun else [])


def test_prizes_are_entered_between_draft_and_publication_and_awards_by_hand_are_published_too():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    take(client, ranking.round, "draft")
    Award.objects.filter(place=1).update(prize_minor=5_000_000, prize_currency="CNY")
    other = make_award(ranking.rows.last().entry, published=False, name_en="Audience prize", place=None)

    said = [take(client, ranking.round, step) for step in ("award", "award_others")]
    offered = [offer.step for offer in client.get(address(ranking.round)).context["steps"]]
    said.append(take(client, ranking.round, "withdraw_others", reason="Counted wrongly."))

    other.refresh_from_db()
    assert said == [["Awards are published."]] * 2 + [["Awards are withdrawn."]]
    assert Award.objects.public().get(place=1).prize_minor == 5_000_000
    assert offered == ["withdraw", "withdraw_others", "freeze"]
    assert (other.certificate_number, other.withdrawn_reason) == ("2019-C0004", "Counted wrongly.")


def test_special_awards_of_one_track_are_published_while_those_of_others_wait():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    first, contest = ranking.rows.first().entry, ranking.round.contest
    track = contest.tracks.create(slug="drones", name_en="Drones", name_zh="无人机")
    other = make_entry(contest, track=track)
    special = [make_award(entry, published=False, name_en="Best design", place=None) for entry in (first, other)]
    one, last = f"award_others:{first.track.slug}", "award_others:drones"
    offered = [offer.step for offer in client.get(address(ranking.round)).context["steps"]]

    said = [take(client, ranking.round, one), take(client, ranking.round, one)]

    for award in special:
        award.refresh_from_db()
    assert [step for step in offered if step.startswith("award_others")] == ["award_others", one, last]
    assert said == [["Awards are published."], ["This is not possible now: look again at what is."]]
    assert [bool(award.published_at) for award in special] == [True, False]


@pytest.mark.parametrize("begun", [False, True])
def test_a_judge_keeps_the_seat_and_an_entry_its_contest_and_track_once_judging_has_begun(begun):
    round_, client = make_jury(entries=1, judges=1), a_superuser()
    if not begun:
        Round.objects.update(opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)
    track = round_.contest.tracks.create(slug="track-9", name_en="Track 9", name_zh="赛道九")
    juror, entry = round_.jurors.get(), round_.round_entries.get().entry
    for row, label, changes in ((juror, "juror", {"number": "9"}), (entry, "entry", {"track": track.pk})):
        form = page(f"agenda.{label}", "change", row.pk)
        assert client.post(form, filled(client.get(form), **changes)).status_code == 302
        row.refresh_from_db()

    assert (juror.number, entry.track == track) == ((1, False) if begun else (9, True))
