"""Chinese names as pinyin: for sorting them, and for finding them by their initials."""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

from expo.i18n.hanzi import convert_to_simplified
from expo.i18n.readings import load_readings

NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1024)
def pinyin_of(name: str) -> str:
    """The syllables of a name, lower case and apart (`华为技术` → `hua wei ji shu`); Latin words stay, unaccented."""
    return " ".join(" ".join(pinyin_syllables(name)).split())


def initials_of(name: str) -> str:
    """The first letter of each syllable or word (`华为技术` → `hwjs`), as people type them."""
    return initials_of_pinyin(pinyin_of(name))


def initials_of_pinyin(pinyin: str) -> str:
    """The same of a name whose syllables are known."""
    return "".join(word[0] for word in NOT_A_LETTER.sub(" ", pinyin).split())


def pinyin_syllables(name: str) -> list[str]:
    """As Chinese in either script is read: what pypinyin knows of words (重庆, 银行), it knows of simplified ones."""
    if name.isascii():
        return [name.lower()] if name else []
    return [strip_accents(syllable).lower() for syllable in load_readings().read(convert_to_simplified(name))]


def strip_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", word)))
