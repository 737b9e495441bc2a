"""Who comes from where, for the totals by country, province, ownership and organisation."""

from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from deals.models import Party
from deals.models.terms import PartyRole, Visibility
from deals.totals.parts import Scope
from expo.models import Region
from expo.models.places import RegionKind


def named_parties() -> QuerySet:
    """Shown parties other than those that attract, as what they are merged into; hidden ones are nowhere."""
    kept, own = "organisation__merged_into", "organisation"
    return (
        Party.objects.filter(shown=Visibility.PUBLIC)
        .exclude(role=PartyRole.HOST)
        .order_by()
        .annotate(
            region_key=Coalesce(f"{kept}__region", f"{own}__region", "region"),
            ownership_key=NullIf(Coalesce(f"{kept}__ownership", f"{own}__ownership"), Value("")),
            fortune_500_key=Case(When(is_fortune_500(kept, own), then=Value(1)), default=None),
            organisation_key=Coalesce(kept, own),
        )
    )


def parties_from_region(region: Region) -> QuerySet:
    """Those from the region or from what lies in it."""
    within = Region.objects.filter(Q(pk=region.pk) | Q(parent=region.pk) | Q(parent__parent=region.pk))
    return named_parties().filter(region_key__in=within.values("pk"))


def party_origins(scope: Scope) -> QuerySet:
    """Who comes from where, and whose it is."""
    return (
        named_parties()
        .filter(terms__deal__edition=scope.edition)
        .values(
            of_terms=F("terms"),
            from_region=origin_region(scope),
            by_ownership=F("ownership_key"),
            by_fortune_500=F("fortune_500_key"),
            by_organisation=F("organisation_key"),
        )
    )


def origin_region(scope: Scope) -> Any:
    """The region that a party is from, or was when it was pinned."""
    if scope.pin is None or scope.pin.origins is None:
        return F("region_key")
    cases = [When(pk__in=parties, then=Value(region)) for region, parties in scope.pin.origins.items()]
    # Without a case it would be a bare NULL, which PostgreSQL takes for a text.
    return Cast(Case(*cases, default=None), BigIntegerField())


def is_fortune_500(kept: str, own: str) -> Q:
    return Q(**{f"{kept}__fortune_500": True}) | Q(**{kept: None, f"{own}__fortune_500": True})


def region_ancestry() -> QuerySet:
    """Each region with the country, and the province if any, that it lies in."""
    in_province = When(kind=RegionKind.DISTRICT, parent__kind=RegionKind.PROVINCE, then=F("parent"))
    return Region.objects.order_by().values(
        of_region=F("pk"),
        by_country=Coalesce("parent__parent", "parent", "pk"),
        by_province=Case(When(kind=RegionKind.PROVINCE, then=F("pk")), in_province, default=None),
    )
