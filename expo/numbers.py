"""Counts and stated figures as readers of each language write them. Money is written by deals."""

from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from expo.bilingual import suffix
from expo.dates import locale
from expo.models import StatedFigure
from expo.models.facts import Qualifier, Unit

WAN = 10_000


def is_key(sent: str) -> bool:
    """Whether a text from outside can be the key of a row."""
    return sent.isascii() and sent.isdecimal() and len(sent) < 19


def grouped(number: int) -> str:
    """1,234 in English, 1234 in Chinese."""
    return f"{number:,}" if suffix() == "en" else str(number)


def rounded(number: int) -> str:
    """As `grouped`, but a round number of ten thousands as Chinese says it: 21万."""
    if suffix() == "zh" and number >= WAN and number % 1000 == 0:
        return f"{format_decimal(Decimal(number) / WAN, locale=locale(), group_separator=False)}万"
    return grouped(number)


def roundness(value: int) -> int:
    """What one in its last digit is worth that is no zero, a hundredth of it at most: 816.9 billion is round to 0.1."""
    step = 1
    while value and value % (step * 10) == 0 and step * 1000 <= value:
        step *= 10
    return step


def qualified(figure: StatedFigure) -> str:
    """A stated figure with its qualifier and unit: nearly 60, 近60, 13.6%, 210,000 m². Not for money."""
    if figure.value is None:
        return _("not published")
    return with_unit(with_qualifier(amount(figure), figure.qualifier), figure.unit)


def amount(figure: StatedFigure) -> str:
    if figure.unit == Unit.PER_MILLE:
        return format_decimal(Decimal(figure.value) / 10, locale=locale())
    return rounded(figure.value)


def with_qualifier(number: str, qualifier: str) -> str:
    phrases = {
        Qualifier.NEARLY: _("nearly %(number)s"),
        Qualifier.MORE_THAN: _("more than %(number)s"),
        Qualifier.ABOUT: _("about %(number)s"),
    }
    return phrases.get(qualifier, "%(number)s") % {"number": number}


def with_unit(number: str, unit: str) -> str:
    if unit == Unit.SQUARE_METRES:
        return _("%(number)s m²") % {"number": number}
    return f"{number}%" if unit == Unit.PER_MILLE else number
