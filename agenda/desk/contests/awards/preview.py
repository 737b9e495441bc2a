"""What a step would give before it does: awards with their entries, prizes, and the prize money in each currency."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from agenda.contests.awards import plan_awards
from agenda.desk.contests.awards.seen import awards_digest
from agenda.models.contests import Award, FrozenRanking


class Money(NamedTuple):
    """In minor units."""

    minor: int
    currency: str


class Preview(NamedTuple):
    """`awards` as they would be published; `money`: of all of them together, by currency; `without`: how many of them
    come with no money; `digest`: by which a form says what it showed.
    """

    awards: list[Award]
    money: list[Money]
    without: int
    digest: str


def preview_awards(ranking: FrozenRanking, *, by_track: bool, former: Sequence[Award] = ()) -> Preview:
    """Drafts as they stand, and what is not drafted yet as it would be. `former`: public awards of an earlier version,
    whose prizes they would keep. Two queries, however many there are; nothing is stored.
    """
    drafts = ranking.awards.filter(withdrawn_at=None, track__isnull=not by_track)
    stored = {row.entry_id: row for row in drafts.select_related("entry__track", "track")}
    found = []
    for planned in plan_awards(ranking, by_track=by_track):
        award = stored.get(planned.entry_id, planned)
        if award.published_at is None:
            take_prize(award, former)
            found.append(award)
    return make_preview(found)


def make_preview(awards: list[Award]) -> Preview:
    sums: dict[str, int] = defaultdict(int)
    without = 0
    for award in awards:
        if award.prize_minor:
            sums[award.prize_currency] += award.prize_minor
        else:
            without += 1
    money = [Money(minor, currency) for currency, minor in sorted(sums.items())]
    return Preview(awards, money, without, awards_digest(awards))


def take_prize(award: Award, former: Sequence[Award]) -> None:
    """A place keeps its prize, an entry its citation."""
    for before in former:
        if (before.place, before.track_id) == (award.place, award.track_id):
            copy_fields(award, before, OF_PLACE)
            break
    for before in former:
        if before.entry_id == award.entry_id:
            copy_fields(award, before, OF_ENTRY)


OF_PLACE = ("prize_minor", "prize_currency", "prize_en", "prize_zh", "session_id")
OF_ENTRY = ("citation_en", "citation_zh")


def copy_fields(award: Award, before: Award, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(award, name, getattr(before, name))
