"""Addresses that rows bore before: kept when they change, and where they lead today."""

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from expo.models import (
    Attendance,
    Delegation,
    Edition,
    Exhibit,
    FormerAddress,
    Hall,
    Launch,
    NewsItem,
    Participation,
    Person,
    Region,
    Scenario,
    TechnologyArea,
)

# What finds the address of today: given the edition and what somebody asked for; None where it leads nowhere.
Finder = Callable[[Edition, str], str | None]


class Route(NamedTuple):
    """`argument`: the part of a route's address that names a row; `find`: its address today."""

    argument: str
    find: Finder


def keep_address(row: Model, field: str = "slug") -> FormerAddress | None:
    """Keep the stored address of a row that is about to be saved with another; None where it stays what it is."""
    before = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    if before is None or getattr(before, field) == getattr(row, field):
        return None
    return FormerAddress.objects.create(
        model=row._meta.label_lower,
        row=row.pk,
        edition_id=getattr(before, "edition_id", None),
        address=getattr(before, field).lower(),
        public=is_public(before),
    )


def is_public(row: Model) -> bool:
    """Whether the public finds something at the row's own address."""
    if isinstance(row, Person):
        return Attendance.objects.public().filter(person=row).exists()
    rows: Any = type(row)._default_manager
    return not hasattr(rows, "public") or rows.public().filter(pk=row.pk).exists()


def addresses_of_others(row: Model) -> QuerySet:
    """The former addresses of all other rows of its model, in any edition."""
    return FormerAddress.objects.of(type(row)).exclude(row=row.pk or 0)


def former_bearer(row: Model, field: str = "slug") -> Model | None:
    """Another row to which the address of this one led until now, because it bore it once."""
    borne = FormerAddress.objects.at(type(row), getattr(row, "edition_id", None), getattr(row, field))
    return type(row)._default_manager.filter(pk__in=borne.values("row")).exclude(pk=row.pk).first()


def row_today(
    rows: QuerySet, address: str, edition: Edition | None = None, *, field: str = "slug", staff: bool = False
) -> Model | None:
    """The one of the rows that bears the address in whatever case, else the last that bore it; one query, always.

    `staff`: also where the public had never seen it.
    """
    # PostgreSQL refuses to look for a NUL, which no address holds.
    if "\0" in address:
        return None
    former = FormerAddress.objects.all()
    if not staff:
        former = former.filter(public=True)
    borne = former.at(rows.model, edition.pk if edition else None, address).filter(row=OuterRef("pk"))
    last = Subquery(borne.order_by("-pk").values("pk")[:1])
    bears = Q(**{f"{field}__iexact": address})
    known = rows.order_by().annotate(bears=bears, last=last).filter(bears | Q(last__isnull=False))
    return known.order_by("-bears", "-last").first()


def address_today(rows: QuerySet, address: str, edition: Edition | None = None, *, field: str = "slug") -> str | None:
    row = row_today(rows, address, edition, field=field)
    return getattr(row, field) if row else None


def edition_today(slug: str, *, staff: bool = False) -> Edition | None:
    rows = Edition.objects.all() if staff else Edition.objects.public()
    return cast(Edition | None, row_today(rows, slug, staff=staff))


def hall_code_today(edition: Edition, code: str) -> str | None:
    return address_today(Hall.objects.filter(edition=edition), code, edition, field="code")


def participation_slug_today(edition: Edition, slug: str) -> str | None:
    return address_today(Participation.objects.public().filter(edition=edition), slug, edition)


def exhibit_slug_today(edition: Edition, slug: str) -> str | None:
    return address_today(Exhibit.objects.public().filter(edition=edition), slug, edition)


def launch_slug_today(edition: Edition, slug: str) -> str | None:
    return address_today(Launch.objects.public().filter(edition=edition), slug, edition)


def news_slug_today(edition: Edition, slug: str) -> str | None:
    return address_today(NewsItem.objects.public().filter(edition=edition), slug, edition)


def delegation_slug_today(edition: Edition, slug: str) -> str | None:
    return address_today(Delegation.objects.public().filter(edition=edition), slug, edition)


def scenario_slug_today(edition: Edition, slug: str) -> str | None:
    return address_today(Scenario.objects.filter(edition=edition), slug, edition)


def person_slug_today(edition: Edition, slug: str) -> str | None:
    present = Attendance.objects.public().filter(edition=edition)
    return address_today(Person.objects.filter(pk__in=present.values("person")), slug)


def region_code_today(_edition: Edition, code: str) -> str | None:
    """Codes never change; they may be written in another case."""
    return Region.objects.filter(code__iexact=code).values_list("code", flat=True).first()


def area_slug_in_edition(_edition: Edition, slug: str) -> str | None:
    return area_slug_today(slug)


def area_slug_today(slug: str) -> str | None:
    return address_today(TechnologyArea.objects.all(), slug)


ROUTES = {
    "expo:area": Route("slug", area_slug_in_edition),
    "expo:region": Route("code", region_code_today),
    "expo:exhibitor": Route("slug", participation_slug_today),
    "expo:delegation": Route("slug", delegation_slug_today),
    "expo:news_item": Route("slug", news_slug_today),
    "expo:exhibit": Route("slug", exhibit_slug_today),
    "expo:hall": Route("code", hall_code_today),
    "expo:launch": Route("slug", launch_slug_today),
    "expo:person": Route("slug", person_slug_today),
    "files:person": Route("slug", person_slug_today),
    "expo:scenario": Route("slug", scenario_slug_today),
}
