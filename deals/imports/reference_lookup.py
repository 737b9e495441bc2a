"""The reference rows that a file's words mean: areas and regions by their names, loaded once for a file."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import NamedTuple

from django.utils.translation import gettext as _

from deals.imports.errors import RowProblem
from deals.imports.sheets.cells import AREA_WORDS, fold_text, split_list
from expo.i18n import countries
from expo.i18n.bilingual import localised_text as text_of
from expo.i18n.kept_texts import both_translations
from expo.models import Edition, Region, TechnologyArea
from expo.models.places import RegionKind
from expo.spreadsheets import headers

JOINTS = re.compile(r"[\s,，&和与及]+|\band\b")
NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.、)]\s*")
ENDINGS = re.compile(r"(?:省|市|区|县|自治区|特别行政区|土家族苗族自治县|苗族土家族自治县|土家族自治县|新区)$")


BRACKETS = "()（） "


class Areas(NamedTuple):
    """`words`: those that name no area known here."""

    known: list[TechnologyArea]
    words: list[str]


class ReferenceLookup:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def area_names(self) -> dict[str, TechnologyArea]:
        names = {}
        for area in TechnologyArea.objects.all():
            for word in (*AREA_WORDS.get(area.slug, "").split(), area.slug, area.name_en, area.name_zh):
                if word:
                    names[squeeze_name(word)] = area
        return names

    def areas(self, text: str) -> Areas:
        """The areas that a cell names, and the words that are no area known here."""
        whole = self.area_names.get(squeeze_name(text))
        if whole:
            return Areas([whole], [])
        known: dict[TechnologyArea, None] = {}
        words: list[str] = []
        for part in list_parts(text):
            areas = self.areas_joined(part)
            known |= dict.fromkeys(areas)
            if not areas and part.strip():
                words.append(part.strip())
        return Areas(list(known), words)

    def areas_joined(self, part: str) -> list[TechnologyArea]:
        """The area that a part of a list is, said in two languages, or all those that it joins; else none."""
        halves = set(map(self.area_called, headers.language_halves(part)))
        if len(halves) == 1 and (area := halves.pop()):
            return [area]
        whole = self.area_called(part.strip(BRACKETS))
        if whole:
            return [whole]
        joined = []
        for piece in JOINTS.split(NUMBERED.sub(" ", part)):
            name = piece.strip(BRACKETS)
            if not name:
                continue
            area = self.area_called(name)
            if area is None:
                return []
            joined.append(area)
        return joined

    def area_called(self, name: str) -> TechnologyArea | None:
        return self.area_names.get(squeeze_name(name))

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.select_related("parent"))

    @cached_property
    def countries(self) -> dict[str, Region]:
        return {region.code: region for region in self.regions if region.kind == RegionKind.COUNTRY}

    @cached_property
    def country_names(self) -> dict[str, str]:
        """The codes by the names that staff have given, which may be others than everybody's."""
        codes = {}
        for code, country in self.countries.items():
            for name in (country.name_en, country.name_zh):
                if name:
                    codes[countries.name_key(name)] = code
        return codes

    @cached_property
    def places(self) -> dict[str, list[Region]]:
        """Provinces and districts by their names, with and without what kind of place they are."""
        names: dict[str, list[Region]] = {}
        for region in self.regions:
            if region.kind == RegionKind.COUNTRY:
                continue
            for name in {region.name_zh, ENDINGS.sub("", region.name_zh), region.name_en, region.code}:
                if len(name) > 1:
                    names.setdefault(fold_text(name), []).append(region)
        return names

    def country(self, text: str, label: str) -> Region | None:
        """The country of a cell; a province is in China. Raises RowProblem."""
        if fold_text(text) in ("", "-", "/", "—", "无"):
            return None
        codes = self.country_codes(text) or self.country_codes(re.sub(r"[(（].*[)）]$", "", text))
        if not codes:
            raise RowProblem("country_unknown", label, found=text)
        if len(codes) > 1:
            raise RowProblem("country_unclear", label, found=text, why=both_translations(partial(self.choices, codes)))
        return self.countries[codes.pop()]

    def country_codes(self, text: str) -> set[str]:
        """What the text may mean as a whole; in two languages, or with a slash, what both of its parts may mean."""
        if whole := self.country_called(text):
            return whole
        if "/" not in text:
            return common_meanings(map(self.country_called, headers.language_halves(fold_text(text))))
        parts = list(map(self.country_called, text.split("/")))
        if not all(parts):
            return set()
        return common_meanings(parts)

    def country_called(self, name: str) -> set[str]:
        """The codes of the countries known here that the name may mean; "" among them for none at all."""
        codes = countries.country_codes(name) or [self.country_names.get(countries.name_key(name))]
        known = {code for code in codes if code in self.countries or code == ""}
        if not known and self.is_in_china(fold_text(name)):
            return {"CN"} & self.countries.keys()
        return known

    def is_in_china(self, name: str) -> bool:
        return bool({name, ENDINGS.sub("", name), name.removeprefix("中国")} & self.places.keys())

    def choices(self, codes: set[str]) -> str:
        """What is asked, in the active language: South Korea (KR), North Korea (KP)."""
        named = [f"{text_of(self.countries[code], 'name')} ({code})" for code in sorted(codes - {""})]
        if "" in codes:
            named.append(_("no country"))
        return " / ".join(named)

    def destination(self, text: str) -> Region | None:
        """A province or district of the edition's country, where the name has one meaning."""
        bare = fold_text(text)
        for name in (bare, bare.removeprefix("重庆市"), bare.removeprefix("重庆")):
            rows = self.places.get(name, [])
            if len(rows) == 1:
                return rows[0]
        return None

    @cached_property
    def home(self) -> Region | None:
        """Where the expo is: the side that attracts, where nobody names it. A city may name its country: 中国重庆."""
        zh, en = self.edition.city_zh, self.edition.city_en
        for name in (zh, ENDINGS.sub("", zh.removeprefix("中国")), en, en.partition(",")[0]):
            place = self.destination(name)
            if place:
                return place
        return None


def common_meanings(found: Iterable[set[str]]) -> set[str]:
    """What all parts of a text may mean, of those that mean anything."""
    known = list(filter(None, found))
    if not known:
        return set()
    return set.intersection(*known)


def list_parts(text: str) -> Iterator[str]:
    """The parts of a list of areas, which also slashes and plus signs may divide."""
    for part in split_list(text):
        yield from re.split(r"[/+]", part)


def squeeze_name(text: str) -> str:
    return re.sub(r"[\s·/+&与和\-_]", "", fold_text(text))
