"""A contest with all that its page shows, in as many queries for any amount."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from agenda.contests.public.changed_places import ChangedPlaces, changed_places
from agenda.contests.public.masking import ShownEntry, show_entries
from agenda.contests.public.written_rule import rule_sentences
from agenda.models import Session
from agenda.models.contests import Award, Contest, Criterion, FrozenRanking, Juror, ResultRow, Round, Track
from expo.models import Attendance, Edition, TechnologyArea

# A ranking of thousands is told by its first places.
PLACES = 100


@dataclass
class ShownRanking:
    """A public ranking with its first places, of so many; `changed`: what it corrects of another that was public."""

    ranking: FrozenRanking
    places: int
    rows: list[tuple[ResultRow, ShownEntry]] = field(default_factory=list)
    changed: ChangedPlaces | None = None

    @property
    def more(self) -> int:
        """How many stand behind them."""
        return self.places - len(self.rows)

    @property
    def passes_over(self) -> bool:
        """Whether an entry goes on while one with a better place does not: those of its track stood before it."""
        going = [row.place for row, _entry in self.rows if row.goes_on]
        return bool(going) and any(not row.goes_on and row.place < max(going) for row, _entry in self.rows)


@dataclass
class ShownRound:
    """A round with its dates, its rule in words, its sessions, its jury, and what came of it."""

    round: Round
    criteria: list[Criterion]
    rule: list[str]
    sessions: list[Session]
    jury: list[Juror]
    ranking: ShownRanking | None

    @property
    def names_stage(self) -> bool:
        """Whether its name leaves open which stage it is: “Final” needs no “final” below it."""
        return str(self.round.get_stage_display()).casefold() not in str(self.round).casefold()


@dataclass
class ContestDetail:
    contest: Contest
    areas: list[TechnologyArea]
    tracks: list[Track]
    rounds: list[ShownRound]
    awards: list[tuple[Award, ShownEntry]]

    @property
    def corrected(self) -> Award | None:
        """The first that follows from a version of the results that was corrected since."""
        return corrected_award(self.awards)


def corrected_award(awards: list[tuple[Award, ShownEntry]]) -> Award | None:
    return next((award for award, _shown in awards if award.corrected), None)


def contest_detail(contest: Contest) -> ContestDetail:
    return contest_details([contest])[0]


def contest_details(contests: list[Contest]) -> list[ContestDetail]:
    """Each with all of it; as many queries for one as for many."""
    prefetch_related_objects(contests, Prefetch("areas", TechnologyArea.objects.order_by("order", "slug")), "tracks")
    rounds, awards = shown_rounds(contests), awards_by_contest(contests)
    return [
        ContestDetail(row, list(row.areas.all()), list(row.tracks.all()), rounds[row.pk], awards[row.pk])
        for row in contests
    ]


def shown_rounds(contests: list[Contest]) -> dict[int, list[ShownRound]]:
    """By contest, in their order."""
    rounds = list(Round.objects.public().filter(contest__in=contests).in_order())
    criteria, sessions = group_criteria(rounds), group_sessions(rounds)
    jury, rankings = group_jury(contests), group_rankings(contests)
    found: dict[int, list[ShownRound]] = defaultdict(list)
    by_key = {contest.pk: contest for contest in contests}
    for round_ in rounds:
        round_.contest = by_key[round_.contest_id]
        own, key = criteria[round_.pk], round_.pk
        words = rule_sentences(round_, own)
        shown = ShownRound(round_, own, words, sessions[key], jury[key], rankings.get(key))
        found[round_.contest_id].append(shown)
    return found


def group_criteria(rounds: list[Round]) -> dict[int, list[Criterion]]:
    found: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in Criterion.objects.public().filter(round__in=rounds):
        found[criterion.round_id].append(criterion)
    return found


def group_sessions(rounds: list[Round]) -> dict[int, list[Session]]:
    """The public sessions in which each round happens, in order of time."""
    found: dict[int, list[Session]] = defaultdict(list)
    rows = Session.objects.public().annotate(of_round=F("origin__contest_rounds"))
    rows = rows.filter(of_round__in=[round_.pk for round_ in rounds]).select_related("room__hall", "edition")
    for session in rows.order_by("day", "starts_at", "origin_id", "of_round"):
        found[session.of_round].append(session)
    return found


def group_jury(contests: list[Contest]) -> dict[int, list[Juror]]:
    """Those who are shown, by round; each knows whether its person has a page (`attends`)."""
    found: dict[int, list[Juror]] = defaultdict(list)
    pages = Attendance.objects.public().filter(edition=OuterRef("round__contest__edition"), person=OuterRef("person"))
    rows = Juror.objects.public().filter(round__contest__in=contests).annotate(attends=Exists(pages))
    rows = rows.select_related("person__portrait", "organisation").prefetch_related("tracks")
    for juror in rows.in_order():
        found[juror.round_id].append(juror)
    return found


def group_rankings(contests: list[Contest]) -> dict[int, ShownRanking]:
    """By round: of each the newest that is public, with its first places."""
    by_key = {contest.pk: contest for contest in contests}
    shown = FrozenRanking.objects.public().filter(round__contest__in=by_key).with_openness()
    shown = shown.annotate(places=Count("rows")).defer("content", "result", "advancing", "differences")
    rankings = list(shown.order_by("round", "pk"))
    found = {ranking.pk: ShownRanking(ranking, ranking.places) for ranking in rankings}
    rows = ResultRow.objects.filter(ranking__in=found, place__lte=PLACES).in_order()
    placed = list(rows.select_related("entry__team", "entry__track"))
    for row in placed:
        row.entry.contest = by_key[row.entry.contest_id]
    for row, entry in zip(placed, show_entries(row.entry for row in placed), strict=True):
        found[row.ranking_id].rows.append((row, entry))
    for key, changed in changed_places(rankings, by_key).items():
        found[key].changed = changed
    return {row.ranking.round_id: row for row in found.values()}


def awards_of(contest: Contest) -> list[tuple[Award, ShownEntry]]:
    return awards_by_contest([contest])[contest.pk]


def awards_by_contest(contests: list[Contest]) -> dict[int, list[tuple[Award, ShownEntry]]]:
    by_key, found = {contest.pk: contest for contest in contests}, defaultdict(list)
    rows = Award.objects.public().filter(contest__in=by_key).with_versions()
    awards = list(rows.select_related("entry__team", "track").in_order())
    for award in awards:
        award.contest, award.entry.contest = by_key[award.contest_id], by_key[award.entry.contest_id]
    for award, shown in zip(awards, show_entries(award.entry for award in awards), strict=True):
        found[award.contest_id].append((award, shown))
    return found


def public_contests(edition: Edition) -> QuerySet[Contest]:
    """In their order, each with whether an award of it is public (`awarded`)."""
    awards = Award.objects.public().filter(contest=OuterRef("pk"))
    rows = Contest.objects.public().of(edition).annotate(awarded=Exists(awards))
    return rows.select_related("edition", "picture").in_order()
