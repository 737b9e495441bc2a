"""Titles of projects as they compare: what two of them share, and the marks by which twins differ."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from expo.firm_names import places
from expo.firm_names.names import HAN, plain_text
from expo.firm_names.words import EMPTY_EN, EMPTY_ZH, SAME_EN, SAME_ZH

DIGITS = {zh: str(number) for number, zh in enumerate("一二三四五六七八九十", start=1)} | {"首": "1", "两": "2"}
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
SPOKEN = {"one": "1", "two": "2", "three": "3", "four": "4", "first": "1", "second": "2", "third": "3", "fourth": "4"}
SPOKEN |= {"1st": "1", "2nd": "2", "3rd": "3", "4th": "4"}
# A mark is a kind of part with its number, like 一期 or 第二批.
PART_ZH = re.compile(r"第?([一二三四五六七八九十首两]|\d+)(?:期|批|号|阶段|标段|标|厂|线|栋|区块)")
LETTERED = re.compile(r"(?<![a-z])([a-d])(?:区|标|地块|栋|楼)")
PART_EN = re.compile(
    r"\b(?:phase|stage|batch|lot|line|plant|building|no|number|unit|block|zone|tranche|package)"
    r" (\d+|[a-d]|i{1,3}|iv|v|one|two|three|four)\b"
    r"|\b(first|second|third|fourth|1st|2nd|3rd|4th) (?:phase|stage|batch|lot|line|plant|tranche)\b"
)
NUMBER = re.compile(r"\d+")


class Title(NamedTuple):
    """`grams`: pieces of what it says; `marks`: numbers of phases and lots; `numbers`: the others."""

    grams: frozenset[str]
    marks: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=8192)
def read_title(text: str) -> Title:
    rest, where = places.take_out_places(plain_text(text))
    marks = frozenset(title_marks(rest))
    rest = PART_EN.sub(" ", LETTERED.sub(" ", PART_ZH.sub(" ", rest)))
    numbers = frozenset(NUMBER.findall(rest))
    return Title(frozenset(title_grams(rest)), marks, numbers, where)


def title_marks(text: str) -> list[str]:
    found = [DIGITS.get(match[1], match[1]) for match in PART_ZH.finditer(text)]
    found += [match[1] for match in LETTERED.finditer(text)]
    for match in PART_EN.finditer(text):
        word = match[1] or match[2]
        found.append(SPOKEN.get(word) or ROMAN.get(word) or word)
    return found


def title_grams(text: str) -> list[str]:
    """Pairs of Chinese characters and beginnings of words, without what nearly every title says."""
    for long, short in SAME_ZH:
        other = short
        if short.isascii():
            other = f" {short} "
        text = text.replace(long, other)
    for word in EMPTY_ZH:
        text = text.replace(word, " ")
    found: list[str] = []
    for word in re.findall(r"[\u3400-\u9fff]+|[a-z]+", text):
        if HAN.match(word):
            found += map("".join, pairwise(word))
            if len(word) == 1:
                found.append(word)
        elif (same := SAME_EN.get(word, word)) and same not in EMPTY_EN:
            found.append(same[:6])
    return found


def title_likeness(one: str, other: str) -> float | None:
    """From 0 to 1; None where one of them says nothing that could be compared."""
    mine, theirs = read_title(one).grams, read_title(other).grams
    if not mine or not theirs:
        return None
    shared = len(mine & theirs)
    return max(2 * shared / (len(mine) + len(theirs)), 0.7 * shared / min(len(mine), len(theirs)))


def is_another_project(one: str, other: str) -> bool:
    """Whether the marks of both say that they are two things: 一期 and 二期, 渝北 and 璧山, 5G and 6G."""
    mine, theirs = read_title(one), read_title(other)
    if places.is_elsewhere(mine.places, theirs.places):
        return True
    if mine.marks != theirs.marks and (mine.marks | theirs.marks) != {"1"}:
        return True
    return bool(mine.numbers and theirs.numbers) and not (mine.numbers & theirs.numbers)
