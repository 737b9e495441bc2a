"""Fields of numbers, days and moments."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo.i18n import instants
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.cells import cell_text, number_text, read_digits
from expo.imports.lists.sheets.clocks import plain_text, read_written_hours
from expo.models import Edition
from expo.spreadsheets import dates
from expo.spreadsheets.cells import Number, Value

# A time anywhere in a text, whatever stands behind it.
ANY_CLOCK = re.compile(r"\d\s*(?::|点|點|时|時|[ap]\.?m)", re.IGNORECASE)
DAY_MINUTES = 24 * 60
YEARS = dt.timedelta(days=5 * 366)


# Digits and the comma as wide as Chinese characters; no other signs, such as ² and ①, are digits here.
FULL_WIDTH = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９，", "0123456789,", strict=True)}


@dataclass(frozen=True, kw_only=True)
class WholeColumn(ListColumn):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 32_767

    def hint_text(self) -> str:
        return gettext("A whole number from %(least)s to %(most)s.") % {"least": self.least, "most": self.most}

    def example(self, edition: Edition) -> str:
        return "1"

    def parse(self, text: str, known: References) -> Any:
        number = read_digits(text.translate(FULL_WIDTH).replace(",", ""))
        if number is None or not self.least <= number <= self.most:
            raise CellProblem(_("“%(found)s” is no whole number that is possible here."), found=shorten(text))
        return number


def shorten(text: str) -> str:
    return Truncator(text).chars(60)


def number_with_unit(cell: Value) -> str:
    """What the cell shows: a number with what its format writes beside it. Raises CellProblem where that is another."""
    if not isinstance(cell, Number) or not (cell.around or cell.disguised):
        return cell_text(cell)
    if cell.disguised:
        raise CellProblem(
            _("The cell's format shows another figure than the %(found)s that it holds."), found=str(cell)
        )
    if "%" in cell.around:
        return f"{number_text(Number(cell.value * 100))}%"
    return number_text(cell) + cell.around.strip()


@dataclass(frozen=True, kw_only=True)
class DayColumn(ListColumn):
    """A day, as ISO 8601."""

    hint: ClassVar[LazyText] = _("A day, like 2019-08-26 or 26 August.")

    def example(self, edition: Edition) -> str:
        return edition.starts_on.isoformat()

    def read(self, cell: Value, known: References) -> Any:
        text = cell_text(cell)
        if not text or self.leaves_open(text):
            return None
        try:
            day = dates.parse_date(cell, edition_window(known))
        except dates.DateRefusal as doubt:
            sentence = _("“%(found)s” is not a day: write it like 2019-08-26, or leave the cell empty.")
            if self.required:
                sentence = _("“%(found)s” is not a day: write it like 2019-08-26.")
            raise CellProblem(sentence, found=text) from doubt
        if isinstance(cell, str) and (weekday := dates.contradicting_weekday(cell, day)):
            self.doubt_weekday(day, weekday, known)
        return day.isoformat()

    def doubt_weekday(self, day: dt.date, weekday: str, known: References) -> None:
        """Of a day beside which another day of the week is named. Raises CellProblem."""
        sentence = _("The cell says “%(found)s”, which %(day)s is not: which day is meant?")
        raise CellProblem(sentence, found=weekday, day=day.isoformat())

    def stored(self, row: Model, known: References) -> Any:
        day = getattr(row, self.column)
        if day is None:
            return ""
        return day.isoformat()

    def assign(self, row: Model, value: Any, known: References) -> None:
        setattr(row, self.column, dt.date.fromisoformat(value))

    def words_of(self, value: Any) -> str:
        return value


def edition_window(known: References) -> dates.DateWindow:
    edition = known.edition
    return dates.DateWindow(edition.starts_on.year, edition.starts_on - YEARS, edition.ends_on + YEARS)


@dataclass(frozen=True, kw_only=True)
class MomentColumn(ListColumn):
    """A day and a time by the clocks of the venue, as ISO 8601 to the minute; a day alone is its beginning."""

    hint: ClassVar[LazyText] = _("A day and a time at the venue, like 2019-08-26 09:30.")

    def example(self, edition: Edition) -> str:
        return f"{edition.starts_on.isoformat()} 09:30"

    def read(self, cell: Value, known: References) -> Any:
        text = cell_text(cell)
        if not text or self.leaves_open(text):
            return None
        try:
            shown = clock_reading(cell, edition_window(known))
        except dates.DateRefusal as doubt:
            raise CellProblem(
                _("“%(found)s” is not a day and a time: write it like 2019-08-26 09:30."), found=text
            ) from doubt
        try:
            instants.entered_moment(shown, known.edition.tz)
        except instants.SkippedHour as doubt:
            raise CellProblem(_("The clocks at the venue never show “%(found)s”."), found=text) from doubt
        return shown.isoformat(timespec="minutes")

    def stored(self, row: Model, known: References) -> Any:
        moment = getattr(row, self.column)
        if moment is None:
            return ""
        return instants.wall_clock_time(moment, known.edition.tz).isoformat(timespec="minutes")

    def assign(self, row: Model, value: Any, known: References) -> None:
        setattr(row, self.column, instants.entered_moment(dt.datetime.fromisoformat(value), known.edition.tz))

    def words_of(self, value: Any) -> str:
        return moment_words(value)


@dataclass(frozen=True, kw_only=True)
class ClockColumn(ListColumn):
    """A time of day at the venue, as 09:30."""

    hint: ClassVar[LazyText] = _("A time at the venue, like 09:30.")

    def read(self, cell: Value, known: References) -> Any:
        if isinstance(cell, Number) and 0 <= cell.value < 1:
            minutes = round(cell.value * DAY_MINUTES)
            return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        return super().read(cell, known)

    def parse(self, text: str, known: References) -> Any:
        found = read_written_hours(text)
        if found is None or found.day or found.ends:
            raise CellProblem(_("“%(found)s” is no time: write it like 09:30."), found=shorten(text))
        return f"{found.begins:%H:%M}"

    def stored(self, row: Model, known: References) -> Any:
        clock = getattr(row, self.column)
        if clock is None:
            return ""
        return f"{clock:%H:%M}"

    def assign(self, row: Model, value: Any, known: References) -> None:
        setattr(row, self.column, dt.time.fromisoformat(value))


def moment_words(value: str) -> str:
    """A moment as ISO 8601 has it, by the clocks of the venue, as a person reads it."""
    shown = dt.datetime.fromisoformat(value)
    return f"{shown:%Y-%m-%d %H:%M}"


def clock_reading(cell: Value, window: dates.DateWindow) -> dt.datetime:
    """What the clocks show. Raises DateRefusal, also for a time that is written in another way than 09:30."""
    if isinstance(cell, dt.datetime):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, Number) and cell.value % 1:
        if (moment := dates.serial_moment(cell, window)) is None:
            raise dates.DateRefusal("unreadable")
        return moment
    clock = dt.time()
    if isinstance(cell, str):
        found = read_written_hours(cell)
        if found is not None and found.day and found.ends is None:
            cell, clock = found.day, found.begins
        elif ANY_CLOCK.search(plain_text(cell)):
            raise dates.DateRefusal("unreadable")
    return dt.datetime.combine(dates.parse_date(cell, window), clock)
