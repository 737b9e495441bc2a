"""Keeps the search index: what is due is worked off in small steps, and only what differs is written.

Whoever writes does it, or a thread of the server (`expo.search_index.after_writes`); never who searches.
"""

import json
from collections.abc import Collection, Iterable, Iterator

from django.db import connection, transaction
from django.utils import translation

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
# So much is worked off in a transaction: others write in between.
STEP = 100
# What of an entry is compared, and written where it differs.
COLUMNS = ("number", "url", "title_en", "title_zh", "forms", "tokens", "details")


def catch_up() -> None:
    """Make the index what it must be for all that is committed, or written in this transaction. One query if it is."""
    while take_step():
        pass


def take_step() -> bool:
    """Work off a part of what is ready, in a transaction of its own; whether there was anything. One query if not."""
    due = due_kinds()
    if not due:
        return False
    work_off(first_kind(due))
    return True


def due_kinds() -> set[str]:
    """Of which something is ready to be made anew."""
    return set(SearchDue.objects.ready().order_by().values_list("kind", flat=True).distinct())


def first_kind(due: Collection[str]) -> SearchKind | None:
    """Those that rank first are ready first, and not when the last of all is."""
    return next((kind for slug, kind in search_kinds().items() if slug in due), None)


def work_off(kind: SearchKind | None) -> None:
    if kind is None:
        # Nothing is left of kinds that are no more, or of whatever else stands there.
        SearchDue.objects.exclude(kind__in=search_kinds()).delete()
    elif SearchDue.objects.ready().filter(kind=kind.slug, row=ALL_ROWS).exists():
        work_off_all(kind)
    else:
        work_off_some(kind)


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


@transaction.atomic
def work_off_some(kind: SearchKind) -> None:
    """The next of a kind."""
    wait_for_others()
    noted = dict(SearchDue.objects.ready().filter(kind=kind.slug).order_by("row").values_list("pk", "row")[:STEP])
    rows = set(noted.values())
    if ALL_ROWS not in rows:
        refresh_rows(kind, rows)
        take_off(list(noted))


def work_off_all(kind: SearchKind) -> None:
    """At once where there are few; else each is noted by itself, with no writer kept waiting while they are read."""
    noted = ready_keys(kind)
    keys = set(SearchEntry.objects.filter(kind=kind.slug).values_list("row", flat=True))
    for thing in kind.objects(None):
        keys.add(thing.key)
    with transaction.atomic():
        wait_for_others()
        if not SearchDue.objects.ready().filter(kind=kind.slug, row=ALL_ROWS).exists():
            # Another process has done it while this one read.
            return
        if len(keys) <= STEP:
            noted = ready_keys(kind)
        SearchDue.objects.filter(kind=kind.slug, due_at__isnull=False).delete()
        note_later(kind, None)
        if len(keys) <= STEP:
            refresh_all(kind)
        else:
            hidden = hidden_rows(noted)
            all_hidden = ALL_ROWS in hidden
            due = [SearchDue(kind=kind.slug, row=key, hides=all_hidden or key in hidden) for key in sorted(keys)]
            SearchDue.objects.bulk_create(due, batch_size=CHUNK)
        take_off(noted)


def ready_keys(kind: SearchKind) -> list[int]:
    return list(SearchDue.objects.ready().filter(kind=kind.slug).values_list("pk", flat=True))


def hidden_rows(noted: list[int]) -> set[int]:
    """Of what is noted, the rows that may be hidden by now; ALL_ROWS where each of the kind may."""
    rows: set[int] = set()
    for chunk in chunks(noted):
        rows.update(SearchDue.objects.filter(pk__in=chunk, hides=True).values_list("row", flat=True))
    return rows


def take_off(noted: list[int]) -> None:
    for chunk in chunks(noted):
        SearchDue.objects.filter(pk__in=chunk).delete()


def refresh_rows(kind: SearchKind, rows: set[int]) -> None:
    chunk = sorted(rows)
    SearchDue.objects.filter(kind=kind.slug, row__in=chunk, due_at__isnull=False).delete()
    note_later(kind, chunk)
    # Kinds that are always made as a whole yield others, too.
    objects = (thing for thing in kind.objects(chunk) if thing.key in rows)
    compare_and_write(kind, objects, SearchEntry.objects.filter(kind=kind.slug, row__in=chunk))


def refresh_all(kind: SearchKind) -> None:
    """In parts by the keys of rows, so that no more is held in memory than a part of it."""
    compare_and_write(kind, kind.objects(None), SearchEntry.objects.filter(kind=kind.slug))


def note_later(kind: SearchKind, rows: Collection[int] | None) -> None:
    """Called before the objects are read: a moment that passes in between is noted once too often, and never missed."""
    later = [SearchDue(kind=kind.slug, row=row, due_at=at, hides=False) for row, at in kind.due_later(rows)]
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
