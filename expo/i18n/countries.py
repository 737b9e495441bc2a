"""What countries and regions are called: in the languages of those who take part, in full and for short, then and now.

Names are the Unicode CLDR's (`data/country_names.json`, written by `manage.py country_names`); adjectives, names in
everyday or former use, and what needs a question are listed in `data/country_aliases.json`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

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
    if codes := codes_by_name().get(name):
        return codes
    inner = (match["name"] for shape in SHAPES if (match := shape.fullmatch(name)))
    return next(filter(None, map(codes_of_name, inner)), ())


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """For comparing: no accents, apostrophes or points, no difference of width, case or script."""
    plain = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text))
    plain = fold_hanzi(plain).casefold().replace("&", " and ")
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = "".join(c if is_letter(c) else " " for c in bare).split()
    return BETWEEN_HAN.sub("", " ".join(["saint" if word == "st" else word for word in words]))


def is_letter(character: str) -> bool:
    """Vowel signs of Hindi and Thai among them."""
    return unicodedata.category(character)[0] in "LMN"


@cache
def codes_by_name() -> dict[str, tuple[str, ...]]:
    """The codes of each name, by its key: more than one where it is asked which is meant."""
    found: dict[str, dict[str, None]] = {}
    for code, name in cldr_names():
        found.setdefault(name_key(name), {})[code] = None
    return {name: tuple(codes) for name, codes in found.items()} | authoritative_names() | ambiguous_names()


def cldr_names() -> Iterator[tuple[str, str]]:
    for code, spellings in read_data("country_names")["names"].items():
        yield from ((code, name) for name in spellings)


@cache
def authoritative_names() -> dict[str, tuple[str, ...]]:
    """What we say ourselves of a name counts for more than what some language calls another country."""
    rows = [(code, name) for code, en, zh in read_data("regions")["countries"] for name in (code, en, zh)]
    rows += [(code, name) for code, line in read_data("country_aliases")["names"].items() for name in line.split("|")]
    return {name_key(name): (code,) for code, name in rows}


@cache
def ambiguous_names() -> dict[str, tuple[str, ...]]:
    """Each asked name with what it may mean; in the file `-` is for no country at all."""
    rows = read_data("country_aliases")["asked"].items()
    return {
        name_key(name): tuple(code.strip("-") for code in codes.split())
        for line, codes in rows
        for name in line.split("|")
    }
