"""Keeps the search index: what is due is worked off before a search answers, and only what differs is written."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import connection, transaction
from django.utils import translation

from expo.db.replica import ask_again, read_primary
from expo.models.search import SearchDue, SearchEntry, SearchSpelling, SearchTerm
from expo.search_index import terms
from expo.search_index.kinds import ALL_ROWS, TEXT, SearchKind, SearchObject, address_after_language, search_kinds
from expo.search_index.numbers import alphabetical_place, entry_number
from expo.search_index.tokens import (
    Tokens,
    compared_forms,
    name_tokens,
    part_tokens,
    reading_tokens,
    split_syllables,
    spoken_words,
    text_tokens,
)

# On PostgreSQL, what two that work off at the same time wait for.
LOCK = 7_391_402
CHUNK = 1000
# What of an entry is compared, and written where it differs.
COLUMNS = ("number", "url", "title_en", "title_zh", "forms", "tokens", "details")


def catch_up() -> None:
    """Make the index what it must be for all that is committed, or written in this transaction. One query if it is."""
    if not SearchDue.objects.ready().exists():
        return
    # A replica has neither what is written now, nor what another wrote of it a moment ago.
    ask_again()
    with read_primary(), transaction.atomic():
        wait_for_others()
        work_off()


@transaction.atomic
def rebuild_index() -> None:
    """Make all of it anew from what is public now."""
    wait_for_others()
    for model in (SearchEntry, SearchTerm, SearchSpelling, SearchDue):
        model.objects.all().delete()
    edits = terms.TermEdits()
    for kind in search_kinds().values():
        note_later(kind, None)
        compare(kind, kind.objects(None), [], edits)
    edits.write()


def wait_for_others() -> None:
    """SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def work_off() -> None:
    noted: dict[str, set[int]] = defaultdict(set)
    worked_off = []
    for pk, kind, row in SearchDue.objects.ready().values_list("pk", "kind", "row"):
        noted[kind].add(row)
        worked_off.append(pk)
    for slug, rows in noted.items():
        if kind := search_kinds().get(slug):
            refresh_kind(kind, rows)
    for chunk in chunks(worked_off):
        SearchDue.objects.filter(pk__in=chunk).delete()


def refresh_kind(kind: SearchKind, rows: set[int]) -> None:
    if ALL_ROWS in rows:
        SearchDue.objects.filter(kind=kind.slug, due_at__isnull=False).delete()
        note_later(kind, None)
        refresh_all(kind)
        return
    for chunk in chunks(sorted(rows)):
        SearchDue.objects.filter(kind=kind.slug, row__in=chunk, due_at__isnull=False).delete()
        note_later(kind, chunk)
        compare_and_write(kind, kind.objects(chunk), SearchEntry.objects.filter(kind=kind.slug, row__in=chunk))


def refresh_all(kind: SearchKind) -> None:
    """In parts by the keys of rows, so that no more is held in memory than a part of it."""
    compare_and_write(kind, kind.objects(None), SearchEntry.objects.filter(kind=kind.slug))


def note_later(kind: SearchKind, rows: Collection[int] | None) -> None:
    """Called before the objects are read: a moment that passes in between is noted once too often, and never missed."""
    later = [SearchDue(kind=kind.slug, row=row, due_at=moment) for row, moment in kind.due_later(rows)]
    SearchDue.objects.bulk_create(later)


def compare_and_write(kind: SearchKind, objects: Iterable[SearchObject], before: Iterable[SearchEntry]) -> None:
    edits = terms.TermEdits()
    compare(kind, objects, before, edits)
    edits.write()


def compare(
    kind: SearchKind, objects: Iterable[SearchObject], before: Iterable[SearchEntry], edits: terms.TermEdits
) -> None:
    """Write what differs between the entries before and those that the objects give, and note it of their words."""
    standing = {(entry.row, entry.edition): entry for entry in before}
    added, changed = [], []
    with translation.override("en"):
        for each in objects:
            entry = build_entry(kind, each)
            old = standing.pop((entry.row, entry.edition), None)
            if old is None:
                added.append(entry)
            elif any(getattr(old, name) != getattr(entry, name) for name in COLUMNS):
                entry.pk = old.pk
                edits.take_away(old)
                changed.append(entry)
            else:
                continue
            edits.add(entry)
    for old in standing.values():
        edits.take_away(old)
    for chunk in chunks([old.pk for old in standing.values()]):
        SearchEntry.objects.filter(pk__in=chunk).delete()
    SearchEntry.objects.bulk_create(added, batch_size=CHUNK)
    SearchEntry.objects.bulk_update(changed, COLUMNS, batch_size=100)


def build_entry(kind: SearchKind, thing: SearchObject) -> SearchEntry:
    url = address_after_language(thing.url)
    names = [*dict.fromkeys(name for name in (*thing.title, *thing.names) if name)]
    place = thing.place
    if place is None:
        place = alphabetical_place(sort_name(thing))
    return SearchEntry(
        edition=thing.edition,
        kind=kind.slug,
        row=thing.key,
        number=entry_number(kind.code, place, f"{thing.edition} {url}"),
        url=url,
        title_en=thing.title[0],
        title_zh=thing.title[1],
        forms="\n".join(compared_forms(names, thing.pinyin)),
        tokens=object_tokens(thing, names).written(),
        details=entry_details(thing),
    )


def sort_name(thing: SearchObject) -> str:
    return "".join(spoken_words(thing.title[0] or thing.title[1]))


def object_tokens(thing: SearchObject, names: Iterable[str]) -> Tokens:
    tokens = Tokens(named=reading_tokens(split_syllables(thing.pinyin)))
    for name in names:
        tokens.named |= name_tokens(name)
    for part in thing.parts:
        for text in filter(None, part.text):
            tokens.others |= text_tokens(text) if part.what == TEXT else part_tokens(text)
    return tokens


def entry_details(thing: SearchObject) -> str:
    parts = [[part.what, *part.text] for part in thing.parts if part.what != TEXT]
    return json.dumps({"about": list(thing.about), "parts": parts}, ensure_ascii=False, separators=(",", ":"))


def chunks(rows: list) -> Iterator[list]:
    for at in range(0, len(rows), CHUNK):
        yield rows[at : at + CHUNK]
