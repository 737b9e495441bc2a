"""What the log is told of a step: the amounts in view, and from where the step was taken."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User

from deals import chain
from deals.models import Amount, ChainHead, Deal, Event, Terms
from deals.models.events import Verb

WHERE: ContextVar[str] = ContextVar("where", default="")


@contextmanager
def taken_from(address: str) -> Iterator[None]:
    """Every event that is written inside tells that it came from this network address."""
    before = WHERE.set(address)
    try:
        yield
    finally:
        WHERE.reset(before)


def tell(head: ChainHead, verb: Verb, deal: Deal, by: User, *, terms: Terms, **more: Any) -> Event:
    """Append what happened, with the amounts that were in view."""
    told = said(deal, terms, terms.amounts.all()) | more
    return chain.append(head, verb, number=deal.number, actor=by.get_username(), told=told)


def said(deal: Deal, terms: Terms, amounts: Iterable[Amount]) -> dict[str, Any]:
    """What the log is told of every step."""
    seen = [in_view(amount) for amount in amounts]
    return {"version": terms.number, "status": str(deal.status), "amounts": seen, "from": WHERE.get()}


def in_view(amount: Amount) -> dict[str, Any]:
    return {
        "basis": amount.basis,
        "headline": amount.headline,
        "currency": amount.currency,
        "minor": amount.minor,
        "reporting_currency": amount.reporting_currency,
        "reporting_minor": amount.reporting_minor,
        "rate": str(amount.rate) if amount.rate is not None else None,
    }
