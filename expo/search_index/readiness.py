"""What of the index waits to be made anew: a search leaves out what may be withdrawn by now.

What is only called otherwise is found by its old name meanwhile.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Count, Min, Q

from expo.models.search import SearchDue, SearchEntry
from expo.models.search.due import SearchDueQuerySet
from expo.search_index import keeper
from expo.search_index.kinds import ALL_ROWS, search_kinds
from expo.search_index.numbers import KIND_SHIFT, pack_numbers, unpack_numbers

# Of a kind of which more wait, nothing is found meanwhile.
MOST_WAITING = 300
Terms = dict[str, tuple]


class IndexNotReady(Exception):
    """Nothing can be said of a kind before the index of it is made."""


@dataclass(frozen=True)
class Waiting:
    """`kinds`: codes of those of which nothing is found; `numbers`: of others, the entries that are left out.

    `due`: slugs of all of which anything waits, be it a new thing that has no entry yet, or a new name.
    """

    kinds: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    due: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.due)

    def has_kind(self, slug: str) -> bool:
        return search_kinds()[slug].code in self.kinds

    def leave_out(self, terms: Terms) -> Terms:
        """The words, without the numbers of what waits."""
        if not (self.kinds or self.numbers):
            return terms
        return {token: (self.without(named), self.without(others)) for token, (named, others) in terms.items()}

    def without(self, packed: bytes) -> bytes:
        kept = []
        for number in unpack_numbers(packed):
            if number not in self.numbers and number >> KIND_SHIFT not in self.kinds:
                kept.append(number)
        return pack_numbers(kept)


NOTHING_WAITS = Waiting()


def read_waiting(edition: int) -> Waiting:
    """One query where nothing waits, which is so but for moments; at most three. Whoever makes the index is told."""
    ready = SearchDue.objects.ready().order_by()
    hiding = Q(hides=True)
    counted = {"number": Count("pk", filter=hiding), "least": Min("row", filter=hiding)}
    due = list(ready.values_list("kind").annotate(**counted))
    if not due:
        return NOTHING_WAITS
    keeper.KEEPER.wake()
    waiting = waiting_kinds(edition, ready.filter(hiding), [each for each in due if each[1]])
    return replace(waiting, due=frozenset(slug for slug, _number, _least in due))


def waiting_kinds(edition: int, ready: SearchDueQuerySet, due: list[tuple]) -> Waiting:
    """`due`: of each kind of which something may be hidden, how much and the least key."""
    whole, codes = set(), set()
    for slug, number, least in due:
        if least == ALL_ROWS or number > MOST_WAITING:
            whole.add(slug)
            if kind := search_kinds().get(slug):
                codes.add(kind.code)
    kinds = frozenset(codes)
    if len(whole) == len(due):
        return Waiting(kinds)
    return Waiting(kinds, waiting_numbers(edition, ready.exclude(kind__in=whole)))


def waiting_numbers(edition: int, due: SearchDueQuerySet) -> frozenset[int]:
    rows: dict[str, list[int]] = defaultdict(list)
    for slug, row in due.values_list("kind", "row"):
        rows[slug].append(row)
    which = reduce(or_, (Q(kind=slug, row__in=keys) for slug, keys in rows.items()), Q(pk=None))
    return frozenset(SearchEntry.objects.filter(which, edition=edition).values_list("number", flat=True))
