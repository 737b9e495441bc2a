"""Breakdowns as bars with their table: labels, printed amounts that add up, and where each row leads."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from deals import totals
from deals.money import Money
from deals.totals import Breakdown, Part, Row, Scope
from deals.totals.breakdowns import address, total_of
from expo import dates
from expo.bilingual import Named, text
from expo.models import Edition
from expo.numbers import grouped

# What the rows are called, at the head of their column.
HEADINGS = {
    "area": gettext_lazy("Technology area"),
    "any_area": gettext_lazy("Technology area"),
    "place": gettext_lazy("Place of signing"),
    "ceremony": gettext_lazy("Signing ceremony"),
    "day": gettext_lazy("Day"),
    "country": gettext_lazy("Country or region"),
    "province": gettext_lazy("Province"),
    "destination": gettext_lazy("Destination"),
    "instrument": gettext_lazy("Instrument"),
    "band": gettext_lazy("Size"),
    "ownership": gettext_lazy("Ownership"),
    "fortune_500": gettext_lazy("Parties"),
    "organisation": gettext_lazy("Organisation"),
}
# What has no value, where "not stated" would not be true.
UNSTATED = {
    "ceremony": gettext_lazy("no public ceremony"),
    "band": gettext_lazy("size not disclosed"),
    "province": gettext_lazy("elsewhere, or not stated"),
    "fortune_500": gettext_lazy("without one, or not stated"),
}
# More rows than these are told as one, or, where rows overlap, left to the file.
MOST = 12
# Filters that the list of deals knows; rows of other breakdowns lead nowhere.
FILTERS = ("area", "place", "ceremony", "day", "country", "province", "destination", "instrument", "band", "ownership")


@dataclass(frozen=True)
class Bar:
    """A row of the bar chart; `value` makes its length, `text` and `note` are printed."""

    label: str
    value: int
    text: str
    note: str
    label_lang: str = ""
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """A breakdown to print: bars, then what stands apart, then the whole; `more` rows are not shown."""

    dimension: str
    title: str
    bars: list[Bar]
    foot: list[Bar] = field(default_factory=list)
    overlaps: bool = False
    more: int = 0

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.dimension])

    @property
    def longest(self) -> int:
        return max((bar.value for bar in self.bars), default=1)


def chart(breakdown: Breakdown, scope: Scope, most: int = MOST) -> Chart:
    """A breakdown with its rests. Where it adds up, its printed rows and rests add up to its printed whole."""
    rows, more = shortened(breakdown, scope, most)
    none = UNSTATED.get(breakdown.dimension) or _("not stated")
    rests = [(none, breakdown.unstated), (_("not itemised yet"), breakdown.not_itemised)]
    rests = [(label, part) for label, part in rests if part]
    parts = [*rows, *(part for _label, part in rests)]
    words = said([part.amount for part in parts], breakdown)
    bars = [bar(row, breakdown.dimension, each, scope.edition) for row, each in zip(rows, words, strict=False)]
    apart = zip(rests, words[len(rows) :], strict=False)
    foot = [Bar(label, 0, each, note(part)) for (label, part), each in apart]
    foot.append(Bar(_("all projects"), 0, words[-1], note(breakdown.whole)))
    return Chart(breakdown.dimension, str(breakdown.title), bars, foot, breakdown.overlaps, more)


def said(amounts: list[Money | None], breakdown: Breakdown) -> list[str]:
    """The amounts and, last, the whole, as printed: parts that overlap are rounded each for itself."""
    whole = breakdown.whole.amount
    if breakdown.overlaps:
        unit = totals.printed([whole]).unit
        return [totals.said(totals.rounded(amount, unit), unit) for amount in [*amounts, whole]]
    shares = totals.printed(amounts)
    return [totals.said(amount, shares.unit) for amount in [*shares.parts, shares.whole]]


def shortened(breakdown: Breakdown, scope: Scope, most: int) -> tuple[list[Row], int]:
    """The first rows; where they add up, the others as one more row, else only their number. Of days, the expo's."""
    if breakdown.dimension == "day":
        return days(breakdown.rows, scope), 0
    if len(breakdown.rows) <= most:
        return breakdown.rows, 0
    first, others = breakdown.rows[: most - 1], breakdown.rows[most - 1 :]
    if breakdown.overlaps:
        return first, len(others)
    label = ngettext("%(number)d other", "%(number)d others", len(others)) % {"number": len(others)}
    return [*first, total_of(others, scope.edition, label)], 0


def days(rows: list[Row], scope: Scope) -> list[Row]:
    """The days of the expo, between what was signed before and after it."""
    first, last = scope.edition.starts_on, scope.edition.ends_on
    before, after = [row for row in rows if row.of < first], [row for row in rows if row.of > last]
    earlier = [total_of(before, scope.edition, _("before the expo"))] if before else []
    later = [total_of(after, scope.edition, _("after the expo"))] if after else []
    return [*earlier, *(row for row in rows if first <= row.of <= last), *later]


def of_areas(rows: list[Row], edition: Edition) -> list[Bar]:
    shares = totals.printed([row.amount for row in rows])
    words = [totals.said(amount, shares.unit) for amount in shares.parts]
    return [bar(row, "area", each, edition) for row, each in zip(rows, words, strict=True)]


def bar(row: Row, dimension: str, words: str, edition: Edition) -> Bar:
    label, lang = named(row.of, dimension)
    value = row.amount.minor if row.amount else 0
    return Bar(label, value, words, note(row), lang, leads(row.of, dimension, edition))


def note(part: Part) -> str:
    """How many projects, and of how many of them the amount is not in the sum: 12 (+2)."""
    missing = part.undisclosed + part.rate_missing
    return f"{grouped(part.projects)} (+{grouped(missing)})" if missing else grouped(part.projects)


def named(of: Any, dimension: str) -> tuple[str, str]:
    """The label of a row, and its `lang` where it stands in for the missing one."""
    if of is None:
        return (_("area not stated") if dimension == "area" else _("not stated")), ""
    if isinstance(of, dt.date):
        return dates.written(of, dates.NAME), ""
    if of is True:
        return _("with a Fortune Global 500 company"), ""
    if isinstance(of, Named) or hasattr(of, "name_en"):
        name = text(of, "name")
        return name.value, name.lang
    return str(getattr(of, "label", of)), ""


def leads(of: Any, dimension: str, edition: Edition) -> str:
    """To the page of an area or a region, or to the list of deals filtered by the row; empty where it has neither."""
    if isinstance(of, str) and not address(of):
        return ""
    if of is None or not (value := value_of(of)):
        return ""
    if dimension in ("area", "any_area"):
        return reverse("deals:area", args=[edition.slug, value])
    if dimension in ("country", "province", "destination"):
        return reverse("deals:region", args=[edition.slug, value])
    if dimension not in FILTERS:
        return ""
    return f"{reverse('deals:index', args=[edition.slug])}?{urlencode({dimension: value})}"


def value_of(of: Any) -> str:
    """What stands for it in an address."""
    return of.isoformat() if isinstance(of, dt.date) else address(of)
