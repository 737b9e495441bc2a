"""A row of a breakdown as a bar: its label, how many projects it counts, and where it leads."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from deals import totals
from deals.totals import BreakdownRow, Part
from deals.totals.breakdowns import address_key
from expo.i18n import dates
from expo.i18n.bilingual import Named, Text, localised_text
from expo.i18n.numbers import format_count
from expo.models import Edition

# Filters that the list of deals knows; rows of other breakdowns lead nowhere.
FILTERS = ("area", "place", "ceremony", "day", "country", "province", "destination", "instrument", "band", "ownership")


@dataclass(frozen=True)
class Bar:
    """A row of the bar chart; `value` makes its length, `text` and `note` are printed.

    `share`: thousandths of the whole amount, None where it is not said.
    """

    label: str
    value: int
    text: str
    note: str
    label_lang: str = ""
    url: str = ""
    share: int | None = None


def area_bars(rows: list[BreakdownRow], edition: Edition) -> list[Bar]:
    shares = totals.printed_amounts([row.amount for row in rows])
    bars = []
    for row, amount in zip(rows, shares.parts, strict=True):
        words = totals.amount_words(amount, shares.unit)
        bars.append(row_bar(row, "area", words, edition))
    return bars


def row_bar(row: BreakdownRow, dimension: str, words: str, edition: Edition) -> Bar:
    label, minor = row_label(row.of, dimension), 0
    if row.amount:
        minor = row.amount.minor
    return Bar(label.value, minor, words, count_note(row), label.lang, row_url(row.of, dimension, edition))


def count_note(part: Part) -> str:
    """How many projects, and of how many of them the amount is not in the sum: 12 (2)."""
    missing = part.undisclosed + part.rate_missing
    if not missing:
        return format_count(part.number)
    return f"{format_count(part.number)} ({format_count(missing)})"


def row_label(of: Any, dimension: str) -> Text:
    """The label of a row, with its `lang` where it stands in for the missing one."""
    if isinstance(of, Named) or hasattr(of, "name_en"):
        return localised_text(of, "name")
    if of is None and dimension == "area":
        return Text(_("area not stated"), "")
    if of is None:
        return Text(_("not stated"), "")
    if isinstance(of, dt.date):
        return Text(dates.format_day(of, dates.NAME), "")
    if of is True:
        return Text(_("with a Fortune Global 500 company"), "")
    return Text(str(getattr(of, "label", of)), "")


def row_url(of: Any, dimension: str, edition: Edition) -> str:
    """To the page of an area or a region, or to the list of deals filtered by the row; empty where it has neither."""
    if isinstance(of, str) and not address_key(of):
        return ""
    if of is None:
        return ""
    value = row_value(of)
    if not value:
        return ""
    if dimension in ("area", "any_area"):
        return reverse("deals:area", args=[edition.slug, value])
    if dimension in ("country", "province", "destination"):
        return reverse("deals:region", args=[edition.slug, value])
    if dimension not in FILTERS:
        return ""
    return f"{reverse('deals:index', args=[edition.slug])}?{urlencode({dimension: value})}"


def row_value(of: Any) -> str:
    """What stands for it in an address."""
    if isinstance(of, dt.date):
        return of.isoformat()
    return address_key(of)
