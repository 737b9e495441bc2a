"""What a published correction changed of the results that the public had seen before it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from agenda.contests.public.masking import ShownEntry, show_entries
from agenda.models.contests import Contest, Entry, FrozenRanking, ResultRow

# A correction of thousands is told by its first places.
MOST_CHANGES = 100


@dataclass(frozen=True)
class ChangedPlace:
    """Of an entry; None where it has no place in one of the two versions."""

    shown: ShownEntry
    before: int | None
    after: int | None


@dataclass
class ChangedPlaces:
    """`former`: the version that the public saw before; `rows`: the first of them, by their new places."""

    former: int
    changes: int
    rows: list[ChangedPlace] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.changes - len(self.rows)


def changed_places(rankings: Iterable[FrozenRanking], contests: dict[int, Contest]) -> dict[int, ChangedPlaces]:
    """By the key of each public ranking that corrects another which was public. Three queries where one does.

    Versions between them that were never published tell nothing of themselves.
    """
    corrected = [ranking.pk for ranking in rankings if ranking.version > 1]
    if not corrected:
        return {}
    former = former_versions(corrected)
    places = places_by_ranking([*former, *(row.key for row in former.values())])
    changes, entries = {}, set[int]()
    for key, row in former.items():
        changes[key] = find_changes(places[row.key], places[key])
        entries.update(change.entry_id for change in changes[key][:MOST_CHANGES])
    shown, found = shown_entries(entries, contests), {}
    for key, rows in changes.items():
        found[key] = ChangedPlaces(former[key].version, len(rows))
        for change in rows[:MOST_CHANGES]:
            found[key].rows.append(ChangedPlace(shown[change.entry_id], change.before, change.after))
    return found


@dataclass(frozen=True)
class PlaceChange:
    """Of an entry by its key."""

    entry_id: int
    before: int | None
    after: int | None


class FormerVersion(NamedTuple):
    """A ranking that was public, by its key."""

    key: int
    version: int


def former_versions(corrected: list[int]) -> dict[int, FormerVersion]:
    """By the key of the correction: the newest version below it that was published. One query."""
    below = {"round": OuterRef("round"), "version__lt": OuterRef("version")}
    newest = FrozenRanking.objects.published().filter(**below).order_by("-version")
    rows = FrozenRanking.objects.filter(pk__in=corrected).annotate(
        former=Subquery(newest.values("pk")[:1]), former_version=Subquery(newest.values("version")[:1])
    )
    found = rows.filter(former__isnull=False).order_by().values_list("pk", "former", "former_version")
    return {key: FormerVersion(former, version) for key, former, version in found}


def places_by_ranking(rankings: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = ResultRow.objects.filter(ranking__in=rankings).order_by()
    for ranking, entry, place in rows.values_list("ranking", "entry", "place"):
        found[ranking][entry] = place
    return found


def find_changes(before: dict[int, int], after: dict[int, int]) -> list[PlaceChange]:
    """By their new places, those without one last."""
    found = []
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            found.append(PlaceChange(key, before.get(key), after.get(key)))
    return sorted(found, key=lambda row: (row.after is None, row.after or 0, row.before or 0, row.entry_id))


def shown_entries(keys: set[int], contests: dict[int, Contest]) -> dict[int, ShownEntry]:
    entries = list(Entry.objects.filter(pk__in=keys).select_related("team", "track"))
    for entry in entries:
        entry.contest = contests[entry.contest_id]
    return {entry.pk: shown for entry, shown in zip(entries, show_entries(entries), strict=True)}
