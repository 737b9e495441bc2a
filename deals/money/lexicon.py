"""The words of amounts, in both languages: units, currencies, and words that make an amount unclear."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .currencies import HAN, currencies_in_use, currency_name_zh, currency_names_en


class Token(NamedTuple):
    """A piece of an amount, of a kind named by a letter.

    b number, u unit, c currency, d dollar of some country, p yuan or yen, y 元, j 角, f 分, z 整, x refused.
    `value` is the unit's size, the currency's code or the code of the AmountError.
    """

    kind: str
    text: str
    value: Any = None


# k, m and w (万, as people type it) each mean one unit only. b, t and mm do not, so they are refused below or unknown.
UNITS = {
    10**3: "k, thousand",
    10**4: "w, ten thousand",
    10**5: "hundred thousand",
    10**6: "m, mn, mln, million, millions",
    10**8: "hundred million",
    10**9: "bn, bln, billion, billions",
    10**12: "tn, trn, trillion, trillions",
}
CURRENCIES = {
    "CNY": "rmb, yuan, renminbi, 人民币, cn¥",
    "USD": "us dollar, us dollars, american dollars, 美金, us$",
    "HKD": "港币, hk$",
    "SGD": "singapore dollar, 新元, 新币, 坡币, s$, sg$",
    "AUD": "澳元, 澳币, a$, au$",
    "CAD": "加元, 加币, c$, ca$",
    "NZD": "纽元, nz$",
    "TWD": "台币, nt$",
    "MOP": "澳门币, 葡币",
    "EUR": "€",
    "GBP": "pound, pounds, sterling, pounds sterling, 镑, £",
    "CHF": "瑞郎",
    "JPY": "yen, 円, 日币, jp¥",
    "KRW": "won, 韩币, ₩",
    "RUB": "卢布, ₽",
    "INR": "₹",
    "THB": "฿",
    "VND": "₫",
    "MYR": "马币, 令吉",
    "BRL": "r$",
}
MARKS = {"d": "$, dollar, dollars", "p": "¥", "y": "元, 块, 块钱", "j": "角, 毛", "f": "分", "z": "整, 正"}
REFUSED = {
    "ambiguous_b": "b",
    "ambiguous_mm": "mm",
    "ambiguous_zhao": "兆",
    "not_a_number": "nan, inf, infinity, ∞",
    "negative": "minus, negative, 负",
    "range": "to, 至, 到",
    "inexact": "about, around, approx, approximately, circa, nearly, almost, over, more than, under, less than, up to, "
    "at least, some, 约, 大约, 近, 超, 超过, 逾, 余, 多, 左右, 以上, 以下, 不足, 数, 几, +, <, >, ~, ≈, ≥, ≤",
}
LONGEST = 12  # 圣多美和普林西比多布拉 has 11


@cache
def lexicon() -> dict[str, Token]:
    """Every word and symbol: all currencies by code and by their names in both languages, then what is listed above."""
    words: dict[str, Token] = {}
    for code in currencies_in_use():
        for word in (code.lower(), currency_name_zh(code), *currency_names_en(code)):
            words[word] = Token("c", word, code)
    for kind, table in (("u", UNITS), ("c", CURRENCIES), ("x", REFUSED)):
        for value, listed in table.items():
            for word in listed.split(", "):
                words[word] = Token(kind, word, value)
    for kind, listed in MARKS.items():
        for word in listed.split(", "):
            words[word] = Token(kind, word)
    return words


@cache
def lexicon_symbols() -> tuple[str, ...]:
    """The words that are neither Latin words nor Chinese, longest first."""
    signs = []
    for word in lexicon():
        is_word = word.replace(" ", "").isalpha() or HAN.fullmatch(word)
        if len(word) <= 3 and not is_word:
            signs.append(word)
    return tuple(sorted(signs, key=len, reverse=True))


@lru_cache(maxsize=4096)
def english_tokens(phrase: str) -> tuple[Token, ...]:
    """The tokens of Latin words; the points of abbreviations count for nothing (u.s. dollars)."""
    return tuple(match_longest_words(phrase.replace(".", "").split(), " "))


@lru_cache(maxsize=4096)
def chinese_tokens(run: str) -> tuple[Token, ...]:
    """The tokens of Chinese characters that are no numerals."""
    return tuple(match_longest_words(run, ""))


def match_longest_words(pieces: Sequence[str], joint: str) -> list[Token]:
    """Each time the longest word that stands in the lexicon; what does not ends the list as a refused token."""
    tokens, at = [], 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + LONGEST), at, -1):
            if token := lexicon().get(joint.join(pieces[at:end])):
                tokens.append(token)
                at = end
                break
        else:
            return [*tokens, Token("x", joint.join(pieces[at:]), "unknown")]
    return tokens
