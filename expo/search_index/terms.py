"""The words of the index, each with the numbers of what it finds, and the spellings of those that names are made of."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from expo.models.search import SearchEntry, SearchSpelling, SearchTerm
from expo.search_index.numbers import pack_numbers, unpack_numbers
from expo.search_index.tokens import read_tokens

BATCH = 400
# Of longer tokens, the beginning is enough.
SHORTEST_SPELLED, LONGEST_SPELLED = 4, 14


def no_numbers() -> array:
    return array("q")


@dataclass(slots=True)
class NumberEdits:
    """What becomes of a word: numbers that come, and as negative ones that go, among what is called so and what it
    belongs to. Of a full index there are millions.
    """

    named: array = field(default_factory=no_numbers)
    others: array = field(default_factory=no_numbers)


def new_words() -> dict[str, NumberEdits]:
    return defaultdict(NumberEdits)


@dataclass
class TermEdits:
    """What becomes of the words of editions."""

    editions: dict[int, dict[str, NumberEdits]] = field(default_factory=lambda: defaultdict(new_words))

    def add(self, entry: SearchEntry) -> None:
        self.count(entry, 1)

    def take_away(self, entry: SearchEntry) -> None:
        self.count(entry, -1)

    def count(self, entry: SearchEntry, change: int) -> None:
        tokens = read_tokens(entry.tokens)
        words = self.editions[entry.edition]
        number = change * entry.number
        for token in tokens.named:
            words[token].named.append(number)
        for token in tokens.others:
            words[token].others.append(number)

    def write(self) -> None:
        for edition, words in self.editions.items():
            spellings = SpellingEdits(edition)
            for batch in batches(sorted(words)):
                write_terms(edition, {token: words[token] for token in batch}, spellings)
            spellings.write()


@dataclass
class SpellingEdits:
    """What becomes of the spellings of an edition: words that come and go, by their letters."""

    edition: int
    come: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    gone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, token: str, before: bytes, after: bytes) -> None:
        if bool(before) == bool(after) or not is_spelled(token):
            return
        where = self.come if after else self.gone
        for letters in letter_triples(token):
            where[letters].add(token)

    def write(self) -> None:
        for batch in batches(sorted({*self.come, *self.gone})):
            rows = SearchSpelling.objects.filter(edition=self.edition, letters__in=batch)
            standing = {row.letters: set(row.words.split("\n")) for row in rows}
            kept = []
            for letters in batch:
                words = standing.get(letters, set()) - self.gone[letters] | self.come[letters]
                if words:
                    kept.append(SearchSpelling(edition=self.edition, letters=letters, words="\n".join(sorted(words))))
            rows.delete()
            SearchSpelling.objects.bulk_create(kept)


def write_terms(edition: int, words: dict[str, NumberEdits], spellings: SpellingEdits) -> None:
    """Those that change are taken away and written anew, which costs less than to update each."""
    standing = standing_terms(edition, list(words))
    gone: list[int] = []
    written: list[int | bytes] = []
    for token, edits in words.items():
        old = standing.get(token, NOTHING)
        named, others = edited_numbers(old.named, edits.named), edited_numbers(old.others, edits.others)
        if named == old.named and others == old.others:
            continue
        spellings.note(token, old.named, named)
        if old.pk:
            gone.append(old.pk)
        if named or others:
            written += [edition, token.encode(), named, others]
    if gone:
        SearchTerm.objects.filter(pk__in=gone).delete()
    insert_terms(written)


class StandingTerm(NamedTuple):
    """A word as it is in the table; its numbers packed."""

    pk: int
    named: bytes
    others: bytes


NOTHING = StandingTerm(0, b"", b"")


def standing_terms(edition: int, words: list[str]) -> dict[str, StandingTerm]:
    rows = SearchTerm.objects.filter(edition=edition, token__in=[token.encode() for token in words])
    found = {}
    for pk, token, named, others in rows.values_list("pk", "token", "named", "others"):
        found[bytes(token).decode()] = StandingTerm(pk, bytes(named), bytes(others))
    return found


def insert_terms(values: list[int | bytes]) -> None:
    """Four values for each row. Plain SQL: a full index has 200,000, and models of them take half the time."""
    if not values:
        return
    table = connection.ops.quote_name(SearchTerm._meta.db_table)
    places = ", ".join(["(%s, %s, %s, %s)"] * (len(values) // 4))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (edition, token, named, others) VALUES {places}", values)  # noqa: S608


def edited_numbers(packed: bytes | memoryview, edits: array) -> bytes:
    """What comes as often as it goes stays as it was."""
    if not edits:
        return bytes(packed)
    numbers = set(unpack_numbers(packed))
    if min(edits) > 0:
        return pack_numbers(numbers.union(edits))
    changes: dict[int, int] = defaultdict(int)
    for number in edits:
        changes[abs(number)] += 1 if number > 0 else -1
    for number, change in changes.items():
        if change > 0:
            numbers.add(number)
        elif change < 0:
            numbers.discard(number)
    return pack_numbers(numbers)


def is_spelled(token: str) -> bool:
    return token.isascii() and token.isalpha() and SHORTEST_SPELLED <= len(token) <= LONGEST_SPELLED


def letter_triples(word: str) -> set[str]:
    """Each three letters that stand together, a beginning and an end among them."""
    padded = f"^{word}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def batches(rows: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(rows), BATCH):
        yield rows[at : at + BATCH]
