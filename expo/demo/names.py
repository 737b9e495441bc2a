"""Invented names, the same in both languages, each given out once."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from expo.demo.words import rehearsal_data
from expo.i18n.pinyin import pinyin_syllables

Pair = tuple[str, str]
# Where people bear names like those of the Chinese lists.
CHINESE_NAMES = ("CN", "TW", "MO")


@dataclass(frozen=True)
class FirmName:
    """A company's brand, full name and seat, each in English and Chinese, and the code of its region."""

    brand: Pair
    full: Pair
    seat: Pair
    region: str


class FirmNames:
    """Company names: a brand, what it does, and the form of company that its country has."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lists = rehearsal_data("companies")
        self.chinese = itertools.cycle(shuffle_items(rng, chinese_brands(self.lists)))
        self.foreign = itertools.cycle(shuffle_items(rng, foreign_brands(self.lists)))
        self.taken: set[str] = set()

    def domestic(self, province: str, sector: Sequence[str]) -> FirmName:
        city = self.rng.choice(self.lists["provinces"][province][1])
        form = self.one_of("forms_zh")
        return self.first_new(self.chinese, self.one_of("styles"), sector, city, form, province)

    def abroad(self, country: str, form: str, name: str, sector: Sequence[str]) -> FirmName:
        """A company of a country, whose Chinese short name is `name`."""
        seat = (self.lists["within"].get(country, ""), name)
        return self.first_new(self.foreign, self.one_of("styles_foreign"), sector, seat, (form, ""), country)

    def one_of(self, rows: str) -> list[Any]:
        return self.rng.choices(self.lists[rows], [row[-1] for row in self.lists[rows]])[0]

    def first_new(
        self, brands: Iterator[Pair], style: list, sector: Sequence, city: Sequence, form: Sequence, region: str
    ) -> FirmName:
        for brand in brands:
            full = tuple(style[n].format(brand=brand[n], sector=sector[n], city=city[n], form=form[n]) for n in (0, 1))
            if self.taken.isdisjoint(full):
                self.taken.update(full)
                return FirmName(brand, full, (city[0], city[1]), region)
        raise LookupError("The lists of brands are empty.")


def chinese_brands(lists: dict[str, Any]) -> list[Pair]:
    """Two characters each; no two brands sound alike, and none like a firm that the list says to avoid."""
    found: dict[str, Pair] = {}
    for first, second in itertools.product(lists["first"], lists["second"]):
        if first != second:
            sound = join_pinyin(first + second)
            if sound.lower() not in lists["avoid"]:
                found.setdefault(sound, (sound, first + second))
    return list(found.values())


def foreign_brands(lists: dict[str, Any]) -> list[Pair]:
    brands = []
    for first, second in itertools.product(lists["foreign_first"], lists["foreign_second"]):
        english, chinese = first[0] + second[0], first[1] + second[1]
        if english.lower() not in lists["foreign_avoid"]:
            brands.append((english, chinese))
    return brands


def join_pinyin(name: str) -> str:
    """Pinyin in one word, with an apostrophe where it would be misread otherwise: Jin’an."""
    name, *others = pinyin_syllables(name)
    for syllable in others:
        if syllable[0] in "aeo":
            name += "’"
        name += syllable
    return name.capitalize()


def shuffle_items(rng: random.Random, items: Sequence[Any]) -> list[Any]:
    return rng.sample(items, len(items))


class PeopleNames:
    """Names of people by the country they come from, each given out once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        lists = rehearsal_data("people")
        given = lists["given"].split()
        self.chinese = iter(shuffle_items(rng, list(itertools.product(lists["surnames"], given))))
        self.groups = []
        for group in lists["foreign"]:
            self.groups.append((group["countries"], iter(foreign_people(rng, group))))

    def of(self, country: str) -> Pair:
        """A name such as people of this country bear; where the lists know none (any more), another foreign one."""
        if country not in CHINESE_NAMES:
            fitting = [group for group in self.groups if country in group[0]]
            for _countries, names in fitting + shuffle_items(self.rng, self.groups):
                if name := next(names, None):
                    return name
        surname, given = next(self.chinese)
        return f"{join_pinyin(surname)} {join_pinyin(given)}", surname + given


def foreign_people(rng: random.Random, group: dict[str, Any]) -> list[Pair]:
    pairs = shuffle_items(rng, list(itertools.product(group["given"], group["family"])))
    names = []
    for given, family in pairs:
        if group.get("family_first"):
            names.append((f"{family[0]} {given[0]}", family[1] + given[1]))
        else:
            names.append((f"{given[0]} {family[0]}", f"{given[1]}·{family[1]}"))
    return names
