"""The reference rows that a file's words mean: areas and regions by their names, loaded once for a file."""

import re
from collections.abc import Iterable
from functools import cached_property, partial

from django.utils.translation import gettext as _

from deals.imports.errors import RowProblem, both_translations
from deals.imports.sheets.cells import AREA_WORDS, fold_text, split_list
from expo.i18n import countries
from expo.i18n.bilingual import localised_text as text_of
from expo.models import Edition, Region, TechnologyArea
from expo.models.places import RegionKind
from expo.spreadsheets import headers

JOINTS = re.compile(r"[\s,，&和与及]+|\band\b")
NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.、)]\s*")
ENDINGS = re.compile(r"(?:省|市|区|县|自治区|特别行政区|土家族苗族自治县|苗族土家族自治县|土家族自治县|新区)$")


class ReferenceLookup:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def area_names(self) -> dict[str, TechnologyArea]:
        areas = list(TechnologyArea.objects.all())
        return {
            squeeze_name(word): area
            for area in areas
            for word in (*AREA_WORDS.get(area.slug, "").split(), area.slug, area.name_en, area.name_zh)
            if word
        }

    def areas(self, text: str) -> tuple[list[TechnologyArea], list[str]]:
        """The areas that a cell names, and the words that are no area known here."""
        whole = self.area_names.get(squeeze_name(text))
        if whole:
            return [whole], []
        found: dict[TechnologyArea, None] = {}
        rest: list[str] = []
        for part in (piece for each in split_list(text) for piece in re.split(r"[/+]", each)):
            areas = self.areas_joined(part)
            found |= dict.fromkeys(areas)
            if not areas and part.strip():
                rest.append(part.strip())
        return list(found), rest

    def areas_joined(self, part: str) -> list[TechnologyArea]:
        """The area that a part of a list is, said in two languages, or all those that it joins; else none."""
        halves = {self.area_names.get(squeeze_name(half)) for half in headers.language_halves(part)}
        if len(halves) == 1 and (area := halves.pop()):
            return [area]
        names = [part, *(piece for piece in JOINTS.split(NUMBERED.sub(" ", part)) if piece.strip(" ()（）"))]
        known = [self.area_names.get(squeeze_name(name.strip("()（） "))) for name in names]
        if known[0]:
            return [known[0]]
        joined = [area for area in known[1:] if area]
        return joined if len(joined) == len(known) - 1 else []

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.select_related("parent"))

    @cached_property
    def countries(self) -> dict[str, Region]:
        return {region.code: region for region in self.regions if region.kind == RegionKind.COUNTRY}

    @cached_property
    def country_names(self) -> dict[str, str]:
        """The codes by the names that staff have given, which may be others than everybody's."""
        named = [(name, row.code) for row in self.countries.values() for name in (row.name_en, row.name_zh)]
        return {countries.name_key(name): code for name, code in named if name}

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
        parts = [self.country_called(part) for part in text.split("/")]
        return common_meanings(parts) if all(parts) else set()

    def country_called(self, name: str) -> set[str]:
        """The codes of the countries known here that the name may mean; "" among them for none at all."""
        codes = countries.country_codes(name) or [self.country_names.get(countries.name_key(name))]
        known = {code for code in codes if code in self.countries or code == ""}
        return known or ({"CN"} & self.countries.keys() if self.is_in_china(fold_text(name)) else set())

    def is_in_china(self, name: str) -> bool:
        return bool({name, ENDINGS.sub("", name), name.removeprefix("中国")} & self.places.keys())

    def choices(self, codes: set[str]) -> str:
        """What is asked, in the active language: South Korea (KR), North Korea (KP)."""
        named = [f"{text_of(self.countries[code], 'name')} ({code})" for code in sorted(codes - {""})]
        return " / ".join([*named, *([_("no country")] if "" in codes else [])])

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
        named = (zh, ENDINGS.sub("", zh.removeprefix("中国")), en, en.partition(",")[0])
        return next((found for name in named if (found := self.destination(name))), None)


def common_meanings(found: Iterable[set[str]]) -> set[str]:
    """What all parts of a text may mean, of those that mean anything."""
    known = [codes for codes in found if codes]
    return set.intersection(*known) if known else set()


def squeeze_name(text: str) -> str:
    return re.sub(r"[\s·/+&与和\-_]", "", fold_text(text))
