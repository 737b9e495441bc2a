"""What templates show of contests."""

from decimal import Decimal

from django import template

from expo.i18n import numbers

register = template.Library()


@register.filter
def weight(value: Decimal) -> str:
    """`{{ criterion.weight|weight }}`: without the zeros behind it."""
    return numbers.format_weight(value)
