"""What all generators of the rehearsal draw from: seeded chance, word lists, texts in both languages."""

import random
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from expo.pinyin import without_accents
from expo.reference import read

Item = TypeVar("Item")
YEAR = 2019


def chance(section: str) -> random.Random:
    """A generator of its own for each section, so that a change to one list of words moves nothing elsewhere."""
    return random.Random(f"{YEAR} {section}")  # noqa: S311 - invented data, repeatable on purpose


def words(name: str) -> Any:
    return read(f"rehearsal/{name}")


def weighted(rng: random.Random, choices: Sequence[Sequence[Any]]) -> Any:
    """One of the first items of rows whose last item is the weight."""
    return rng.choices([row[0] for row in choices], [row[-1] for row in choices])[0]


def both(pair: Sequence[str], field: str, **values: dict[str, Any] | Any) -> dict[str, str]:
    """`field`_en and `field`_zh from a pair of templates; a value that is a pair gives each language its own."""
    english = {key: value[0] if isinstance(value, (list, tuple)) else value for key, value in values.items()}
    chinese = {key: value[1] if isinstance(value, (list, tuple)) else value for key, value in values.items()}
    return {f"{field}_en": sentence(pair[0].format(**english)), f"{field}_zh": pair[1].format(**chinese)}


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def slug_of(name: str) -> str:
    """A short address from a name in Latin letters."""
    return re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", without_accents(name)).lower()).strip("-")[:76]


def unique(slug: str, taken: set[str]) -> str:
    """The slug, numbered where it is taken already; then it is taken."""
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


def dealt(rng: random.Random, items: Sequence[Item], count: int) -> list[Item]:
    """`count` of the items, each as often as the others, in a random order: a shuffled pack after the other."""
    packs: list[Item] = []
    while len(packs) < count:
        packs += rng.sample(items, len(items))
    return packs[:count]
