"""What the press may take along: pictures that say whose they are."""

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from expo.models import Edition, Picture

MOST = 24


class PressPicture(NamedTuple):
    """A picture with its credit, and the row whose page shows it."""

    picture: Picture
    row: Any


def press_pictures(edition: Edition) -> list[PressPicture]:
    """Of the edition, its halls, scenarios and launches, as far as they are public. Four queries at most."""
    found = {}
    if edition.key_visual and has_credit(edition.key_visual):
        found[edition.key_visual.pk] = PressPicture(edition.key_visual, edition)
    for rows in (edition.halls.public(), edition.scenarios.public(), edition.launches.public()):
        for row in pictured_rows(rows)[:MOST]:
            row.edition = edition
            found.setdefault(row.picture.pk, PressPicture(row.picture, row))
    return list(found.values())[:MOST]


def pictured_rows(rows: QuerySet) -> QuerySet:
    """Those whose picture says whose it is."""
    unsaid = Q(picture=None) | Q(picture__credit_en="", picture__credit_zh="")
    return rows.exclude(unsaid).select_related("picture").order_by("pk")


def has_credit(picture: Picture) -> bool:
    return bool(picture.credit_en or picture.credit_zh)
