"""Places as names and titles mention them, in either language: each by one word, whatever the language."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, filterfalse

from expo.data import read_data
from expo.firm_names.words import CITIES

LATIN = re.compile(r"[^a-z0-9]+")


@cache
def place_spellings() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """The word of each spelling, and what finds spellings in Chinese and in English text."""
    words: dict[str, str] = {}
    for zh, en in chain(reference_places(), cities()):
        word = place_word(en)
        words |= {zh: word, word: word}
        if len(zh) > 2 and zh[-1] in "区县市省":
            words[zh[:-1]] = word
    words.pop("china", None)
    words.pop("中国", None)
    spellings = sorted(words, key=len, reverse=True)
    han = "|".join(map(re.escape, filterfalse(str.isascii, spellings)))
    latin = "|".join(map(re.escape, filter(str.isascii, spellings)))
    return words, re.compile(f"({han})(?:市|省)?"), re.compile(rf"\b({latin})\b")


def reference_places() -> Iterator[tuple[str, str]]:
    """Countries, provinces and districts, each in Chinese and English."""
    lists = read_data("regions")
    for name in ("countries", "provinces", "districts"):
        for _code, en, zh in lists[name]:
            yield zh, en


def cities() -> Iterator[tuple[str, str]]:
    """Each in Chinese and English."""
    for entry in CITIES.replace("\n", "").split(","):
        zh, en = entry.split(" ")
        yield zh, en


def place_word(english: str) -> str:
    """`Xi’an` → `xian`, `Wanzhou District` → `wanzhou`."""
    word = LATIN.sub(" ", english.lower().replace("'", "").replace("’", "")).strip()
    return re.sub(r" (district|county|autonomous.*|city|sar china)$", "", word)


def take_out_places(text: str) -> tuple[str, frozenset[str]]:
    """A plain text without the places it mentions, and these."""
    words, han, latin = place_spellings()
    found: set[str] = set()

    def note(match: re.Match[str]) -> str:
        found.add(words[match[1]])
        return " "

    without = latin.sub(note, han.sub(note, text))
    return (" ".join(without.split()) or text), frozenset(found)


def nearest_places(where: frozenset[str]) -> frozenset[str]:
    """Without the province where a district or city is named too: 重庆两江 is 两江."""
    return (where - province_words()) or where


@cache
def province_words() -> frozenset[str]:
    return frozenset(place_word(en) for _code, en, _zh in read_data("regions")["provinces"])


def is_elsewhere(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two mentions are of different places: 重庆 and 重庆渝北 may be the same, 渝北 and 璧山 are not."""
    return bool(one and other) and not (one <= other or other <= one)
