"""The units of amounts: how much one is, of which currency; from headers, cells and notes above the table."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from deals.money.currencies import currencies_in_use
from deals.money.lexicon import lexicon
from expo.i18n.hanzi import fold_hanzi
from expo.presence import require_value

SCALES = (
    (r"(?:万亿|trillion)", 10**12),
    (r"(?:千亿)", 10**11),
    (r"(?:百亿)", 10**10),
    (r"(?:十亿|billion|bn)", 10**9),
    (r"(?:亿|100 ?million|hundred million)", 10**8),
    (r"(?:千万|10 ?million)", 10**7),
    (r"(?:百万|million|mn|mln|mio|(?<![a-z])m$)", 10**6),
    (r"(?:十万)", 10**5),
    (r"(?:万|ten thousand|10 ?k|10[,' ]?000)", 10**4),
    (r"(?:千|thousand|(?<![a-z])k(?![a-z])|['’]000s?$)", 10**3),
    (r"(?:百)", 10**2),
)
DIVIDER = re.compile(r"[:：;；,，、/或及和 ]+")
NOTE = re.compile(
    r"(?<![报送制责任主办承])(?:单\s*位\s*(?:[:：]|为)|金额[:：])\s*([^）)]+)|\bunit: ?(.+)"
    r"|\b(?:amounts? )?in ((?:(?:rmb|cny|usd|us\$|eur|million|billion|thousand|yuan|us dollars|dollars) ?)+)"
)
OF_ABOVE = re.compile(r"(?:[注说明备]{1,2}:?|notes?:?)?\s*(?:以上|上述|上表|(?:the )?(?:above|preceding))")
# What a note below figures says of them: 以上金额均为万美元, above amounts in USD million.
ABOVE = re.compile(
    r"(?:以上|上述|上表|above|preceding)[^:]{0,16}?(?:单位[为是:]?|金额[为是:]|[均皆都]?(?:为|是|以|按)|\bin\b)"
    r"[:\s]*([^,;。]+?)(?:计价?|为单位|表示)?[。.]?$"
)
# What lists count beside their money.
COUNTED = {"个", "项", "家", "宗", "人", "份", "亩", "%", "平方米", "年"}
# How to fill in a column, beside its unit.
HINTS = {"必填", "选填", "含税", "不含税", "大写", "小写", "保留两位小数"}
# Names of currencies. A column that is called so may hold them in tens of thousands.
NAMES = {"人民币", "美元", "美金", "欧元", "港元", "港币", "日元", "英镑"}
CURRENCY = re.compile(r"人民币|美元|美金|欧元|港元|港币|日元|英镑|\b(?:usd|us dollars?|rmb|cny|eur|hkd|jpy|gbp)\b")
# The yuan named twice.
TWICE = {"人民币元", "元人民币", "rmb元", "rmbyuan", "cny元"}
SIGN = {"¥": "CNY", "￥": "CNY", "元": "CNY", "€": "EUR", "£": "GBP", "rmb": "CNY"}
LEAD = re.compile(r"^(?:内资|外资|单位|人民币)\s*[:：]?")


class Unit(NamedTuple):
    """So many whole units of the currency; no currency: not said. `text` as the file writes it.

    A scale of 0: which currency is said, and not how many of it one is.
    """

    scale: int
    currency: str
    text: str


@lru_cache(maxsize=2048)
def parse_unit(text: str) -> Unit | None:
    """The unit that the whole text is: 万元, USD million, 亿美元; None for any other text."""
    bare = fold_hanzi(unicodedata.normalize("NFKC", text)).strip(" :：.()").casefold().replace("圆", "元")
    bare = re.sub(r"^单位[::]?|^unit[: ]+|^in |(?<=[a-z]) of(?= )", "", bare).strip()
    if not bare:
        return None
    for pattern, scale in SCALES:
        rest, count = re.subn(pattern, " ", bare, count=1)
        if count:
            currency = currency_of(rest)
            if currency is None:
                return None
            return Unit(scale, currency, text.strip())
    currency = currency_of(bare)
    if not currency:
        return None
    return Unit(1, currency, text.strip())


def currency_of(text: str) -> str | None:
    """The code of the one currency named; "" where none is, None where something else stands there."""
    words = [word for word in re.split(r"[\s/.,]+", text.replace("us $", "us$")) if word not in ("", "s", "of")]
    if not words:
        return ""
    code = currency_code(" ".join(words))
    if code:
        return code
    codes = set(map(currency_code, words))
    if len(codes) != 1:
        return None
    return codes.pop()


def currency_code(word: str) -> str | None:
    if word in SIGN:
        return SIGN[word]
    token = lexicon().get(word)
    if token is not None and token.kind == "c":
        return token.value
    if word.upper() in currencies_in_use():
        return word.upper()
    squeezed = word.replace(" ", "")
    if squeezed != word:
        return currency_code(squeezed)
    if word in TWICE:
        return "CNY"
    return None


def label_units(label: str, asides: tuple[str, ...]) -> list[Unit]:
    """The units that a header names, each of the currency that the header names elsewhere. Two are for two kinds."""
    sized = sized_units(label, asides)
    currencies = label_currencies(label)
    named = {unit.currency for unit in currencies}
    if any(unit.currency in named for unit in sized):
        return sized
    if any(unit.currency for unit in sized):
        # 美元投资额（万元）: which of the two counts, nobody knows.
        return sized + currencies
    if not sized or not currencies:
        return sized or currencies
    return [unit._replace(currency=said.currency) for unit, said in product(sized, currencies)]


def label_currencies(label: str) -> list[Unit]:
    """The currencies that a header names in words outside of its brackets, each once and without a size."""
    bare = re.sub(r"[(\[【][^()\[\]【】]*[)\]】]", " ", fold_label(label))
    currencies: dict[str, Unit] = {}
    for word in CURRENCY.findall(bare):
        unit = parse_unit(word)
        if unit:
            currencies[unit.currency] = Unit(0, unit.currency, word)
    return list(currencies.values())


def sized_units(label: str, asides: tuple[str, ...]) -> list[Unit]:
    """The units that a header names in brackets, after a dash or colon, or at its very end."""
    label = fold_hanzi(label)
    for aside in reversed(asides):
        units = aside_units(aside)
        if units:
            return list(map(drop_scale_of_yuan, units))
    for text in label_endings(label):
        unit = parse_unit(text)
        if unit:
            return [drop_scale(unit)]
    ending = re.search(r"(?:万亿|[百千]?[万亿])?(?:元|美元|欧元|港元|日元|美金)(?:人民币)?$", label)
    if not ending:
        return []
    unit = parse_unit(ending[0])
    if unit is None:
        return []
    return [unit]


def label_endings(label: str) -> Iterator[str]:
    """What may be a unit at the end of a label: behind a sign, its last words, or a currency that it is called by."""
    tail = re.split(r"[-–—:：/／,，_]", label)[-1]
    if len(tail) < len(label):
        yield tail
    words = label.split()
    for count in (3, 2, 1):
        if len(words) > count:
            yield " ".join(words[-count:])
    if label in NAMES:
        yield label


# A label, and what stands behind its last colon or stroke.
ENDED = re.compile(r"(.*?)\s*([:：/]|$)\s*([^:：/]*)", re.DOTALL)


def strip_unit(label: str) -> str:
    """A label without the unit at its end: 金额 of 金额/万元."""
    head, sign, tail = require_value(ENDED.fullmatch(label)).groups()
    if sign and parse_unit(tail):
        return head
    words = label.split()
    for count in (3, 2, 1):
        if parse_unit(" ".join(words[-count:])):
            return " ".join(words[:-count])
    return label


def is_general(unit: Unit) -> bool:
    """Whether 元 alone says its currency: 万元 in a list of several currencies means tens of thousands of any."""
    bare = fold_hanzi(unicodedata.normalize("NFKC", unit.text)).replace("圆", "元")
    return re.fullmatch(r"(?:单位)?[:\s]*[十百千万亿]*元[.\s]*", bare) is not None


def drop_scale(unit: Unit) -> Unit:
    if fold_hanzi(unit.text) not in NAMES:
        return unit
    return unit._replace(scale=0)


def drop_scale_of_yuan(unit: Unit) -> Unit:
    if fold_hanzi(unit.text) != "人民币":
        return unit
    return drop_scale(unit)


def aside_units(aside: str) -> list[Unit]:
    """The units in brackets, beside hints for filling in; none where anything else stands there."""
    unit = parse_unit(aside)
    if unit:
        return [unit]
    units = []
    for part in re.split(r"[;；,，、/或]", fold_hanzi(aside)):
        text = LEAD.sub("", part)
        if not text.strip() or text.strip() in HINTS:
            continue
        unit = parse_unit(re.split("[:：]", text)[-1])
        if not unit:
            return []
        units.append(unit)
    return units


def note_units(text: str) -> list[Unit]:
    """The units that a line above the table names for all of it: 单位：万元; two (亿元、万美元) are for two kinds."""
    if is_of_rows_above(text):
        return []
    return matched_units(NOTE.search(fold_label(text)))


def note_below_units(text: str) -> list[Unit]:
    """The units that a line below figures names for them: 注：以上金额均为万美元."""
    if not is_of_rows_above(text):
        return []
    label = fold_label(text)
    return matched_units(NOTE.search(label) or ABOVE.search(label))


def matched_units(note: re.Match[str] | None) -> list[Unit]:
    """The units that the note begins with, beside what lists count."""
    if not note:
        return []
    said = next(filter(None, note.groups()), "").strip("。.,; ")
    unit = parse_unit(said)
    if unit:
        return [drop_scale(unit)]
    units = []
    for part in re.split(r"[;；,，、/或及和\s(]+", said):
        text = part.split(":")[-1]
        if not text or text in COUNTED:
            continue
        unit = parse_unit(text)
        if unit is None:
            break
        units.append(unit)
    return units


def is_of_rows_above(text: str) -> bool:
    """Whether what a note says of units is said of the rows above it."""
    return OF_ABOVE.match(fold_label(text)) is not None


def fold_label(text: str) -> str:
    return " ".join(fold_hanzi(unicodedata.normalize("NFKC", text)).casefold().split())


def title_units(text: str) -> list[Unit]:
    """The unit that stands in brackets at the end of a title, where it says how much one is: 签约项目表（亿元）."""
    aside = re.search(r"\(([^()]*)\)$", unicodedata.normalize("NFKC", text).strip())
    if not aside:
        return []
    unit = parse_unit(aside[1])
    if unit is None or unit.scale < 2:
        return []
    return [unit]


def text_unit(text: str) -> Unit | None:
    """The one unit behind the figures of an amount in words: 万美元 of 3000万美元; None where it says none, or more."""
    found = re.fullmatch(r"[\d,. ]+([^\d]+)", text)
    if not found:
        return None
    return parse_unit(found[1])


def parse_decimal(text: str) -> Decimal | None:
    """A bare number as spreadsheets export it, in figures of any width; None where it is anything else."""
    bare = unicodedata.normalize("NFKC", text).strip().replace("，", ",")
    if re.fullmatch(r"\d+(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", bare) and bare.isascii():
        return Decimal(bare.replace(",", ""))
    return None
