"""Reading one number: figures, Chinese numerals, and both mixed with the units of Chinese (1亿2000万, 五千三百万).

Refused rather than guessed is what Chinese itself leaves open: 12亿5 is 12.5亿 to the ear and 1,200,000,005 on paper.
"""

import re
from decimal import Decimal

from .errors import AmountError, refusal

DIGITS = dict(zip("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖两", [*range(10), *range(10), 2], strict=True))
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
WAN, YI, END = 10**4, 10**8, 10**100
NUMERALS = "".join(DIGITS) + "".join(SMALL) + "万亿点"
FIGURE = re.compile(r"\d+(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
ITEM = re.compile(r"([\d.,'_]+)|(.)")
POINT = re.compile(rf"(?P<whole>[^点]+)点(?P<decimals>[\d{''.join(DIGITS)}]+)(?P<units>[十百千拾佰仟]?万?亿?)")
# 二零亿 spells 20 out: with a 零 in it, it is no estimate, as 一二亿 may be.
SPELT = re.compile("^(?=.[零〇]|..[零〇])[一二三四五六七八九][零〇一二三四五六七八九]{1,3}(?=[万亿])")
CAPITALS = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+")


def read_numeral(text: str) -> Decimal:
    """The number, exactly (in a context that is precise enough). Raises AmountError."""
    text = SPELT.sub(lambda digits: rewrite_digits(digits[0]), text)
    if "点" in text:
        text = rewrite_spoken_point(text)
    if text.isascii():
        return parse_figures(text)
    number = Numeral(text)
    for run, sign in ITEM.findall(text):
        if run:
            number.figure(parse_figures(run))
        elif sign in SMALL:
            number.small(SMALL[sign])
        elif sign == "万":
            number.large(WAN)
        elif sign == "亿":
            number.large(YI)
        else:
            number.digit(DIGITS[sign])
    return number.value()


def parse_figures(text: str) -> Decimal:
    """Arabic figures, with commas only between groups of three."""
    if FIGURE.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if "_" in text:
        raise refusal("underscore")
    if text.count(".") > 1:
        raise refusal("dots", found=text)
    if "," in text or "'" in text:
        raise refusal("grouping", found=text)
    raise refusal("point")


def rewrite_spoken_point(text: str) -> str:
    """十二点五亿 as 12.5亿: the point is read out before the units that count both sides of it."""
    match = POINT.fullmatch(text)
    if not match or (match["units"] and ("万" in match["whole"] or "亿" in match["whole"])):
        raise refusal("mixed", found=text)
    whole = read_numeral(match["whole"])
    if whole % 1:
        raise refusal("mixed", found=text)
    return f"{whole:f}." + rewrite_digits(match["decimals"]) + match["units"]


def rewrite_digits(text: str) -> str:
    """二五 as 25; what is no Chinese digit stays as it is."""
    return "".join(str(DIGITS.get(digit, digit)) for digit in text)


class Numeral:
    """A number while it is read: sections below 万, which 万 and 亿 close and multiply."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.capital = CAPITALS.fullmatch(text) is not None
        self.above = Decimal(0)  # closed by 亿
        self.myriads = Decimal(0)  # closed by 万, since the last 亿
        self.section = Decimal(0)
        self.pending: Decimal | None = None  # a number whose unit is still to come
        self.single = self.fraction = False
        self.unit = 0  # the last unit read, whatever its size
        self.room: int | None = None  # what comes next in this section must stay below
        self.nought = self.noughts = False  # a 零 stands right before; one stands since the last 万 or 亿

    def refuse(self, code: str = "mixed") -> AmountError:
        return refusal(code, found=self.text)

    def figure(self, number: Decimal) -> None:
        if self.pending is not None or self.fraction:
            raise self.refuse()
        self.pending, self.single = number, number < 10
        self.fraction = number.as_tuple().exponent != 0

    def digit(self, value: int) -> None:
        if value or not self.unit:
            self.figure(Decimal(value))
        elif self.pending is not None or self.fraction:
            raise self.refuse()
        else:
            self.nought = self.noughts = True

    def small(self, unit: int) -> None:
        """十, 百 and 千 count what stands before them; 十二 and 百万 leave the one out."""
        if self.pending is None:
            if self.section or (unit > 10 and self.unit):
                raise self.refuse()
            self.pending = Decimal(1)
        self.add(self.pending * unit)
        self.unit = self.room = unit

    def add(self, amount: Decimal) -> None:
        if not amount and not self.unit:
            raise self.refuse("zero")
        if not amount or (self.room is not None and amount >= self.room):
            raise self.refuse()
        self.section += amount
        self.pending, self.nought = None, False

    def close(self, unit: int) -> Decimal:
        """The section as it stands, emptied, for the unit to multiply. Its last digit has its place by a unit or 零."""
        if self.pending is not None:
            if self.single and 10 < self.unit < unit and not self.nought:
                raise self.refuse("ambiguous_tail")
            self.add(self.pending)
        if self.nought:
            raise self.refuse()
        section, self.section = self.section, Decimal(0)
        return section

    def large(self, unit: int) -> None:
        section = self.close_below(unit)
        if not section and not (unit == YI and self.above):
            if self.unit:
                raise self.refuse("mixed")
            raise self.refuse("no_number")
        if unit == WAN:
            self.myriads = section * WAN
        else:
            self.above, self.myriads = (self.above + section) * YI, Decimal(0)
        self.unit, self.room, self.noughts = unit, WAN, False

    def close_below(self, unit: int) -> Decimal:
        """What the unit multiplies. Only capitals, which 大写 of any size must read, may have a second 亿."""
        if unit == WAN:
            if self.myriads:
                raise self.refuse()
            return self.close(unit)
        if self.above and not self.capital:
            raise self.refuse()
        return self.since_yi(unit)

    def since_yi(self, unit: int) -> Decimal:
        section = self.close(unit)
        if section and self.above and not self.myriads and not self.noughts:
            raise self.refuse("ambiguous_tail")
        return self.myriads + section

    def value(self) -> Decimal:
        if self.pending == 0 and not self.unit:
            return Decimal(0)
        if self.text in SMALL and self.unit > 10:
            raise self.refuse("no_number")
        return self.above + self.since_yi(END)
