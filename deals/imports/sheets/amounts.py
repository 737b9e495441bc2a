"""What a row states as money. A figure counts only with a unit and a currency that somebody wrote."""

import datetime as dt
import re
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from deals.imports.errors import RowProblem
from deals.imports.sheets import conversions, units
from deals.imports.sheets.no_amount import fold_word, is_no_amount
from deals.imports.sheets.unit_choice import UnitSources, may_be_same_unit, stated_currency, stated_unit, unit_for
from deals.imports.sheets.units import Unit
from deals.ledger.deal_data import AmountData
from deals.models.terms import Basis
from deals.money import AmountError, Money, figures, parse
from expo.i18n.kept_texts import both_translations
from expo.spreadsheets.cells import NO_RESULT, ErrorValue, Number, Value, is_empty
from expo.spreadsheets.headers import Column
from expo.spreadsheets.labels import ASIDE
from expo.spreadsheets.labels import normalise_label as plain_label

HAN = re.compile("[\u4e00-\u9fff]")
SHORT = 40  # characters: a longer text is no amount
SCALED = re.compile(r"[万亿]|thousand|million|billion|trillion|\d\s*(?:k|m|w|mn|mln|bn|bln|tn|trn)\b")
NAMED = re.compile(r"[a-z$¥￥€£]{1,}|[\u4e00-\u9fff]{2,}")
BASES = {
    "total": Basis.INVESTMENT,
    "contract": Basis.CONTRACT,
    "domestic": Basis.INVESTMENT,
    "foreign": Basis.FOREIGN,
    "intent": Basis.INTENT,
}


# What heads no money, though it speaks of it.
NO_MONEY = re.compile(
    r"(?:类型|类别|阶段|状态|方式|性质|比例|占比|比重|来源|进度|强度|时间|日期|年限|周期|单位|币种|领域|方向|主体|种类|排名)$"
    r"|(?:type|stage|status|kind|category|mode|ratio|share|rate|round|source|date|year|currency|unit|rank|phase)$"
)
MONEY = re.compile(r"资金|投资|金额|总额|引资|价款|amount|investment|value|capital", re.IGNORECASE)
# Two of these in one cell are two amounts, save where smaller units go on: 1亿2000万元.
STATED = re.compile(r"\d[\d,.]*\s*[十百千万亿]*\s*(?:元|美元|美金|欧元|港元|港币|日元|英镑)")
ONE = re.compile(r"[\d,.]+\s*亿(?:元)?\s*[\d,.]+\s*万元?")


class ReadAmount(NamedTuple):
    money: Money
    written: str


def row_amounts(cells: list[tuple[Column, Value]], sources: UnitSources) -> list[AmountData]:
    """The amounts of a row, the headline first; none where no amount is known. Raises RowProblem."""
    read = read_amounts(cells, sources)
    if not read:
        refuse_zero(cells)
    if "total" in read:
        read.pop("domestic", None)
    amounts: list[AmountData] = []
    for field, basis in BASES.items():
        if field in read:
            amounts.append(AmountData(read[field].money, basis, read[field].written, headline=not amounts))
    return amounts


def read_amounts(cells: list[tuple[Column, Value]], sources: UnitSources) -> dict[str, ReadAmount]:
    """By their fields. Raises RowProblem where two columns of one field differ."""
    monies = [read_amount(column, value, sources) for column, value in cells]
    read: dict[str, ReadAmount] = {}
    for (column, value), money in zip(cells, monies, strict=True):
        if money is None:
            continue
        first = read.setdefault(column.field, ReadAmount(money, written_amount(column, value)))
        if first.money != money:
            raise RowProblem("amounts_differ", column.label, one=figures(first.money), other=figures(money))
    return read


def refuse_zero(cells: list[tuple[Column, Value]]) -> None:
    for column, value in cells:
        if is_zero(value):
            raise amount_problem(column, "0", parse_error("0"))


def is_of_other_unit(text: str, unit: Unit) -> bool:
    """Whether the one unit that an amount in words has cannot be this one."""
    written = units.text_unit(text)
    return written is not None and not may_be_same_unit(unit, written)


def written_amount(column: Column, value: Value) -> str:
    """The cell, with its column where it is a bare figure."""
    text = " ".join(str(value).split())
    if isinstance(value, Number) or units.parse_decimal(text) is not None:
        text = f"{text} [{column.label}]"
    return text[:100]


def is_zero(value: Value) -> bool:
    if isinstance(value, Number):
        return value.value == 0
    return isinstance(value, str) and units.parse_decimal(value) == 0


def parse_error(text: str) -> AmountError:
    """Why no text of this kind is an amount: 0, -1."""
    try:
        parse(text, currency="CNY")
    except AmountError as error:
        return error
    raise AssertionError


def read_amount(column: Column, value: Value, sources: UnitSources) -> Money | None:
    """The money of one cell; None where it is empty, says that it is unknown, or is 0. Raises RowProblem."""
    if isinstance(value, ErrorValue):
        raise cell_problem(column, value)
    if is_empty(value) or is_zero(value) or (isinstance(value, str) and is_no_amount(value)):
        return None
    if isinstance(value, Number):
        return money_from_number(column, value, unit_for(column, value, sources), sources.reporting)
    if not isinstance(value, str):
        raise RowProblem("amount_type", column.label, found=str(value))
    conversion = conversions.find_conversion(value)
    if conversion:
        value = conversion.amount
    bare = units.parse_decimal(value)
    if bare is not None:
        return money_from_number(column, Number(bare), unit_for(column, value, sources), sources.reporting)
    return money_from_text(column, value, sources)


def may_be_amount(column: Column, value: Value) -> bool:
    """Whether a cell of a column of unknown meaning could be the deal's amount."""
    if is_empty(value) or isinstance(value, bool | dt.date):
        return False
    if NO_MONEY.search(plain_label(ASIDE.sub("", column.label))):
        return False
    if isinstance(value, Number) or units.parse_decimal(str(value)) is not None:
        return bool(units.label_units(column.label, column.asides) or MONEY.search(fold_word(column.label)))
    return len(str(value)) < SHORT and STATED.search(fold_word(str(value))) is not None


def cell_problem(column: Column, value: ErrorValue) -> RowProblem:
    if value == NO_RESULT:
        return RowProblem("no_result", column.label)
    return RowProblem("cell_error", column.label, found=str(value))


def money_from_number(column: Column, number: Number, unit: Unit | None, reporting: str) -> Money:
    if number.disguised or "%" in number.around:
        raise RowProblem("disguised", column.label, found=f"{number.value:f}")
    unit = join_units(column, number, unit)
    if unit is None or not unit.scale:
        raise RowProblem("no_unit", column.label, found=f"{number.value:f}")
    currency = unit.currency
    if not currency and HAN.search(unit.text):
        currency = reporting
    if not currency:
        raise RowProblem("no_currency", column.label, found=f"{number.value:f} {unit.text}")
    return parse_money(column, f"{number.value:f}", number.value * unit.scale, currency)


def join_units(column: Column, number: Number, unit: Unit | None) -> Unit | None:
    """The unit of the header with what the cell's format writes beside the number; both must agree."""
    if not number.around:
        return unit
    shown = units.parse_unit(number.around)
    if not shown:
        return unit
    if unit is None:
        # ¥ alone says which currency, but a list in 万元 shows it too.
        if shown.scale > 1 or HAN.search(shown.text):
            return shown
        return None
    if shown.currency and unit.currency and shown.currency != unit.currency:
        names = {"one": unit.currency, "other": shown.currency}
        raise RowProblem("two_currencies", column.label, found=f"{number.value:f}", **names)
    if shown.scale not in (1, unit.scale) or (shown.scale == 1 < unit.scale and HAN.search(shown.text)):
        raise RowProblem("two_units", column.label, header=unit.text, found=f"{number.value:f}{number.around}")
    return unit._replace(currency=unit.currency or shown.currency)


def parse_money(column: Column, written: str, value: Decimal, currency: str) -> Money:
    if value < 0:
        raise amount_problem(column, written, parse_error("-1"))
    try:
        return parse(f"{currency} {plain_figures(value)}")
    except AmountError as error:
        raise amount_problem(column, written, error) from error


def plain_figures(value: Decimal) -> str:
    """In figures, without zeros after the last decimal: three of them could be thousands to some."""
    text = f"{value:f}"
    if "." not in text:
        return text
    return text.rstrip("0").rstrip(".")


def amount_problem(column: Column, written: str, error: AmountError) -> RowProblem:
    return RowProblem("amount", column.label, found=written[:60], why=both_translations(partial(error_sentence, error)))


def error_sentence(error: AmountError) -> str:
    return error.messages[0]


def money_from_text(column: Column, text: str, sources: UnitSources) -> Money:
    """An amount with words: what it says itself counts; the header gives only what it leaves open."""
    text = " ".join(text.split()).rstrip("。；;，,、")
    named, own = stated_currency(sources.stated), stated_unit(sources.stated)
    unit = own or said_unit(column, sources)
    bare = fold_word(text)
    if len(STATED.findall(bare)) > 1 and not ONE.fullmatch(bare):
        raise RowProblem("several_amounts", column.label, found=text[:60])
    default = named
    if not default and unit:
        default = unit.currency
    if not default and HAN.search(text):
        default = sources.reporting
    try:
        money = parse(text, currency=default or None)
    except AmountError as error:
        raise amount_problem(column, text, error) from error
    check_size(column, text, unit)
    check_currency(column, text, money, default)
    if own and is_of_other_unit(bare, own):
        raise RowProblem("two_units", column.label, header=own.text, found=text)
    if named and money.currency != named:
        raise RowProblem("two_currencies", column.label, found=text, one=named, other=money.currency)
    return money


def said_unit(column: Column, sources: UnitSources) -> Unit | None:
    """By the header, else by the note above the table."""
    return next(iter((*units.label_units(column.label, column.asides), *sources.note)), None)


def check_size(column: Column, text: str, unit: Unit | None) -> None:
    """A text that says no size may have none where the header says tens of thousands."""
    bare = fold_word(text)
    if SCALED.search(bare) or (unit is not None and unit.scale == 1):
        return
    if unit is not None:
        raise RowProblem("two_units", column.label, header=unit.text, found=text)
    if not NAMED.search(bare) and "元" not in bare:
        raise RowProblem("no_unit", column.label, found=text)


def check_currency(column: Column, text: str, money: Money, default: str) -> None:
    """A cell that names its currency in full may differ from the header; 元 alone may be any currency's."""
    said_in_full = re.search("人民币|rmb|cny", fold_word(text))
    if default and money.currency != default and money.currency == "CNY" and not said_in_full:
        raise RowProblem("two_currencies", column.label, found=text, one=default, other=money.currency)
