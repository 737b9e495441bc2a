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
from deals.totals import Breakdown, BreakdownRow, Coverage, Part, Scope
from deals.totals.breakdowns import address_key, total_row
from expo.i18n import dates
from expo.i18n.bilingual import Named, localised_text
from expo.i18n.numbers import format_count
from expo.models import Edition

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
    """A breakdown to print: bars, then what stands apart, then the whole; `more` rows are not shown.

    `coverage`: where all of it is only a part of what was stated in public.
    """

    dimension: str
    title: str
    bars: list[Bar]
    foot: list[Bar] = field(default_factory=list)
    overlaps: bool = False
    more: int = 0
    coverage: Coverage | None = None

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.dimension])

    @property
    def longest(self) -> int:
        return max((bar.value for bar in self.bars), default=1)


def breakdown_chart(breakdown: Breakdown, scope: Scope, most: int = MOST) -> Chart:
    """A breakdown with its rests. Where it adds up, its printed rows and rests add up to its printed whole.

    All rows are rounded together, shown or not: a row reads the same on every page.
    """
    none = UNSTATED.get(breakdown.dimension) or _("not stated")
    rests = [(none, breakdown.unstated), (_("not itemised yet"), breakdown.not_itemised)]
    rests = [(label, part) for label, part in rests if part]
    amounts = [part.amount for part in [*breakdown.rows, *(part for _label, part in rests)]]
    shares, whole, unit = printed_amounts(amounts, breakdown)
    bars = [
        row_bar(row, breakdown.dimension, totals.amount_words(share, unit), scope.edition)
        for row, share in zip(breakdown.rows, shares, strict=False)
    ]
    shown, more = shorten_bars(breakdown, scope, bars, shares, unit, most)
    apart = zip(rests, shares[len(bars) :], strict=True)
    foot = [Bar(label, 0, totals.amount_words(share, unit), count_note(part)) for (label, part), share in apart]
    foot.append(Bar(whole_label(breakdown), 0, totals.amount_words(whole, unit), count_note(breakdown.whole)))
    title, more_of_it = str(breakdown.title), (breakdown.overlaps, more, breakdown.coverage)
    return Chart(breakdown.dimension, title, shown, foot, *more_of_it)


def whole_label(breakdown: Breakdown) -> str:
    if breakdown.coverage is None:
        return _("all projects")
    return _("all that is counted here") if breakdown.coverage.desk else _("all that is named in public")


def printed_amounts(amounts: list[Money | None], breakdown: Breakdown) -> tuple[list[Money | None], Money | None, int]:
    """The amounts and the whole as printed, and the unit: parts that overlap are rounded each for itself."""
    if not breakdown.overlaps:
        shares = totals.printed_amounts(amounts)
        return shares.parts, shares.whole, shares.unit
    unit = totals.printed_amounts([breakdown.whole.amount]).unit
    return (
        [totals.round_amount(amount, unit) for amount in amounts],
        totals.round_amount(breakdown.whole.amount, unit),
        unit,
    )


def shorten_bars(
    breakdown: Breakdown, scope: Scope, bars: list[Bar], shares: list[Money | None], unit: int, most: int
) -> tuple[list[Bar], int]:
    """The first bars; where they add up, the others as one row more, else only their number. Of days, the expo's."""
    rows = breakdown.rows
    if breakdown.dimension == "day":
        before = [n for n, row in enumerate(rows) if row.of < scope.edition.starts_on]
        after = [n for n, row in enumerate(rows) if row.of > scope.edition.ends_on]
        during = bars[len(before) : len(bars) - len(after)]
        earlier = merge_rows(rows, shares, unit, before, _("before the expo"), scope)
        return [*earlier, *during, *merge_rows(rows, shares, unit, after, _("after the expo"), scope)], 0
    if len(bars) <= most:
        return bars, 0
    others = list(range(most - 1, len(bars)))
    if breakdown.overlaps:
        return bars[: most - 1], len(others)
    label = ngettext("%(number)d other", "%(number)d others", len(others)) % {"number": len(others)}
    return [*bars[: most - 1], *merge_rows(rows, shares, unit, others, label, scope)], 0


def merge_rows(
    rows: list[BreakdownRow], shares: list[Money | None], unit: int, which: list[int], label: str, scope: Scope
) -> list[Bar]:
    """Some rows as one without a bar, which would dwarf the others; its printed amount is the sum of theirs."""
    if not which:
        return []
    known = [share for n in which if (share := shares[n]) is not None]
    amount = sum(known[1:], known[0]) if known else None
    row = total_row([rows[n] for n in which], scope.currency, label)
    return [Bar(label, 0, totals.amount_words(amount, unit), count_note(row))]


def area_bars(rows: list[BreakdownRow], edition: Edition) -> list[Bar]:
    shares = totals.printed_amounts([row.amount for row in rows])
    words = [totals.amount_words(amount, shares.unit) for amount in shares.parts]
    return [row_bar(row, "area", each, edition) for row, each in zip(rows, words, strict=True)]


def row_bar(row: BreakdownRow, dimension: str, words: str, edition: Edition) -> Bar:
    label, lang = row_label(row.of, dimension)
    value = row.amount.minor if row.amount else 0
    return Bar(label, value, words, count_note(row), lang, row_url(row.of, dimension, edition))


def count_note(part: Part) -> str:
    """How many projects, and of how many of them the amount is not in the sum: 12 (2)."""
    missing = part.undisclosed + part.rate_missing
    return f"{format_count(part.projects)} ({format_count(missing)})" if missing else format_count(part.projects)


def row_label(of: Any, dimension: str) -> tuple[str, str]:
    """The label of a row, and its `lang` where it stands in for the missing one."""
    if of is None:
        return (_("area not stated") if dimension == "area" else _("not stated")), ""
    if isinstance(of, dt.date):
        return dates.format_day(of, dates.NAME), ""
    if of is True:
        return _("with a Fortune Global 500 company"), ""
    if isinstance(of, Named) or hasattr(of, "name_en"):
        name = localised_text(of, "name")
        return name.value, name.lang
    return str(getattr(of, "label", of)), ""


def row_url(of: Any, dimension: str, edition: Edition) -> str:
    """To the page of an area or a region, or to the list of deals filtered by the row; empty where it has neither."""
    if isinstance(of, str) and not address_key(of):
        return ""
    if of is None or not (value := row_value(of)):
        return ""
    if dimension in ("area", "any_area"):
        return reverse("deals:area", args=[edition.slug, value])
    if dimension in ("country", "province", "destination"):
        return reverse("deals:region", args=[edition.slug, value])
    if dimension not in FILTERS:
        return ""
    return f"{reverse('deals:index', args=[edition.slug])}?{urlencode({dimension: value})}"


def row_value(of: Any) -> str:
    """What stands for it in an address."""
    return of.isoformat() if isinstance(of, dt.date) else address_key(of)
