"""A headline as JSON and back: what a frozen wall remembers of its totals."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from deals.money import Money
from deals.totals import Headline, Part, Scope
from deals.totals.definitions import definition_sentence
from expo.models import Edition

PLAIN = ("projects", "undisclosed", "rate_missing", "rate_source")
PARTS = ("at_expo", "outside", "not_itemised")


def serialise_headline(counted: Headline) -> dict[str, Any]:
    """The figures of a counted headline; its definition is said anew, in the reader's language."""
    return {
        **{name: getattr(counted, name) for name in PLAIN},
        **{name: serialise_part(getattr(counted, name)) for name in PARTS},
        "amount": serialise_money(counted.amount),
        "second": serialise_money(counted.second),
        "rate": str(counted.rate) if counted.rate is not None else None,
        "rate_on": counted.rate_on.isoformat() if counted.rate_on else None,
        "as_of": counted.as_of.isoformat() if counted.as_of else None,
    }


def restore_headline(figures: dict[str, Any], edition: Edition) -> Headline:
    kept: dict[str, Any] = {name: figures[name] for name in PLAIN}
    kept |= {name: restore_part(figures[name]) for name in PARTS}
    return Headline(
        stated=False,
        definition=definition_sentence(Scope(edition)),
        **kept,
        amount=restore_money(figures["amount"]),
        second=restore_money(figures["second"]),
        rate=Decimal(figures["rate"]) if figures["rate"] else None,
        rate_on=dt.date.fromisoformat(figures["rate_on"]) if figures["rate_on"] else None,
        as_of=parse_datetime(figures["as_of"]) if figures["as_of"] else None,
    )


def serialise_money(amount: Money | None) -> list[Any] | None:
    return [amount.minor, amount.currency] if amount else None


def restore_money(told: list[Any] | None) -> Money | None:
    return Money(*told) if told else None


def serialise_part(share: Part | None) -> dict[str, Any] | None:
    return vars(share) | {"amount": serialise_money(share.amount)} if share else None


def restore_part(told: dict[str, Any] | None) -> Part | None:
    return Part(**told | {"amount": restore_money(told["amount"])}) if told else None
