"""What words find in an edition, best first: the one matching of the search, of suggestions and of lists."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from expo.models.search import SearchEntry
from expo.search_index import readiness
from expo.search_index.corrections import corrected_words
from expo.search_index.kinds import search_kinds
from expo.search_index.numbers import KIND_SHIFT, count_kinds
from expo.search_index.query import (
    Found,
    Numbers,
    Query,
    Word,
    all_words,
    numbers_called,
    query_terms,
    read_query,
    word_numbers,
)
from expo.search_index.questions import Question, is_asking, read_questions, words_of_kinds
from expo.search_index.readiness import NOTHING_WAITS, IndexNotReady, Waiting

# Of what only some of the words find, so many.
MOST_LOOSE = 60
# Above all that is not called so.
CALLED_WEIGHT = 100
# The rank from which on things are found by what belongs to them.
BY_PARTS = 3


@dataclass(frozen=True)
class Matches:
    """`ranks`: numbers in their order, a list each for what is called so, what bears all words in its name, what bears
    their beginnings there, what bears some of them there, and what they belong to. `corrected`: the words that were
    looked for instead; `loose`: only some of the words are found together; `waiting`: what of the index was left out.
    """

    query: Query
    ranks: tuple[list[int], ...] = ()
    corrected: str = ""
    loose: bool = False
    waiting: Waiting = NOTHING_WAITS

    @property
    def number(self) -> int:
        return sum(map(len, self.ranks))

    def of_kind(self, slug: str) -> "Matches":
        code = search_kinds()[slug].code
        ranks = [[number for number in rank if number >> KIND_SHIFT == code] for rank in self.ranks]
        return replace(self, ranks=tuple(ranks))

    def in_order(self) -> list[int]:
        """Best first: what is called so, then the kinds that are asked for."""
        numbers = [number for rank in self.ranks for number in rank]
        if not self.query.kinds:
            return numbers
        return sorted(numbers, key=self.others_last)

    @property
    def others_last(self) -> Callable[[int], bool]:
        """Of a number, whether what is called so, and kinds that are asked for, stand before it."""
        codes = {search_kinds()[slug].code for slug in self.query.kinds}
        called: Numbers = set(*self.ranks[:1])
        return lambda number: bool(codes) and number not in called and number >> KIND_SHIFT not in codes

    def counts(self) -> dict[str, int]:
        """Of each kind that is among them, in the order of kinds, how many are found."""
        slugs = {kind.code: slug for slug, kind in search_kinds().items()}
        numbers = sorted(self.in_order())
        return {slugs[code]: after - first for code, first, after in count_kinds(numbers, slugs)}


def find_matches(edition: int, words: str) -> Matches:
    """In at most four queries: what is due, the words; where they find nothing, spellings and their words.

    Only reads: what is due is left out, and takes up to two queries more.
    """
    query, waiting = read_query(words), readiness.read_waiting(edition)
    if not query.words:
        return Matches(query)
    return replace(match_query(edition, query, words, waiting), waiting=waiting)


def match_query(edition: int, query: Query, words: str, waiting: Waiting) -> Matches:
    """As it is typed; where no name bears that, as a question if that finds better; else other words, or some."""
    asked: list[Word] = []
    stretches: list[str] = []
    for reading in (query, *(question.query for question in read_questions(words))):
        asked += asked_words(reading)
        stretches += [reading.whole, *reading.stretches]
    terms = waiting.leave_out(query_terms(edition, asked, stretches))
    matches = best_reading(query, read_questions(words, names_words(query, terms)), terms)
    if matches.number:
        return matches
    likeliest = matches.query
    found = {word: word_numbers(terms, word) for word in likeliest.words}
    missing = [word for word in likeliest.words if not found[word].all]
    corrected = find_corrected(edition, likeliest, missing or likeliest.words, waiting)
    if corrected.number:
        return corrected
    return loose_matches(likeliest, stretches, terms)


def names_words(query: Query, terms: dict[str, tuple]) -> set[str]:
    """Those that are words of names as they are typed."""
    return {word.text for word in query.words if word_numbers(terms, word).exact}


def best_reading(query: Query, questions: Iterable[Question], terms: dict[str, tuple]) -> Matches:
    """What is found as it is typed by a name, or by one and what belongs to it; else by the first question that finds
    by a name, or that finds best. Of those that find nothing, the last, which is the shortest.
    """
    best = rank_matches(query, terms)
    if any(best.ranks[:BY_PARTS]) or finds_partly(query, terms):
        return best
    for question in questions:
        matches = rank_matches(question.query, terms)
        if (question.only_kinds and best.number) or (question.keeps and not finds_kinds(matches)):
            continue
        if not best.number or rank_strength(matches) > rank_strength(best) or is_told_better(matches, best):
            best = matches
        if any(best.ranks[:BY_PARTS]) and not question.keeps:
            break
    return best


def is_told_better(matches: Matches, best: Matches) -> bool:
    """Whether it finds as well things of the kinds that are asked for, without a word that only asks."""
    asks = [sum(is_asking(word.text) for word in each.query.words) for each in (matches, best)]
    equal = rank_strength(matches) == rank_strength(best)
    return equal and asks[0] < asks[1] and bool(matches.query.kinds) and finds_kinds(matches)


def finds_partly(query: Query, terms: dict[str, tuple]) -> bool:
    """Whether a name bears one of the words, and no mere word of a kind, and the others belong to it.

    A word that asks must stand in that name, too: in a text of a thing, it says nothing of what is looked for.
    """
    found = all_words(terms, query.words).all
    for word in query.words:
        if is_asking(word.text):
            found = found & word_numbers(terms, word).exact
    return any(word_numbers(terms, word).exact & found for word in query.words if word.text not in words_of_kinds())


def finds_kinds(matches: Matches) -> bool:
    """Whether any of what is found is of the kinds that are asked for, where some are."""
    codes = {search_kinds()[slug].code for slug in matches.query.kinds}
    return not codes or any(number >> KIND_SHIFT in codes for rank in matches.ranks for number in rank)


def asked_words(query: Query) -> list[Word]:
    if query.whole_word:
        return [*query.words, query.whole_word]
    return list(query.words)


def rank_matches(query: Query, terms: dict[str, tuple]) -> Matches:
    found = all_words(terms, query.words)
    if query.whole_word:
        joined = word_numbers(terms, query.whole_word)
        found = Found(found.exact, found.named | joined.named, found.all | joined.named)
    partly = set().union(*(word_numbers(terms, word).exact for word in query.words)) & found.all
    called = numbers_called(terms, query.whole)
    return Matches(query, split_ranks([called, found.exact, found.named, partly, found.all]))


def split_ranks(ranks: Iterable[Numbers]) -> tuple[list[int], ...]:
    """Each number where it ranks best."""
    seen: Numbers = set()
    split = []
    for rank in ranks:
        split.append(sorted(rank - seen))
        seen |= rank
    return tuple(split)


def find_corrected(edition: int, query: Query, missing: Iterable[Word], waiting: Waiting) -> Matches:
    """By the likeliest of other words in place of those that find nothing. Two queries."""
    offered = corrected_words(edition, list(missing))
    candidates = [word for words in offered.values() for word in words]
    if not candidates:
        return Matches(query)
    asked = query_terms(edition, [*query.words, *candidates], [word.text for word in candidates])
    terms = waiting.leave_out(asked)
    best = Matches(query)
    for replaced, words in offered.items():
        for word in words:
            corrected = corrected_query(query, offered, replaced, word)
            matches = rank_matches(corrected, terms)
            if rank_strength(matches) > rank_strength(best):
                best = replace(matches, corrected=" ".join(each.text for each in corrected.words))
    return best


def corrected_query(query: Query, offered: dict[str, list[Word]], replaced: str, by: Word) -> Query:
    """The word replaced by another, and other words that find nothing by the likeliest."""
    words = []
    for word in query.words:
        likeliest = (offered.get(word.text) or [word])[0]
        words.append(by if word.text == replaced else likeliest)
    return Query(tuple(words), "".join(word.text for word in words))


def rank_strength(matches: Matches) -> tuple[bool, ...]:
    """The better, the higher; of equals the first stays, which is the likelier word."""
    return tuple(bool(rank) for rank in matches.ranks)


def loose_matches(query: Query, stretches: Iterable[str], terms: dict[str, tuple]) -> Matches:
    """What is called like some of the words, and what most of them find, or most pairs of characters."""
    hits: Counter[int] = Counter()
    for word in query.words:
        for part in word.pairs or [word.text]:
            found = word_numbers(terms, Word(part))
            hits.update(found.all)
            hits.update(found.named)
    for stretch in dict.fromkeys(stretches):
        hits.update(dict.fromkeys(numbers_called(terms, stretch), CALLED_WEIGHT * len(stretch)))
    ranks: dict[int, list[int]] = {}
    for number, weight in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:MOST_LOOSE]:
        ranks.setdefault(weight, []).append(number)
    return Matches(query, tuple(ranks[weight] for weight in sorted(ranks, reverse=True)), loose=bool(ranks))


def matching_keys(edition: int, kind: str, words: str) -> QuerySet:
    """The keys of rows of the kind that the words find, for a condition on them; never what only some words find.

    Raises IndexNotReady where all of the kind waits to be made, or some and nothing else is found: a list would say
    that there is nothing.
    """
    matches = find_matches(edition, words)
    numbers: list[int] = []
    if not matches.loose:
        numbers = matches.of_kind(kind).in_order()
    if matches.waiting.has_kind(kind) or (kind in matches.waiting.due and not numbers):
        raise IndexNotReady(kind)
    return SearchEntry.objects.filter(edition=edition, kind=kind, number__in=numbers).order_by().values("row")
