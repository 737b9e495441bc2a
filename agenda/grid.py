"""A part of a day as a table: a row for each start, a column for each room."""

from typing import NamedTuple

from agenda.models import Room, Session
from agenda.programme import Part, Slot


class Line(NamedTuple):
    """What starts at the same time, room by room; a cell is empty where nothing starts in its room."""

    slot: Slot
    cells: list[list[Session]]


class Grid(NamedTuple):
    """Rooms in their order, None last for what has no room; and the rows below them."""

    rooms: list[Room | None]
    rows: list[Line]


def grid_of(part: Part) -> Grid:
    """The part's sessions, as they were loaded for its list, by room."""
    found = {session.room_id: session.room for one in part.slots for session in one.sessions}
    rooms = sorted(found.values(), key=lambda room: (room is None, room and (room.order, room.slug)))
    keys = [room.pk if room else None for room in rooms]
    return Grid(rooms, [Line(one, cells(one, keys)) for one in part.slots])


def cells(slot: Slot, keys: list[int | None]) -> list[list[Session]]:
    found: dict[int | None, list[Session]] = {key: [] for key in keys}
    for session in slot.sessions:
        found[session.room_id].append(session)
    return list(found.values())
