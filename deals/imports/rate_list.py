"""Lists of central parity rates: a row for each pair and day. They belong to no edition."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from deals.exchange_rates import RATE
from deals.models import ExchangeRate
from deals.money import AmountError, unit_currency
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import DayColumn, LineColumn, ListColumn, number_with_unit
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.models import Edition
from expo.spreadsheets.cells import Value

YUAN = "CNY"
# A heading of rates for a hundred or ten thousand units, as some sheets have them.
MANY_UNITS = re.compile(r"[百千万萬]|100|hundred|thousand", re.IGNORECASE)

SEVERAL = _("“%(found)s” names several currencies: write one, or a pair like USD/CNY in the column of currencies.")


@dataclass(frozen=True, kw_only=True)
class CurrencyColumn(ListColumn):
    """By its code or name; USD/CNY says both of a pair, which the kind's matcher parts. `most`: of how many."""

    most: int = 1

    hint: ClassVar[LazyText] = _("A currency, by its code.")

    def parse(self, text: str, known: References) -> Any:
        parts = re.split(r"\s*[/／]\s*", text)
        if len(parts) > self.most:
            raise CellProblem(SEVERAL, found=text)
        return "/".join(currency_code(part) for part in parts)


def currency_code(text: str) -> str:
    """Raises CellProblem, also where a rate is told of more than one unit."""
    try:
        currency, units = unit_currency(text)
    except AmountError as error:
        if error.code == "two_currencies":
            raise CellProblem(SEVERAL, found=text) from error
        raise CellProblem(_("“%(found)s” is no currency: write a code like USD."), found=text) from error
    if units != 1:
        raise CellProblem(
            _("“%(found)s” is not one unit of %(currency)s: write %(currency)s, and what one is worth."),
            found=text,
            currency=currency,
        )
    return currency


@dataclass(frozen=True, kw_only=True)
class RateColumn(ListColumn):
    """A decimal of six places at most. One that was entered by hand stays."""

    hint: ClassVar[LazyText] = _("What one unit is worth, like 7.0605.")

    def read(self, cell: Value, known: References) -> Any:
        text = number_with_unit(cell)
        if not text:
            return None
        if not RATE.fullmatch(text) or not Decimal(text):
            raise CellProblem(_("“%(found)s” is not a rate; write one like 7.0605."), found=text)
        return plain_rate(Decimal(text))

    def stored(self, row: Any, known: References) -> Any:
        if row.rate is None:
            return ""
        return plain_rate(row.rate)

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.rate = Decimal(value)


def plain_rate(rate: Decimal) -> str:
    """Without zeros behind the last digit."""
    text = f"{rate:f}"
    if "." in text:
        return text.rstrip("0").rstrip(".")
    return text


class RateFinder(Matcher):
    """A rate by its pair and day; a second row of them is refused."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.stored = {(row.base, row.quote, row.on.isoformat()): row for row in ExchangeRate.objects.all()}
        self.lines: dict[tuple[str, ...], tuple[str, int]] = {}

    def item(self, line: ListedLine) -> ListItem | None:
        self.part_pair(line)
        base, quote, day = line.values["base"], line.values["quote"], line.values["on"]
        if base == quote:
            line.doubt("base", CellProblem(_("A rate joins two different currencies.")))
        self.refuse_many_units(line)
        first = self.lines.setdefault((base, quote, day), (line.sheet, line.number))
        if first != (line.sheet, line.number):
            sentence = _("Line %(number)s gives this pair and day already.")
            line.doubt("on", CellProblem(sentence, number=" ".join(filter(None, map(str, first)))))
        row = self.stored.get((base, quote, day)) or ExchangeRate(base=base, quote=quote)
        if row.pk is None and not line.values.get("source"):
            line.doubt("source", CellProblem(_("Nothing stands here, and it is needed.")))
        if line.problems:
            return None
        return ListItem({ExchangeRate: row}, key=f"{base}/{quote} {day}")

    def refuse_many_units(self, line: ListedLine) -> None:
        for field in ("base", "rate"):
            column = line.column_of(field)
            if column and MANY_UNITS.search(column.label):
                sentence = _("Write what one unit is worth, not many: the heading says otherwise.")
                line.doubt(field, CellProblem(sentence))

    def part_pair(self, line: ListedLine) -> None:
        base, _slash, quote = line.values["base"].partition("/")
        line.values["base"] = base
        if line.values.setdefault("quote", quote or YUAN) != (quote or line.values["quote"]):
            line.doubt("quote", CellProblem(_("The value says otherwise: %(read)s."), read=quote))


class RateList(ListKind):
    slug = "rates"
    title = _("Import exchange rates")
    intro = _(
        "Central parity rates, a row for each pair and day: what one unit is worth. They hold for every edition; "
        "a rate that was entered by hand stays."
    )
    models = (ExchangeRate,)
    fields = (
        CurrencyColumn(
            model=ExchangeRate,
            column="base",
            words="货币对 币种 外币 货币 基础货币 currency currencypair pair",
            required=True,
            most=2,
        ),
        CurrencyColumn(model=ExchangeRate, column="quote", words="计价货币 本币 对价货币 quotecurrency"),
        DayColumn(model=ExchangeRate, column="on", words="日期 公布日期 汇率日期 =day", required=True),
        RateColumn(
            model=ExchangeRate,
            column="rate",
            words="汇率 中间价 汇率中间价 人民币汇率中间价 parity centralparityrate",
            required=True,
            names=True,
            stays=True,
        ),
        LineColumn(
            model=ExchangeRate, column="source", words="来源 数据来源 公布机构 publisher", names=True, stays=True
        ),
    )
    needed = frozenset({"base"})
    telling = frozenset({"rate", "quote"})
    of_edition = False

    examples = {"base": "USD", "quote": "CNY", "rate": "7.0605", "source": "CFETS"}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return RateFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return ExchangeRate.objects.all()


RATE_LIST = RateList()
