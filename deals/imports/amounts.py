"""What a row states as money. A figure counts only with a unit and a currency that somebody wrote."""

import datetime as dt
import re
from decimal import Decimal
from functools import partial

from deals.drafts import AmountDraft
from deals.imports import conversions, units
from deals.imports.doubts import Doubt, in_both
from deals.imports.no_amount import folded, says_nothing
from deals.imports.stated import Note, Stated, agreed, currency_named, unit_for, unit_named
from deals.imports.units import Unit
from deals.models.terms import Basis
from deals.money import AmountError, Money, figures, parse
from expo.tables.headers import Column
from expo.tables.values import NO_RESULT, Number, Value, Wrong, is_empty
from expo.tables.vocabulary import ASIDE
from expo.tables.vocabulary import plain as plain_label

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


def of_row(cells: list[tuple[Column, Value]], stated: Stated, note: Note, reporting: str) -> list[AmountDraft]:
    """The amounts of a row, the headline first; none where no amount is known. Raises Doubt."""
    read = [(column, amount(column, value, stated, note, reporting), value) for column, value in cells]
    found: dict[str, tuple[Column, Money, Value]] = {}
    for column, money, value in read:
        if money is None:
            continue
        before = found.setdefault(column.field, (column, money, value))
        if before[1] != money:
            raise Doubt("amounts_differ", column.label, one=figures(before[1]), other=figures(money))
    if not found and (zeros := [column for column, _money, value in read if is_zero(value)]):
        raise refused(zeros[0], "0", zero())
    if "total" in found:
        found.pop("domestic", None)
    ordered = sorted(found.items(), key=lambda item: list(BASES).index(item[0]))
    return [
        AmountDraft(money, BASES[field], as_written(column, value), headline=at == 0)
        for at, (field, (column, money, value)) in enumerate(ordered)
    ]


def as_written(column: Column, value: Value) -> str:
    """The cell, with its column where it is a bare figure."""
    text = " ".join(str(value).split())
    bare = isinstance(value, Number) or units.decimal(text) is not None
    return (f"{text} [{column.label}]" if bare else text)[:100]


def is_zero(value: Value) -> bool:
    number = value.value if isinstance(value, Number) else units.decimal(value) if isinstance(value, str) else None
    return number == 0


def zero() -> AmountError:
    try:
        parse("0", currency="CNY")
    except AmountError as error:
        return error
    raise AssertionError


def amount(column: Column, value: Value, stated: Stated, note: Note, reporting: str) -> Money | None:
    """The money of one cell; None where it is empty, says that it is unknown, or is 0. Raises Doubt."""
    if isinstance(value, Wrong):
        raise wrong(column, value)
    if is_empty(value) or is_zero(value) or (isinstance(value, str) and says_nothing(value)):
        return None
    if isinstance(value, Number):
        return of_number(column, value, unit_for(column, value, stated, note, reporting), reporting)
    if not isinstance(value, str):
        raise Doubt("amount_type", column.label, found=str(value))
    if converted := conversions.in_text(value):
        value = converted.amount
    if (bare := units.decimal(value)) is not None:
        return of_number(column, Number(bare), unit_for(column, value, stated, note, reporting), reporting)
    return of_text(column, value, stated, note, reporting)


def may_be(column: Column, value: Value) -> bool:
    """Whether a cell of a column of unknown meaning could be the deal's amount."""
    if (
        is_empty(value)
        or isinstance(value, bool | dt.date)
        or NO_MONEY.search(plain_label(ASIDE.sub("", column.label)))
    ):
        return False
    number = isinstance(value, Number) or units.decimal(str(value)) is not None
    if number:
        return bool(units.of_label(column.label, column.asides) or MONEY.search(folded(column.label)))
    return len(str(value)) < SHORT and STATED.search(folded(str(value))) is not None


def wrong(column: Column, value: Wrong) -> Doubt:
    if value == NO_RESULT:
        return Doubt("no_result", column.label)
    return Doubt("cell_error", column.label, found=str(value))


def of_number(column: Column, number: Number, unit: Unit | None, reporting: str) -> Money:
    if number.disguised or "%" in number.around:
        raise Doubt("disguised", column.label, found=f"{number.value:f}")
    unit = joined(column, number, unit)
    if unit is None or not unit.scale:
        raise Doubt("no_unit", column.label, found=f"{number.value:f}")
    currency = unit.currency or (reporting if HAN.search(unit.text) else "")
    if not currency:
        raise Doubt("no_currency", column.label, found=f"{number.value:f} {unit.text}")
    return money(column, f"{number.value:f}", number.value * unit.scale, currency)


def joined(column: Column, number: Number, unit: Unit | None) -> Unit | None:
    """The unit of the header with what the cell's format writes beside the number; both must agree."""
    if not number.around or not (shown := units.read(number.around)):
        return unit
    if unit is None:
        # ¥ alone says which currency, but a list in 万元 shows it too.
        return shown if shown.scale > 1 or HAN.search(shown.text) else None
    if shown.currency and unit.currency and shown.currency != unit.currency:
        names = {"one": unit.currency, "other": shown.currency}
        raise Doubt("two_currencies", column.label, found=f"{number.value:f}", **names)
    if shown.scale not in (1, unit.scale) or (shown.scale == 1 < unit.scale and HAN.search(shown.text)):
        raise Doubt("two_units", column.label, header=unit.text, found=f"{number.value:f}{number.around}")
    return unit._replace(currency=unit.currency or shown.currency)


def money(column: Column, written: str, value: Decimal, currency: str) -> Money:
    if value < 0:
        raise refused(column, written, negative())
    try:
        return parse(f"{currency} {plain(value)}")
    except AmountError as error:
        raise refused(column, written, error) from error


def plain(value: Decimal) -> str:
    """In figures, without zeros after the last decimal: three of them could be thousands to some."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def negative() -> AmountError:
    try:
        parse("-1", currency="CNY")
    except AmountError as error:
        return error
    raise AssertionError


def refused(column: Column, written: str, error: AmountError) -> Doubt:
    return Doubt("amount", column.label, found=written[:60], why=in_both(partial(sentence, error)))


def sentence(error: AmountError) -> str:
    return error.messages[0]


def of_text(column: Column, text: str, stated: Stated, note: Note, reporting: str) -> Money:
    """An amount with words: what it says itself counts; the header gives only what it leaves open."""
    text = " ".join(text.split()).rstrip("。；;，,、")
    named = currency_named(column, stated)
    own = unit_named(stated)
    unit = next(iter((*filter(None, (own,)), *units.of_label(column.label, column.asides), *note)), None)
    bare = folded(text)
    if len(STATED.findall(bare)) > 1 and not ONE.fullmatch(bare):
        raise Doubt("several_amounts", column.label, found=text[:60])
    default = named or (unit.currency if unit else "") or (reporting if HAN.search(text) else "")
    try:
        found = parse(text, currency=default or None)
    except AmountError as error:
        raise refused(column, text, error) from error
    if not SCALED.search(bare) and (unit is None or unit.scale != 1):
        if unit is not None:
            raise Doubt("two_units", column.label, header=unit.text, found=text)
        if not NAMED.search(bare) and "元" not in bare:
            raise Doubt("no_unit", column.label, found=text)
    agree(column, text, found, default)
    if own and (written := units.in_text(bare)) and not agreed(own, written):
        raise Doubt("two_units", column.label, header=own.text, found=text)
    if named and found.currency != named:
        raise Doubt("two_currencies", column.label, found=text, one=named, other=found.currency)
    return found


def agree(column: Column, text: str, found: Money, default: str) -> None:
    """A cell that names its currency in full may differ from the header; 元 alone may be any currency's."""
    said_in_full = re.search("人民币|rmb|cny", folded(text))
    if default and found.currency != default and found.currency == "CNY" and not said_in_full:
        raise Doubt("two_currencies", column.label, found=text, one=default, other=found.currency)
