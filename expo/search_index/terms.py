"""The words of the index, each with the numbers of what it finds, and the spellings of those that names are made of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from expo.models.search import SearchEntry, SearchSpelling, SearchTerm
from expo.search_index.numbers import pack_numbers, unpack_numbers
from expo.search_index.tokens import read_tokens

BATCH = 400
# Of longer tokens, the beginning is enough.
SHORTEST_SPELLED, LONGEST_SPELLED = 4, 14


@dataclass
class NumberEdits:
    """What becomes of a word: numbers that come and go, among what is called so and what it belongs to."""

    named: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    others: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass
class TermEdits:
    """What becomes of the words of editions."""

    editions: dict[int, dict[str, NumberEdits]] = field(default_factory=dict)

    def add(self, entry: SearchEntry) -> None:
        self.count(entry, 1)

    def take_away(self, entry: SearchEntry) -> None:
        self.count(entry, -1)

    def count(self, entry: SearchEntry, change: int) -> None:
        tokens = read_tokens(entry.tokens)
        words = self.editions.setdefault(entry.edition, {})
        for token in tokens.named:
            words.setdefault(token, NumberEdits()).named[entry.number] += change
        for token in tokens.others:
            words.setdefault(token, NumberEdits()).others[entry.number] += change

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
    keys = [token.encode() for token in words]
    standing = {bytes(row.token).decode(): row for row in SearchTerm.objects.filter(edition=edition, token__in=keys)}
    gone, written = [], []
    for token, edits in words.items():
        old = standing.get(token) or SearchTerm(named=b"", others=b"")
        named, others = edited_numbers(old.named, edits.named), edited_numbers(old.others, edits.others)
        if named == bytes(old.named) and others == bytes(old.others):
            continue
        spellings.note(token, bytes(old.named), named)
        gone.append(old.pk)
        if named or others:
            written.append(SearchTerm(edition=edition, token=token.encode(), named=named, others=others))
    SearchTerm.objects.filter(pk__in=filter(None, gone)).delete()
    SearchTerm.objects.bulk_create(written)


def edited_numbers(packed: bytes | memoryview, edits: dict[int, int]) -> bytes:
    if not edits:
        return bytes(packed)
    numbers = set(unpack_numbers(packed))
    for number, change in edits.items():
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
