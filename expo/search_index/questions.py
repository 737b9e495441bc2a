"""What is asked for in a question: its words without those that only ask, and the kinds of things that it names.

The words are listed in `expo/data/visitors_words.json`, in both languages, with what visitors call the site's pages.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from expo.search_index.folding import fold_text, is_unspaced, split_runs
from expo.search_index.query import LONGEST_WHOLE, MOST_WORDS, Query, Word

WORDS = Path(__file__).parents[1] / "data" / "visitors_words.json"


@cache
def visitors_words() -> dict[str, Any]:
    """`asking`: words that say nothing of what is looked for; `kinds`: of things; `pages` and `visitor_pages`: what
    else these are called.
    """
    return json.loads(WORDS.read_text())


@cache
def asking_words() -> frozenset[str]:
    return frozenset(visitors_words()["asking"].split())


@cache
def asking_phrases() -> re.Pattern:
    """In a text without spaces; the longer ones first."""
    phrases = sorted(visitors_words()["asking_zh"].split(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))


@cache
def words_of_kinds() -> dict[str, str]:
    """By the word, the kind that it names; the longer ones first."""
    named = {}
    for kind, words in visitors_words()["kinds"].items():
        named.update(dict.fromkeys(words.split(), kind))
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def read_question(words: str) -> Query | None:
    """What is asked for; None where every word is, or none."""
    runs = split_runs(fold_text(words))
    asked, kinds = [], set()
    for run in runs:
        asked += telling_parts(run)
        kinds.update(named_kinds(run))
    parts = list(filter(None, map(strip_kind, asked))) or asked
    if not parts or parts == runs:
        return None
    return Query(tuple(map(Word, parts[:MOST_WORDS])), "".join(parts)[:LONGEST_WHOLE], frozenset(kinds))


def telling_parts(run: str) -> list[str]:
    """What is left of a word, or of a text without spaces, when nothing is asked."""
    if not is_unspaced(run):
        return [] if run in asking_words() else [run]
    edges = visitors_words()["asking_zh_edges"]
    parts = []
    for part in asking_phrases().split(run):
        if told := part.strip(edges):
            parts.append(told)
    return parts


def named_kinds(run: str) -> list[str]:
    """A Latin word names one; a text without spaces those whose words stand in it."""
    named = words_of_kinds()
    if is_unspaced(run):
        return [kind for word, kind in named.items() if word in run]
    return [named[run]] if run in named else []


def strip_kind(part: str) -> str:
    """Without the word of a kind, which a text without spaces ends with."""
    named = words_of_kinds()
    if not is_unspaced(part):
        return "" if part in named else part
    for word in named:
        if part.endswith(word):
            return part.removesuffix(word).strip(visitors_words()["asking_zh_edges"])
    return part
