"""Which ways the menu of an edition offers: none that would lead to an empty page."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from expo.models import Delegation, Hall, Launch, Letter, NewsItem, Quotation, Scenario, VisitorPage


def public_ways() -> JSONObject:
    """For queries of editions: by the name of a list, whether the public sees anything in it, each true or 1."""
    return JSONObject(
        launches=exists_of_edition(Launch.objects.public()),
        scenarios=exists_of_edition(Scenario.objects.public()),
        letters=exists_of_edition(Letter.objects.public()),
        quotations=exists_of_edition(Quotation.objects.public()),
        delegations=exists_of_edition(Delegation.objects.public()),
        news=exists_of_edition(NewsItem.objects.public()),
        visit=exists_of_edition(VisitorPage.objects.public()),
        halls=exists_of_edition(Hall.objects.public()),
    )


def exists_of_edition(rows: QuerySet) -> Exists:
    return Exists(rows.filter(edition=OuterRef("pk")))
