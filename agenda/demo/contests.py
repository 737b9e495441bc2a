"""Three contests of the rehearsal, each at another stage; which, the moment says for which the demo is loaded."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
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
from expo.i18n.instants import shift_moment
from expo.models import Attendance, Edition, TechnologyArea
from expo.models.people import Capacity

JUDGES = 5
# The second of them: the jury does not know whose is whose.
BLIND = 2
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# Prize money of the first three places, in fen.
PRIZES = {1: 10_000_000, 2: 5_000_000, 3: 2_000_000}

STAGES = {Stage.PRELIMINARY: ("Preliminary round", "初赛"), Stage.FINAL: ("Final", "决赛")}


def load() -> None:
    """Once. What has been judged was judged in the hours before."""
    edition = Edition.objects.get(slug=SLUG)
    if edition.contests.exists():
        return
    clerk, second = ensure_member("editor"), ensure_member("admin")
    closed = shift_moment(this_hour(), -DAY)
    stages = AT_MOMENT[clock.loaded_for()]
    for order, (stage, data) in enumerate(zip(stages, rehearsal_data("contests")["contests"], strict=True), start=1):
        contest = make_contest(edition, data, order=order, blind=order == BLIND, entries_close_at=closed)
        stage(contest, data, clerk, second)


def this_hour() -> dt.datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def make_contest(edition: Edition, data: dict[str, Any], **fields: Any) -> Contest:
    texts = {name: data[name] for name in data if name.endswith(("_en", "_zh"))}
    opened = shift_moment(this_hour(), -30 * DAY)
    given = {"slug": data["slug"], "status": "published", "entries_shown": True, "entries_open_at": opened}
    contest = Contest.objects.create(edition=edition, **given | texts | fields)
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
    """The preliminary round is open, and two of its judges have scored."""
    first = make_round(contest, data, Stage.PRELIMINARY, track_quota=2)
    postpone(make_round(contest, data, Stage.FINAL, judges_per_entry=5), 2 * DAY)
    accept(apply(contest, data), first, clerk)
    draw.draw_round(first, clerk)
    give_scores(first, judges=2)


def open_final(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """The short list stands, the final is open, and two of its judges have scored."""
    first = make_round(contest, data, Stage.PRELIMINARY, track_quota=2, objection_days=0)
    final = make_round(contest, data, Stage.FINAL, aggregate="trimmed", trim=1, judges_per_entry=5)
    accept(apply(contest, data), first, clerk)
    judge(first, clerk, second)
    cutoff.add_next_entries(first.rankings.get(), clerk)
    draw.draw_round(final, clerk)
    give_scores(final, judges=2)


def await_objections(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """Its only round is judged and published; one may still object."""
    final = make_round(contest, data, Stage.FINAL)
    accept(apply(contest, data), final, clerk)
    judge(final, clerk, second)


def shorten_list(contest: Contest, data: dict[str, Any], clerk: User, second: User) -> None:
    """The short list is out and open to objections; the final is to come."""
    first = make_round(contest, data, Stage.PRELIMINARY, track_quota=1, advance_count=5)
    final = make_round(contest, data, Stage.FINAL, judges_per_entry=5)
    accept(apply(contest, data), first, clerk)
    judge(first, clerk, second)
    cutoff.add_next_entries(first.rankings.get(), clerk)
    postpone(final, DAY)
    draw.draw_round(final, clerk)


def take_entries(contest: Contest, data: dict[str, Any], _clerk: User, _second: User) -> None:
    """Teams still apply; nothing of it is public."""
    Contest.objects.filter(pk=contest.pk).update(entries_close_at=shift_moment(this_hour(), 2 * DAY))
    final = make_round(contest, data, Stage.FINAL)
    postpone(final, 3 * DAY)
    apply(contest, data)


def make_round(contest: Contest, data: dict[str, Any], stage: Stage, **fields: Any) -> Round:
    """Open for judging; in the session of its name, with a jury of its own."""
    number, now = contest.rounds.count() + 1, this_hour()
    seed = f"{contest.slug}-{number}"
    times = {"opens_at": shift_moment(now, -6 * HOUR), "closes_at": shift_moment(now, 2 * HOUR)}
    names = bilingual_fields(STAGES[stage], "name")
    made = Round.objects.create(contest=contest, number=number, stage=stage, draw_seed=seed, **names | times | fields)
    for order, (code, english, chinese, weight) in enumerate(data["criteria"], start=1):
        names = {"name_en": english, "name_zh": chinese}
        Criterion.objects.create(round=made, code=code, weight=weight, order=order, **names)
    made.sessions.set(find_sessions(contest, data["sessions"][number - 1]))
    seat_jury(made)
    return made


def postpone(round_: Round, by: dt.timedelta) -> None:
    """Judged so much later than now."""
    opens_at = shift_moment(this_hour(), by)
    Round.objects.filter(pk=round_.pk).update(opens_at=opens_at, closes_at=shift_moment(opens_at, 6 * HOUR))


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
    tracks, applied_at = {track.slug: track for track in contest.tracks.all()}, shift_moment(timezone.now(), -2 * DAY)
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


def accept(entries: list[Entry], first: Round, clerk: User) -> None:
    """All of them, numbered as they came."""
    for number, entry in enumerate(entries, start=1):
        entry.number, entry.status = number, EntryStatus.ACCEPTED
        entry.accepted_at, entry.accepted_by = timezone.now(), clerk
    Entry.objects.bulk_update(entries, ["number", "status", "accepted_at", "accepted_by"])
    RoundEntry.objects.bulk_create(RoundEntry(round=first, entry=entry) for entry in entries)


def judge(round_: Round, clerk: User, second: User) -> None:
    """Drawn, scored, closed, frozen, confirmed by another, published, and final where nobody may object."""
    draw.draw_round(round_, clerk)
    give_scores(round_)
    Round.objects.filter(pk=round_.pk).update(closes_at=shift_moment(this_hour(), -HOUR))
    ranking = freezing.confirm_ranking(freezing.freeze_ranking(round_, clerk), second)
    freezing.publish_ranking(ranking, clerk)
    if not round_.objection_days:
        freezing.finalise_ranking(ranking, clerk)


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
    "before": (shorten_list, open_judging, take_entries),
    "opening": (open_final, shorten_list, take_entries),
    "midday": (decide, shorten_list, take_entries),
    "closed": (decide, decide, await_objections),
}
