"""Counts and stated figures as readers of each language write them. Money is written by deals."""

from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from expo.i18n.bilingual import language_suffix
from expo.i18n.dates import active_locale
from expo.models import StatedFigure
from expo.models.facts import Qualifier, Unit

WAN = 10_000


def is_key(sent: str) -> bool:
    """Whether a text from outside can be the key of a row."""
    return sent.isascii() and sent.isdecimal() and len(sent) < 19


def short_number(sent: str) -> int:
    """The number that a text from outside is, of nine digits at most; 0 for any other text."""
    if not sent.isascii() or not sent.isdecimal() or len(sent) > 9:
        return 0
    return int(sent)


def format_count(number: int) -> str:
    """1,234 in English, 1234 in Chinese."""
    if language_suffix() == "en":
        return f"{number:,}"
    return str(number)


def format_weight(number: Decimal) -> str:
    """A weight or a bound without the zeros behind it: 0.4, 10."""
    return f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"


def format_round_count(number: int) -> str:
    """As `format_count`, but a round number of ten thousands as Chinese says it: 21万."""
    if language_suffix() == "zh" and number >= WAN and number % 1000 == 0:
        return f"{format_decimal(Decimal(number) / WAN, locale=active_locale(), group_separator=False)}万"
    return format_count(number)


def roundness(value: int) -> int:
    """What one in its last digit is worth that is no zero, a hundredth of it at most: 816.9 billion is round to 0.1."""
    step = 1
    while value and value % (step * 10) == 0 and step * 1000 <= value:
        step *= 10
    return step


def format_stated_figure(figure: StatedFigure) -> str:
    """A stated figure with its qualifier and unit: nearly 60, 近60, 13.6%, 210,000 m². Not for money."""
    if figure.value is None:
        return _("not published")
    return add_unit(add_qualifier(format_unit_value(figure.value, figure.unit), figure.qualifier), figure.unit)


def format_unit_value(value: int, unit: str) -> str:
    if unit == Unit.PER_MILLE:
        return format_decimal(Decimal(value) / 10, locale=active_locale())
    return format_round_count(value)


def add_qualifier(number: str, qualifier: str) -> str:
    phrases: dict[str, str] = {
        Qualifier.NEARLY: _("nearly %(number)s"),
        Qualifier.MORE_THAN: _("more than %(number)s"),
        Qualifier.ABOUT: _("about %(number)s"),
    }
    return phrases.get(qualifier, "%(number)s") % {"number": number}


def add_unit(number: str, unit: str) -> str:
    if unit == Unit.SQUARE_METRES:
        return _("%(number)s m²") % {"number": number}
    if unit == Unit.PER_MILLE:
        return f"{number}%"
    return number
