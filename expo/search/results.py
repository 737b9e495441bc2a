"""What a search shows: the best answers across kinds, then the first of each kind, each with why it was found."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from expo.i18n.bilingual import LANG, OTHER, Text, language_suffix
from expo.i18n.lazy_text import LazyText
from expo.models import Edition
from expo.models.search import SearchEntry
from expo.search_index.folding import fold_text, split_runs
from expo.search_index.kinds import SearchKind, search_kinds
from expo.search_index.matching import BY_PARTS, Matches, find_matches
from expo.search_index.numbers import KIND_SHIFT, ORDER_SHIFT
from expo.search_index.query import Query
from expo.search_index.tokens import INITIALS, spoken_words

BEST, OF_EACH_KIND = 5, 3
# So many are compared by how well their names fit.
MOST_COMPARED = 40
# What of a thing was found, where its name is not why.
PARTS: dict[str, LazyText] = {
    "area": _("Technology area"),
    "destination": _("Settles in"),
    "exhibitor": _("Exhibitor"),
    "hall": _("Hall"),
    "kind": pgettext_lazy("of what was found", "Kind"),
    "level": pgettext_lazy("of a launch", "Level"),
    "organisation": _("Organisation"),
    "person": _("With"),
    "place": _("Place"),
    "region": _("From"),
    "room": _("Room"),
    "scenario": _("Scenario"),
    "stand": _("Stand"),
    "tag": _("Tags"),
    "text": _("In its text"),
    "title": pgettext_lazy("of a person", "Title"),
}


@dataclass(frozen=True)
class Reason:
    """Something that belongs to what was found, and what it is."""

    label: LazyText
    text: Text


@dataclass(frozen=True)
class SearchHit:
    """Something found: its page, its name, in a few words what it is, and why where its name is not the reason."""

    url: str
    name: Text
    kind: SearchKind
    about: list[Text] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True)
class KindResults:
    """The first few of a kind that are not among the best, and how many of it are found in all."""

    kind: SearchKind
    number: int
    hits: list[SearchHit] = field(default_factory=list)


@dataclass(frozen=True)
class SearchResults:
    matches: Matches
    best: list[SearchHit]
    kinds: list[KindResults]


def search_edition(edition: Edition, words: str, best: int = BEST, of_each_kind: int = OF_EACH_KIND) -> SearchResults:
    """In at most five queries: those of `find_matches`, and the entries."""
    matches = find_matches(edition.pk, words)
    ranks = number_ranks(matches)
    compared = list(islice(ranks, MOST_COMPARED))
    firsts = first_numbers(ranks, of_each_kind + best)
    entries = load_entries(edition, {*compared, *(number for numbers in firsts.values() for number in numbers)})
    fits = sort_by_fit([entry for entry in entries if entry.number in set(compared)], matches, ranks)
    shown = fits[:best]
    by_number = {entry.number: entry for entry in entries}
    kinds = []
    for slug, number in matches.counts().items():
        rest = [by_number[first] for first in firsts[search_kinds()[slug].code] if first in by_number]
        rest = sort_by_fit([entry for entry in rest if entry not in shown], matches, ranks)[:of_each_kind]
        kinds.append(KindResults(search_kinds()[slug], number, entry_hits(rest, matches.query, ranks)))
    return SearchResults(matches, entry_hits(shown, matches.query, ranks), kinds)


def search_of_kind(edition: Edition, matches: Matches, numbers: Iterable[int]) -> list[SearchHit]:
    """The hits of these numbers of the matches, the best first."""
    ranks = number_ranks(matches)
    entries = load_entries(edition, set(numbers))
    return entry_hits(sort_by_fit(entries, matches, ranks), matches.query, ranks)


def number_ranks(matches: Matches) -> dict[int, int]:
    """Of each number, in order, how well it is found: 0 is best."""
    ranks: dict[int, int] = {}
    for rank, numbers in enumerate(matches.ranks):
        ranks.update(dict.fromkeys(numbers, rank))
    return {number: ranks[number] for number in matches.in_order()}


def first_numbers(numbers: Iterable[int], of_each: int) -> dict[int, list[int]]:
    """By the codes of kinds."""
    firsts: dict[int, list[int]] = {}
    for number in numbers:
        first = firsts.setdefault(number >> KIND_SHIFT, [])
        if len(first) < of_each:
            first.append(number)
    return firsts


def load_entries(edition: Edition, numbers: Collection[int]) -> list[SearchEntry]:
    if not numbers:
        return []
    return list(SearchEntry.objects.filter(edition=edition.pk, number__in=sorted(numbers)).defer("tokens"))


def sort_by_fit(entries: Iterable[SearchEntry], matches: Matches, ranks: dict[int, int]) -> list[SearchEntry]:
    whole, others_last = matches.query.whole, matches.others_last
    keys = {}
    for entry in entries:
        rank, fit = ranks[entry.number], (0, 0)
        if rank < BY_PARTS and not matches.loose:
            fit = name_fit(entry.forms, whole)
        keys[entry] = (others_last(entry.number), rank, *fit, entry.number >> ORDER_SHIFT, entry.forms, entry.url)
    return sorted(keys, key=keys.__getitem__)


def name_fit(forms: str, whole: str) -> tuple[int, int]:
    """How well one of the names fits what was typed: 0 is the same; and how much longer it is."""
    fits = []
    for form in forms.split("\n"):
        plain = form.removeprefix(INITIALS)
        if plain == whole:
            fits.append((0, 0))
        elif plain.startswith(whole):
            fits.append((1 + (plain != form), len(plain)))
        elif whole in plain:
            fits.append((3 + (plain != form), len(plain)))
    return min(fits, default=(5, len(forms)))


def entry_hits(entries: Iterable[SearchEntry], query: Query, ranks: dict[int, int]) -> list[SearchHit]:
    prefix = f"/{get_language()}"
    hits = []
    for entry in entries:
        details = json.loads(entry.details)
        about = [shown_text(*pair) for pair in details["about"]]
        reasons: list[Reason] = []
        if ranks[entry.number] >= BY_PARTS:
            reasons = found_reasons(details["parts"], query, entry.forms)
        name = shown_text(entry.title_en, entry.title_zh)
        hits.append(SearchHit(prefix + entry.url, name, search_kinds()[entry.kind], about, reasons))
    return hits


def shown_text(english: str, chinese: str) -> Text:
    """In the active language; else the other one's, marked."""
    texts, wanted = {"en": english, "zh": chinese}, language_suffix()
    if texts[wanted]:
        return Text(texts[wanted], "")
    other = OTHER[wanted]
    return Text(texts[other], LANG[other])


def found_reasons(parts: list[list[str]], query: Query, forms: str) -> list[Reason]:
    """For each word that no name bears, the first part that does."""
    reasons: dict[str, Reason] = {}
    for word in query.words:
        if word.text in forms.replace("\n", " "):
            continue
        for what, english, chinese in parts:
            if says_word(word.text, english, chinese) or says_word(word.singular, english, chinese):
                reasons.setdefault(what, Reason(PARTS[what], shown_text(english, chinese)))
                break
        else:
            reasons.setdefault("text", Reason(PARTS["text"], Text(word.text, "")))
    return list(reasons.values())


def says_word(word: str, *texts: str) -> bool:
    for text in texts:
        folded = fold_text(text)
        if word in folded or word in "".join(split_runs(folded)):
            return True
        # In pinyin only where the word can be that: reading costs most of all.
        if word.isascii() and not folded.isascii() and "".join(spoken_words(text)).startswith(word):
            return True
    return False
