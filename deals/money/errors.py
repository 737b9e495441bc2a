"""Why an amount is refused: one sentence for each reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("Write an amount."),
    "too_long": _("An amount has at most %(limit)s characters."),
    "no_number": _("There is no number in this amount."),
    "unknown": _("“%(found)s” is neither a number nor a unit nor a currency known here."),
    "script": _("“%(found)s” is not one of the digits 0 to 9 nor a Chinese numeral: write it with those."),
    "not_a_number": _("“%(found)s” is not an amount."),
    "exponent": _("Write “%(found)s” out, with a unit or all its zeros: 1e9 is 1bn, 10亿 or 1,000,000,000."),
    "underscore": _("Group digits by commas, not by “_”: 1,000,000."),
    "dots": _("“%(found)s” has more than one point: write commas between thousands, and one point before decimals."),
    "thousands_point": _("“%(found)s” could also mean %(thousands)s: use commas for thousands, or fewer decimals."),
    "grouping": _("The commas in “%(found)s” do not part groups of three digits, as in 1,234,567.89."),
    "spaces": _("Leave no space between the digits of one number: 1,200,000."),
    "point": _("Write digits on both sides of the decimal point: 0.5, not .5 or 5."),
    "ambiguous_b": _("“b” is not clear: write bn or billion for 1,000,000,000, or 亿 for 100,000,000."),
    "ambiguous_mm": _("“mm” is not clear: write m or million for 1,000,000."),
    "ambiguous_zhao": _("兆 is a million to some and a million million to others: write 百万 or 万亿."),
    "ambiguous_tail": _("“%(found)s” leaves its last unit open, as 1亿2 does: write 1.2亿, 1亿2000万 or 1亿零2元."),
    "mixed": _("The numbers and units of “%(found)s” do not fit together: write one amount, like 1.2亿 or 1亿2000万."),
    "range": _("Write one amount, not a range."),
    "inexact": _("“%(found)s” makes the amount inexact: write the exact figure."),
    "negative": _("An amount is greater than zero: leave the minus out."),
    "zero": _("An amount is greater than zero; leave the box empty if it is not known."),
    "no_currency": _("Say in which currency: 12亿元, USD 40m."),
    "which_dollar": _("Say which dollar: USD, HKD, SGD or another one."),
    "which_yen": _("¥ could be yuan or yen: write CNY or JPY."),
    "two_currencies": _("This amount names two currencies, %(one)s and %(other)s: write one."),
    "unknown_currency": _("“%(found)s” is not the code of a currency in use, like CNY or USD."),
    "too_fine": _("This amount is finer than %(smallest)s %(currency)s, the smallest there is."),
    "too_large": _("This amount is too large to be recorded: check its unit."),
}


class AmountError(ValidationError):
    """An amount that was not read. `code` is the reason: a key of SENTENCES."""


def refusal(code: str, **params: Any) -> AmountError:
    return AmountError(SENTENCES[code], code, params)
