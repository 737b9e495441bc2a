"""Money in templates: in figures, compactly, in capitals, and in parts for the large figures.

Each takes Money, or minor units with the code of their currency. None prints nothing: not published is not zero.
"""

from django import template

from deals import money
from deals.money import AmountEcho, CompactMoney, Money

register = template.Library()


@register.filter
def figures(value: Money | int | None, currency: str = "") -> str:
    """`{{ deal.amount|figures }}`, `{{ minor|figures:"CNY" }}`: ¥1,250,000,000.00."""
    if value is None:
        return ""
    return money.figures(as_money(value, currency))


@register.filter
def compact(value: Money | int | None, currency: str = "") -> str:
    """`{{ deal.amount|compact }}`: 1.25 billion yuan, 12.5亿元; two decimals at most, in the active language."""
    if value is None:
        return ""
    return str(money.compact(as_money(value, currency)))


@register.filter
def daxie(value: Money | int | None, currency: str = "") -> str:
    """`{{ minor|daxie:"CNY" }}`: 壹拾贰亿伍仟万元整. Chinese in either language: mark it with lang."""
    if value is None:
        return ""
    return money.daxie(as_money(value, currency))


@register.simple_tag
def money_parts(value: Money | int | None, currency: str = "", digits: int | None = 2) -> CompactMoney | None:
    """`{% money_parts total.amount digits=1 as hero %}`: `.symbol` ¥ `.number` 816.9 `.unit` billion `.exact`."""
    if value is None:
        return None
    return money.compact(as_money(value, currency), digits=digits)


@register.simple_tag
def echo(value: int, currency: str) -> AmountEcho:
    """`{% echo amount.minor amount.currency as reads %}`: `.figures`, `.zh`, `.en` and `.daxie`, all exact."""
    return money.echo(as_money(value, currency))


def as_money(value: Money | int, currency: str) -> Money:
    if isinstance(value, Money):
        return value
    return Money(value, currency)
