"""A part of a day as a table to scale: a row for each few minutes, a column for each room, side by side what overlaps.

A forum with parts in its room stands in a lane of its own beside them, and frames them.
"""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from django.utils import timezone

from agenda.models import Room, Session
from agenda.schedule.clock import FINEST_ROW
from agenda.schedule.day import DayPage, DaySlot
from agenda.schedule.grid_lanes import Block, GridCell, RoomLanes
from expo.i18n import instants
from expo.presence import require_value

HOUR = dt.timedelta(hours=1)
# Rows in minutes that are coarser than the finest one, where all sessions begin and end on them.
COARSER = (30, 15, 10)
# Of a session without an end, and the most that one takes in the table.
UNKNOWN_MINUTES, MOST_MINUTES = 30, 24 * 60


class Scale(NamedTuple):
    """The first row's moment, a full hour, and how many minutes a row stands for."""

    starts_at: dt.datetime
    step: int

    @property
    def rows_of_hour(self) -> int:
        return 60 // self.step

    def row_of(self, moment: dt.datetime) -> int:
        """Negative before the first one."""
        return instants.minutes_between(self.starts_at, moment) // self.step

    def hour_at(self, row: int) -> dt.datetime | None:
        """The hour that begins with the row."""
        if row % self.rows_of_hour:
            return None
        return instants.shift_moment(self.starts_at, row // self.rows_of_hour * HOUR)


class GridRoom(NamedTuple):
    """A column's heading: None for what has no room; over how many lanes."""

    room: Room | None
    lanes: int


class GridRow(NamedTuple):
    """So many minutes: the hour that begins with it, over so many rows, or None; what begins in each lane.

    `anchors`: the ids of the starts in it, in their order.
    """

    hour: dt.datetime | None
    rows: int
    anchors: list[str]
    now: bool
    cells: list[GridCell]


class UntimedRow(NamedTuple):
    """What stands on the day without hours: what there is of it in each room, and over how many lanes."""

    slot: DaySlot
    cells: list[tuple[list[Session], int]]


class Grid(NamedTuple):
    """Rooms in their order, None last for what has no room; `scale`: of the rows, None where nothing has hours."""

    rooms: list[GridRoom]
    scale: Scale | None
    rows: list[GridRow]
    untimed: list[UntimedRow]


def build_grid(part: DayPage, now: dt.datetime) -> Grid:
    """The part's sessions, as they were loaded for its list, by room."""
    timed = [slot for slot in part.slots if slot.starts_at]
    rooms = rooms_of_part(part)
    scale = scale_of_slots(timed)
    lanes = [RoomLanes(blocks_of_room(timed, room, scale)) for room in rooms]
    heads = [GridRoom(room, each.number) for room, each in zip(rooms, lanes, strict=True)]
    rows = build_rows(lanes, scale, anchors_by_row(timed, scale), now)
    untimed = [UntimedRow(slot, cells_by_room(slot, heads)) for slot in part.slots if not slot.starts_at]
    return Grid(heads, scale if timed else None, rows, untimed)


def anchors_by_row(timed: list[DaySlot], scale: Scale) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for slot in timed:
        if slot.anchor:
            found[scale.row_of(start_of(slot))].append(slot.anchor)
    return found


def start_of(slot: DaySlot) -> dt.datetime:
    return require_value(slot.starts_at)


def rooms_of_part(part: DayPage) -> list[Room | None]:
    found: dict[int | None, Room | None] = {}
    for slot in part.slots:
        for session in slot.sessions:
            found[session.room_id] = session.room
    return sorted(found.values(), key=lambda room: (room is None, room and (room.order, room.slug)))


def full_hour(moment: dt.datetime) -> dt.datetime:
    """The last full hour by the clocks of the active zone."""
    local = timezone.localtime(moment)
    return instants.shift_moment(local, -dt.timedelta(minutes=local.minute, seconds=local.second))


def scale_of_slots(timed: list[DaySlot]) -> Scale:
    """The largest step that every start and end keeps to, from the full hour before the first one."""
    moments: list[dt.datetime] = []
    for slot in timed:
        for session in slot.sessions:
            moments.extend(moment for moment in (session.starts_at, session.ends_at) if moment)
    starts_at = full_hour(min(moments, default=timezone.now()))
    minutes = [instants.minutes_between(starts_at, moment) for moment in moments]
    step = next((step for step in COARSER if all(each % step == 0 for each in minutes)), FINEST_ROW)
    return Scale(starts_at, step)


def blocks_of_room(timed: list[DaySlot], room: Room | None, scale: Scale) -> list[Block]:
    found: list[Block] = []
    key = room.pk if room else None
    for slot in timed:
        found.extend(block_of_session(each, scale) for each in slot.sessions if each.room_id == key)
    return found


def block_of_session(session: Session, scale: Scale) -> Block:
    """The rows that it takes: one at least."""
    starts_at = require_value(session.starts_at)
    begin = instants.minutes_between(scale.starts_at, starts_at)
    lasting = UNKNOWN_MINUTES
    if session.ends_at:
        lasting = min(instants.minutes_between(starts_at, session.ends_at), MOST_MINUTES)
    first = begin // scale.step
    return Block(session, first, max((begin + lasting) // scale.step, first + 1))


def build_rows(lanes: list[RoomLanes], scale: Scale, anchors: dict[int, list[str]], now: dt.datetime) -> list[GridRow]:
    number = max((each.last_row for each in lanes), default=0)
    cells: dict[int, list[GridCell]] = defaultdict(list)
    for each in lanes:
        for cell in each.cells(number):
            cells[cell.first].append(cell)
    current, rows = scale.row_of(now), []
    for row in range(number):
        spanned = min(scale.rows_of_hour, number - row)
        rows.append(GridRow(scale.hour_at(row), spanned, anchors.get(row, []), row == current, cells[row]))
    return rows


def cells_by_room(slot: DaySlot, rooms: list[GridRoom]) -> list[tuple[list[Session], int]]:
    found: dict[int | None, list[Session]] = defaultdict(list)
    for session in slot.sessions:
        found[session.room_id].append(session)
    return [(found[head.room.pk if head.room else None], head.lanes) for head in rooms]
