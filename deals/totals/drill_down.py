"""Which deals stand behind a total: the rows of the one query, one by one."""

from dataclasses import dataclass

from django.db.models import F

from deals.models import Batch
from deals.totals.batch_remainder import counted_batches
from deals.totals.origins import party_origins
from deals.totals.parts import Scope
from deals.totals.rows.counted import counted_rows
from deals.totals.rows.drawn import drawn_rows
from expo.models import Region


@dataclass(frozen=True)
class CountedDeal:
    """One project that is counted: its deal's key and running number, the version of the terms, and what it counts as.

    `origins`: by the keys of the countries of its shown parties, the places of these in the deal's list of parties.
    """

    terms: int
    deal: int
    sequence: int
    version: int
    place: str
    area: int | None
    disclosed: bool
    rate_missing: bool
    origins: dict[int, list[int]]

    @property
    def countries(self) -> set[int]:
        return set(self.origins)


def counted_deals(scope: Scope) -> list[CountedDeal]:
    """What is counted, in the order of recording; three queries."""
    found = origins_by_terms(scope)
    more = {"of_deal": F("deal"), "sequence": F("deal__sequence"), "version": F("number")}
    deals = []
    for row in counted_rows(scope).annotate(**more).order_by("sequence"):
        deal = CountedDeal(
            terms=row["terms_key"],
            deal=row["of_deal"],
            sequence=row["sequence"],
            version=row["version"],
            place=row["by_place"],
            area=row["by_area"],
            disclosed=not row["undisclosed"],
            rate_missing=bool(row["rate_missing"]),
            origins=found.get(row["terms_key"], {}),
        )
        deals.append(deal)
    return deals


def origins_by_terms(scope: Scope) -> dict[int, dict[int, list[int]]]:
    """By the key of terms, the countries that their shown parties come from, with the places of these."""
    regions = Region.objects.order_by().values_list("pk", "parent", "parent__parent")
    country = {key: above or parent or key for key, parent, above in regions}
    found: dict[int, dict[int, list[int]]] = {}
    for row in party_origins(scope).annotate(at=F("order")).order_by("terms", "order"):
        if row["from_region"]:
            found.setdefault(row["of_terms"], {}).setdefault(country[row["from_region"]], []).append(row["at"])
    return found


def batches_with_deals(scope: Scope) -> list[tuple[Batch, list[tuple[int, int]]]]:
    """Each batch that is counted, with the deals drawn from it and the versions of their terms."""
    found: dict[int, tuple[Batch, list[tuple[int, int]]]] = {batch.pk: (batch, []) for batch in counted_batches(scope)}
    more = {"sequence": F("deal__sequence"), "version": F("number")}
    rows = drawn_rows(scope).annotate(**more).order_by("sequence") if found else ()
    for row in rows:
        if row["by_batch"] in found:
            found[row["by_batch"]][1].append((row["sequence"], row["version"]))
    return list(found.values())
