"""Finds which deals many new signings may resemble, by the keys of `search`, with queries for all of them."""

from bisect import bisect_left
from collections import Counter, defaultdict

from django.db.models import Count

from deals.duplicates.candidates import NEWEST
from deals.models import MatchKey

# A key that only few deals share tells much; of one that many share (a host, a telecom firm) it takes several.
FEW, MANY, LEAST = 4, 1, 4
COMPARED = 6


class Neighbours:
    """Who holds which key while chunk after chunk is recorded behind the ledger's lock.

    `newest`: for each key that many deals share those that were recorded last, in order, up to deal `last`.
    """

    def __init__(self) -> None:
        self.newest: dict[int, list[int]] = {}
        self.last = 0

    def of(self, keys: dict[int, set[int]]) -> dict[int, list[int]]:
        """For each new deal, whose keys are written, the deals recorded before it that share the most with it."""
        self.follow()
        holders = self.holders(set().union(*keys.values()), len(keys))
        near = {}
        for deal, found in keys.items():
            shared: Counter[int] = Counter()
            for key in found:
                if key in self.newest:
                    others, weight = self.newest[key], MANY
                else:
                    others, weight = holders[key], FEW
                end = bisect_left(others, deal)
                shared.update(dict.fromkeys(others[max(0, end - NEWEST) : end], weight))
            enough = [other for other, weight in shared.items() if weight >= LEAST]
            near[deal] = sorted(enough, key=lambda other: (shared[other], other), reverse=True)[:COMPARED]
        self.last = max(keys, default=self.last)
        self.newest = {key: others[-NEWEST:] for key, others in self.newest.items()}
        return near

    def follow(self) -> None:
        """Learn what was recorded since the last chunk, by whomever."""
        rows = MatchKey.objects.filter(key__in=self.newest, deal__gt=self.last)
        for key, deal in rows.order_by("deal_id").values_list("key", "deal"):
            self.newest[key].append(deal)

    def holders(self, wanted: set[int], new: int) -> dict[int, list[int]]:
        """The deals with each key that few share, in order. Of the others, the newest are known from now on."""
        rows = MatchKey.objects.filter(key__in=wanted - self.newest.keys()).values("key").annotate(deals=Count("deal"))
        telling = []
        for row in rows:
            if row["deals"] > NEWEST:
                newest = MatchKey.objects.filter(key=row["key"]).order_by("-deal_id").values_list("deal", flat=True)
                self.newest[row["key"]] = list(newest[: NEWEST + new])[::-1]
            elif row["deals"] > 1:
                telling.append(row["key"])
        holders = defaultdict(list)
        for key, deal in MatchKey.objects.filter(key__in=telling).order_by("deal_id").values_list("key", "deal"):
            holders[key].append(deal)
        return holders
