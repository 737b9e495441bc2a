"""Which ways the menu of an edition offers: none that would lead to an empty page."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.module_loading import import_string

from expo.db.compiled_rows import CompiledRows
from expo.models import (
    Attendance,
    Delegation,
    Edition,
    Hall,
    Launch,
    Letter,
    NewsItem,
    Participation,
    Quotation,
    Scenario,
    VisitorPage,
)
from expo.models.visit.pages import PageKind


def public_ways() -> JSONObject:
    """For queries of editions: by the name of a list, whether the public sees anything in it, each true or 1.

    `contact`: the short address of the page that tells whom to ask; none where there is no such page.
    """
    return JSONObject(
        launches=exists_of_edition(Launch.objects.public()),
        scenarios=exists_of_edition(Scenario.objects.public()),
        letters=exists_of_edition(Letter.objects.public()),
        quotations=exists_of_edition(Quotation.objects.public()),
        delegations=exists_of_edition(Delegation.objects.public()),
        news=exists_of_edition(NewsItem.objects.public()),
        visit=exists_of_edition(VisitorPage.objects.public()),
        halls=exists_of_edition(Hall.objects.public()),
        contact=Subquery(contact_pages().values("slug")[:1]),
    )


def contact_pages() -> QuerySet:
    return VisitorPage.objects.public().filter(kind=PageKind.CONTACT, edition=OuterRef("pk"))


def exists_of_edition(rows: QuerySet) -> Exists:
    return Exists(rows.filter(edition=OuterRef("pk")))


def open_doors(edition: Edition) -> Mapping[str, bool]:
    """Which of `EXPO_DOORS` are offered, and `mine`, a visitor's own plan, where there is anything to keep.

    All of them from the day on which the edition is live: what is signed then leaves other pages as they are kept.
    Before that one query, however often this edition is asked about.
    """
    if edition.doors is None:
        doors = filled_doors(edition.pk) if edition.phase == "before" else dict.fromkeys(settings.EXPO_DOORS, True)
        edition.doors = doors | {"mine": doors["agenda"] or doors["exhibitors"]}
    return edition.doors


def filled_doors(pk: int) -> dict[str, bool]:
    """One query."""
    (shown,) = shown_of_edition(pk)
    return {name: bool(there) for name, there in zip(settings.EXPO_DOORS, shown, strict=True)}


def rows_of_edition(pk: int) -> QuerySet:
    shown = [ExpressionWrapper(import_string(path)(), BooleanField()) for path in settings.EXPO_DOORS.values()]
    return Edition.objects.filter(pk=pk).values_list(*shown)


shown_of_edition: CompiledRows = CompiledRows(rows_of_edition, int)


def exhibitors_shown() -> Q:
    return Q(exists_of_edition(Participation.objects.public()))


def people_shown() -> Q:
    return Q(exists_of_edition(Attendance.objects.public()))
