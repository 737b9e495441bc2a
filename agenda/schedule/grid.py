"""A part of a day as a table: a row for each start, a column for each room."""

from typing import NamedTuple

from agenda.models import Room, Session
from agenda.schedule.day import DayPage, DaySlot


class GridRow(NamedTuple):
    """What starts at the same time, room by room; a cell is empty where nothing starts in its room."""

    slot: DaySlot
    cells: list[list[Session]]


class Grid(NamedTuple):
    """Rooms in their order, None last for what has no room; and the rows below them."""

    rooms: list[Room | None]
    rows: list[GridRow]


def build_grid(part: DayPage) -> Grid:
    """The part's sessions, as they were loaded for its list, by room."""
    found: dict[int | None, Room | None] = {}
    for slot in part.slots:
        for session in slot.sessions:
            found[session.room_id] = session.room
    rooms = sorted(found.values(), key=lambda room: (room is None, room and (room.order, room.slug)))
    keys = [room.pk if room else None for room in rooms]
    return Grid(rooms, [GridRow(slot, cells_by_room(slot, keys)) for slot in part.slots])


def cells_by_room(slot: DaySlot, keys: list[int | None]) -> list[list[Session]]:
    found: dict[int | None, list[Session]] = {key: [] for key in keys}
    for session in slot.sessions:
        found[session.room_id].append(session)
    return list(found.values())
