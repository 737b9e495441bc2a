"""What of a scope stands for projects of batches, and takes the place of what was announced of these."""

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, QuerySet, Value, When

from deals.models import Terms
from deals.models.terms import AFTER, TermsQuerySet
from deals.totals.parts import Pin, Scope
from deals.totals.rows.counted import countable_terms, join_headline, sum_columns


def drawn_rows(scope: Scope) -> QuerySet:
    """What stands for projects of batches, of either place: of each project the latest signing drawn from that batch.

    It stands for its project also where a later signing, drawn from no batch or from another, is the one counted.
    """
    batch: Case | F = F("deal__batch")
    if scope.pin is not None:
        terms, batch = pinned_drawn_terms(scope.pin)
    else:
        terms = latest_drawn_terms(scope)
    return join_headline(terms).order_by().values(by_batch=batch, **sum_columns(scope))


def pinned_drawn_terms(pin: Pin) -> tuple[TermsQuerySet, Case]:
    """What was drawn when it was pinned, and an expression for its batch."""
    drawn, cases = {0}, []
    for key, batch in pin.batches.items():
        if batch.drawn:
            drawn |= batch.drawn
            cases.append(When(pk__in=batch.drawn, then=Value(key)))
    return Terms.objects.filter(pk__in=drawn), Case(*cases, default=None, output_field=BigIntegerField())


def latest_drawn_terms(scope: Scope) -> TermsQuerySet:
    drawn = countable_terms(scope).of(scope.edition).exclude(deal__batch=None)
    drawn = drawn.not_superseded_by(countable_terms(scope))
    later = drawn.filter(AFTER, deal__project=OuterRef("deal__project"), deal__batch=OuterRef("deal__batch"))
    return drawn.filter(~Exists(later))
