"""Rows of expo with valid defaults: published, in both languages, in the edition of 2019."""

import datetime as dt
import itertools
from typing import Any

from PIL import Image

from expo.models import (
    Attendance,
    Booth,
    Edition,
    Hall,
    Organisation,
    Participation,
    Person,
    Picture,
    Region,
    Scenario,
    Source,
    StatedFigure,
    TechnologyArea,
)
from expo.models.showcase.pictures import WIDTHS
from expo.pictures.encoded import EncodedPicture
from expo.pictures.encoding import encode_image
from expo.pictures.intake import keep_picture

numbers = itertools.count(1)


def make_edition(**fields: Any) -> Edition:
    defaults = {
        "slug": "2019",
        "name_en": "2019 Smart China Expo",
        "name_zh": "2019中国国际智能产业博览会",
        "theme_en": "Smart technology: empowering economy, enriching life",
        "theme_zh": "智能化:为经济赋能,为生活添彩",
        "city_en": "Chongqing",
        "city_zh": "重庆",
        "venue_en": "Chongqing International Expo Center",
        "venue_zh": "重庆国际博览中心",
        "starts_on": dt.date(2019, 8, 26),
        "ends_on": dt.date(2019, 8, 29),
        "status": "closed",
        "published": True,
    }
    return Edition.objects.create(**(defaults | fields))


def the_edition() -> Edition:
    """The edition that rows belong to where a test names none."""
    return Edition.objects.order_by("pk").first() or make_edition()


def plain_picture(shade: int, width: int = 32, height: int = 24) -> EncodedPicture:
    return encode_image(Image.new("RGB", (width, height), (shade % 256, 90, 90)), WIDTHS)


def make_picture(shade: int = 100, *, width: int = 32, height: int = 24, **fields: Any) -> Picture:
    """A plain one; of each `shade` the files have a name of their own."""
    encoded = plain_picture(shade, width, height)
    return keep_picture(encoded, **({"alt_en": f"A shade, {shade}", "alt_zh": f"色块{shade}"} | fields))


def make_region(**fields: Any) -> Region:
    """A country; give `kind` and `parent` for a province."""
    number = next(numbers)
    defaults = {"code": f"X{number:05}", "kind": "country", "name_en": f"Country {number}", "name_zh": f"国家{number}"}
    return Region.objects.create(**(defaults | fields))


def make_area(**fields: Any) -> TechnologyArea:
    number = next(numbers)
    defaults = {"slug": f"area-{number}", "name_en": f"Area {number}", "name_zh": f"领域{number}"}
    return TechnologyArea.objects.create(**(defaults | fields))


def make_scenario(**fields: Any) -> Scenario:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"scenario-{number}",
        "name_en": f"Smart life {number}",
        "name_zh": f"智慧生活{number}",
        "story_en": f"Story {number}.",
        "story_zh": f"故事{number}。",
    }
    return Scenario.objects.create(**(defaults | fields))


def make_hall(**fields: Any) -> Hall:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "code": f"H{number}",
        "name_en": f"Hall of things {number}",
        "name_zh": f"展馆{number}",
    }
    return Hall.objects.create(**(defaults | fields))


def make_organisation(**fields: Any) -> Organisation:
    number = next(numbers)
    defaults = {
        "name_en": f"Company {number:04}",
        "name_zh": f"公司{number:04}",
        "pinyin": f"gongsi{number:04}",
        "initials": f"gs{number:04}",
    }
    if "region" not in fields:
        fields["region"] = make_region()
    return Organisation.objects.create(**(defaults | fields))


def make_participation(
    *, areas: list = (), scenarios: list = (), booths: list = (), sources: list = (), **fields: Any
) -> Participation:
    """A published exhibitor, unless `kind` or `status` say otherwise."""
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"company-{number}",
        "kind": "exhibitor",
        "status": "published",
        "profile_en": f"Profile {number}.",
        "profile_zh": f"简介{number}。",
    }
    if "organisation" not in fields:
        fields["organisation"] = make_organisation()
    participation = Participation.objects.create(**(defaults | fields))
    if areas:
        participation.areas.set(areas)
    if scenarios:
        participation.scenarios.set(scenarios)
    if booths:
        participation.booths.set(booths)
    if sources:
        participation.sources.set(sources)
    return participation


def make_booth(*, participations: list = (), **fields: Any) -> Booth:
    booth = Booth.objects.create(
        **({"hall": fields.get("hall") or make_hall(), "number": f"B{next(numbers):03}"} | fields)
    )
    if participations:
        booth.participations.set(participations)
    return booth


def make_person(**fields: Any) -> Person:
    number = next(numbers)
    defaults = {
        "slug": f"person-{number}",
        "name_en": f"Person {number:04}",
        "name_zh": f"人士{number:04}",
        "pinyin": f"renshi{number:04}",
    }
    return Person.objects.create(**(defaults | fields))


def make_attendance(*, sources: list = (), **fields: Any) -> Attendance:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "capacity": "executive",
        "title_en": f"Chair {number}",
        "title_zh": f"主席{number}",
        "published": True,
    }
    for field, make in (("person", make_person), ("organisation", make_organisation)):
        if field not in fields:
            fields[field] = make()
    attendance = Attendance.objects.create(**(defaults | fields))
    if sources:
        attendance.sources.set(sources)
    return attendance


def make_source(**fields: Any) -> Source:
    number = next(numbers)
    defaults = {
        "key": f"source-{number}",
        "publisher": f"Publisher {number}",
        "title": f"Page {number}",
        "url": f"https://example.org/{number}",
        "dated": "2019-08-26",
        "reliability": "press",
    }
    return Source.objects.create(**(defaults | fields))


def make_stated_figure(*, sources: list = (), **fields: Any) -> StatedFigure:
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "figure": "projects",
        "value": 530,
        "as_printed": "530 projects",
        "said_on": dt.date(2019, 8, 26),
        "confirmed_at": dt.datetime(2019, 8, 26, tzinfo=dt.UTC),
    }
    figure = StatedFigure.objects.create(**(defaults | fields))
    if sources:
        figure.sources.set(sources)
    return figure
