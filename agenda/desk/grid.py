"""The grid of sessions: the columns of their lists, their hours by the clock at the venue."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions.columns import DailyHoursColumn, FoundColumn, RoleColumn
from agenda.imports.sessions.session_list import ABOUT, WHAT, WHEN, WHERE, MinutesColumn
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
        entries.set(f"{name}_1", clock)
        if not clock:
            entries.set(f"{name}_0", "")


def settle_hours(entries: RowEntries, changed: set[str], known: References) -> None:
    """Put hours on their days, as lists do: an end before six lies in the night after. Raises CellProblem."""
    if not changed & WHEN_KEYS:
        return
    day, last = entered_day(entries, "day"), entered_day(entries, "last_day")
    starts, ends = entries.get("starts_at_1"), entries.get("ends_at_1")
    if day is None and (starts or ends):
        raise CellProblem(_("A session with hours needs its day."))
    if day is None:
        return
    end_day = last or day
    if last is None and ends and starts and ends <= starts and ends <= f"{NIGHT_ENDS:%H:%M}":
        end_day = day + DAY
    for name, clock, on in (("starts_at", starts, day), ("ends_at", ends, end_day)):
        entries.set(f"{name}_0", on.isoformat() if clock else "")


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
