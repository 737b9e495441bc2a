"""Cells of a row that say its hours together: a day with hours behind it, and hours beside a part of the day."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions.times import DAY_MINUTES
from agenda.models.kinds import PartOfDay
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields.choices import choice_names
from expo.imports.lists.problems import CellProblem, HoursProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, is_not_yet_known
from expo.imports.lists.sheets.clocks import WrittenHours, read_written_hours
from expo.spreadsheets.cells import Number, Value, is_empty

# By part of the day the word that says it before a time, and when it is over.
WORDS = {
    PartOfDay.AFTERNOON.value: ("下午", dt.time(19)),
    PartOfDay.EVENING.value: ("晚上", dt.time.max),
}


class CellClocks(NamedTuple):
    """What a cell says by the clock, and the day that it says besides: a cell without these times."""

    begins: dt.time
    ends: dt.time | None
    day: Value

    def text(self) -> str:
        if self.ends is None:
            return f"{self.begins:%H:%M}"
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


def cell_clocks(cell: Value) -> CellClocks | None:
    """None of a cell that says no time, or midnight alone, as spreadsheets write a day."""
    found: WrittenHours | None = None
    if isinstance(cell, dt.datetime):
        found = WrittenHours("", cell.time().replace(second=0, microsecond=0))
    elif isinstance(cell, Number) and cell.value % 1:
        minutes = round(cell.value % 1 * DAY_MINUTES) % DAY_MINUTES
        found = WrittenHours("", dt.time(minutes // 60, minutes % 60))
    elif isinstance(cell, str):
        found = read_written_hours(cell)
    if found is None or (found.ends is None and found.begins == dt.time()):
        return None
    day: Value = found.day or None
    if not isinstance(cell, str) and not (isinstance(cell, Number) and cell.value < 1):
        day = cell
    return CellClocks(found.begins, found.ends, day)


def move_hours(line: ListedLine, by_field: dict[str, Value]) -> None:
    """The hours in the cell of a day are those of the row; where another column says others, it is asked."""
    there = cell_clocks(by_field.get("day"))
    if there is None or there.day is None:
        return
    by_field["day"] = there.day
    said = by_field.get("starts_at")
    if is_empty(said) or is_not_yet_known(said):
        by_field["starts_at"] = there.text()
        line.moved["starts_at"] = "day"
        return
    other = cell_clocks(said)
    if other is not None and not agree(there, other):
        sentence = _("“%(found)s” stands in the cell of the day, and “%(other)s” in that of the hours.")
        line.doubt("day", CellProblem(sentence, found=there.text(), other=other.text()))


def agree(one: CellClocks, other: CellClocks) -> bool:
    return (one.begins == other.begins and None in (one.ends, other.ends)) or one[:2] == other[:2]


def use_part_of_day(line: ListedLine, by_field: dict[str, Value], answers: Answers) -> None:
    """2:00 in a row that says 下午 is 14:00; what cannot lie in its part of the day is asked about."""
    begins = cell_clocks(by_field.get("starts_at"))
    if begins is None or begins.day is not None or begins.begins >= dt.time(12):
        return
    part = part_named(by_field.get("part_of_day"))
    if part not in WORDS or line.is_mended("starts_at", answers):
        return
    start = find_in_part(by_field["starts_at"], begins, part)
    if start is None:
        sentence = _("The hours do not lie in the part of the day that the row names.")
        line.doubt("starts_at", HoursProblem(sentence) if not line.moved else CellProblem(sentence))
        return
    by_field["starts_at"] = start.text()
    ends = cell_clocks(by_field.get("ends_at"))
    if ends is not None and ends.day is None and ends.begins < dt.time(12):
        end = find_in_part(by_field["ends_at"], ends, part)
        if end is not None and end.begins > start.begins:
            by_field["ends_at"] = end.text()


def part_named(cell: Value) -> str:
    """Which part of the day a cell names; "" for none."""
    if not isinstance(cell, str):
        return ""
    return choice_names(PartOfDay, {}).get(fold_words(cell), "")


def find_in_part(cell: Value, said: CellClocks, part: str) -> CellClocks | None:
    """The times of a cell in that part of the day; None where they do not lie there."""
    word, over = WORDS[part]
    found = cell_clocks(word + (cell if isinstance(cell, str) else said.text()))
    return found if found is not None and found.day is None and found.begins < over else None
