"""A breakdown to print: bars with their table, whose printed amounts add up."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from deals import totals
from deals.money import Money
from deals.totals import Breakdown, BreakdownRow, Coverage, Part, Scope
from deals.totals.breakdowns import total_row
from deals.totals.charts.bars import Bar, count_note, row_bar, row_label
from deals.totals.growth import per_mille
from deals.totals.rounding import PrintedAmounts

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
# Of the country of the expo, by its code.
HOME = "CN"
# More rows than these are told as one, or, where rows overlap, left to the file.
MOST = 12


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
    return ChartPrinter(breakdown, scope).chart(most)


class ChartPrinter:
    """A breakdown while it is printed. `rests`: by their labels the parts that stand apart from its rows."""

    def __init__(self, breakdown: Breakdown, scope: Scope) -> None:
        self.breakdown, self.scope = breakdown, scope
        self.home = home_row(breakdown)
        self.rows = [row for row in breakdown.rows if row is not self.home]
        self.rests = rests_by_label(breakdown)
        if self.home:
            self.rests = {row_label(self.home.of, breakdown.dimension).value: self.home} | self.rests
        amounts = [part.amount for part in (*self.rows, *self.rests.values())]
        printed = print_amounts(amounts, breakdown)
        self.unit, self.whole = printed.unit, printed.whole
        self.shares = printed.parts[: len(self.rows)]
        self.rest_shares = printed.parts[len(self.rows) :]

    def chart(self, most: int) -> Chart:
        bars, more = self.shown_bars(most)
        breakdown = self.breakdown
        return Chart(
            breakdown.dimension, str(breakdown.title), bars, self.foot(), breakdown.overlaps, more, breakdown.coverage
        )

    def foot(self) -> list[Bar]:
        """The rests, and the whole."""
        bars = []
        for (label, part), share in zip(self.rests.items(), self.rest_shares, strict=True):
            bars.append(self.with_share(self.rest_bar(label, share, part), part))
        bars.append(self.plain_bar(whole_label(self.breakdown), self.whole, self.breakdown.whole))
        return bars

    def shown_bars(self, most: int) -> tuple[list[Bar], int]:
        """The first bars, and how many more there are; where they add up, these are one bar. Of days, the expo's."""
        if self.breakdown.dimension == "day":
            return self.day_bars(), 0
        number = len(self.rows) + self.breakdown.left_out
        if number <= most:
            return self.bars(0, number), 0
        first, others = self.bars(0, most - 1), number - most + 1
        if self.breakdown.overlaps:
            return first, others
        label = ngettext("%(number)d other", "%(number)d others", others) % {"number": others}
        return first + self.merged_bars(most - 1, len(self.rows), label), 0

    def day_bars(self) -> list[Bar]:
        """Days stand in their order: those before and after the expo are one bar each."""
        edition = self.scope.edition
        begin = sum(row.of < edition.starts_on for row in self.rows)
        end = len(self.rows) - sum(row.of > edition.ends_on for row in self.rows)
        return [
            *self.merged_bars(0, begin, _("before the expo")),
            *self.bars(begin, end),
            *self.merged_bars(end, len(self.rows), _("after the expo")),
        ]

    def bars(self, begin: int, end: int) -> list[Bar]:
        bars = []
        for row, share in zip(self.rows[begin:end], self.shares[begin:end], strict=True):
            words = totals.amount_words(share, self.unit)
            bars.append(self.with_share(row_bar(row, self.breakdown.dimension, words, self.scope.edition), row))
        return bars

    def rest_bar(self, label: str, share: Money | None, part: Part) -> Bar:
        """What stands apart has no bar; the country of the expo leads to its page all the same."""
        if part is not self.home:
            return self.plain_bar(label, share, part)
        words = totals.amount_words(share, self.unit)
        return replace(row_bar(self.home, self.breakdown.dimension, words, self.scope.edition), value=0)

    def with_share(self, bar: Bar, part: Part) -> Bar:
        """Its share of the whole, where the whole is all that was signed."""
        if self.breakdown.coverage:
            return bar
        return replace(bar, share=per_mille(part.amount, self.breakdown.whole.amount))

    def merged_bars(self, begin: int, end: int, label: str) -> list[Bar]:
        """Some rows as one without a bar, which would dwarf the others; its printed amount is the sum of theirs."""
        if begin == end:
            return []
        amount = None
        known = [share for share in self.shares[begin:end] if share is not None]
        if known:
            amount = sum(known[1:], known[0])
        row = total_row(self.rows[begin:end], self.scope.currency, label)
        return [self.with_share(self.plain_bar(label, amount, row), row)]

    def plain_bar(self, label: str, amount: Money | None, part: Part) -> Bar:
        return Bar(label, 0, totals.amount_words(amount, self.unit), count_note(part))


def home_row(breakdown: Breakdown) -> BreakdownRow | None:
    """Of origins, China, beside which the bars of all others would vanish; None where there are no others."""
    if breakdown.dimension != "country" or len(breakdown.rows) < 2:
        return None
    return next((row for row in breakdown.rows if row.of.code == HOME), None)


def rests_by_label(breakdown: Breakdown) -> dict[str, Part]:
    """What has no value, and what is not itemised yet, where there is any."""
    unstated = UNSTATED.get(breakdown.dimension) or _("not stated")
    rests: dict[str, Part | None] = {str(unstated): breakdown.unstated, _("not itemised yet"): breakdown.not_itemised}
    return {label: part for label, part in rests.items() if part}


def whole_label(breakdown: Breakdown) -> str:
    if breakdown.coverage is None:
        return _("all projects")
    if breakdown.coverage.desk:
        return _("all that is counted here")
    return _("all that is named in public")


def print_amounts(amounts: list[Money | None], breakdown: Breakdown) -> PrintedAmounts:
    """The amounts and the whole as printed: parts that overlap are rounded each for itself."""
    if not breakdown.overlaps:
        return totals.printed_amounts(amounts)
    whole = breakdown.whole.amount
    unit = totals.printed_amounts([whole]).unit
    shares = [totals.round_amount(amount, unit) for amount in amounts]
    return PrintedAmounts(shares, totals.round_amount(whole, unit), unit)
