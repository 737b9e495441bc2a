"""Every total of deals: sums over announced rows, made by the database each time; never a counter.

What a total counts is `TotalsQuerySet` below; what is not shown of a deal is not summed either, because a total less
the amounts shown would tell it. Such deals count as projects, and the total says "+ n undisclosed".
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, FilteredRelation, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from deals.models import ExchangeRate, Terms
from deals.models.terms import Place, Shown
from deals.money import Money, convert_back, share_out
from deals.rests import rests
from expo.models import Edition, StatedFigure, TechnologyArea
from expo.models.facts import Figure

DISCLOSED = Q(headline__isnull=False, amount_shown=Shown.PUBLIC)
# Somebody may give the edition another currency after deals were verified; what was fixed in the old one is not added.
CONVERTED = Q(
    headline__reporting_minor__isnull=False, headline__reporting_currency=F("deal__edition__reporting_currency")
)
SUMS = {
    "projects": Count("pk"),
    "minor": Sum("headline__reporting_minor", filter=DISCLOSED & CONVERTED),
    "undisclosed": Count("pk", filter=~DISCLOSED),
    "rate_missing": Count("pk", filter=DISCLOSED & ~CONVERTED),
}


@dataclass(frozen=True)
class Part:
    """A share of a total. Money None: not published, or nothing disclosed; never zero."""

    projects: int | None
    amount: Money | None
    undisclosed: int = 0


@dataclass(frozen=True)
class Row(Part):
    """A part with what it is a part by: a technology area (None: not stated)."""

    of: Any = None


@dataclass(frozen=True)
class Headline:
    """The figures on top: counted from the ledger, or as stated in public (`stated`), beside the counted ones."""

    stated: bool
    definition: str
    projects: int | None
    amount: Money | None
    second: Money | None
    at_expo: Part
    outside: Part
    undisclosed: int = 0
    rate_missing: int = 0
    rate: Decimal | None = None
    rate_on: dt.date | None = None
    rate_source: str = ""
    as_of: dt.datetime | dt.date | None = None
    sources: tuple = ()
    counted: "Headline | None" = None
    not_itemised: Part | None = None


def rows(edition: Edition) -> QuerySet[Terms]:
    """What is counted: public terms, each project once, with its headline amount joined as `headline`."""
    joined = FilteredRelation("amounts", condition=Q(amounts__headline=True))
    return Terms.objects.public().of(edition).counted().alias(headline=joined).order_by()


def counted(edition: Edition) -> Headline:
    """The headline figures of an edition, in three queries; `as_of` by the edition's clock."""
    grouped = rows(edition).values("place", "deal__batch").annotate(last=Max("deal__announced_at"), **SUMS)
    sums = list(grouped)
    left = rests(edition, sums)
    sums += left
    parts = {place: total([row for row in sums if row["place"] == place], edition) for place in Place.values}
    whole = total(sums, edition)
    rate = ExchangeRate.objects.for_day(edition.second_currency, edition.reporting_currency, edition.ends_on)
    return Headline(
        stated=False,
        definition=_("Announced projects, every instrument, each counted once; amounts fixed when verified."),
        projects=whole.projects,
        amount=whole.amount,
        second=convert_back(whole.amount, rate.rate, rate.base) if rate and whole.amount else None,
        at_expo=parts[Place.AT_EXPO],
        outside=parts[Place.OUTSIDE],
        undisclosed=whole.undisclosed,
        not_itemised=total(left, edition) if left else None,
        rate_missing=sum(row["rate_missing"] for row in sums),
        rate=rate.rate if rate else None,
        rate_on=rate.on if rate else None,
        rate_source=rate.source if rate else "",
        as_of=max((row["last"] + edition.clock_shift for row in sums), default=None),
    )


def total(sums: Iterable[dict[str, Any]], edition: Edition) -> Part:
    """The sum of parts that do not overlap."""
    sums = list(sums)
    minors = [row["minor"] for row in sums if row["minor"] is not None]
    return Part(
        sum(row["projects"] for row in sums),
        money(sum(minors), edition) if minors else None,
        sum(row["undisclosed"] for row in sums),
    )


def money(minor: int | None, edition: Edition) -> Money | None:
    return None if minor is None else Money(int(minor), edition.reporting_currency)


def by_area(edition: Edition) -> list[Row]:
    """By main technology area, largest first; these rows add up to the total. Three queries."""
    sums = list(rows(edition).values("primary_area", "deal__batch").annotate(**SUMS))
    sums += rests(edition, sums)
    areas = TechnologyArea.objects.in_bulk([row["primary_area"] for row in sums if row["primary_area"]])
    parts = [
        row_of(total([row for row in sums if row["primary_area"] == area], edition), areas.get(area))
        for area in {row["primary_area"] for row in sums}
    ]
    return sorted(parts, key=size)


def row_of(part: Part, of: Any) -> Row:
    return Row(part.projects, part.amount, part.undisclosed, of)


def size(row: Row) -> tuple[int, int, str]:
    """Sorts the largest first; equals by their address, because the database's order could tell of hidden rows."""
    return -(row.amount.minor if row.amount else 0), -row.projects, row.of.slug if row.of else ""


def printed(rows: list[Row]) -> list[Money | None]:
    """The amounts as they are printed: rounded by largest remainder, so that they add up to the rounded total.

    One that rounds to nothing comes as 0, which is not to be printed as such: it is under one `printing_unit`.
    """
    minors = [row.amount.minor if row.amount else 0 for row in rows]
    rounded = share_out(minors, printing_unit(rows))
    return [Money(minor, row.amount.currency) if row.amount else None for row, minor in zip(rows, rounded, strict=True)]


def printing_unit(rows: list[Row]) -> int:
    """In minor units: what amounts are rounded to, four digits of their sum."""
    return 10 ** max(len(str(sum(row.amount.minor for row in rows if row.amount))) - 4, 0)


def stated(edition: Edition) -> Headline | None:
    """The headline as officials put it, with its sources; None where nobody stated a number of projects."""
    said = {
        (row.figure, row.currency): row
        for row in StatedFigure.objects.filter(edition=edition).headline().with_sources()
    }
    projects = said.get((Figure.PROJECTS, ""))
    if projects is None:
        return None
    first, second = edition.reporting_currency, edition.second_currency
    return Headline(
        stated=True,
        definition=_("As stated in public for the whole expo; which instruments it covers was not published."),
        projects=projects.value,
        amount=stated_money(said.get((Figure.AMOUNT, first))),
        second=stated_money(said.get((Figure.AMOUNT, second))),
        at_expo=stated_part(said, Figure.PROJECTS_AT_EXPO, Figure.AMOUNT_AT_EXPO, first),
        outside=stated_part(said, Figure.PROJECTS_OUTSIDE, Figure.AMOUNT_OUTSIDE, first),
        as_of=projects.said_on,
        sources=tuple(projects.sources.all()),
        counted=counted(edition),
    )


def stated_money(figure: StatedFigure | None) -> Money | None:
    return Money(figure.value, figure.currency) if figure and figure.value is not None else None


def stated_part(said: dict, projects: str, amount: str, currency: str) -> Part:
    count = said.get((projects, ""))
    return Part(count.value if count else None, stated_money(said.get((amount, currency))))


def headline(edition: Edition) -> Headline:
    """What stands on top of the edition: the stated figures where there are any, else the counted ones."""
    return stated(edition) or counted(edition)
