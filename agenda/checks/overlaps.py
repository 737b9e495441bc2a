"""What two sessions, or a session and the venue, have against each other: each found by one statement."""

from collections.abc import Iterator
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
NEAR = """near (id) AS MATERIALIZED (
    SELECT asked.id FROM agenda_session asked WHERE asked.id = %s
    UNION SELECT other.id FROM agenda_session asked JOIN agenda_session other ON other.room_id = asked.room_id
        WHERE asked.id = %s AND other.edition_id = asked.edition_id AND other.origin_id IS NULL
    UNION SELECT part.id FROM agenda_session asked JOIN agenda_session part ON part.parent_id = asked.id
        WHERE asked.id = %s AND part.edition_id = asked.edition_id AND part.origin_id IS NULL
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


def find_room_overlaps(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """Two sessions at once in a room that is not for many things at once; one may be a part of the other."""
    sql = f"""SELECT DISTINCT a.id, b.id FROM span a JOIN agenda_room room ON room.id = a.room AND NOT room.parallel
        JOIN span b ON b.room = a.room AND a.id < b.id AND {OVERLAP} ORDER BY 1, 2"""
    return query_findings(edition, only, sql)


def find_person_overlaps(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """Somebody in two sessions at once, neither of which lasts several days nor is a part of the other."""
    return find_cast_overlaps(edition, only, "NOT a.lasting AND NOT b.lasting")


def find_lasting_overlaps(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """As `find_person_overlaps`, where one of the two lasts several days: nobody stands there all the time."""
    return find_cast_overlaps(edition, only, "(a.lasting OR b.lasting)")


def find_cast_overlaps(edition: Edition, only: int | None, which: str) -> Iterator[Finding]:
    sql = f"""SELECT DISTINCT a.id, b.id, person.name_en, person.name_zh, person.id FROM there a
        JOIN there b ON b.person = a.person AND a.id < b.id AND {OVERLAP} AND {which}
        JOIN expo_person person ON person.id = a.person ORDER BY 1, 2, 5"""
    return query_findings(edition, only, sql, CAST, [edition.pk])


def find_tight_walks(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """Somebody with less time between two sessions than the walk from hall to hall takes."""
    sql = f"""SELECT a.id, b.id, person.name_en, person.name_zh, COALESCE(walk.minutes, {WALK}),
        (b.starts - a.ends) / 60 FROM there a
        JOIN there b ON b.person = a.person AND b.id <> a.id AND b.starts >= a.ends AND {APART}
            AND NOT a.lasting AND NOT b.lasting AND a.room IS NOT NULL AND b.room IS NOT NULL
            AND COALESCE(a.hall, 0) <> COALESCE(b.hall, 0)
        LEFT JOIN agenda_walk walk ON (walk.one_id = a.hall AND walk.other_id = b.hall)
            OR (walk.one_id = b.hall AND walk.other_id = a.hall)
        JOIN expo_person person ON person.id = a.person
        WHERE b.starts - a.ends < 60 * COALESCE(walk.minutes, {WALK}) ORDER BY 1, 2, person.id"""
    return query_findings(edition, only, sql, CAST, [edition.pk])


def find_closed_halls(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """In a room before its hall opens or after it closes; the hall's own hours come before the venue's."""
    with_opening, params = opening_table(edition)
    sql = """SELECT DISTINCT a.id FROM span a JOIN opening ON opening.day = a.day AND (opening.hall = a.hall
            OR (opening.hall IS NULL AND NOT EXISTS (
                SELECT 1 FROM opening own WHERE own.day = a.day AND own.hall = a.hall)))
        WHERE a.room IS NOT NULL AND (a.starts < opening.opens OR a.ends > opening.closes) ORDER BY 1"""
    return query_findings(edition, only, sql, with_opening, params)


def find_outlying_parts(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """Parts that begin before, or end after, what they are part of does on that day; or stand on another day."""
    sql = """SELECT DISTINCT a.id, a.parent FROM span a JOIN span whole ON whole.id = a.parent
        GROUP BY a.id, a.parent, a.starts, a.ends
        HAVING MAX(CASE WHEN whole.starts <= a.starts AND whole.ends >= a.ends THEN 1 ELSE 0 END) = 0 ORDER BY 1"""
    return query_findings(edition, only, sql)


def query_findings(
    edition: Edition, only: int | None, sql: str, also: str = "", params: list[Any] | tuple[Any, ...] = ()
) -> Iterator[Finding]:
    """`only`: the key of a session; then only what it may touch is read, and what concerns it is found."""
    with_spans, values = span_table(edition, near=only is not None)
    tables, condition = [with_spans], ""
    if only is not None:
        tables, values = [NEAR, with_spans], (*[only] * 5, edition.pk, *values)
        condition = " AND session.id IN (SELECT id FROM near)"
    if also:
        tables.append(also.replace("{near}", condition))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {sql}", [*values, *params])
        findings = [read_finding(row) for row in cursor.fetchall()]
    return (each for each in findings if only is None or only in each[:2])


def read_finding(row: tuple) -> Finding:
    """Of a row that has all columns, all of them; else those that every query gives."""
    if len(row) == len(Finding._fields):
        return Finding(*row)
    return Finding(*row[:4])
