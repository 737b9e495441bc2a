"""What is asked for in a question: its words without those that only ask, and the kinds of things that it names.

A question is read in several ways, of which the first cuts the least: a name may hold a word that asks. The words are
listed in `expo/data/visitors_words.json`, in both languages, with what visitors call the site's pages.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from expo.search_index.folding import fold_text, is_unspaced, split_runs
from expo.search_index.query import LONGEST_WHOLE, MOST_WORDS, Query, Word

WORDS = Path(__file__).parents[1] / "data" / "visitors_words.json"
# What English writes after a word without a space.
CONTRACTED = re.compile(r"(?<=[a-z])['’](?:s|d|m|t|ll|re|ve)\b")
# Of a text without spaces, less is no name any more.
SHORTEST_LEFT = 2


class Cut(NamedTuple):
    """How a question is read. `phrases`: which of those that ask go: "", "end" or "all", and with any but the first
    all Latin words that ask; `kinds`: whether words of kinds do; `particles`: whether what phrases leave beside a name
    does, and a Latin word that asks even where it is a word of a name.
    """

    phrases: str
    kinds: bool = False
    particles: bool = False


CUTS = (
    *(Cut("", kinds=True), Cut("end"), Cut("end", kinds=True), Cut("all"), Cut("all", kinds=True)),
    *(Cut("all", particles=True), Cut("all", kinds=True, particles=True)),
)


class Question(NamedTuple):
    """`only_kinds`: words of kinds are all that is left; `keeps`: one that asks stays, being a word of a name."""

    query: Query
    only_kinds: bool
    keeps: bool


class Piece(NamedTuple):
    """Of a text without spaces, and the phrases that are cut off before and behind it."""

    text: str
    before: str = ""
    behind: str = ""


@cache
def visitors_words() -> dict[str, Any]:
    """`asking`: words that say nothing of what is looked for, `asking_before`: where any other one follows,
    `asking_after`: where one that asks stands before; `kinds`: of things; `pages` and `visitor_pages`: what else these
    are called.
    """
    return json.loads(WORDS.read_text())


@cache
def words_digest() -> str:
    """Another one where the file is: entries are made of it, too."""
    return hashlib.sha256(WORDS.read_bytes()).hexdigest()


@cache
def listed_words(name: str) -> frozenset[str]:
    return frozenset(visitors_words()[name].split())


@cache
def asking_phrases() -> re.Pattern:
    """In a text without spaces; the longer ones first, with the verb before them, and what stands around a question."""
    words = visitors_words()
    phrases = "|".join(map(re.escape, sorted(words["asking_zh"].split(), key=len, reverse=True)))
    verbs = f"[{words['asking_zh_verbs']}](?=[{words['asking_zh_wondering']}])"
    around = "|".join(f"^[{first}](?=.{{2,}}(?:{last})$)" for first, last in words["asking_zh_around"].items())
    return re.compile(f"(?:{verbs})?(?:{phrases})(?!限公司|限责任)|[{words['asking_zh_moods']}]+$|{around}")


@cache
def last_phrases() -> re.Pattern:
    """All with which a text without spaces ends; taken once (`++`), or their many readings would be tried in turn."""
    return re.compile(f"(?:{asking_phrases().pattern})++$")


@cache
def words_of_kinds() -> dict[str, str]:
    """By the word, the kind that it names; the longer ones first."""
    named = {}
    for kind, words in visitors_words()["kinds"].items():
        named.update(dict.fromkeys(words.split(), kind))
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def is_asking(word: str) -> bool:
    """Whether it says nothing of what is looked for; a Latin word that is one of a kind says which kind."""
    if is_unspaced(word):
        return not any(strip_kind(piece.text) for piece in split_phrases(word, "all"))
    return word in listed_words("asking") and word not in words_of_kinds()


def read_questions(words: str, names: Collection[str] = ()) -> list[Question]:
    """What is asked for, the least cut first; none where nothing asks, or everything. `names`: words of names."""
    folded = fold_text(words)
    typed, runs = tuple(split_runs(folded)), split_runs(CONTRACTED.sub("", folded))
    kinds = frozenset(kind for run in runs for kind in named_kinds(run))
    found: dict[tuple[str, ...], Question] = {}
    for cut in CUTS:
        parts = cut_runs(runs, cut, names)
        if parts and parts != typed and says_enough(parts, typed):
            query = Query(tuple(map(Word, parts[:MOST_WORDS])), "".join(parts)[:LONGEST_WHOLE], kinds)
            asking = listed_words("asking").intersection(parts)
            if cut.phrases or len(asking) < len(parts):
                found.setdefault(parts, Question(query, words_of_kinds().keys() >= set(parts), bool(asking)))
    return list(found.values())


def says_enough(parts: tuple[str, ...], typed: Collection[str]) -> bool:
    """Of a text without spaces, more than one sign must be left, or all of it; and more than what asks."""
    if any(map(asking_phrases().fullmatch, parts)):
        return False
    return len("".join(parts)) >= SHORTEST_LEFT or not is_unspaced(parts[0]) or parts[0] in typed


def cut_runs(runs: list[str], cut: Cut, names: Collection[str]) -> tuple[str, ...]:
    parts: list[str] = []
    for place, run in enumerate(runs):
        if is_unspaced(run):
            parts += unspaced_parts(run, cut)
        elif not (cut.phrases and only_asks(runs, place)) or (run in names and not cut.particles):
            parts.append(run)
    if cut.kinds:
        parts = list(map(strip_kind, parts))
    return tuple(filter(None, parts))


def only_asks(runs: list[str], place: int) -> bool:
    run = runs[place]
    if run in listed_words("asking_before"):
        return place + 1 < len(runs)
    if run in listed_words("asking_after"):
        return place > 0 and only_asks(runs, place - 1)
    return run in listed_words("asking")


def unspaced_parts(run: str, cut: Cut) -> Iterable[str]:
    """What is left of a text without spaces, when nothing is asked."""
    pieces = split_phrases(run, cut.phrases)
    if cut.particles:
        return map(strip_particles, pieces)
    return [piece.text for piece in pieces]


def split_phrases(run: str, which: str) -> list[Piece]:
    if not which:
        return [Piece(run)]
    if which == "end":
        return [Piece(last_phrases().sub("", run))]
    pieces, at, before = [], 0, ""
    for phrase in asking_phrases().finditer(run):
        pieces.append(Piece(run[at : phrase.start()], before, phrase[0]))
        at, before = phrase.end(), phrase[0]
    return [*pieces, Piece(run[at:], before)]


def strip_particles(piece: Piece) -> str:
    """Only on a side where a phrase was cut off, and what such a phrase leaves; or nothing, where there is no more."""
    words = visitors_words()
    particles, after = words["asking_zh_particles"], words["asking_zh_after"]
    if len(piece.text) < SHORTEST_LEFT:
        return piece.text.strip(particles + after + words["asking_zh_moods"])
    text = piece.text
    if piece.before:
        wonders = not set(piece.before).isdisjoint(words["asking_zh_wondering"])
        text = text.lstrip(particles + after * wonders)
    if piece.behind:
        text = text.rstrip(particles)
    return text if len(text) >= SHORTEST_LEFT else piece.text


def named_kinds(run: str) -> list[str]:
    """A Latin word names one; a text without spaces those whose words stand in it."""
    named = words_of_kinds()
    if is_unspaced(run):
        return [kind for word, kind in named.items() if word in run]
    return [named[run]] if run in named else []


def strip_kind(part: str) -> str:
    """Without the word of a kind, which a text without spaces ends with, where more than a sign is left."""
    named = words_of_kinds()
    if part in named or not is_unspaced(part):
        return "" if part in named else part
    for word in named:
        left = part.removesuffix(word)
        if left != part and len(left) >= SHORTEST_LEFT and not left.endswith("有限"):
            return strip_particles(Piece(left, behind=word))
    return part
