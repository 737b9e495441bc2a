"""What the page of a forum says, as lines of a list of sessions."""

import datetime as dt
from typing import Any

from agenda.imports.sessions.session_list import SESSIONS
from agenda.models import Session, SessionKind, SessionStatus
from agenda.models.kinds import Visibility
from agenda.planning.addresses import free_addresses
from agenda.planning.forum import ForumData, PartHours, PartType, lay_out
from expo.i18n.instants import minutes_between
from expo.imports.lists.answers import MEANT, NEW, Answers, place_name
from expo.imports.lists.lookups.references import References
from expo.imports.lists.reading import ListedLine, ListReading, read_cells
from expo.imports.lists.sheets.tables import TableLine
from expo.presence import require_value
from expo.spreadsheets.cells import Row
from expo.spreadsheets.headers import Column

HEAD = 1
# The line of a part is its number with this added.
FIRST = 2
NAMES = ("name_zh", "name_en")
PEOPLE = ("speaker", "host")
Cells = dict[str, Any]


def read_forum(data: ForumData) -> ListReading:
    """Every line means a new session, whatever else is called so."""
    lines, picks = [], {}
    rows = forum_rows(data)
    for number in rows:
        for name in NAMES:
            picks[place_name("", number, name)] = NEW
        for field in PEOPLE:
            # What stands in brackets behind a name and is no role is a title.
            picks[place_name("", number, field)] = MEANT
    known, answers = References(data.edition), Answers(picks=picks)
    labels = SESSIONS.column_labels()
    for number, cells in rows.items():
        columns = tuple(Column(index, labels[key], field=key) for index, key in enumerate(cells))
        line = ListedLine("", number, TableLine(Row(number, list(cells.values())), columns))
        read_cells(line, SESSIONS, known, answers)
        lines.append(line)
    return ListReading("", "", [], lines, known, answers)


def forum_rows(data: ForumData) -> dict[int, Cells]:
    """By the number of its line what a row says, a cell for each field."""
    rows: dict[int, Cells] = {}
    if data.forum is None:
        slug = free_slug(data)
        rows[HEAD] = head_cells(data, slug)
    else:
        slug = data.forum.slug
        if end := data.late_end:
            rows[HEAD] = later_cells(data.forum, end)
    for hours in lay_out(data.starts_at, data.parts):
        rows[FIRST + hours.part.number] = part_cells(data, hours, slug)
    return rows


def free_slug(data: ForumData) -> str:
    """By which the parts name a forum that is not stored yet."""
    return free_addresses(data.edition).free({"name_en": data.name_en, "name_zh": data.name_zh}, "session")


def head_cells(data: ForumData, slug: str) -> Cells:
    cells = common_cells(data) | {
        "slug": slug,
        "name_zh": data.name_zh,
        "name_en": data.name_en,
        "kind": data.kind,
        "day": data.day,
        "starts_at": data.starts_at.astimezone(data.edition.tz),
        "host": data.moderators,
    }
    if data.end:
        return cells | {"ends_at": f"{data.end:%H:%M}"}
    return cells | {"minutes": str(sum(part.minutes for part in data.parts))}


def later_cells(forum: Session, end: dt.datetime) -> Cells:
    """Of a forum that stands already, that it ends then."""
    starts_at = require_value(forum.starts_at)
    return {
        "slug": forum.slug,
        "name_zh": forum.name_zh,
        "name_en": forum.name_en,
        "day": forum.day,
        "starts_at": starts_at.astimezone(forum.edition.tz),
        "minutes": str(minutes_between(starts_at, end)),
    }


def common_cells(data: ForumData) -> Cells:
    """What the parts have from their forum: the room, the languages, whether they are confirmed."""
    room = ""
    if data.room:
        room = data.room.slug
    return {"room": room, "languages": data.languages, "status": data.status or SessionStatus.DRAFT.value}


def part_cells(data: ForumData, hours: PartHours, forum: str) -> Cells:
    part, starts_at = hours.part, hours.starts_at.astimezone(data.edition.tz)
    return common_cells(data) | {
        "visibility": part_visibility(data),
        "name_zh": part.name_zh,
        "name_en": part.name_en,
        "parent": forum,
        "kind": part_kind(data, part.type),
        "day": starts_at.date(),
        "starts_at": starts_at,
        "minutes": str(minutes_between(hours.starts_at, hours.ends_at)),
        "speaker": part.speakers,
        "role": part.usual_role,
        "host": part.moderators,
    }


def part_visibility(data: ForumData) -> str:
    """What only staff sees has no parts that all see."""
    if data.forum is None:
        return Visibility.PUBLIC.value
    return data.forum.visibility


def part_kind(data: ForumData, type_of_part: str) -> str:
    """A talk or a panel has no kind of its own: it is of the forum's."""
    if type_of_part == PartType.BREAK:
        return SessionKind.BREAK.value
    return data.kind
