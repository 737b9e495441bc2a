"""The columns of lists of sessions that say when: a day by its date or name, hours as people write them, minutes."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions import times
from agenda.migration_names import is_daily_hours
from agenda.models import Session
from agenda.models.kinds import PartOfDay
from expo.i18n.instants import DAY
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import ChoiceColumn, DayColumn, ListColumn, WholeColumn
from expo.imports.lists.fields.numbers import edition_window, moment_words
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets.cells import cell_text
from expo.imports.lists.sheets.clocks import plain_text
from expo.spreadsheets import dates
from expo.spreadsheets.cells import Value

NUMBERED_DAY = re.compile(r"day\s*([1-9])|第([一二三四五六七八九1-9])[天日]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class MomentOfHours(ListColumn):
    """A moment, exact, from the hours of a cell and the day of the row, which the kind's matcher puts together."""

    hint: ClassVar[LazyText] = _("A time at the venue, like 09:30, or both like 09:30-10:45.")

    def read(self, cell: Value, known: References) -> Any:
        if self.leaves_open(cell):
            return None
        return times.read_hours(cell, edition_window(known))

    def stored(self, row: Any, known: References) -> Any:
        moment = getattr(row, self.column)
        if moment is None:
            return ""
        return times.exact_text(moment, known.edition.tz)

    def assign(self, row: Any, value: Any, known: References) -> None:
        setattr(row, self.column, dt.datetime.fromisoformat(value).astimezone(dt.UTC))

    def words_of(self, value: Any) -> str:
        return moment_words(value)


class NamedDayColumn(DayColumn):
    """A day, of the edition also by its number or its name in the week, which beside a date adds nothing."""

    def is_aside(self, cell: Value) -> bool:
        return isinstance(cell, str) and bool(NUMBERED_DAY.fullmatch(plain_text(cell)) or dates.is_weekday(cell))

    def read(self, cell: Value, known: References) -> Any:
        if self.is_aside(cell):
            days = [day for day in known.edition.days if is_called(day, known.edition.starts_on, plain_text(str(cell)))]
        else:
            days = [day for day in dates.either_reading(cell_text(cell)) if day in known.edition.days]
        if len(days) == 1:
            return days[0].isoformat()
        return super().read(cell, known)

    def doubt_weekday(self, day: dt.date, weekday: str, known: References) -> None:
        self.check_aside(day.isoformat(), weekday, known)

    def check_aside(self, value: Any, aside: Value, known: References) -> None:
        first, name = known.edition.starts_on, plain_text(str(aside))
        if is_called(dt.date.fromisoformat(value), first, name):
            return
        days = [value, *(day.isoformat() for day in known.edition.days if is_called(day, first, name))]
        sentence = _("“%(found)s” is not %(day)s: which day is meant?")
        raise CellProblem(sentence, [Choice(day, day) for day in days], found=name, day=value)


def is_called(day: dt.date, first: dt.date, text: str) -> bool:
    if found := NUMBERED_DAY.fullmatch(text):
        said = found[1] or found[2]
        number = int(said) if said.isdecimal() else "一二三四五六七八九".index(said) + 1
        return day == first + (number - 1) * DAY
    return dates.weekday_of(text) == day.weekday()


class MinutesColumn(WholeColumn):
    """How long it lasts, of which its end is made."""

    def read(self, cell: Any, known: References) -> Any:
        if isinstance(cell, str):
            cell = cell.strip().removesuffix("分钟").removesuffix("min").strip()
        return super().read(cell, known)

    def stored(self, row: Any, known: References) -> Any:
        return ""


@dataclass(frozen=True, kw_only=True)
class DailyHoursColumn(ListColumn):
    """The hours of single days of what lasts several, as a session keeps them: see `agenda.models.daily_hours`."""

    hint: ClassVar[LazyText] = _('Hours of single days, like {"2019-08-26": ["09:00", "18:00"]}; null where closed.')

    def parse(self, text: str, known: References) -> Any:
        try:
            hours = json.loads(text)
        except ValueError:
            hours = None
        if not is_daily_hours(hours):
            raise CellProblem(_("This says no hours of single days."))
        return hours

    def is_empty(self, value: Any) -> bool:
        return not value


WHEN: tuple[ListColumn, ...] = (
    NamedDayColumn(model=Session, column="day", words="日期 会议日期 活动日期 举办日期 =date =day =when =datum"),
    DayColumn(model=Session, column="last_day", words="结束日期 lastday enddate"),
    MomentOfHours(
        model=Session,
        column="starts_at",
        words="开始时间 开始 =beginn 起始时间 时间 时段 日期时间 时间日期 起止时间 活动时间 会议时间 "
        "举办时间 =time =hours =datetime start "
        "starttime begins from =starts",
    ),
    MomentOfHours(model=Session, column="ends_at", words="结束时间 结束 end endtime until =ends to =ende"),
    MinutesColumn(
        model=Session,
        column="order",
        name="minutes",
        heading=_("minutes"),
        least=1,
        most=24 * 60,
        words="时长 分钟 时长分钟 分钟数 duration length minutes",
    ),
    ChoiceColumn(
        model=Session,
        column="part_of_day",
        heading=_("morning, afternoon or evening"),
        choices=PartOfDay,
        words="上午/下午 上下午 partofday",
    ),
    DailyHoursColumn(model=Session, column="daily_hours", words="每日时间 各日时间 dailyhours"),
    WholeColumn(model=Session, column="order", words="排序 顺序 =order"),
)
