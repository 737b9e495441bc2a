"""Rows of what an edition shows and tells, with valid defaults: published, in both languages, in 2019."""

import datetime as dt
from typing import Any

from expo.models import Delegation, Exhibit, Launch, Letter, NewsItem, Quotation, VisitorPage
from tests.support.factories import make_participation, make_person, make_region, numbers, the_edition


def make_letter(*, sources: list = (), **fields: Any) -> Letter:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "office_en": f"Office {number}",
        "office_zh": f"职务{number}",
        "text_en": f"Letter text {number}.",
        "text_zh": f"贺信正文{number}。",
        "published": True,
    }
    if "author" not in fields:
        fields["author"] = make_person()
    letter = Letter.objects.create(**(defaults | fields))
    if sources:
        letter.sources.set(sources)
    return letter


def make_launch(*, sources: list = (), **fields: Any) -> Launch:
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    defaults = {
        "edition": edition,
        "slug": f"launch-{number}",
        "name_en": f"New thing {number}",
        "name_zh": f"新品{number}",
        "summary_en": f"Summary {number}.",
        "summary_zh": f"摘要{number}。",
        "level": "world",
        "launched_on": edition.starts_on,
        "published": True,
    }
    launch = Launch.objects.create(**(defaults | fields))
    if sources:
        launch.sources.set(sources)
    return launch


def make_exhibit(*, areas: list = (), sources: list = (), **fields: Any) -> Exhibit:
    """Published, of a published exhibitor."""
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"exhibit-{number}",
        "name_en": f"Shown thing {number}",
        "name_zh": f"展品{number}",
        "text_en": f"What it does {number}.",
        "text_zh": f"说明{number}。",
        "status": "published",
    }
    if "participation" not in fields:
        fields["participation"] = make_participation(edition=defaults["edition"])
    exhibit = Exhibit.objects.create(**(defaults | fields))
    exhibit.areas.set(areas)
    exhibit.sources.set(sources)
    return exhibit


def make_news(*, participations: list = (), launches: list = (), sources: list = (), **fields: Any) -> NewsItem:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"news-{number}",
        "name_en": f"News {number}",
        "name_zh": f"新闻{number}",
        "text_en": f"What happened {number}.",
        "text_zh": f"正文{number}。",
        "publish_at": dt.datetime(2019, 8, 26, tzinfo=dt.UTC),
        "published": True,
    }
    item = NewsItem.objects.create(**(defaults | fields))
    item.participations.set(participations)
    item.launches.set(launches)
    item.sources.set(sources)
    return item


def make_page(*, sources: list = (), **fields: Any) -> VisitorPage:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"page-{number}",
        "name_en": f"Page {number}",
        "name_zh": f"页面{number}",
        "text_en": f"What to know {number}.",
        "text_zh": f"须知{number}。",
        "published": True,
    }
    page = VisitorPage.objects.create(**(defaults | fields))
    page.sources.set(sources)
    return page


def make_quotation(*, sources: list = (), **fields: Any) -> Quotation:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "office_en": f"Office {number}",
        "office_zh": f"职务{number}",
        "text_en": f"What was said {number}.",
        "text_zh": f"所言{number}。",
        "occasion_en": f"Occasion {number}",
        "occasion_zh": f"场合{number}",
        "published": True,
    }
    if "speaker" not in fields:
        fields["speaker"] = make_person()
    quotation = Quotation.objects.create(**(defaults | fields))
    quotation.sources.set(sources)
    return quotation


def make_delegation(*, sources: list = (), **fields: Any) -> Delegation:
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    defaults = {
        "edition": edition,
        "slug": f"delegation-{number}",
        "name_en": f"Delegation {number}",
        "name_zh": f"代表团{number}",
        "text_en": f"Who they are {number}.",
        "text_zh": f"介绍{number}。",
        "members": 12,
        "arrives_on": edition.starts_on,
        "leaves_on": edition.ends_on,
        "published": True,
    }
    for field, make in (("head", make_person), ("region", make_region)):
        if field not in fields:
            fields[field] = make()
    delegation = Delegation.objects.create(**(defaults | fields))
    delegation.sources.set(sources)
    return delegation
