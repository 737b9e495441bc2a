"""Words with one slip (a letter too many, too few, another one, two in turn), and characters that sound alike."""

from collections import Counter
from collections.abc import Iterable

from expo.models.search import SearchSpelling
from expo.search_index.query import Word
from expo.search_index.terms import SHORTEST_SPELLED, letter_triples
from expo.search_index.tokens import LONGEST, spoken_words

# Of words that share letters with a mistyped one, how many are compared with it, and how many are looked for.
MOST_COMPARED, MOST_OFFERED = 400, 8
# A slip changes up to four of a word's triples: where two letters have changed places.
CHANGED_TRIPLES = 4


def corrected_words(edition: int, words: Iterable[Word]) -> dict[str, list[Word]]:
    """For words that find nothing, those that may be meant, likeliest first. One query."""
    spelled = {word.text: letter_triples(word.text) for word in words if can_be_respelled(word)}
    rows = SearchSpelling.objects.filter(edition=edition, letters__in=sorted(set().union(*spelled.values())))
    known = {}
    if spelled:
        known = {row.letters: row.words.split("\n") for row in rows}
    offered = {}
    for word in words:
        if word.pairs:
            offered[word.text] = [Word("".join(spoken_words(word.text))[:LONGEST])]
        elif word.text in spelled:
            offered[word.text] = likely_words(word.text, known)
    return offered


def can_be_respelled(word: Word) -> bool:
    return word.text.isascii() and len(word.text) >= SHORTEST_SPELLED


def likely_words(typed: str, known: dict[str, list[str]]) -> list[Word]:
    """One slip from what is typed; else those of which the beginning is."""
    shared: Counter[str] = Counter()
    triples = letter_triples(typed)
    for letters in triples:
        shared.update(known.get(letters, ()))
    least = max(1, len(triples) - CHANGED_TRIPLES)
    likely = [word for word, number in shared.most_common(MOST_COMPARED) if number >= least]
    whole = [word for word in likely if is_one_slip(typed, word)]
    begun = [word for word in likely if begins_with_slip(typed, word)]
    ranked = sorted(whole, key=lambda word: slip_rank(typed, word))
    ranked += sorted(set(begun) - set(whole), key=lambda word: slip_rank(typed, word))
    return [Word(word) for word in ranked[:MOST_OFFERED]]


def slip_rank(typed: str, word: str) -> tuple:
    """People seldom mistype the first letter."""
    return word[0] != typed[0], -shared_start(typed, word), len(word), word


def shared_start(one: str, other: str) -> int:
    at = 0
    for letter, its in zip(one, other, strict=False):
        if letter != its:
            break
        at += 1
    return at


def begins_with_slip(typed: str, word: str) -> bool:
    if len(word) <= len(typed):
        return False
    return any(is_one_slip(typed, word[:length]) for length in range(len(typed) - 1, len(typed) + 2))


def is_one_slip(typed: str, word: str) -> bool:
    """Whether one slip turns the one into the other."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return False
    before = shared_start(typed, word)
    rest, its = typed[before:], word[before:]
    after = shared_start(rest[::-1], its[::-1])
    rest, its = rest[: len(rest) - after], its[: len(its) - after]
    if len(rest) <= 1 and len(its) <= 1:
        return True
    return len(rest) == 2 and rest == its[::-1]
