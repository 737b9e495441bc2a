"""What totals are made of: parts, with what is disclosed of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from deals.models import Definition, ExchangeRate
from deals.models.definitions import REACHED, CountedStatuses
from deals.money import Money, compact
from expo.i18n.numbers import add_qualifier, format_count
from expo.models import Edition
from expo.models.facts import Qualifier
from expo.presence import require_value


@dataclass(frozen=True)
class Part:
    """A share of a total. Money None: not published, or nothing disclosed; never zero."""

    projects: int | None
    amount: Money | None
    undisclosed: int = 0
    rate_missing: int = 0

    @property
    def number(self) -> int:
        """How many projects there are of what is counted: only what was stated may leave that out."""
        return require_value(self.projects)


@dataclass(frozen=True)
class BreakdownRow(Part):
    """A part with what it is a part by: a technology area, a region, a word … (None: not stated)."""

    of: Any = None


@dataclass(frozen=True)
class Coverage:
    """How much is listed of what was stated in public, where that is only a part: no sum of it is the whole.

    Both are numbers of projects or, with a `currency`, its minor units. At the `desk` what is listed is not all public.
    """

    listed: int
    stated: int
    qualifier: str = Qualifier.EXACT
    currency: str = ""
    desk: bool = False

    def __str__(self) -> str:
        """In the active language: named in public: 7 of 530."""
        return self.phrase % {"listed": self.written(self.listed), "stated": self.stated_words}

    @property
    def phrase(self) -> str:
        if self.desk and self.currency:
            return _("amounts counted at the desk: %(listed)s of %(stated)s")
        if self.desk:
            return _("counted at the desk: %(listed)s of %(stated)s")
        if self.currency:
            return _("amounts named in public: %(listed)s of %(stated)s")
        return _("named in public: %(listed)s of %(stated)s")

    @property
    def stated_words(self) -> str:
        return add_qualifier(self.written(self.stated), self.qualifier)

    def written(self, number: int) -> str:
        if not self.currency:
            return format_count(number)
        return str(compact(Money(number, self.currency)))


@dataclass(frozen=True)
class Headline:
    """The figures on top: counted from the ledger, or as stated in public (`stated`), beside the counted ones.

    `coverage`: of what is counted, where that is only a part of what was stated (see `deals.totals.coverage`).
    """

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
    coverage: Coverage | None = None

    @property
    def number(self) -> int:
        """How many projects there are of what is counted: only what was stated may leave that out."""
        return require_value(self.projects)

    @property
    def listed(self) -> "Headline":
        """What is listed here deal by deal."""
        return self.counted or self


@dataclass(frozen=True)
class PinnedBatch:
    """What was announced of a batch at a moment, and the keys of the terms drawn from it by then."""

    projects: int
    minor: int | None
    place: str
    drawn: frozenset[int]


@dataclass(frozen=True)
class Pin:
    """What was counted at a moment, to be counted again: keys of terms, and what was known of them then.

    `unconverted`: those whose rate was missing. `batches`: by their keys. `rate`: of the second currency, as it was
    entered then (None: there was none). `currency`: the one that was summed, `as_written` or as it was converted.
    `origins`: by the key of a country the parties that came from it (None: nobody kept them; as they are now).
    `areas`: by their keys the addresses that technology areas had. `coverage`: what was said then of what was stated.
    """

    terms: frozenset[int]
    unconverted: frozenset[int]
    batches: dict[int, PinnedBatch]
    rate: ExchangeRate | None
    currency: str
    as_written: bool
    origins: dict[int, frozenset[int]] | None = None
    areas: dict[int, str] = field(default_factory=dict)
    coverage: Coverage | None = None


@dataclass(frozen=True)
class Scope:
    """What is counted: an edition under a definition (None: every announced project), or what a pin holds of it.

    Only at the `desk` does a definition count what is not announced: anywhere else it counts what is.
    """

    edition: Edition
    definition: Definition | None = None
    pin: Pin | None = None
    desk: bool = False

    @property
    def currency(self) -> str:
        """In which the amounts are summed."""
        if self.pin is not None:
            return self.pin.currency
        if self.definition and self.definition.currency:
            return self.definition.currency
        return self.edition.reporting_currency

    @property
    def reporting_currency(self) -> str:
        """In which amounts are fixed when they are verified, or were for what is pinned."""
        if self.pin is not None and not self.pin.as_written:
            return self.pin.currency
        return self.edition.reporting_currency

    @property
    def as_written(self) -> bool:
        """Whether amounts are summed as they were written, all in another currency, and not as they were converted."""
        if self.pin is not None:
            return self.pin.as_written
        return self.currency != self.edition.reporting_currency

    @property
    def reached(self) -> tuple[str, ...]:
        """What deals may stand at to be counted before they are announced."""
        if not self.desk or self.definition is None:
            return ()
        return REACHED[CountedStatuses(self.definition.statuses)]


def sum_parts(sums: Iterable[dict[str, Any]], currency: str) -> Part:
    """The sum of parts that do not overlap."""
    projects, minor, undisclosed, rate_missing = 0, None, 0, 0
    for row in sums:
        projects += row["projects"]
        undisclosed += row["undisclosed"]
        rate_missing += row["rate_missing"]
        if row["minor"] is not None:
            minor = (minor or 0) + row["minor"]
    return Part(projects, money_or_none(minor, currency), undisclosed, rate_missing)


def money_or_none(minor: int | None, currency: str) -> Money | None:
    if minor is None:
        return None
    return Money(int(minor), currency)
