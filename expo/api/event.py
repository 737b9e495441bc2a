"""The editions and their exhibitors, to read."""

from collections.abc import Iterable

from django.db.models import Q

from expo import former_addresses
from expo.api.described import DAY, REGION, Described, both, listing, maybe, page_of, reading, shape, text
from expo.api.fields import Field, Text
from expo.api.reading import PAGE, Asked, Content, names, page, reads, region
from expo.models import Edition, Participation

EXHIBITORS: dict[str, Field] = {
    "area": Text(50, "The short address of a technology area."),
    "hall": Text(10, "The code of a hall."),
    **PAGE,
}


@reads(PAGE)
def editions(asked: Asked) -> Content:
    return page(Edition.objects.public(), asked, lambda rows: [of_edition(row) for row in rows])


def of_edition(row: Edition) -> Content:
    return {
        "slug": row.slug,
        **names(row),
        **names(row, "theme"),
        **names(row, "city"),
        **names(row, "venue"),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "timezone": row.timezone,
        "status": row.status,
        "rehearsal": row.rehearsal,
        "reporting_currency": row.reporting_currency,
        "second_currency": row.second_currency or None,
    }


@reads(EXHIBITORS, {"area": former_addresses.area_in, "hall": former_addresses.hall})
def exhibitors(asked: Asked, edition: Edition) -> Content:
    rows = edition.participations.public().exhibiting()
    if "area" in asked:
        rows = rows.filter(areas__slug=asked["area"])
    if "hall" in asked:
        in_hall = Participation.booths.through.objects.filter(booth__hall__code=asked["hall"]).values("participation")
        rows = rows.filter(Q(hall__code=asked["hall"]) | Q(pk__in=in_hall))
    return page(rows.order_by("slug").for_cards().select_related("organisation__region", "hall"), asked, of_exhibitors)


def of_exhibitors(rows: Iterable[Participation]) -> list[Content]:
    return [of_exhibitor(row) for row in rows]


def of_exhibitor(row: Participation) -> Content:
    firm = row.organisation
    stands = sorted((booth.hall.code, booth.number) for booth in row.booths.all())
    return {
        "slug": row.slug,
        "kind": row.kind,
        **names(firm),
        **names(row, "profile"),
        "region": region(firm.region),
        "areas": [area.slug for area in row.areas.all()],
        "hall": row.hall.code if row.hall else None,
        "booths": [{"hall": hall, "number": number} for hall, number in stands],
        "website": firm.website or None,
    }


EDITION = shape(
    slug=text(),
    **both(),
    **both("theme"),
    **both("city"),
    **both("venue"),
    starts_on=DAY,
    ends_on=DAY,
    timezone=text(),
    status=text(),
    rehearsal={"type": "boolean", "description": "Everything in it is invented."},
    reporting_currency=text(),
    second_currency=maybe(text()),
)
EXHIBITOR = shape(
    slug=text(),
    kind=text(),
    **both(),
    **both("profile"),
    region=maybe(REGION),
    areas=listing(text()),
    hall=maybe(text()),
    booths=listing(shape(hall=text(), number=text())),
    website=maybe(text()),
)
DOCUMENTED: Described = {
    "/editions": reading("listEditions", "The editions", page_of(EDITION), PAGE, edition=False),
    "/editions/{edition}/exhibitors": reading("listExhibitors", "Exhibitors", page_of(EXHIBITOR), EXHIBITORS),
}
