"""When a row of a list takes place: its day, its hours as people write them, or how many minutes it lasts."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from agenda.models import Session, bounds
from agenda.models.bounds import NIGHT_ENDS
from expo.i18n.instants import DAY, SkippedHour, entered_moment
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.cells import cell_text
from expo.imports.lists.sheets.clocks import plain_text, read_written_hours
from expo.spreadsheets import dates
from expo.spreadsheets.cells import Number, Value

DAY_MINUTES = 24 * 60
NO_TIME = _("“%(found)s” is no time: write it like 09:30 or 09:30-10:45, or leave the cell empty.")


@dataclass(frozen=True)
class Hours:
    """By the clocks at the venue; `ends` None where the cell says no more than when it begins.

    `day`: where the cell says it too; `weekday`: where it names one, 0 for Monday; `moment`: where it says the very
    moment, in an hour that comes twice too.
    """

    begins: dt.time
    ends: dt.time | None = None
    day: dt.date | None = None
    moment: dt.datetime | None = None
    weekday: int | None = None


def read_hours(cell: Value, window: dates.DateWindow) -> Hours | None:
    """9:00, 下午2时30分, 9.00-10.30 a.m., a day before any of them, or a time as spreadsheets keep it.

    None for nothing. Raises CellProblem.
    """
    if isinstance(cell, dt.datetime):
        return hours_of_moment(cell)
    if isinstance(cell, Number):
        return hours_of_number(cell, window)
    text = plain_text(cell_text(cell))
    if not text:
        return None
    found = read_written_hours(text)
    if found is None:
        raise CellProblem(NO_TIME, found=text)
    day, weekday = written_day(found.day, text, window), dates.weekday_of(dates.weekday_words(found.day))
    return Hours(found.begins, found.ends, day=day, weekday=weekday)


def hours_of_number(cell: Number, window: dates.DateWindow) -> Hours:
    """A part of a day, or days and a part of one since the workbook counts. Raises CellProblem."""
    minutes = round(cell.value % 1 * DAY_MINUTES)
    if minutes < DAY_MINUTES and 0 <= cell.value < 1:
        return Hours(dt.time(minutes // 60, minutes % 60))
    moment = dates.serial_moment(cell, window)
    if moment is None:
        raise CellProblem(NO_TIME, found=cell_text(cell))
    return hours_of_moment(moment)


def written_day(day: str, text: str, window: dates.DateWindow) -> dt.date | None:
    """The day before the times of a cell. Raises CellProblem."""
    if not day or dates.is_weekday(day):
        return None
    try:
        return dates.parse_date(day, window)
    except dates.DateRefusal as doubt:
        raise CellProblem(NO_TIME, found=text) from doubt


def hours_of_moment(cell: dt.datetime) -> Hours:
    """Of a spreadsheet, which knows no zone; or of a page, which says the very moment."""
    clock, moment = cell.time().replace(second=0, microsecond=0), None
    if cell.tzinfo:
        moment = cell.astimezone(dt.UTC)
    return Hours(clock, day=cell.date(), moment=moment)


def exact_text(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment as it is compared: by the clocks of the venue, with how they stand then."""
    return moment.astimezone(zone).isoformat(timespec="minutes")


def end_at(day: dt.date, clock: dt.time, begin: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """On the same day, or in the night after it. Raises CellProblem."""
    end = shown_moment(day, clock, zone, begin)
    if end <= begin and clock <= NIGHT_ENDS:
        end = shown_moment(day + DAY, clock, zone, begin)
    if end <= begin:
        raise CellProblem(_("A session must end after it starts."))
    return end


def shown_moment(day: dt.date, clock: dt.time, zone: dt.tzinfo, after: dt.datetime | None = None) -> dt.datetime:
    try:
        return entered_moment(dt.datetime.combine(day, clock), zone, after)
    except SkippedHour as error:
        shown = f"{day.isoformat()} {clock:%H:%M}"
        raise CellProblem(_("The clocks at the venue never show “%(found)s”."), found=shown) from error


def error_sentence(row: Session, field: str) -> str:
    """What is wrong with the hours of a session there, for a CellProblem; "" for nothing."""
    return bounds.hours_errors(row).get(field, "").replace("%", "%%")


lazy_error = lazy(error_sentence, str)
