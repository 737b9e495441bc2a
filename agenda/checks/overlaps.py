"""What two sessions, or a session and the venue, have against each other: each found by one statement."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection

from agenda.checks.occupancy import opening_table, span_table
from expo.models import Edition

# Minutes from a hall to any other, where nobody has measured the walk.
WALK = 10


class Finding(NamedTuple):
    """The keys of the sessions concerned, and of whom: a person's names; `minutes` it takes to walk."""

    one: int
    other: int | None = None
    name_en: str = ""
    name_zh: str = ""
    minutes: int = 0
    gap: int = 0


# Whom a session of the plan may have something against: in its room, with its people, its whole and its parts.
# `+ 0`, so that SQLite looks among the parts of a session and not among all of the edition.
NEAR = """near (id) AS MATERIALIZED (
    SELECT asked.id FROM agenda_session asked WHERE asked.id = %s
    UNION SELECT other.id FROM agenda_session asked JOIN agenda_session other ON other.room_id = asked.room_id
        WHERE asked.id = %s AND other.edition_id = asked.edition_id AND other.origin_id IS NULL
    UNION SELECT part.id FROM agenda_session asked JOIN agenda_session part ON part.parent_id = asked.id
        WHERE asked.id = %s AND part.edition_id + 0 = asked.edition_id AND part.origin_id IS NULL
    UNION SELECT whole.id FROM agenda_session asked JOIN agenda_session whole ON whole.id = asked.parent_id
        WHERE asked.id = %s AND whole.edition_id = asked.edition_id
    UNION SELECT other.id FROM agenda_sessionrole role JOIN agenda_sessionrole same ON same.person_id = role.person_id
        JOIN agenda_session other ON other.id = same.session_id
        WHERE role.session_id = %s AND other.edition_id = %s AND other.origin_id IS NULL)"""
APART = "COALESCE(a.parent, 0) <> b.id AND COALESCE(b.parent, 0) <> a.id"
OVERLAP = f"a.starts < b.ends AND b.starts < a.ends AND {APART}"
CAST = """busy AS MATERIALIZED (
    SELECT DISTINCT role.person_id AS person, role.session_id AS id FROM agenda_sessionrole role
    JOIN agenda_session session ON session.id = role.session_id
    WHERE role.person_id IS NOT NULL AND session.edition_id = %s AND session.origin_id IS NULL{near}),
    there AS MATERIALIZED (SELECT busy.person, span.* FROM busy JOIN span ON span.id = busy.id)"""


# Each with the keys of one or two sessions, a person's names and key, the minutes of a walk and those there are.
NOBODY = "'', '', 0, 0, 0"
SOMEBODY = "person.name_en, person.name_zh, person.id"
SELECTS = {
    # Two sessions at once in a room that is not for many things at once; one may be a part of the other.
    "room": f"""SELECT DISTINCT 'room', a.id, b.id, {NOBODY} FROM span a
        JOIN agenda_room room ON room.id = a.room AND NOT room.parallel
        JOIN span b ON b.room = a.room AND a.id < b.id AND {OVERLAP}""",
    # Somebody in two sessions at once, neither of which lasts several days nor is a part of the other.
    "person": f"""SELECT DISTINCT 'person', a.id, b.id, {SOMEBODY}, 0, 0 FROM there a
        JOIN there b ON b.person = a.person AND a.id < b.id AND {OVERLAP} AND NOT a.lasting AND NOT b.lasting
        JOIN expo_person person ON person.id = a.person""",
    # The same where one of the two lasts several days: nobody stands there all the time.
    "lasting": f"""SELECT DISTINCT 'lasting', a.id, b.id, {SOMEBODY}, 0, 0 FROM there a
        JOIN there b ON b.person = a.person AND a.id < b.id AND {OVERLAP} AND (a.lasting OR b.lasting)
        JOIN expo_person person ON person.id = a.person""",
    # Somebody with less time between two sessions than the walk from hall to hall takes.
    "walk": f"""SELECT 'walk', a.id, b.id, {SOMEBODY}, COALESCE(walk.minutes, {WALK}), (b.starts - a.ends) / 60
        FROM there a
        JOIN there b ON b.person = a.person AND b.id <> a.id AND b.starts >= a.ends AND {APART}
            AND NOT a.lasting AND NOT b.lasting AND a.room IS NOT NULL AND b.room IS NOT NULL
            AND COALESCE(a.hall, 0) <> COALESCE(b.hall, 0)
        LEFT JOIN agenda_walk walk ON (walk.one_id = a.hall AND walk.other_id = b.hall)
            OR (walk.one_id = b.hall AND walk.other_id = a.hall)
        JOIN expo_person person ON person.id = a.person
        WHERE b.starts - a.ends < 60 * COALESCE(walk.minutes, {WALK})""",
    # In a room before its hall opens or after it closes; the hall's own hours come before the venue's.
    "closed": f"""SELECT DISTINCT 'closed', a.id, CAST(NULL AS bigint), {NOBODY} FROM span a
        JOIN opening ON opening.day = a.day AND (opening.hall = a.hall OR (opening.hall IS NULL AND NOT EXISTS (
            SELECT 1 FROM opening own WHERE own.day = a.day AND own.hall = a.hall)))
        WHERE a.room IS NOT NULL AND (a.starts < opening.opens OR a.ends > opening.closes)""",
    # Parts that begin before, or end after, what they are part of does on that day; or stand on another day.
    "part": f"""SELECT DISTINCT 'part', a.id, a.parent, {NOBODY} FROM span a JOIN span whole ON whole.id = a.parent
        GROUP BY a.id, a.parent, a.starts, a.ends
        HAVING MAX(CASE WHEN whole.starts <= a.starts AND whole.ends >= a.ends THEN 1 ELSE 0 END) = 0""",
}


def overlap_finder(key: str) -> Callable[..., list[Finding]]:
    """What finds one of `SELECTS` alone."""
    return lambda edition, only=None: find_overlaps(edition, [key], only)[key]


def find_overlaps(edition: Edition, keys: Sequence[str], only: int | None = None) -> dict[str, list[Finding]]:
    """What each of these `SELECTS` finds, by one statement: what takes place when is found out once for all of them.

    `only`: the key of a session; then only what it may touch is read, and what concerns it is found.
    """
    found: dict[str, list[Finding]] = {key: [] for key in keys}
    if not keys:
        return found
    tables, values = written_tables(edition, only)
    selects = " UNION ALL ".join(f"SELECT * FROM ({SELECTS[key]}) AS {key}_found" for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} {selects} ORDER BY 2, 3, 6", values)
        for key, one, other, name_en, name_zh, _person, minutes, gap in cursor.fetchall():
            if only is None or only in (one, other):
                found[key].append(Finding(one, other, name_en, name_zh, minutes, gap))
    return found


def written_tables(edition: Edition, only: int | None) -> tuple[str, list[Any]]:
    """The tables that `SELECTS` join, and their parameters; those that none of them names are not made."""
    spans, values = span_table(edition, near=only is not None)
    openings, hours = opening_table(edition)
    cast = CAST.replace("{near}", "" if only is None else " AND session.id IN (SELECT id FROM near)")
    tables, params = [spans, cast, openings], [*values, edition.pk, *hours]
    if only is not None:
        tables, params = [NEAR, *tables], [*[only] * 5, edition.pk, *params]
    return ", ".join(tables), params
