"""What the log is told of a deal's step: the amounts in view, and from where the step was taken."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User

from deals.ledger import hash_chain
from deals.models import Amount, ChainHead, Deal, Event, Terms
from deals.models.events import Verb
from expo.db.compiled_rows import CompiledRows
from expo.event_log.address import WHERE


def append_event(
    head: ChainHead,
    verb: Verb,
    deal: Deal,
    by: User,
    *,
    terms: Terms,
    amounts: Iterable[Amount] | None = None,
    **more: Any,
) -> Event:
    """Append what happened, with the amounts that were in view, which are read where they are not at hand."""
    if amounts is None:
        amounts = amounts_in_view(terms)
    told = event_content(deal, terms, amounts) | more
    return hash_chain.append(head, verb, subject=deal.number, actor=by.get_username(), told=told)


stored_amounts: CompiledRows[Amount] = CompiledRows(lambda terms: Amount.objects.filter(terms=terms), int)


def amounts_in_view(terms: Terms) -> Iterable[Amount]:
    """As they are at hand, with what a step has just set; else as they stand."""
    if "amounts" in getattr(terms, "_prefetched_objects_cache", {}):
        return terms.amounts.all()
    return stored_amounts(terms.pk)


def event_content(deal: Deal, terms: Terms, amounts: Iterable[Amount]) -> dict[str, Any]:
    """What the log is told of every step."""
    seen = [amount_content(amount) for amount in amounts]
    return {"version": terms.number, "status": str(deal.status), "amounts": seen, "from": WHERE.get()}


def sorted_amounts(amounts: Iterable[Amount]) -> list[Amount]:
    """As the database gives those of one version: the headline stands first."""
    return sorted(amounts, key=lambda row: (not row.headline, row.basis))


def amount_content(amount: Amount) -> dict[str, Any]:
    rate = None
    if amount.rate is not None:
        rate = str(amount.rate)
    return {
        "basis": amount.basis,
        "headline": amount.headline,
        "currency": amount.currency,
        "minor": amount.minor,
        "reporting_currency": amount.reporting_currency,
        "reporting_minor": amount.reporting_minor,
        "rate": rate,
    }
