"""Three contests of the rehearsal, each at another stage; which, the moment says for which the demo is loaded."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from agenda.contests import awards, cutoff, draw, freezing
from agenda.models import Session
from agenda.models.contests import (
    UNITS,
    Assignment,
    Contest,
    Criterion,
    Entry,
    EntryStatus,
    FrozenRanking,
    Juror,
    Round,
    RoundEntry,
    Score,
    Stage,
    Team,
    TeamMember,
    Track,
)
from expo.demo import clock
from expo.demo.clock import SLUG
from expo.demo.staff import ensure_member
from expo.demo.words import bilingual_fields, random_generator, rehearsal_data
from expo.i18n.instants import moment_at, shift_moment
from expo.models import Attendance, Edition, TechnologyArea
from expo.models.people import Capacity
from expo.models.showcase.venue_clock import real_moment
from expo.presence import require_value

JUDGES = 5
BLIND = 2  # The jury of the second does not know whose is whose.
DAY = dt.timedelta(days=1)
# Prize money of the first three places, in fen.
PRIZES = {1: 10_000_000, 2: 5_000_000, 3: 2_000_000}
STAGES = {Stage.PRELIMINARY: ("Preliminary round", "初赛"), Stage.FINAL: ("Final", "决赛")}
# Days after the first day of the edition, and a time at the venue: [3, "10:45"].
Hour = tuple[int, str]


def load() -> None:
    """Once. Hours at which entries and rounds open and close are the edition's, as those of sessions."""
    edition = Edition.objects.get(slug=SLUG)
    if edition.contests.exists():
        return
    clerk, second = ensure_member("editor"), ensure_member("reviewer")
    stages = AT_MOMENT[clock.loaded_for()]
    for order, (stage, data) in enumerate(zip(stages, rehearsal_data("contests")["contests"], strict=True), start=1):
        contest = make_contest(edition, data, order=order, blind=order == BLIND)
        stage(contest, data, clerk, second)


def venue_hours(edition: Edition, hours: list[Hour], names: tuple[str, str]) -> dict[str, dt.datetime]:
    found = [moment_at(edition.starts_on + day * DAY, dt.time.fromisoformat(at), edition.tz) for day, at in hours]
    return dict(zip(names, found, strict=True))


def make_contest(edition: Edition, data: dict[str, Any], **fields: Any) -> Contest:
    texts = {name: data[name] for name in data if name.endswith(("_en", "_zh"))}
    given = {"slug": data["slug"], "status": "published", "entries_shown": True}
    hours = venue_hours(edition, data["entries_taken"], ("entries_open_at", "entries_close_at"))
    contest = Contest.objects.create(edition=edition, **given | hours | texts | fields)
    contest.areas.set(TechnologyArea.objects.filter(slug=data["area"]))
    for order, (slug, *names) in enumerate(data["tracks"], start=1):
        Track.objects.create(contest=contest, slug=slug, order=order, **bilingual_fields(names, "name"))
    return contest


def decide(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """Both rounds judged, three prizes awarded, and names told where they were not."""
    first = make_round(contest, data, Stage.PRELIMINARY, track_quota=2, objection_days=0)
    final = make_round(contest, data, Stage.FINAL, aggregate="trimmed", trim=1, judges_per_entry=5, objection_days=0)
    accept(apply(contest, data), first, clerk)
    judge(first, clerk, second)
    cutoff.add_next_entries(first.rankings.get(), clerk)
    judge(final, clerk, second)
    for award in awards.draft_awards(final.rankings.get()):
        award.prize_minor, award.prize_currency = PRIZES[award.place or 3], "CNY"
        award.save()
        awards.publish_award(award, clerk)
    if contest.blind:
        freezing.reveal_names(contest, clerk)


def open_judging(contest: Contest, data: dict[str, Any], clerk: User, _second: User) -> None:
    """The preliminary round is open, and all of its judges but one have scored: each entry would have a place."""
    give_scores(await_round(contest, data, clerk, _second), judges=JUDGES - 1)


def await_round(contest: Contest, data: dict[str, Any], clerk: User, _second: User) -> Round:
    """Entries are accepted and judges drawn; both rounds are to come."""
    first = make_round(contest, data, Stage.PRELIMINARY, track_quota=2)
    make_round(contest, data, Stage.FINAL, judges_per_entry=5)
    accept(apply(contest, data), first, clerk)
    draw.draw_round(first, clerk)
    return first


def await_review(contest: Contest, data: dict[str, Any], _clerk: User, _second: User) -> None:
    """Entries have closed, and nobody has decided on them."""
    make_round(contest, data, Stage.PRELIMINARY, track_quota=2)
    apply(contest, data)


def confirm_short_list(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> FrozenRanking:
    """The preliminary round is judged; one of each track goes on, and five in all."""
    first = make_round(contest, data, Stage.PRELIMINARY, track_quota=1, advance_count=5)
    make_round(contest, data, Stage.FINAL, judges_per_entry=5)
    accept(apply(contest, data), first, clerk)
    return confirm(first, clerk, second)


def await_publication(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """The short list is published as the session of its round ends, and a minute in which the rest is loaded."""
    ranking = confirm_short_list(contest, data, clerk, second)
    ends_at = ranking.round.sessions.aggregate(end=Max("ends_at"))["end"] or shift_moment(contest.edition.now(), DAY)
    at = real_moment(shift_moment(ends_at, dt.timedelta(minutes=1)), contest.edition)
    freezing.publish_ranking(ranking, clerk, at=at)


def shorten_list(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """The short list is out and open to objections; the final is to come."""
    ranking = confirm_short_list(contest, data, clerk, second)
    freezing.publish_ranking(ranking, clerk)
    cutoff.add_next_entries(ranking, clerk)
    draw.draw_round(contest.rounds.get(number=2), clerk)


def await_objections(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """Its only round is judged and published; one may still object."""
    final = make_round(contest, data, Stage.FINAL)
    accept(apply(contest, data), final, clerk)
    judge(final, clerk, second)


def take_entries(contest: Contest, data: dict[str, Any], _clerk: User, _second: User) -> None:
    """Teams still apply; nothing of it is public."""
    make_round(contest, data, Stage.FINAL)
    apply(contest, data)


def make_round(contest: Contest, data: dict[str, Any], stage: Stage, **fields: Any) -> Round:
    """In the session of its name, with a jury of its own."""
    number = contest.rounds.count() + 1
    seed = f"{contest.slug}-{number}"
    times = venue_hours(contest.edition, data["judged"][number - 1], ("opens_at", "closes_at"))
    names = bilingual_fields(STAGES[stage], "name")
    made = Round.objects.create(contest=contest, number=number, stage=stage, draw_seed=seed, **names | times | fields)
    for order, (code, english, chinese, weight) in enumerate(data["criteria"], start=1):
        names = {"name_en": english, "name_zh": chinese}
        Criterion.objects.create(round=made, code=code, weight=weight, order=order, **names)
    made.sessions.set(find_sessions(contest, data["sessions"][number - 1]))
    seat_jury(made)
    return made


def find_sessions(contest: Contest, name: str) -> list[Session]:
    return list(Session.objects.working().filter(edition=contest.edition, name_en=name).order_by("pk")[:1])


def seat_jury(round_: Round) -> None:
    experts = Attendance.objects.public().filter(
        edition=round_.contest.edition, capacity__in=(Capacity.ACADEMIC, Capacity.EXECUTIVE)
    )
    first = (round_.contest.order + round_.number) * JUDGES
    for number, seat in enumerate(experts.order_by("person__slug")[first : first + JUDGES], start=1):
        titles = {"title_en": seat.title_en, "title_zh": seat.title_zh}
        Juror.objects.create(
            round=round_,
            person_id=seat.person_id,
            number=number,
            organisation=seat.organisation,
            published=True,
            **titles,
        )


def apply(contest: Contest, data: dict[str, Any]) -> list[Entry]:
    tracks, applied_at = {track.slug: track for track in contest.tracks.all()}, last_hours(contest)
    teams, members, entries = [], [], []
    for track, english, chinese, team_en, team_zh in data["entries"]:
        team = Team(contest=contest, name_en=team_en, name_zh=team_zh)
        captain = {"name_en": f"Captain of {team_en}", "name_zh": f"{team_zh}队长"}
        teams.append(team)
        members.append(TeamMember(team=team, order=1, **captain))
        names = {"name_en": english, "name_zh": chinese}
        entries.append(Entry(contest=contest, track=tracks[track], team=team, applied_at=applied_at, **names))
    Team.objects.bulk_create(teams)
    TeamMember.objects.bulk_create(members)
    return Entry.objects.bulk_create(entries)


def last_hours(contest: Contest) -> dt.datetime:
    """In which the teams applied: a day before entries closed, or yesterday where they have not."""
    return shift_moment(min(require_value(contest.entries_close_at), contest.edition.now()), -DAY)


def accept(entries: list[Entry], first: Round, clerk: User) -> None:
    """All of them, numbered as they came."""
    for number, entry in enumerate(entries, start=1):
        entry.number, entry.status = number, EntryStatus.ACCEPTED
        entry.accepted_at, entry.accepted_by = timezone.now(), clerk
    Entry.objects.bulk_update(entries, ["number", "status", "accepted_at", "accepted_by"])
    RoundEntry.objects.bulk_create(RoundEntry(round=first, entry=entry) for entry in entries)


def judge(round_: Round, clerk: User, second: User) -> None:
    """Drawn, scored, frozen, confirmed by another, published, and final where nobody may object."""
    ranking = confirm(round_, clerk, second)
    freezing.publish_ranking(ranking, clerk)
    if not round_.objection_days:
        freezing.finalise_ranking(ranking, clerk)


def confirm(round_: Round, clerk: User, second: User) -> FrozenRanking:
    """Of a round that has closed by the clock of the edition."""
    draw.draw_round(round_, clerk)
    give_scores(round_)
    return freezing.confirm_ranking(freezing.freeze_ranking(round_, clerk), second)


def give_scores(round_: Round, *, judges: int = JUDGES) -> None:
    """The values of the first `judges` for all their entries, from 5 to 10 in halves."""
    rng, criteria = random_generator(round_.draw_seed), list(round_.criteria.all())
    assignments = Assignment.objects.filter(juror__round=round_, juror__number__lte=judges).order_by(
        "round_entry__entry__number", "juror__number"
    )
    scores = []
    for assignment in assignments:
        for criterion in criteria:
            scores.append(Score(assignment=assignment, criterion=criterion, units=rng.randint(10, 20) * UNITS // 2))
    Score.objects.bulk_create(scores)
    assignments.update(finished_at=timezone.now())


# The stages of the three contests, by the moment for which the demo is loaded.
AT_MOMENT = {
    "before": (await_review, open_judging, take_entries),
    "opening": (await_round, await_publication, take_entries),
    "midday": (decide, shorten_list, take_entries),
    "closed": (decide, decide, await_objections),
}
