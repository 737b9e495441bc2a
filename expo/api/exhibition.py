"""The editions and their exhibitors, to read."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from expo.api.fields import Field, StringField
from expo.api.openapi import (
    DAY,
    REGION,
    Described,
    bilingual_schema,
    list_schema,
    nullable_schema,
    object_schema,
    page_schema,
    read_operation,
    text_schema,
)
from expo.api.pagination import PAGE, Asked, Content, SortKey, page_content, parse_word
from expo.api.queries import bilingual_texts, region_content, resource_view
from expo.models import Edition, Participation
from expo.web import former_addresses

EXHIBITORS: dict[str, Field] = {
    "area": StringField(50, "The short address of a technology area."),
    "hall": StringField(10, "The code of a hall."),
    **PAGE,
}
LATEST_FIRST = [SortKey("starts_on", dt.date.fromisoformat, falling=True), SortKey("slug", parse_word)]
BY_ADDRESS = [SortKey("slug", parse_word)]


@resource_view(PAGE)
def list_editions(asked: Asked) -> Content:
    return page_content(Edition.objects.public(), LATEST_FIRST, asked, edition_contents)


def edition_contents(rows: Iterable[Edition]) -> list[Content]:
    return list(map(edition_content, rows))


def edition_content(row: Edition) -> Content:
    return {
        "slug": row.slug,
        **bilingual_texts(row),
        **bilingual_texts(row, "theme"),
        **bilingual_texts(row, "city"),
        **bilingual_texts(row, "venue"),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "timezone": row.timezone,
        "status": row.status,
        "rehearsal": row.rehearsal,
        "reporting_currency": row.reporting_currency,
        "second_currency": row.second_currency or None,
    }


@resource_view(EXHIBITORS, {"area": former_addresses.area_slug_in_edition, "hall": former_addresses.hall_code_today})
def list_exhibitors(asked: Asked, edition: Edition) -> Content:
    rows = edition.participations.public().exhibiting()
    if "area" in asked:
        rows = rows.filter(areas__slug=asked["area"])
    if "hall" in asked:
        in_hall = Participation.booths.through.objects.filter(booth__hall__code=asked["hall"]).values("participation")
        rows = rows.filter(Q(hall__code=asked["hall"]) | Q(pk__in=in_hall))
    shown = rows.for_cards().select_related("organisation__region", "hall")
    return page_content(shown, BY_ADDRESS, asked, exhibitor_contents)


def exhibitor_contents(rows: Iterable[Participation]) -> list[Content]:
    return list(map(exhibitor_content, rows))


def exhibitor_content(row: Participation) -> Content:
    firm = row.organisation
    stands = sorted((booth.hall.code, booth.number) for booth in row.booths.all())
    return {
        "slug": row.slug,
        "kind": row.kind,
        **bilingual_texts(firm),
        **bilingual_texts(row, "profile"),
        "region": region_content(firm.region),
        "areas": [area.slug for area in row.areas.all()],
        "hall": row.hall.code if row.hall else None,
        "booths": [{"hall": hall, "number": number} for hall, number in stands],
        "website": firm.website or None,
    }


EDITION = object_schema(
    slug=text_schema(),
    **bilingual_schema(),
    **bilingual_schema("theme"),
    **bilingual_schema("city"),
    **bilingual_schema("venue"),
    starts_on=DAY,
    ends_on=DAY,
    timezone=text_schema(),
    status=text_schema(),
    rehearsal={"type": "boolean", "description": "Everything in it is invented."},
    reporting_currency=text_schema(),
    second_currency=nullable_schema(text_schema()),
)
EXHIBITOR = object_schema(
    slug=text_schema(),
    kind=text_schema(),
    **bilingual_schema(),
    **bilingual_schema("profile"),
    region=nullable_schema(REGION),
    areas=list_schema(text_schema()),
    hall=nullable_schema(text_schema()),
    booths=list_schema(object_schema(hall=text_schema(), number=text_schema())),
    website=nullable_schema(text_schema()),
)
DOCUMENTED: Described = {
    "/editions": read_operation(
        "listEditions", "The editions, the latest first", page_schema(EDITION), PAGE, edition=False
    ),
    "/editions/{edition}/exhibitors": read_operation(
        "listExhibitors", "Exhibitors, by short address", page_schema(EXHIBITOR), EXHIBITORS
    ),
}
