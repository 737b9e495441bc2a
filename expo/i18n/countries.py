"""What countries and regions are called: in the languages of those who take part, in full and for short, then and now.

Names are the Unicode CLDR's (`data/country_names.json`, written by `manage.py country_names`); adjectives, names in
everyday or former use, and what needs a question are listed in `data/country_aliases.json`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import filterfalse

from expo.data import read_data
from expo.i18n.hanzi import fold_hanzi

APOSTROPHES = re.compile(r"['’‘`´ʼʻ＇.]")
BETWEEN_HAN = re.compile("(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
FORM = "republic|kingdom|states?|commonwealth|principality|(?:grand )?duchy|sultanate|emirate|(?:con)?federation|union"
OF_WHAT = "peoples|democratic|socialist|islamic|arab|federal|federative|plurinational|bolivarian|united|former yugoslav"
# Socialist Republic of Viet Nam; Moldova, Republic of; Hellenic Republic, Syrian Arab Republic.
LONG = re.compile(rf"(?:\w+ ){{0,4}}(?:{FORM}) of (?:the )?(?P<name>.+)")
INVERTED = re.compile(rf"(?P<name>.+?)(?: the)?(?: (?:{OF_WHAT}))* (?:{FORM}) of(?: the)?")
ADJECTIVE = re.compile(rf"(?P<name>.+?)(?: (?:{OF_WHAT}))* (?:{FORM})")
LONG_ZH = re.compile(
    r"(?P<name>.{2,}?)(?:人民|民主|社会主义|伊斯兰|联邦|合众|联合|阿拉伯|多民族)*(?:共和国|联邦|王国|合众国|公国)"
)
COUNTRY_ZH = re.compile(r"(?P<name>.{2,})(?:国|地区|特别行政区|特区)")
SPELT_OUT = {"st": "saint"}
SHAPES = (LONG, INVERTED, ADJECTIVE, LONG_ZH, COUNTRY_ZH)


@lru_cache(maxsize=4096)
def country_codes(text: str) -> tuple[str, ...]:
    """The ISO 3166-1 codes of the countries and regions that are called so; none where the name is not known.

    More than one where the name is ambiguous or disputed: then somebody is to be asked. One of them may be "", for no
    country at all: NO is Norway, or no.
    """
    return codes_of_name(name_key(text))


def codes_of_name(name: str) -> tuple[str, ...]:
    name = name.removeprefix("the ").removesuffix(" the")
    codes = codes_by_name().get(name)
    if codes:
        return codes
    for shape in SHAPES:
        match = shape.fullmatch(name)
        if match and (codes := codes_of_name(match["name"])):
            return codes
    return ()


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """For comparing: no accents, apostrophes or points, no difference of width, case or script."""
    plain = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text))
    plain = fold_hanzi(plain).casefold().replace("&", " and ")
    bare = filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", plain))
    words = "".join(map(letter_or_space, bare)).split()
    return BETWEEN_HAN.sub("", " ".join(SPELT_OUT.get(word, word) for word in words))


def letter_or_space(character: str) -> str:
    """Vowel signs of Hindi and Thai are letters, too."""
    if unicodedata.category(character)[0] in "LMN":
        return character
    return " "


@cache
def codes_by_name() -> dict[str, tuple[str, ...]]:
    """The codes of each name, by its key: more than one where it is asked which is meant."""
    codes: dict[str, dict[str, None]] = {}
    for code, name in cldr_names():
        codes.setdefault(name_key(name), {})[code] = None
    return {name: tuple(several) for name, several in codes.items()} | authoritative_names() | ambiguous_names()


def cldr_names() -> Iterator[tuple[str, str]]:
    for code, spellings in read_data("country_names")["names"].items():
        for name in spellings:
            yield code, name


@cache
def authoritative_names() -> dict[str, tuple[str, ...]]:
    """What we say ourselves of a name counts for more than what some language calls another country."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, en, zh in read_data("regions")["countries"]:
        codes |= dict.fromkeys(map(name_key, (code, en, zh)), (code,))
    for code, line in read_data("country_aliases")["names"].items():
        codes |= dict.fromkeys(map(name_key, line.split("|")), (code,))
    return codes


@cache
def everyday_names(code: str) -> tuple[str, ...]:
    """What else the country of this code is called in English and Chinese, beside its name."""
    return tuple(filter(None, read_data("country_aliases")["names"].get(code, "").split("|")))


@cache
def ambiguous_names() -> dict[str, tuple[str, ...]]:
    """Each asked name with what it may mean; in the file `-` is for no country at all."""
    meanings: dict[str, tuple[str, ...]] = {}
    for line, codes in read_data("country_aliases")["asked"].items():
        meant = tuple(code.strip("-") for code in codes.split())
        meanings |= dict.fromkeys(map(name_key, line.split("|")), meant)
    return meanings
