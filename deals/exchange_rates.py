"""Exchange rates from a CSV: all lines are read and checked first, then all of them are entered, or none."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deals.models import Amount, ExchangeRate
from deals.models.deal import DealStatus
from deals.money.currencies import check_currency_in_use
from expo.models import Edition
from expo.presence import require_value

HEADER = ["base", "quote", "on", "rate", "source"]
MOST_LINES = 2_000
# 7.0605; Decimal itself would read 7e3, NaN and other scripts' digits.
RATE = re.compile(r"[0-9]{1,8}(\.[0-9]{1,6})?")


@dataclass
class RateLine:
    """A line of the file as it was read: the rate it makes, or the sentence that says why it makes none."""

    number: int
    cells: list[str]
    rate: ExchangeRate | None = None
    trouble: str = ""
    known: bool = False


def read_lines(text: str) -> list[RateLine]:
    """All lines of a CSV with the columns of `HEADER`, each with what is wrong with it. Writes nothing."""
    rows = filled_rows(text)
    if not rows or [cell.lower() for cell in rows[0]] != HEADER:
        raise ValidationError(_("The first line names the columns: %(columns)s.") % {"columns": ",".join(HEADER)})
    if len(rows) - 1 > MOST_LINES:
        raise ValidationError(_("This file has more than %(number)s lines; divide it.") % {"number": MOST_LINES})
    seen: dict[tuple, int] = {}
    lines = []
    for number, row in enumerate(rows[1:], 2):
        lines.append(read_line(number, row, seen))
    return lines


def filled_rows(text: str) -> list[list[str]]:
    """The cells of each row that holds any, without blanks around them."""
    rows = []
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff").replace("\0", ""))):
        cells = list(map(str.strip, row))
        if any(cells):
            rows.append(cells)
    return rows


def read_line(number: int, cells: list[str], seen: dict[tuple, int]) -> RateLine:
    line = RateLine(number, cells)
    try:
        line.rate = make_rate(line.cells)
        pair = (line.rate.base, line.rate.quote, line.rate.on)
        if pair in seen:
            raise ValidationError(_("Line %(number)s gives this pair and day already.") % {"number": seen[pair]})
        seen[pair] = number
        line.known = is_entered(line.rate)
    except ValidationError as error:
        line.rate, line.trouble = None, " ".join(error.messages)
    return line


def make_rate(cells: list[str]) -> ExchangeRate:
    if len(cells) != len(HEADER):
        raise ValidationError(_("A line has %(number)s columns.") % {"number": len(HEADER)})
    base, quote, on, rate, source = cells
    if not RATE.fullmatch(rate):
        raise ValidationError(_("“%(rate)s” is not a rate; write one like 7.0605.") % {"rate": rate})
    row = ExchangeRate(base=base.upper(), quote=quote.upper(), on=parse_day(on), rate=Decimal(rate), source=source)
    row.clean_fields()
    row.validate_constraints(exclude=["on"])
    for code in (row.base, row.quote):
        check_currency_in_use(code)
    return row


def parse_day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError as error:
        raise ValidationError(_("“%(day)s” is not a day; write one like 2019-08-26.") % {"day": text}) from error


def is_entered(row: ExchangeRate) -> bool:
    """Whether the very same rate is entered. Raises ValidationError where another one is: rates are not overwritten."""
    found = ExchangeRate.objects.filter(base=row.base, quote=row.quote, on=row.on).first()
    if found and found.rate != row.rate:
        told = {"rate": found.rate.normalize(), "source": found.source}
        raise ValidationError(_("This day has the rate %(rate)s already, from %(source)s.") % told)
    return found is not None


@transaction.atomic
def enter_rates(lines: list[RateLine]) -> int:
    """Enter the rates of all lines that are new; raises ValidationError and enters none where a line makes no rate."""
    if any(line.trouble for line in lines):
        raise ValidationError({NON_FIELD_ERRORS: _("Nothing was imported: put the lines right first.")})
    new = [require_value(line.rate) for line in lines if not line.known]
    ExchangeRate.objects.bulk_create(new)
    return len(new)


def amounts_without_rate(edition: Edition) -> list[dict[str, Any]]:
    """The verified amounts without their reporting amount, each with the rate that would fill it."""
    waiting = Amount.objects.filter(
        terms__deal__edition=edition, terms__verified_at__isnull=False, reporting_minor=None
    )
    rows = waiting.exclude(reporting_currency="").select_related("terms__deal__edition")
    rows = rows.exclude(terms__deal__status=DealStatus.WITHDRAWN).order_by("terms__deal__sequence")
    return [{"amount": row, "terms": row.terms, "rate": amount_rate(row)} for row in rows]


def amount_rate(amount: Amount) -> ExchangeRate | None:
    return ExchangeRate.objects.for_day(amount.currency, amount.reporting_currency, amount.terms.signed_on)
