"""大写: amounts in the capital numerals of Chinese bills and contracts.

After 《正确填写票据和结算凭证的基本规定》(支付结算办法附件一) and 会计基础工作规范 article 52: 零 for zeros in between,
整 after 元 and 角 but not after 分. Where the rules leave 零 free (the lower section starts with its thousands) it is
left out. Other currencies that Chinese counts in 元 bear their name in front (美元伍拾元整); the rest are counted in
whole units, with decimals after 点 (叁点伍英镑).
"""

from .currencies import BEFORE_CAPITALS, currency_name_zh, is_counted_in_yuan, minor_digits
from .value import Money

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def daxie(money: Money) -> str:
    """壹拾贰亿伍仟万元整 for 1,250,000,000.00 yuan. Any whole number of minor units; 负 in front of negative ones."""
    whole, rest = divmod(abs(money.minor), 10 ** minor_digits(money.currency))
    sign = ""
    if money.minor < 0:
        sign = "负"
    name = currency_name_zh(money.currency)
    if is_counted_in_yuan(money.currency):
        return sign + BEFORE_CAPITALS.get(money.currency, name) + capital_yuan(whole, rest)
    if rest:
        return f"{sign}{capital_integer(whole)}点{capital_decimals(rest, minor_digits(money.currency))}{name}"
    return f"{sign}{capital_integer(whole)}{name}整"


def capital_integer(number: int) -> str:
    """The capital numerals of a whole number, not negative."""
    for unit, name in UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            return capital_integer(high) + name + capital_remainder(low, unit)
    return DIGITS[number]


def capital_remainder(low: int, unit: int) -> str:
    """What follows a unit: with 零 before it where the next figure is missing."""
    if not low:
        return ""
    if low < unit // 10:
        return "零" + capital_integer(low)
    return capital_integer(low)


def capital_yuan(whole: int, rest: int) -> str:
    jiao, fen = divmod(rest, 10)
    text = ""
    if whole or not rest:
        text = capital_integer(whole) + "元"
    if jiao:
        text += DIGITS[jiao] + "角"
    elif fen and whole:
        text += "零"
    if fen:
        return text + DIGITS[fen] + "分"
    return text + "整"


def capital_decimals(rest: int, places: int) -> str:
    text = ""
    for figure in f"{rest:0{places}d}".rstrip("0"):
        text += DIGITS[int(figure)]
    return text
