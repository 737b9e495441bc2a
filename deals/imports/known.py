"""The reference rows that a file's words mean: areas and regions by their names, loaded once for a file."""

import re
from functools import cache, cached_property

from babel.core import get_global

from deals.imports.cells import AREA_WORDS, folded, split
from deals.imports.doubts import Doubt
from expo.models import Edition, Region, TechnologyArea
from expo.models.places import RegionKind
from expo.tables import headers

GREAT_BRITAIN = "great britain and northern ireland"
ALIASES = {
    *(("中国大陆", "CN"), ("中国", "CN"), ("国内", "CN"), ("内资", "CN"), ("prc", "CN"), ("mainland china", "CN")),
    *(("usa", "US"), ("u.s.", "US"), ("u.s.a.", "US"), ("america", "US"), ("美利坚合众国", "US")),
    *(("uk", "GB"), ("u.k.", "GB"), ("great britain", "GB"), ("england", "GB"), ("大不列颠", "GB")),
    *(("香港", "HK"), ("中国香港", "HK"), ("hong kong", "HK"), ("澳门", "MO"), ("中国澳门", "MO"), ("macao", "MO")),
    *(("台湾", "TW"), ("中国台湾", "TW"), ("taiwan", "TW"), ("korea", "KR"), ("south korea", "KR"), ("南韩", "KR")),
    *(("russia", "RU"), ("俄国", "RU"), ("czech republic", "CZ"), ("holland", "NL")),
    *(("uae", "AE"), ("阿拉伯联合酋长国", "AE"), ("viet nam", "VN"), ("大韩民国", "KR"), ("联邦德国", "DE")),
    *(("中华人民共和国", "CN"), ("pr china", "CN"), ("p.r. china", "CN"), ("p.r.china", "CN"), ("p.r.c.", "CN")),
    *(("hongkong", "HK"), ("macau", "MO"), ("台湾省", "TW"), ("republic of korea", "KR"), ("沙特", "SA")),
    *(("russian federation", "RU"), ("turkey", "TR"), ("印尼", "ID"), ("澳洲", "AU"), ("纽西兰", "NZ")),
    *(("scotland", "GB"), ("wales", "GB"), ("northern ireland", "GB"), ("英格兰", "GB"), ("苏格兰", "GB")),
    *((f"united kingdom of {GREAT_BRITAIN}", "GB"), ("大不列颠及北爱尔兰", "GB")),
}
JOINTS = re.compile(r"[\s,，&和与及]+|\band\b")
NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.、)]\s*")
STATE = re.compile(
    r"(?:人民|民主|社会主义|联邦|合众|联合|酋长)*(?:共和国|联邦|王国|合众国|特别行政区|地区)$"
    r"| of america$|[, ]+(?:china|sar)$"
)
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
        found, rest = {}, []
        for part in (piece for each in split(text) for piece in re.split(r"[/+]", each)):
            areas = self.areas_joined(part)
            found |= dict.fromkeys(areas)
            if not areas and part.strip():
                rest.append(part.strip())
        return list(found), rest

    def areas_joined(self, part: str) -> list[TechnologyArea]:
        """The area that a part of a list is, said in two languages, or all those that it joins; else none."""
        halves = {self.area_names.get(squeezed(half)) for half in headers.halves(part)}
        if len(halves) == 1 and (area := halves.pop()):
            return [area]
        names = [part, *(piece for piece in JOINTS.split(NUMBERED.sub(" ", part)) if piece.strip(" ()（）"))]
        known = [self.area_names.get(squeezed(name.strip("()（） "))) for name in names]
        if known[0]:
            return known[:1]
        return known[1:] if None not in known[1:] else []

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.select_related("parent"))

    @cached_property
    def country_names(self) -> dict[str, Region]:
        countries = {region.code: region for region in self.regions if region.kind == RegionKind.COUNTRY}
        names = {
            folded(name): row for row in countries.values() for name in (row.code, row.name_en, row.name_zh) if name
        }
        words = three_letters() | {folded(word): code for word, code in ALIASES}
        return {word: countries[code] for word, code in words.items() if code in countries} | names

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
        halves = {self.country_called(half) for half in headers.halves(bare)} - {None}
        tried = {self.country_called(bare)}, halves, {self.country_called(part) for part in bare.split("/")}
        found = next((rows for rows in tried if rows - {None}), {None})
        if len(found) != 1 or None in found:
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
        """Where the expo is: the side that attracts, where nobody names it. A city may name its country: 中国重庆."""
        zh, en = self.edition.city_zh, self.edition.city_en
        named = (zh, ENDINGS.sub("", zh.removeprefix("中国")), en, en.partition(",")[0])
        return next((found for name in named if (found := self.destination(name))), None)


@cache
def three_letters() -> dict[str, str]:
    """Countries' codes of two letters by those of three: gbr is GB."""
    codes = get_global("territory_aliases").items()
    return {old.casefold(): new[0] for old, new in codes if len(old) == 3 and old.isalpha() and len(new) == 1}


def squeezed(text: str) -> str:
    return re.sub(r"[\s·/+&与和\-_]", "", folded(text))
