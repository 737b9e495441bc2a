"""The announced deals of a technology area, a region or some exhibitors, with what the totals count of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from deals import totals
from deals.models import Bulletin, Party, Terms
from deals.models.terms import TermsQuerySet, Visibility
from deals.money import Money
from deals.public import file_rows, masking
from deals.totals import BreakdownRow, Headline, Scope
from deals.totals.origins import named_parties
from expo.exhibition.subjects.sources import CountedByCountry, Counts, NamingRows, SubjectSource
from expo.models import Edition, Organisation, Region, TechnologyArea
from expo.visit.ways import exists_of_edition

SHOWN = 6
# In what roles an area or a region is counted, by the dimensions of the totals.
AREA_ROLES = {"area": _("As the main area"), "any_area": _("As the main or another area")}
ORGANISATION_ROLES = {totals.LEAGUE: _("Signed by it")}
REGION_ROLES = {"country": _("From here"), "province": _("From here"), "destination": _("Settling here")}


@dataclass(frozen=True)
class CountedRole:
    """What one technology area or region holds in one role, in both currencies where there is a rate."""

    role: str
    row: BreakdownRow
    second: Money | None


@dataclass(frozen=True)
class SubjectDeals:
    """The newest announced deals of so many, and the page of all; what of them is counted, beside the headline."""

    deals: list[masking.PublicDeal]
    number: int
    url: str = ""
    counted: tuple[CountedRole, ...] = ()
    total: Headline | None = None

    def __bool__(self) -> bool:
        return bool(self.deals)

    @property
    def is_part(self) -> bool:
        return self.number > len(self.deals)


def area_terms(edition: Edition, area: TechnologyArea) -> TermsQuerySet:
    """The announced deals that name the area, main or other, as rows of a list."""
    return masking.announced_terms(edition).filter(areas=area)


def exhibitors_terms(edition: Edition, exhibitors: Iterable[int] | Any) -> TermsQuerySet:
    """The announced deals that name one of these organisations as a party; not those in which it is hidden."""
    either = Q(organisation__in=exhibitors) | Q(organisation__merged_into__in=exhibitors)
    named = Party.objects.filter(either, shown=Visibility.PUBLIC).values("terms")
    # As an expression: else SQLite tries each of these keys with each deal of the edition.
    return masking.announced_terms(edition).alias(own=F("pk") + 0).filter(own__in=named)


def area_deals(edition: Edition, area: TechnologyArea) -> SubjectDeals:
    url = reverse("deals:area", args=[edition.slug, area.slug])
    return counted_deals(edition, area, area_terms(edition, area), AREA_ROLES, url)


def region_deals(edition: Edition, region: Region) -> SubjectDeals:
    url = reverse("deals:region", args=[edition.slug, region.code])
    return counted_deals(edition, region, masking.region_terms(edition, region), REGION_ROLES, url)


def organisation_deals(edition: Edition, organisation: Organisation) -> SubjectDeals:
    """Of what it is merged with too; those that it only attracted are among the deals, and not in what is counted."""
    terms = masking.organisation_terms(organisation, edition)
    return counted_deals(edition, organisation, terms, ORGANISATION_ROLES, "", organisation.pk)


def counted_deals(
    edition: Edition,
    of: Any,
    terms: TermsQuerySet,
    roles: Mapping[str, str | Promise],
    url: str,
    organisation: int | None = None,
) -> SubjectDeals:
    found = listed_deals(edition, terms)
    if not found:
        return found
    read = totals.read_totals(Scope(edition), roles, organisation=organisation)
    return SubjectDeals(found.deals, found.number, url, tuple(counted_roles(read, of, roles)), read.headline)


def listed_deals(edition: Edition, terms: TermsQuerySet) -> SubjectDeals:
    """Without what is counted of them; four queries, or one where there are none."""
    rows = list(file_rows.list_rows(terms)[:SHOWN])
    if not rows:
        return SubjectDeals([], 0)
    return SubjectDeals(file_rows.listed_deals(rows, edition), terms.count())


def counted_roles(read: totals.Totals, of: Any, roles: Mapping[str, str | Promise]) -> list[CountedRole]:
    counted = []
    for name, label in roles.items():
        for row in read.breakdowns[name].rows:
            if row.of == of:
                second = second_currency_amount(row.amount, read.headline)
                counted.append(CountedRole(str(label), row, second))
    return counted


def second_currency_amount(amount: Money | None, of: Headline) -> Money | None:
    """An amount at the rate of the headline; None where that has none."""
    if amount is None or of.rate is None or of.second is None:
        return None
    return totals.convert_parts([amount], of.rate, of.second.currency)[0]


def projects_by_country(edition: Edition) -> Counts:
    """How many projects come from each country, as the totals count them."""
    rows = totals.read_totals(Scope(edition), ["country"]).breakdowns["country"].rows
    return {row.of.pk: row.number for row in rows if row.of}


def project_words(number: int) -> str:
    return ngettext("%(number)d signed project", "%(number)d signed projects", number) % {"number": number}


def announced_parties(edition: Edition) -> QuerySet[Party]:
    """Those of its announced deals of whom the public knows."""
    return named_parties().filter(terms__in=masking.announced_terms(edition).order_by().values("pk"))


DEALS = SubjectSource(
    areas=(NamingRows(masking.announced_terms, "areas"),),
    regions=(NamingRows(masking.announced_terms, "destination"), NamingRows(announced_parties, "region_key")),
    by_country=(CountedByCountry(projects_by_country, project_words),),
)


def deals_shown() -> Q:
    """For queries of editions: whether the public sees a deal or a bulletin (`EXPO_DOORS`)."""
    announced = Terms.objects.public().filter(deal__edition=OuterRef("pk"))
    return Q(Exists(announced)) | Q(exists_of_edition(Bulletin.objects.public()))
