"""Which announced deals a total counts, each project once; what each is counted by, and what it adds."""

from typing import Any

from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from deals.models import Terms
from deals.models.terms import AFTER, TermsQuerySet, Visibility
from deals.money.bands import ENDS, Band
from deals.totals.parts import Scope

DISCLOSED = Q(headline__isnull=False, amount_shown=Visibility.PUBLIC)
# Of an amount shown as a band, the band is public; of a hidden one nothing is.
BANDED = Q(amount_shown__in=[Visibility.PUBLIC, Visibility.BAND])


def counted_terms(scope: Scope) -> TermsQuerySet:
    """What is counted: public terms in the scope, each project once, with its headline amount as `headline`."""
    if scope.pin is not None:
        return join_headline(Terms.objects.filter(pk__in=scope.pin.terms or {0})).order_by()
    if scope.definition is None or scope.definition.whole:
        return join_headline(countable_terms(scope).of(scope.edition)).counted().order_by()
    return admitted_terms(scope).filter(~Exists(later_signings(scope))).order_by()


def join_headline(rows: Any) -> Any:
    return rows.alias(headline=FilteredRelation("amounts", condition=Q(amounts__headline=True)))


def countable_terms(scope: Scope) -> TermsQuerySet:
    """What may be counted at all: what is public, and at the desk what has come as far as the definition asks."""
    if scope.reached:
        return Terms.objects.reaching(scope.reached)
    return Terms.objects.public()


def admitted_terms(scope: Scope) -> TermsQuerySet:
    """What the definition lets in, without what something superseded."""
    admitted = filter_by_definition(join_headline(countable_terms(scope).of(scope.edition)), scope)
    superseding = countable_terms(scope)
    if scope.definition and scope.definition.as_of:
        superseding = superseding.filter(deal__announced_at__lte=scope.definition.as_of)
    return admitted.not_superseded_by(superseding)


def later_signings(scope: Scope) -> TermsQuerySet:
    """A later signing of the same project that is inside the scope as well."""
    return admitted_terms(scope).filter(AFTER, deal__project=OuterRef("deal__project"))


def filter_by_definition(found: Any, scope: Scope) -> Any:
    """The rows that the definition lets in, of terms with `headline`."""
    definition = scope.definition
    if definition is None:
        return found
    if definition.place:
        found = found.filter(place=definition.place)
    if definition.instruments:
        found = found.filter(instrument__in=definition.instruments)
    if definition.as_of:
        found = found.filter(deal__announced_at__lte=definition.as_of)
    if definition.currency:
        found = found.filter(DISCLOSED, headline__currency=definition.currency)
    if definition.minimum_minor:
        found = found.filter(
            DISCLOSED
            & is_converted(scope.reporting_currency)
            & Q(headline__reporting_minor__gte=definition.minimum_minor)
        )
    return found


def is_converted(currency: str | F) -> Q:
    """What is fixed in the currency that is reported in.

    Somebody may give the edition another one after deals were verified: what was fixed in the old one is not added.
    """
    return Q(headline__reporting_minor__isnull=False, headline__reporting_currency=currency)


def band_of_amount(currency: str | F) -> Case:
    """Bands are of yuan."""
    banded = BANDED & is_converted(currency) & Q(headline__reporting_currency="CNY")
    cases = [When(banded & Q(headline__reporting_minor__gte=end), then=Value(str(band.value))) for end, band in ENDS]
    return Case(*cases, When(banded, then=Value(str(Band.UNDER_100M.value))), default=None)


def counted_rows(scope: Scope) -> QuerySet:
    """A row for each project counted: what it is counted by, and what it adds."""
    return counted_terms(scope).values(
        terms_key=F("pk"),
        by_place=F("place"),
        by_area=F("primary_area"),
        by_ceremony=F("ceremony"),
        by_instrument=F("instrument"),
        by_day=F("signed_on"),
        by_destination=F("destination"),
        by_band=band_of_amount(scope.reporting_currency),
        **sum_columns(scope),
    )


def sum_columns(scope: Scope) -> dict[str, Any]:
    """What a row adds to the sums."""
    summed, minor = is_converted(scope.reporting_currency), F("headline__reporting_minor")
    if scope.as_written:
        summed, minor = Q(headline__currency=scope.currency), F("headline__minor")
    if scope.pin and scope.pin.unconverted:
        summed &= ~Q(pk__in=scope.pin.unconverted)
    announced = Coalesce("deal__announced_at", "entered_at")
    return {
        "minor": Case(When(DISCLOSED & summed, then=minor), default=None),
        "undisclosed": Case(When(DISCLOSED, then=0), default=1),
        "rate_missing": Case(When(DISCLOSED & ~summed, then=1), default=0),
        "announced_at": Greatest(announced, Coalesce("deal__corrected_at", announced)),
    }
