"""What all generators of the rehearsal draw from: seeded chance, word lists, texts in both languages."""

import random
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from expo.data import read_data
from expo.i18n.pinyin import strip_accents

Item = TypeVar("Item")
YEAR = 2019


def random_generator(section: str) -> random.Random:
    """A generator of its own for each section, so that a change to one list of words moves nothing elsewhere."""
    return random.Random(f"{YEAR} {section}")  # noqa: S311 - invented data, repeatable on purpose


def rehearsal_data(name: str) -> Any:
    return read_data(f"rehearsal/{name}")


def choose_weighted(rng: random.Random, choices: Sequence[Sequence[Any]]) -> Any:
    """One of the first items of rows whose last item is the weight."""
    return rng.choices([row[0] for row in choices], [row[-1] for row in choices])[0]


def bilingual_fields(pair: Sequence[str], field: str, **values: dict[str, Any] | Any) -> dict[str, str]:
    """`field`_en and `field`_zh from a pair of templates; a value that is a pair gives each language its own."""
    english, chinese = values_of_language(values, 0), values_of_language(values, 1)
    return {f"{field}_en": capitalise_sentence(pair[0].format(**english)), f"{field}_zh": pair[1].format(**chinese)}


def values_of_language(values: dict[str, Any], number: int) -> dict[str, Any]:
    """Of a value that is a pair, the one with this number."""
    chosen = dict(values)
    for key, value in values.items():
        if isinstance(value, (list, tuple)):
            chosen[key] = value[number]
    return chosen


def pick_fields(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def capitalise_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def slug_of(name: str) -> str:
    """A short address from a name in Latin letters."""
    return re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", strip_accents(name)).lower()).strip("-")[:76]


def unique_slug(slug: str, taken: set[str]) -> str:
    """The slug, numbered where it is taken already; then it is taken."""
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


def draw_evenly(rng: random.Random, items: Sequence[Item], count: int) -> list[Item]:
    """`count` of the items, each as often as the others, in a random order: a shuffled pack after the other."""
    packs: list[Item] = []
    while len(packs) < count:
        packs += rng.sample(items, len(items))
    return packs[:count]
