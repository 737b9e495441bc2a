"""The reference rows that a file's words mean: areas and regions by their names, loaded once for a file."""

import re
from functools import cached_property

from deals.imports.cells import AREA_WORDS, folded, split
from deals.imports.doubts import Doubt
from expo.models import Edition, Region, TechnologyArea
from expo.models.places import RegionKind
from expo.tables import headers

ALIASES = {
    *(("中国大陆", "CN"), ("中国", "CN"), ("国内", "CN"), ("内资", "CN"), ("prc", "CN"), ("mainland china", "CN")),
    *(("usa", "US"), ("u.s.", "US"), ("u.s.a.", "US"), ("america", "US"), ("美利坚合众国", "US")),
    *(("uk", "GB"), ("u.k.", "GB"), ("great britain", "GB"), ("england", "GB"), ("大不列颠", "GB")),
    *(("香港", "HK"), ("中国香港", "HK"), ("hong kong", "HK"), ("澳门", "MO"), ("中国澳门", "MO"), ("macao", "MO")),
    *(("台湾", "TW"), ("中国台湾", "TW"), ("taiwan", "TW"), ("korea", "KR"), ("south korea", "KR"), ("南韩", "KR")),
    *(("russia", "RU"), ("俄国", "RU"), ("czech republic", "CZ"), ("holland", "NL")),
    *(("uae", "AE"), ("阿拉伯联合酋长国", "AE"), ("viet nam", "VN"), ("大韩民国", "KR"), ("联邦德国", "DE")),
}
STATE = re.compile(r"(?:人民|民主|社会主义|联邦|合众|联合|酋长)*(?:共和国|联邦|王国|合众国|地区)$| of america$")
ENDINGS = re.compile(r"(?:省|市|区|县|自治区|特别行政区|土家族苗族自治县|苗族土家族自治县|土家族自治县|新区)$")


class Known:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def area_names(self) -> dict[str, TechnologyArea]:
        areas = list(TechnologyArea.objects.all())
        return {
            squeezed(word): area
            for area in areas
            for word in (*AREA_WORDS.get(area.slug, "").split(), area.slug, area.name_en, area.name_zh)
            if word
        }

    def areas(self, text: str) -> tuple[list[TechnologyArea], list[str]]:
        """The areas that a cell names, and the words that are no area known here."""
        whole = self.area_names.get(squeezed(text))
        if whole:
            return [whole], []
        found, rest = [], []
        for part in (piece for each in split(text) for piece in re.split(r"[/+]", each)):
            area = self.area_names.get(squeezed(part))
            if area and area not in found:
                found.append(area)
            elif not area and part.strip():
                rest.append(part.strip())
        return found, rest

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.select_related("parent"))

    @cached_property
    def country_names(self) -> dict[str, Region]:
        countries = {region.code: region for region in self.regions if region.kind == RegionKind.COUNTRY}
        names = {
            folded(name): row for row in countries.values() for name in (row.code, row.name_en, row.name_zh) if name
        }
        return {folded(word): countries[code] for word, code in ALIASES if code in countries} | names

    @cached_property
    def places(self) -> dict[str, list[Region]]:
        """Provinces and districts by their names, with and without what kind of place they are."""
        names: dict[str, list[Region]] = {}
        for region in self.regions:
            if region.kind == RegionKind.COUNTRY:
                continue
            for name in {region.name_zh, ENDINGS.sub("", region.name_zh), region.name_en, region.code}:
                if len(name) > 1:
                    names.setdefault(folded(name), []).append(region)
        return names

    def country(self, text: str, label: str) -> Region | None:
        """The country of a cell; a province is in China. Raises Doubt."""
        bare = folded(re.sub(r"[(（].*[)）]$", "", text))
        if not bare or bare in ("-", "/", "—", "无"):
            return None
        tried = [(bare,), headers.halves(bare)]
        found = next((rows for names in tried if (rows := {self.country_called(name) for name in names} - {None})), ())
        if len(found) != 1:
            raise Doubt("country_unknown", label, found=text)
        return found.pop()

    def country_called(self, name: str) -> Region | None:
        name = name.strip()
        if found := self.country_names.get(name) or self.country_names.get(name.removeprefix("中国")):
            return found
        if len(short := STATE.sub("", name.removeprefix("the "))) > 1 and (found := self.country_names.get(short)):
            return found
        return (
            self.country_names.get("cn")
            if {name, ENDINGS.sub("", name), name.removeprefix("中国")} & self.places.keys()
            else None
        )

    def destination(self, text: str) -> Region | None:
        """A province or district of the edition's country, where the name has one meaning."""
        bare = folded(text)
        for name in (bare, bare.removeprefix("重庆市"), bare.removeprefix("重庆")):
            rows = self.places.get(name, [])
            if len(rows) == 1:
                return rows[0]
        return None

    @cached_property
    def home(self) -> Region | None:
        """Where the expo is: the side that attracts, where nobody names it."""
        return self.destination(self.edition.city_zh) or self.destination(self.edition.city_en)


def squeezed(text: str) -> str:
    return re.sub(r"[\s·/+&与和\-_]", "", folded(text))
