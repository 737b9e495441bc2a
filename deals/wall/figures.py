"""A headline as JSON and back: what a frozen wall remembers of its totals."""

import datetime as dt
from collections.abc import Callable
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
        "rate": serialise_value(counted.rate, str),
        "rate_on": serialise_value(counted.rate_on, dt.date.isoformat),
        "as_of": serialise_value(counted.as_of, dt.datetime.isoformat),
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
        rate=restore_value(figures["rate"], Decimal),
        rate_on=restore_value(figures["rate_on"], dt.date.fromisoformat),
        as_of=restore_value(figures["as_of"], parse_datetime),
    )


def serialise_value(value: Any, write: Callable[[Any], str]) -> str | None:
    if value is None:
        return None
    return write(value)


def restore_value(told: str | None, read: Callable[[str], Any]) -> Any:
    if told is None:
        return None
    return read(told)


def serialise_money(amount: Money | None) -> list[Any] | None:
    if amount is None:
        return None
    return [amount.minor, amount.currency]


def restore_money(told: list[Any] | None) -> Money | None:
    if told is None:
        return None
    return Money(*told)


def serialise_part(share: Part | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return vars(share) | {"amount": serialise_money(share.amount)}


def restore_part(told: dict[str, Any] | None) -> Part | None:
    if told is None:
        return None
    return Part(**told | {"amount": restore_money(told["amount"])})
