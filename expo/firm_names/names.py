"""Names of organisations as they compare: whatever the script, width, case, punctuation, word order and legal form."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product, starmap
from typing import NamedTuple

from expo.firm_names import places
from expo.firm_names.words import FORMS_EN, FORMS_ZH, GROUP_EN, GROUP_ZH, SAME_EN, SAME_ZH
from expo.i18n.hanzi import fold_hanzi
from expo.i18n.pinyin import pinyin_of

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
APOSTROPHES = re.compile(r"['’`´.]")
NUMBERS = re.compile(r"[0-9]+")
NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
# Those of Latin and Greek letters, and of ё; a mark on others makes another letter. And signs that choose a glyph.
ACCENTS = re.compile(r"(?<=[a-z\u0370-\u03ffе])[\u0300-\u036f]+|[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Latin letters that are no other letter with an accent.
WRITTEN_OUT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Of a script that is neither Latin nor Chinese: a name is not what is left without them.
OTHER_LETTERS = re.compile(r"[^\W_0-9a-z\u3400-\u9fff]")
# At least so like: the same name with a slip. A shortened name; the same name elsewhere, or its parent's.
SLIP, SHORT, KIN = 0.9, 0.8, 0.5


class Name(NamedTuple):
    """What of a name tells one organisation from another.

    `core`: no spaces in Chinese, sorted words in English. `brand`: what one says for short, the same in both scripts.
    """

    core: str
    han: bool
    places: frozenset[str]
    group: bool
    form: str
    brand: str

    @property
    def sound(self) -> str:
        """How it is said: the same for both scripts and for a homophone that an input method slipped in."""
        if self.han:
            return chinese_sound(self.core)
        return self.core


@lru_cache(maxsize=8192)
def chinese_sound(chinese: str) -> str:
    return pinyin_of(chinese).replace(" ", "")


def plain_text(text: str) -> str:
    """One width, case, script and punctuation; no accents. The letters of every script stay."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", wide).translate(WRITTEN_OUT))
    words = APOSTROPHES.sub("", bare.replace("&", " and "))
    if OTHER_LETTERS.search(words):
        return " ".join("".join(map(letter_or_blank, fold_hanzi(unicodedata.normalize("NFC", words)))).split())
    return " ".join(NOT_WORDS.sub(" ", fold_hanzi(words)).split())


def letter_or_blank(sign: str) -> str:
    """Vowels are marks in some scripts, and part of the word; digits of all scripts are the same."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isalnum() or unicodedata.category(sign).startswith("M"):
        return sign
    return " "


@lru_cache(maxsize=16384)
def read_name(text: str) -> Name:
    rest, where = places.take_out_places(plain_text(text))
    where = places.nearest_places(where)
    if HAN.search(rest):
        return read_chinese(rest, where)
    return read_english(rest, where)


def read_chinese(text: str, where: frozenset[str]) -> Name:
    rest = text.replace(" ", "")
    for long, short in SAME_ZH:
        rest = rest.replace(long, short)
    form = chinese_form(rest)
    rest = rest.removesuffix(form)
    group = any(word in rest[2:] for word in GROUP_ZH)
    for word in GROUP_ZH:
        rest = rest[:2] + rest[2:].replace(word, "")
    return Name(rest, True, where, group, form, first_syllables(rest))


def chinese_form(text: str) -> str:
    """The legal form that the name ends with; "" for none, and where nothing else is there."""
    for form in FORMS_ZH:
        if text.endswith(form) and len(text) > len(form):
            return form
    return ""


def read_english(text: str, where: frozenset[str]) -> Name:
    forms, kept, group = [], [], False
    for written in text.split():
        word = SAME_EN.get(written, written)
        if word in FORMS_EN:
            forms.append(word)
        if word in GROUP_EN:
            group = True
        elif word and word not in FORMS_EN:
            kept.append(word)
    brand = english_brand(kept) or text
    return Name(" ".join(sorted(kept)) or text, False, where, group, " ".join(forms), brand)


def english_brand(words: list[str]) -> str:
    """The first word of more than two letters, else the first; "" where there is none."""
    for word in words:
        if len(word) > 2:
            return word
    return next(iter(words), "")


def name_likeness(one: Name, other: Name) -> float:
    """From 0, another organisation, to 1, the same."""
    if one.han != other.han:
        if one.brand == other.brand and not places.is_elsewhere(one.places, other.places):
            return SHORT
        return 0
    likeness = core_likeness(one, other)
    if likeness and (one.group != other.group or places.is_elsewhere(one.places, other.places)):
        return min(likeness, KIN)
    if likeness == 1 and one.places != other.places:
        return SLIP
    return likeness


def core_likeness(one: Name, other: Name) -> float:
    if one.core == other.core:
        return 1
    if one.han:
        return han_likeness(one, other)
    words = set(one.core.split()), set(other.core.split())
    if one.brand == other.brand and (words[0] <= words[1] or words[1] <= words[0]):
        return SHORT
    # Comparing letter by letter is slow; a slip hardly ever hits the first one.
    if one.brand[:1] != other.brand[:1]:
        return 0
    if is_slip(one.brand, other.brand) and is_slip(one.core, other.core):
        return SLIP
    return 0


def han_likeness(one: Name, other: Name) -> float:
    if one.sound == other.sound or one.core == other.core[::-1]:
        return SLIP
    # Whatever is alike below begins alike.
    if one.core[:1] != other.core[:1]:
        return 0
    short, long = sorted((one.core, other.core), key=len)
    if not set(NUMBERS.findall(short)) <= set(NUMBERS.findall(long)):
        return 0
    if len(short) >= 2 and long.startswith(short):
        return SHORT
    if len(short) >= 3 and short[-1] == long[-1] and is_subsequence(short, long):
        return SHORT
    near = len(short) >= 4 and short[:2] == long[:2]
    if near and is_slip(one.core, other.core):
        return SLIP
    return 0


def is_slip(one: str, other: str) -> bool:
    """Whether one may be the other with a slip of the hand; another number is another organisation."""
    same_numbers = NUMBERS.findall(one) == NUMBERS.findall(other)
    return same_numbers and SequenceMatcher(None, one, other).ratio() >= 0.85


def is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def first_syllables(core: str) -> str:
    """The Latin word that a Chinese name begins with, else its first two characters as they sound."""
    latin = re.match(r"[a-z0-9]{2,}", core)
    if latin:
        return latin[0]
    return chinese_sound(core[:2])


@lru_cache(maxsize=8192)
def organisation_likeness(some: tuple[str, ...], others: tuple[str, ...]) -> float:
    """How alike two organisations are, each given by all the names it bears."""
    if len(some) == len(others) == 1:
        return name_likeness(read_name(some[0]), read_name(others[0]))
    pairs = list(product(map(read_name, some), map(read_name, others)))
    # Only where they share no script does the sound of one stand for the other.
    same_script = [(one, other) for one, other in pairs if one.han == other.han]
    return max(starmap(name_likeness, same_script or pairs), default=0)


def is_same_name(typed: str, known: str) -> bool:
    """Whether a typed name is another spelling of a known one: the same but for script, width, case and legal form."""
    one, other = read_name(typed), read_name(known)
    forms = one.form == other.form or not one.form or not other.form
    return one[:4] == other[:4] and (forms or not one.han)


def name_keys(text: str) -> set[str]:
    """What two spellings of one name have in common, for looking them up."""
    name = read_name(text)
    return {f"{name.sound} {' '.join(sorted(name.places))}", name.brand}
