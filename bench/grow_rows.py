"""Rows cloned in SQL: each clone has keys of its own, and points to the clones of what the row points to."""

import io
import json
from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Model
from grow_index import grow_index

# In this order; what they point to and is not named here is shared by all clones.
GROWN = (
    "expo_organisation",
    "expo_participation",
    "expo_participation_areas",
    "expo_exhibit",
    "expo_exhibit_areas",
    "expo_launch",
    "expo_person",
    "expo_attendance",
    "agenda_room",
    "agenda_session",
    "agenda_session_areas",
    "agenda_sessionrole",
    "deals_project",
    "deals_deal",
    "deals_terms",
    "deals_terms_areas",
    "deals_amount",
    "deals_party",
    "deals_signatory",
    "deals_matchkey",
)
# Columns that no two rows may have alike, by the number k of the clone and the span s of the table's keys.
OWN = {
    "slug": "left(slug, 70) || '-copy' || k",
    "uscc": "''",
    "uid": "md5(uid::text || k)::uuid",
    "submission_key": "md5(submission_key::text || k)::uuid",
    "public_number": "public_number + k * s",
    "former_reference": "''",
    "reference": "chr(65 + k / 26) || chr(65 + k % 26) || right(reference, -2)",
    "code": "code || 'C' || k",
    "batch_id": "NULL",
}
OWN_IN = {
    ("expo_organisation", "name_en"): "CASE name_en WHEN '' THEN '' ELSE name_en || ' ' || k END",
    ("expo_organisation", "name_zh"): "CASE name_zh WHEN '' THEN '' ELSE name_zh || k END",
    ("expo_person", "name_en"): "CASE name_en WHEN '' THEN '' ELSE name_en || ' ' || k END",
    ("expo_person", "name_zh"): "CASE name_zh WHEN '' THEN '' ELSE name_zh || k END",
    ("agenda_room", "name_en"): "CASE name_en WHEN '' THEN '' ELSE name_en || ' ' || k END",
    ("agenda_room", "name_zh"): "CASE name_zh WHEN '' THEN '' ELSE name_zh || k END",
    ("deals_deal", "sequence"): "sequence + k * (SELECT max(sequence) FROM deals_deal)",
    ("deals_matchkey", "key"): "key + k",
}
COPY = "COPY deals_event (position, deal_number, verb, at, actor, body, before, digest) FROM STDIN"


def grow(times: int) -> None:
    """So many of each row, where there was one; the log of deals tells of each."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        events = list(cloned_events(cursor, times))
        # What writes draw with each row is drawn once at the end: marks, and the log's refusals are for others.
        cursor.execute("SET session_replication_role = replica")
        spans = {table: span(cursor, table) for table in GROWN}
        grow_index(spans, times)
        for table in GROWN:
            clone(cursor, models[table], spans, times)
        cursor.copy_expert(COPY, io.StringIO("".join(events)))
        cursor.execute("SET session_replication_role = origin")
        for table in GROWN:
            cursor.execute(f"UPDATE {table} SET id = id WHERE id = (SELECT min(id) FROM {table})")
        end_log(cursor)
        cursor.execute("VACUUM ANALYZE")


def span(cursor: object, table: str) -> int:
    cursor.execute(f"SELECT max(id) FROM {table}")
    return cursor.fetchone()[0] + 1


def clone(cursor: object, model: type[Model], spans: dict[str, int], times: int) -> None:
    table = model._meta.db_table
    fields = [field for field in model._meta.local_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value(table, field, spans) for field in fields)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t, generate_series(1, {times - 1}) k, "
        f"(SELECT {spans[table]}::bigint AS s) spans"
    )
    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def value(table: str, field: object, spans: dict[str, int]) -> str:
    column = field.column
    if field.primary_key:
        return "t.id + k * s"
    if (table, column) in OWN_IN:
        return OWN_IN[table, column]
    if field.remote_field and (target := field.remote_field.model._meta.db_table) in spans:
        return f't."{column}" + k * {spans[target]}'
    return OWN.get(column, f't."{column}"')


def cloned_events(cursor: object, times: int) -> Iterator[str]:
    """Lines for COPY: the events of each deal once more for each clone, in the order in which they were."""
    from deals.models import ChainHead
    from deals.models.deal import Deal, format_number

    last = max(Deal.objects.values_list("sequence", flat=True))
    numbers = {}
    for deal in Deal.objects.select_related("edition"):
        numbers[deal.number] = (deal.edition.identifier, deal.sequence)
    cursor.execute("SELECT deal_number, verb, at, actor, body FROM deals_event ORDER BY position")
    events = [row for row in cursor.fetchall() if row[0] in numbers]
    head = ChainHead.objects.get(pk=1)
    position, digest = head.position, head.digest
    for number in range(1, times):
        for deal, verb, at, actor, body in events:
            prefix, sequence = numbers[deal]
            name, position = format_number(prefix, sequence + number * last), position + 1
            line, digest = event_line(position, name, (verb, at, actor, body), digest)
            yield line


def event_line(position: int, name: str, event: tuple, before: str) -> tuple[str, str]:
    from deals.models import Event
    from expo.event_log.chain import canonical_json, event_digest

    verb, at, actor, body = event
    key, _column = Event.SUBJECT
    body = canonical_json(json.loads(body) | {"position": position, key: name})
    digest = event_digest(before, body)
    cells = (position, name, verb, at.isoformat(), actor, body.replace("\\", "\\\\"), before, digest)
    return "\t".join(map(str, cells)) + "\n", digest


def end_log(cursor: object) -> None:
    cursor.execute(
        "UPDATE deals_chainhead SET (position, digest) = "
        "(SELECT position, digest FROM deals_event ORDER BY position DESC LIMIT 1)"
    )
