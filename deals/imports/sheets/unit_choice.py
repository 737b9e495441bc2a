"""Which unit a bare figure has: by its row, its header, its section or the note above; never two that contradict."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from deals.imports.errors import RowProblem
from deals.imports.sheets import units
from deals.imports.sheets.units import Unit
from expo.i18n.hanzi import fold_hanzi
from expo.spreadsheets.cells import Number, Value
from expo.spreadsheets.headers import Column

HAN = re.compile("[\u4e00-\u9fff]")
DOMESTIC = re.compile(r"内资|国内|民营|国企|国有|domestic|local", re.IGNORECASE)
FOREIGN = re.compile(r"外资|外商|境外|港澳台|foreign|overseas", re.IGNORECASE)
Note = tuple[Unit, ...]


@dataclass(frozen=True)
class StatedUnits:
    """What the row says beside the figure itself: cells of the columns unit, currency and domestic or foreign."""

    unit: str = ""
    currency: str = ""
    capital: str = ""


class UnitSources(NamedTuple):
    """What says the unit of a figure beside its own cell and header: its row, the notes about it, the edition.

    `reporting`: the edition's currency, which 元 alone means.
    """

    stated: StatedUnits
    note: Note
    reporting: str


def unit_for(column: Column, value: Value, sources: UnitSources) -> Unit | None:
    """The unit of a bare figure: by the row's own cell, by the header, else by the note above the table."""
    stated = sources.stated
    named = currency_unit(stated)
    own = stated_unit(stated)
    headed = units.label_units(column.label, column.asides)
    if own and headed and not may_be_one_of(own, headed):
        raise RowProblem("two_units", column.label, header=headed[0].text, found=f"{value} {own.text}")
    unit = own or header_unit(column, value, sources, named)
    if named is None:
        return unit
    if unit is None or (unit.scale == 1 and named.scale > 1):
        says_size = named.scale > 1 or stated.currency.isascii() or not HAN.search(column.label)
        if not says_size:
            return None
        return named
    if unit.currency and unit.currency != named.currency and not units.is_general(unit):
        raise RowProblem("two_currencies", column.label, found=str(value), one=unit.currency, other=named.currency)
    return unit._replace(currency=named.currency)


def currency_unit(stated: StatedUnits) -> Unit | None:
    """By the row's own column of currencies, which may say a size too."""
    if not stated.currency:
        return None
    unit = units.parse_unit(stated.currency)
    if unit is None or not unit.currency:
        raise RowProblem("currency_unknown", "", found=stated.currency)
    return unit


def stated_currency(stated: StatedUnits) -> str:
    """By the row's own column of currencies."""
    unit = currency_unit(stated)
    if unit is None:
        return ""
    return unit.currency


def stated_unit(stated: StatedUnits) -> Unit | None:
    """By the row's own column of units."""
    if not stated.unit:
        return None
    own = units.parse_unit(stated.unit)
    if own is None:
        raise RowProblem("unit_unknown", "", found=stated.unit)
    return own


def header_unit(column: Column, value: Value, sources: UnitSources, named: Unit | None) -> Unit | None:
    """The unit of the header, else of the note. A header of another size than the note above the table is in doubt."""
    stated, note = sources.stated, sources.note
    unit = choose_unit(column, stated, named, units.label_units(column.label, column.asides))
    if unit and unit.scale > 1:
        if note and not any(map(partial(may_follow_note, unit), note)):
            raise RowProblem("units_differ", column.label, one=note[0].text, other=unit.text)
        return add_note_currency(column, unit, note)
    noted = choose_unit(column, stated, named, note)
    if unit is None or noted is None or noted.scale < 2:
        return unit or noted
    if unit.scale or noted.currency not in ("", unit.currency):
        raise RowProblem("two_units", column.label, header=noted.text, found=f"{value} {unit.text}")
    return noted._replace(currency=unit.currency)


def add_note_currency(column: Column, unit: Unit, note: Note) -> Unit:
    """A header that says no currency (万) has that of the note above the table, which may say no size (美元)."""
    if unit.currency or len(note) != 1 or not note[0].currency or units.is_general(note[0]):
        return unit
    if note[0].scale not in (0, 1, unit.scale):
        raise RowProblem("units_differ", column.label, one=note[0].text, other=unit.text)
    return unit._replace(currency=note[0].currency)


def choose_unit(column: Column, stated: StatedUnits, named: Unit | None, found: Sequence[Unit]) -> Unit | None:
    """Of two units (万元 for domestic, 万美元 for foreign capital) the one that the row is of."""
    if len(found) < 2:
        return next(iter(found), None)
    if named:
        return unit_of_currency(found, named.currency)
    capital = fold_hanzi(stated.capital)
    domestic = column.field == "domestic" or DOMESTIC.search(capital) is not None
    foreign = column.field == "foreign" or FOREIGN.search(capital) is not None
    chosen = [unit for unit in found if (unit.currency == "CNY") == domestic]
    if domestic == foreign or len(chosen) != 1:
        raise RowProblem("capital_unknown", column.label, found=stated.capital or column.label)
    return chosen[0]


def may_follow_note(unit: Unit, noted: Unit) -> bool:
    """Whether a header may stand below a note: one of another currency may, any below a note of a currency alone."""
    yuan = {one.currency or "CNY" for one in (unit, noted)}
    return len(yuan) > 1 or noted.scale in (0, unit.scale)


def may_be_same_unit(one: Unit, other: Unit) -> bool:
    """Whether two places of the file may mean the same unit; one of them may leave size or currency open."""
    sizes, currencies = {one.scale, other.scale} - {0}, {one.currency, other.currency} - {""}
    return len(sizes) < 2 and len(currencies) < 2


def refuse_other_units(column: Column, value: Value, said: Note, note: Note) -> None:
    """Raises RowProblem of a figure whose header, or the note above it, has another unit than its section or remark."""
    if not isinstance(value, Number) and not (isinstance(value, str) and units.parse_decimal(value) is not None):
        return
    named = units.label_units(column.label, column.asides) or list(note)
    for unit in named:
        if may_be_one_of(unit, said):
            return
    if named:
        raise RowProblem("units_differ", column.label, one=said[0].text, other=named[0].text)


def may_be_one_of(unit: Unit, others: Sequence[Unit]) -> bool:
    return any(may_be_same_unit(unit, other) for other in others)


def unit_of_currency(found: Sequence[Unit], currency: str) -> Unit | None:
    for unit in found:
        if unit.currency == currency:
            return unit
    return None
