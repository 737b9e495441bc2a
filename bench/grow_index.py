"""The search index of cloned rows: each clone is found by the words of the row that it is a clone of."""

import io
from collections.abc import Iterator

from django.db import connection

from expo.models import SearchEntry, SearchTerm
from expo.search_index.numbers import pack_numbers, unpack_numbers

# Of a kind, the table of its rows.
KINDS = {
    "exhibitors": "expo_participation",
    "organisations": "expo_participation",
    "exhibits": "expo_exhibit",
    "launches": "expo_launch",
    "people": "expo_person",
    "sessions": "agenda_session",
    "deals": "deals_deal",
}
# The last bits of a number are drawn by chance: those of clones differ in them.
LAST = 127
COPY = "COPY expo_searchterm (edition, token, named, others) FROM STDIN"
BATCH = 2_000
ENTRIES = """
INSERT INTO expo_searchentry (edition, kind, row, number, url, title_en, title_zh, forms, tokens, details)
SELECT edition, kind, row + k * %(span)s, number & ~%(last)s::bigint | (number + k) & %(last)s,
       regexp_replace(url, '/$', '-copy' || k || '/'), title_en, title_zh, forms, tokens, details
FROM expo_searchentry, generate_series(1, %(clones)s) k WHERE kind = %(kind)s
"""


def grow_index(spans: dict[str, int], times: int) -> None:
    """`spans`: of the keys of tables; to be called before the rows are cloned."""
    cloned = set(SearchEntry.objects.filter(kind__in=KINDS).values_list("number", flat=True))
    terms = [tuple(map(bytes_of, row)) for row in SearchTerm.objects.values_list("edition", "token", "named", "others")]
    with connection.cursor() as cursor:
        for kind, table in KINDS.items():
            told = {"kind": kind, "span": spans[table], "last": LAST, "clones": times - 1}
            cursor.execute(ENTRIES, told)
        cursor.execute("TRUNCATE expo_searchterm")
        for at in range(0, len(terms), BATCH):
            lines = "".join(term_lines(terms[at : at + BATCH], cloned, times))
            cursor.copy_expert(COPY, io.StringIO(lines))


def bytes_of(value: int | memoryview) -> int | bytes:
    return value if isinstance(value, int) else bytes(value)


def term_lines(terms: list[tuple], cloned: set[int], times: int) -> Iterator[str]:
    for edition, token, *lists in terms:
        named, others = (pack_numbers(grown_numbers(packed, cloned, times)).hex() for packed in lists)
        yield f"{edition}\t\\\\x{token.hex()}\t\\\\x{named}\t\\\\x{others}\n"


def grown_numbers(packed: bytes, cloned: set[int], times: int) -> list[int]:
    found: list[int] = []
    for number in unpack_numbers(packed):
        if number not in cloned:
            found.append(number)
            continue
        first = number & ~LAST
        found += [first | (number + k) & LAST for k in range(times)]
    return found
