"""What somebody types, as words of the index; and the numbers of what each of them finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce

from expo.models.search import SearchTerm
from expo.search_index.folding import fold_text, is_unspaced, split_runs, strip_zeros
from expo.search_index.numbers import unpack_numbers
from expo.search_index.tokens import INITIALS, LONGEST, LONGEST_WHOLE, WHOLE, character_pairs

# More words than that nobody types who looks for something.
MOST_WORDS = 8
# So many letters a word needs to be looked for as a beginning: of a name, and of what belongs to a thing.
SHORTEST_START, SHORTEST_PART = 2, 3
# Words as long as that or shorter are no plurals: `gas`.
SHORTEST_PLURAL = 4
# Of what only some of the words find, names of so many words, or characters, stand first.
LONGEST_STRETCH = 6
# What comes after all words that begin with the same bytes: no text has it.
AFTER = b"\xff"
# Words that say nothing where there are others.
SAYING_NOTHING = frozenset("的在和与") | {"a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "the"}
SAYING_NOTHING |= {"to", "who", "with"}
Numbers = set[int]


@dataclass
class Found:
    """The numbers that a word finds: `exact`: as a whole word of a name; `named`: in a name; `all`: anywhere."""

    exact: Numbers = field(default_factory=set)
    named: Numbers = field(default_factory=set)
    all: Numbers = field(default_factory=set)

    def joined(self, other: "Found") -> "Found":
        return Found(self.exact | other.exact, self.named | other.named, self.all | other.all)

    def narrowed(self, other: "Found") -> "Found":
        return Found(self.exact & other.exact, self.named & other.named, self.all & other.all)


@dataclass(frozen=True)
class Word:
    """A word as it is asked for in the index: by these tokens, and by all that begin so."""

    text: str

    @property
    def pairs(self) -> list[str]:
        """Of a script without spaces, each two characters."""
        if is_unspaced(self.text) and len(self.text) > 1:
            return character_pairs(self.text)
        return []

    @property
    def tokens(self) -> set[str]:
        if self.pairs:
            return set(self.pairs)
        return {self.text[:LONGEST], strip_zeros(self.text)[:LONGEST], self.singular}

    @property
    def singular(self) -> str:
        """Of an English word, or what may be one; else the word itself."""
        if self.text.isascii() and len(self.text) > SHORTEST_PLURAL and self.text.endswith("s"):
            return self.text[:LONGEST].removesuffix("s")
        return self.text[:LONGEST]

    @property
    def starts(self) -> set[str]:
        if self.pairs or (self.text.isascii() and len(self.text) < SHORTEST_START):
            return set()
        if self.text.isascii():
            text = self.text[:LONGEST]
            return {text, strip_zeros(self.text)[:LONGEST], INITIALS + text}
        return {self.text}


@dataclass(frozen=True)
class Query:
    """The words in the order in which they are typed, folded; `whole`: all of them joined; `kinds`: slugs of those that
    a question asks for.
    """

    words: tuple[Word, ...]
    whole: str
    kinds: frozenset[str] = frozenset()

    @property
    def stretches(self) -> list[str]:
        """Neighbouring words joined, and neighbouring characters: any of them may be what something is called."""
        words = [word.text for word in self.words]
        found = cut_stretches(words, 1, LONGEST_STRETCH)
        for word in self.words:
            if word.pairs:
                found += cut_stretches(word.text[:LONGEST], 2, LONGEST_STRETCH)
        return list(dict.fromkeys(found))

    @property
    def whole_word(self) -> Word | None:
        """Several words that may be one: `cloud walk`, `hua wei`, `N3 E07`."""
        if len(self.words) > 1 and self.whole.isascii():
            return Word(self.whole)
        return None


def cut_stretches(parts: Sequence[str], shortest: int, longest: int) -> list[str]:
    """The longer ones first."""
    found = []
    for length in range(min(longest, len(parts)), shortest - 1, -1):
        for at in range(len(parts) - length + 1):
            found.append("".join(parts[at : at + length]))
    return found


def read_query(words: str) -> Query:
    """Without words that say nothing, where there are others."""
    runs = split_runs(fold_text(words))
    telling = [run for run in runs if run not in SAYING_NOTHING]
    return Query(tuple(Word(run) for run in (telling or runs)[:MOST_WORDS]), "".join(runs)[:LONGEST_WHOLE])


def load_terms(edition: int, exact: Iterable[str], starts: Iterable[str]) -> dict[str, tuple]:
    """The words of the index that are asked for or begin so, each with its packed numbers. One query.

    A union, of which each part is a walk in the index: for conditions joined by OR, SQLite reads the whole edition.
    """
    rows = SearchTerm.objects.filter(edition=edition).values_list("token", "named", "others")
    asked = rows.filter(token__in=sorted(token.encode() for token in exact))
    begun = [rows.filter(token__gte=start, token__lt=start + AFTER) for start in sorted(map(str.encode, starts))]
    return {bytes(token).decode(): (named, others) for token, named, others in asked.union(*begun, all=True)}


def query_terms(edition: int, words: Iterable[Word], wholes: Iterable[str]) -> dict[str, tuple]:
    exact: set[str] = set()
    starts: set[str] = set()
    for whole in wholes:
        exact |= {WHOLE + whole, WHOLE + strip_zeros(whole)}
    for word in words:
        exact |= word.tokens
        starts |= word.starts
    return load_terms(edition, exact - {""}, starts)


def numbers_called(terms: dict[str, tuple], whole: str) -> Numbers:
    """Of things that bear just this name."""
    found: Numbers = set()
    for token in {WHOLE + whole, WHOLE + strip_zeros(whole)}:
        found.update(unpack_numbers(terms.get(token, (b"", b""))[0]))
    return found


def word_numbers(terms: dict[str, tuple], word: Word) -> Found:
    if word.pairs:
        return reduce(Found.narrowed, [token_numbers(terms, pair) for pair in word.pairs])
    found = reduce(Found.joined, [token_numbers(terms, token) for token in word.tokens])
    starts = tuple(word.starts)
    if not starts:
        return found
    in_parts = len(word.text) >= SHORTEST_PART or not word.text.isascii()
    for token, (named, others) in terms.items():
        if token.startswith(starts):
            found.named.update(unpack_numbers(named))
            if in_parts:
                found.all.update(unpack_numbers(others))
    found.all |= found.named
    return found


def token_numbers(terms: dict[str, tuple], token: str) -> Found:
    named, others = terms.get(token, (b"", b""))
    exact = set(unpack_numbers(named))
    return Found(exact, set(exact), exact.union(unpack_numbers(others)))


def all_words(terms: dict[str, tuple], words: Iterable[Word]) -> Found:
    """What every word finds, whichever it is of."""
    return reduce(Found.narrowed, [word_numbers(terms, word) for word in words])
