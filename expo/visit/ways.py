"""Which ways the menu of an edition offers: none that would lead to an empty page."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from expo.models import Delegation, Hall, Launch, Letter, NewsItem, Quotation, Scenario, VisitorPage
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
