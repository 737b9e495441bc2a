"""The grid of sessions: the columns of their lists, their hours by the clock at the venue."""

import datetime as dt
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions.columns import FoundColumn, RoleColumn
from agenda.imports.sessions.hour_columns import DailyHoursColumn, MinutesColumn
from agenda.imports.sessions.session_list import ABOUT, WHAT, WHEN, WHERE
from agenda.imports.sessions.times import Hours
from agenda.models import Session
from agenda.models.bounds import NIGHT_ENDS
from expo.grid.columns import FoundCell, GridColumn
from expo.grid.entries import RowEntries
from expo.grid.exhibition import LEFT_OUT, list_cell
from expo.grid.kinds import GridKind
from expo.i18n.instants import DAY, wall_clock_time
from expo.imports.lists.fields import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem

WHEN_KEYS = {"day", "last_day", "starts_at", "ends_at"}
# What follows from other cells, or is a table of its own.
BESIDE = (MinutesColumn, DailyHoursColumn, RoleColumn)


class HourCell(GridColumn):
    """A time at the venue, on the day that stands in its own cell; each end in a cell of its own."""

    @property
    def hint(self) -> str:
        return str(_("A time at the venue, like 09:30."))

    def text(self, row: Any, known: References) -> str:
        moment = getattr(row, self.field.column)
        if moment is None:
            return ""
        return f"{wall_clock_time(moment, known.edition.tz):%H:%M}"

    def clear(self, entries: RowEntries) -> None:
        self.put_clock(entries, self.field.column, "")

    def put(self, entries: RowEntries, value: Hours, known: References) -> None:
        if value.ends is not None or value.day is not None:
            raise CellProblem(_("Write one time here, like 09:30: the end and the day have cells of their own."))
        self.put_clock(entries, self.field.column, f"{value.begins:%H:%M}")

    def put_clock(self, entries: RowEntries, name: str, clock: str) -> None:
        if clock and entries.get(f"{name}_1").removesuffix(":00") == clock:
            return
        entries.set(f"{name}_1", clock)
        if not clock:
            entries.set(f"{name}_0", "")


def settle_hours(entries: RowEntries, changed: set[str], known: References) -> None:
    """Put hours on their days. An end that neither was typed nor goes along with its day stays. Raises CellProblem."""
    if not changed & WHEN_KEYS:
        return
    day = entered_day(entries, "day")
    if day is None and (entries.get("starts_at_1") or entries.get("ends_at_1")):
        raise CellProblem(_("A session with hours needs its day."))
    if day is None:
        return
    begins = start_day(entries, day, known)
    for name, on in (("starts_at", begins), ("ends_at", end_day(entries, changed, begins, known))):
        entries.set(f"{name}_0", on.isoformat() if entries.get(f"{name}_1") else "")


def start_day(entries: RowEntries, day: dt.date, known: References) -> dt.date:
    """On which it starts: where it stood, moved along with the day; else on its day."""
    stood, row = stored_day(entries.row, "starts_at", known), cast(Session, entries.row)
    if stood is None or row.day is None:
        return day
    return stood + (day - row.day)


def end_day(entries: RowEntries, changed: set[str], begins: dt.date, known: References) -> dt.date:
    """On which it ends: as `start_day`; one that is typed and before six may lie in the night after the start."""
    stood, row = stored_day(entries.row, "ends_at", known), cast(Session, entries.row)
    day, last = entered_day(entries, "day"), entered_day(entries, "last_day")
    on, is_typed = last or begins, True
    if stood and day and row.day and (last is None) == (row.last_day is None):
        is_typed = "ends_at" in changed
        if not (is_typed and ends_at_night(row, known)):
            on = stood + ((last or day) - (row.last_day or row.day))
    starts, ends = entries.get("starts_at_1"), entries.get("ends_at_1")
    if is_typed and last is None and on == begins and starts and ends <= starts and ends <= f"{NIGHT_ENDS:%H:%M}":
        return on + DAY
    return on


def ends_at_night(row: Session, known: References) -> bool:
    """Whether it ends before six in the night after its start, which says no day of its own."""
    starts, ends = stored_day(row, "starts_at", known), stored_day(row, "ends_at", known)
    if starts is None or ends is None or row.last_day or row.ends_at is None:
        return False
    return ends == starts + DAY and wall_clock_time(row.ends_at, known.edition.tz).time() <= NIGHT_ENDS


def stored_day(row: Any, name: str, known: References) -> dt.date | None:
    """On which it starts or ends by the clock at the venue."""
    moment = getattr(row, name)
    return moment and wall_clock_time(moment, known.edition.tz).date()


def entered_day(entries: RowEntries, name: str) -> dt.date | None:
    """The day in a box of the form, with hyphens or, in Chinese, with slashes."""
    text = entries.get(name).replace("/", "-")
    return dt.date.fromisoformat(text) if text else None


def read_places(known: References) -> None:
    known.found["rooms"] = {room.slug: room for room in known.edition.rooms.all()}
    sessions = Session.objects.working().filter(edition=known.edition)
    known.found["sessions"] = {session.slug: session for session in sessions}


def found_rooms(known: References) -> dict[str, Any]:
    return known.found["rooms"]


def found_sessions(known: References) -> dict[str, Any]:
    return known.found["sessions"]


FOUND = {"rooms": found_rooms, "sessions": found_sessions}


def session_cell(field: ListColumn) -> GridColumn:
    if isinstance(field, FoundColumn):
        return FoundCell(field=field, rows=FOUND[field.among])
    if field.key in ("starts_at", "ends_at"):
        return HourCell(field=field)
    return list_cell(field)


def session_cells() -> tuple[GridColumn, ...]:
    cells = []
    for field in (*WHAT, *WHEN, *WHERE, *ABOUT):
        if field.key not in LEFT_OUT and not isinstance(field, BESIDE):
            cells.append(session_cell(field))
    return tuple(cells)


SESSIONS = GridKind(
    slug="sessions",
    title=_("Sessions"),
    heading=_("session"),
    model=Session,
    columns=session_cells(),
    joined=("edition", "room", "parent"),
    below={},
    prepare=read_places,
    settle=settle_hours,
    addable=True,
)
