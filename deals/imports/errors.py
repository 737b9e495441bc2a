"""Why a row is refused: which column, and one sentence."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from expo.i18n.kept_texts import active_text, is_chinese_active

SENTENCES = {
    "no_title": _("The row names no project."),
    "example": _("“%(found)s” shows how to fill in the form, and is no deal."),
    "example_perhaps": _(
        "“%(found)s” looks like an example of how to fill in the form, but does not stand at its top above others: "
        "name the deal without that word, or take the row out."
    ),
    "more_cells": _(
        "The row has %(cells)s cells below %(headings)s headings, from %(cell)s on in the wrong column: write figures "
        "without commas, or put quotation marks around them."
    ),
    "conversion": _(
        "“%(found)s” is no conversion of %(amount)s: that would be a rate of %(rate)s, and usual is %(usual)s. "
        "Check both figures and their units."
    ),
    "conversion_unchecked": _(
        "Whether “%(found)s” is a conversion of %(amount)s cannot be checked: enter a rate of these days first, or "
        "leave the conversion out."
    ),
    "title_en_misplaced": _("“%(found)s” stands as the English name, and is Chinese."),
    "title_zh_misplaced": _("“%(found)s” stands as the Chinese name, and is not Chinese."),
    "title_too_long": _("The project's name is longer than %(limit)s characters."),
    "cell_error": _("The cell holds the error %(found)s instead of a value."),
    "no_result": _("The cell holds a formula whose result was not stored: open the file, save it and send it again."),
    "amount": _("The amount “%(found)s” is refused: %(why)s"),
    "no_unit": _(
        "The amount “%(found)s” has no unit: say whether it is 元, 万元 or 亿元, in the header or in the cell."
    ),
    "no_currency": _("The amount “%(found)s” has no currency: name it in the header, in the cell or in a column."),
    "two_units": _(
        "The header says “%(header)s” and the cell “%(found)s”: which of the two units counts is not clear."
    ),
    "units_differ": _("The unit is “%(one)s” by one place of the file and “%(other)s” by another."),
    "two_currencies": _("“%(found)s” is %(one)s by one place of the file and %(other)s by another."),
    "unit_unknown": _("The unit “%(found)s” is not known."),
    "currency_unknown": _("The currency “%(found)s” is not known."),
    "capital_unknown": _(
        "Whether “%(found)s” is domestic or foreign capital is not clear, and so neither is the unit."
    ),
    "disguised": _("The cell's format shows another figure than the %(found)s that it holds."),
    "amount_type": _("“%(found)s” is no amount."),
    "merged_amount": _("One amount is merged across the rows %(first)s to %(last)s: say how much of it each deal has."),
    "merged_across": _(
        "One cell is merged across this column and “%(other)s”: which of the two it is of is not clear."
    ),
    "several_amounts": _("“%(found)s” states more than one amount: give each a column of its own."),
    "unknown_column": _("“%(found)s” may be the amount, but what this column means is not known: say so, or name it."),
    "column_undecided": _(
        "What this column holds is not certain: “%(one)s” or “%(other)s”. Say what it means, or name it otherwise."
    ),
    "ditto": _("“%(found)s” stands here instead of a value: write the value out."),
    "two_columns": _("This column and “%(other)s” state the same thing differently."),
    "amounts_differ": _("Two columns state this amount differently: %(one)s and %(other)s."),
    "no_place": _("Whether it was signed at the expo or outside the venue is not said."),
    "place_unclear": _("“%(found)s” does not say whether it was signed at the expo or outside the venue."),
    "no_date": _("The day of signing is missing."),
    "date_unreadable": _("“%(found)s” is not a day: write it like 2019-08-26."),
    "date_ambiguous": _("“%(found)s” could be more than one day: write it like 2019-08-26."),
    "date_month_only": _("“%(found)s” names a month, not a day."),
    "date_no_such_day": _("There is no day “%(found)s”."),
    "date_weekday": _("The cell says “%(found)s”, which %(day)s is not: which day is meant?"),
    "date_future": _("The day %(found)s lies in the future."),
    "date_long_ago": _("The day %(found)s lies years before the expo: check the year."),
    "country_unknown": _("The country “%(found)s” is not known."),
    "country_unclear": _("“%(found)s” may mean more than one: %(why)s. Write the name in full, or the code."),
    "no_parties": _("A deal has two sides; this row names %(found)s of them."),
    "same_party": _("“%(found)s” stands on both sides."),
    "name_too_long": _("A name is longer than %(limit)s characters."),
    "several_called": _("More than one organisation is called “%(found)s”: write its full name."),
    "same_as": _("The same as row %(row)s."),
    "changed": _("This was imported before as %(number)s with other contents: amend that deal at the desk."),
    "total_row": _("This row adds up others (%(found)s) and is no deal."),
    "merged_rows": _("Cells of this row are merged with the row before, and it holds no deal of its own."),
    "broken_rule": _("%(why)s"),
}

# Where the row is no deal of its own, nothing else of it is in doubt.
ALONE = ("example", "example_perhaps", "more_cells", "merged_rows")
BESIDE = _("%(column)s: %(sentence)s")


class RowProblem(Exception):
    """A row that is not imported. `column`: the label of the one in doubt; `more`: what else is, of other columns."""

    def __init__(self, code: str, column: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.column, self.params = code, column, params
        self.more: tuple[RowProblem, ...] = ()


class RowProblems:
    """What is in doubt of one row. A column that is in doubt twice is told of once."""

    def __init__(self) -> None:
        self.found: list[RowProblem] = []

    def ask(self, read: Callable[..., Any], *about: Any) -> Any:
        """What `read` makes of the row; None where that is in doubt."""
        try:
            return read(*about)
        except RowProblem as doubt:
            if doubt.code in ALONE:
                raise
            if not self.is_told(doubt.column):
                self.found.append(doubt)
        return None

    def is_told(self, column: str) -> bool:
        return bool(column) and column in [doubt.column for doubt in self.found]

    def settle(self) -> None:
        """Raises the first doubt, with the others as its `more`."""
        if self.found:
            first, *others = self.found
            first.more = tuple(others)
            raise first


class Doubt(NamedTuple):
    code: str
    column: str
    params: dict[str, Any]


class Refusal(NamedTuple):
    """Why a row of the file is refused, in plain values. `sheet` only where several sheets are read.

    `more`: what else is in doubt of it.
    """

    row: int
    code: str
    column: str = ""
    params: dict[str, Any] = {}
    sheet: str = ""
    more: tuple[Doubt, ...] = ()

    @classmethod
    def of(cls, row: int, doubt: RowProblem, sheet: str) -> "Refusal":
        more = tuple(Doubt(other.code, other.column, other.params) for other in doubt.more)
        return cls(row, doubt.code, doubt.column, doubt.params, sheet, more)

    def sentence(self) -> str:
        """One for each doubt, in the active language."""
        sentences = [problem_sentence(self.code, self.column, self.params)]
        for doubt in self.more:
            sentences.append(problem_sentence(*doubt))
        if is_chinese_active():
            return "".join(sentences)
        return " ".join(sentences)


def problem_sentence(code: str, column: str, params: dict[str, Any]) -> str:
    """What of the params is kept in both languages is told in the active one."""
    text = str(SENTENCES[code]) % {name: active_text(value) for name, value in params.items()}
    if not column:
        return text
    return str(BESIDE) % {"column": column, "sentence": text}
