"""Reading an amount as people write it: the only way from text to money."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext
from functools import cache

from expo.i18n.hanzi import fold_hanzi
from expo.presence import require_value

from .currencies import HAN, currencies_in_use, is_called_dollar, is_counted_in_yuan, minor_digits
from .errors import AmountError, refusal
from .lexicon import Token, chinese_tokens, english_tokens, lexicon, lexicon_symbols
from .numerals import DIGITS, NUMERALS, read_numeral
from .value import Money

LIMIT = 60
LARGEST = 2**63 - 1
EXACT = Context(prec=600, traps=[Inexact, InvalidOperation])
# Full-width forms, capitals, variant characters, all kinds of minus, and what nobody can see.
FOLDED = (
    {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    | str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ￥￡￦’", "abcdefghijklmnopqrstuvwxyz¥£₩'")
    | str.maketrans("圆参", "元叁")
    | dict.fromkeys(map(ord, "−–—‐‑﹣"), "-")
    | dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
)
EXPONENT = re.compile(r"\d[\d.]*e[+-]?\d+")
SPAN = re.compile(rf"[\d{NUMERALS}][^-~]*[-~]\D*[\d{NUMERALS}]")
SPACED = re.compile(r"[\d.,] [\d]")
# As people say it: 3个亿, 两个多亿 stays an estimate.
COUNTED = re.compile(rf"([\d{NUMERALS}]) ?个(?= ?[百千]?[万亿])")
ASIDE = re.compile(rf"\(([^()\d{NUMERALS}]*)\)")
BARE_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
SMALL_COIN = re.compile(rf"零?([\d{''.join(DIGITS)}])")
NUMBER_SHAPE = re.compile("(?:bu)+|b")
# Any currency with fewer than three decimals: a number without one is read as strictly.
NO_DINAR = "CNY"
NO_COIN = "零"
SHAPE = re.compile("[cdp]*(?P<whole>(?:bu)+|b)?(?P<unit>[cdpy]*)(?:(?P<jiao>b)j)?(?:(?P<fen>b)f)?z?[cdp]*")


def parse(text: str, *, currency: str | None = None, dollar: str | None = None) -> Money:
    """The money that the text states; `currency` is meant where it names none, `dollar` by a bare $.

    Nothing is guessed. Raises AmountError, whose code and sentence say what is unclear.
    """
    text = normalise_text(text)
    tokens = tokenise_text(text)
    kinds = token_kinds(tokens)
    match = SHAPE.fullmatch(kinds)
    if match is None or not (match["whole"] or match["jiao"] or match["fen"]):
        raise shape_refusal(kinds, text)
    code = stated_currency(tokens, currency, dollar)
    with localcontext(EXACT):
        return Money(minor_units(stated_value(tokens, match, code), code), code)


def parse_number(text: str) -> Decimal:
    """The number that the text states, without a currency: 843, 70万, 1.2 million.

    Nothing is guessed. Raises AmountError.
    """
    text = normalise_text(text)
    tokens = tokenise_text(text)
    kinds = token_kinds(tokens)
    if not NUMBER_SHAPE.fullmatch(kinds):
        raise shape_refusal(kinds, text)
    with localcontext(EXACT):
        if len(tokens) > 1:
            return sum_english_units(tokens)
        refuse_bare_thousands(tokens[0].text, NO_DINAR)
        return read_numeral(tokens[0].text)


def normalise_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise refusal("empty")
    if len(text) > LIMIT:
        raise refusal("too_long", limit=LIMIT)
    text = " ".join(ASIDE.sub(r" \1 ", fold_hanzi(text).translate(FOLDED)).split())
    text = COUNTED.sub(r"\1", text)
    if found := EXPONENT.search(text):
        raise refusal("exponent", found=found[0])
    if SPAN.search(text):
        raise refusal("range")
    if "-" in text or (text.startswith("(") and text.endswith(")")):
        raise refusal("negative")
    return text


def token_kinds(tokens: Sequence[Token]) -> str:
    """The letters of the tokens' kinds, in their order."""
    return "".join(token.kind for token in tokens)


def shape_refusal(kinds: str, text: str) -> AmountError:
    """Of a text whose tokens make no amount: with a number among them, or with none."""
    if "b" in kinds:
        return refusal("mixed", found=text)
    return refusal("no_number", found=text)


@cache
def piece_pattern() -> re.Pattern[str]:
    """One piece of an amount: a number, a symbol, Latin words, or Chinese characters that some word holds."""
    signs = "|".join(map(re.escape, lexicon_symbols()))
    word = rf"(?!(?:{signs}))[a-z]+(?:\.[a-z]+)*(?:\.(?!\d))?"
    han = "".join(sorted(set().union(*filter(HAN.fullmatch, lexicon()))))
    return re.compile(
        rf"(?P<number>[.,'_]?[\d{NUMERALS}](?:[\d{NUMERALS}.,'_]| (?=[\d{NUMERALS}]))*)"
        rf"|(?P<symbol>{signs})|(?P<words>{word}(?: {word})*)|(?P<han>[{han}]+)|(?P<space> )|(?P<other>.)",
        re.ASCII | re.DOTALL,
    )


def tokenise_text(text: str) -> list[Token]:
    """The pieces of a normalized text. Raises AmountError at the first that makes it no amount."""
    tokens: list[Token] = []
    for match in piece_pattern().finditer(text):
        tokens += piece_tokens(match.lastgroup, match[0])
    for token in tokens:
        if token.kind == "x":
            raise refusal(token.value, found=printable_text(token.text))
    return tokens


def piece_tokens(group: str | None, text: str) -> Sequence[Token]:
    match group:
        case "number":
            return [number_token(text)]
        case "symbol":
            return [lexicon()[text]]
        case "words":
            return english_tokens(text)
        case "han":
            return chinese_tokens(text)
        case "space":
            return ()
    if unicodedata.category(text) in ("Nd", "Nl", "No"):
        return [Token("x", text, "script")]
    return [Token("x", text, "unknown")]


def number_token(text: str) -> Token:
    if SPACED.search(text):
        return Token("x", text, "spaces")
    return Token("b", text.replace(" ", ""))


def printable_text(text: str) -> str:
    if text.isprintable():
        return text
    return ascii(text)[1:-1]


def stated_currency(tokens: Sequence[Token], default: str | None, dollar: str | None) -> str:
    """The one currency that is meant. $, ¥ and 元 agree with each currency that is written so."""
    for code in filter(None, (default, dollar)):
        if code not in currencies_in_use():
            raise refusal("unknown_currency", found=printable_text(code))
    named = list(dict.fromkeys(currency_meanings(tokens, default, dollar)))
    if not named:
        raise refusal("no_currency")
    if len(named) > 1:
        raise refusal("two_currencies", one=named[0], other=named[1])
    return named[0]


def currency_meanings(tokens: Sequence[Token], default: str | None, dollar: str | None) -> Iterator[str]:
    """What each sign of a currency means, beside those that are named outright; the default where there is no sign."""
    named = [token.value for token in tokens if token.kind == "c"]
    kinds = {token.kind for token in tokens}
    yield from named
    if "d" in kinds and not any(map(is_called_dollar, named)):
        if not dollar and not named:
            raise refusal("which_dollar")
        yield dollar or "$"
    if "p" in kinds and not {"CNY", "JPY"}.intersection(named):
        if default != "CNY" and not named and "y" not in kinds:
            raise refusal("which_yen")
        yield "CNY"
    if kinds & {"y", "j", "f"} and not any(map(is_counted_in_yuan, named)) and "d" not in kinds:
        yield "CNY"
    if not kinds & set("cdpyjf") and default:
        yield default


def stated_value(tokens: Sequence[Token], match: re.Match[str], code: str) -> Decimal:
    """The number of whole units of the currency."""
    whole: Sequence[Token] = []
    if match["whole"]:
        whole = tokens[slice(*match.span("whole"))]
    total = stated_whole(whole, code)
    jiao, fen = coin_text(tokens, match, "jiao"), coin_text(tokens, match, "fen")
    if jiao == fen == NO_COIN:
        return total
    are_coins = SMALL_COIN.fullmatch(jiao) and SMALL_COIN.fullmatch(fen)
    if (whole and not match["unit"]) or total % 1 or not are_coins or minor_digits(code) != 2:
        raise refusal("mixed", found="".join(token.text for token in tokens))
    return total + coin_number(jiao) / 10 + coin_number(fen) / 100


def stated_whole(tokens: Sequence[Token], code: str) -> Decimal:
    if len(tokens) != 1:
        return sum_english_units(tokens)
    refuse_bare_thousands(tokens[0].text, code)
    return read_numeral(tokens[0].text)


def coin_text(tokens: Sequence[Token], match: re.Match[str], coin: str) -> str:
    if not match[coin]:
        return NO_COIN
    return tokens[match.start(coin)].text


def coin_number(text: str) -> Decimal:
    digit = require_value(SMALL_COIN.fullmatch(text))[1]
    return Decimal(str(DIGITS.get(digit, digit)))


def refuse_bare_thousands(text: str, code: str) -> None:
    """1.500 without a unit: half of Europe writes fifteen hundred so. Dinars do have three decimals."""
    if minor_digits(code) < 3 and BARE_THOUSANDS.fullmatch(text):
        raise refusal("thousands_point", found=text, thousands=text.replace(".", ","))


def sum_english_units(tokens: Sequence[Token]) -> Decimal:
    """1 billion 200 million: each unit below the one before, and only the last number with decimals."""
    total, room = Decimal(0), None
    pairs = list(zip(tokens[::2], tokens[1::2], strict=True))
    for count, unit in pairs:
        amount = read_numeral(count.text) * unit.value
        if not count.text.isascii() or (room is not None and amount >= room):
            raise refusal("mixed", found=f"{count.text} {unit.text}")
        total, room = total + amount, unit.value
    if any("." in count.text for count, _unit in pairs[:-1]):
        raise refusal("mixed", found=" ".join(token.text for token in tokens))
    return total


def minor_units(amount: Decimal, code: str) -> int:
    minor = amount.scaleb(minor_digits(code))
    if minor != minor.to_integral_value():
        raise refusal("too_fine", currency=code, smallest=f"{Decimal(1).scaleb(-minor_digits(code)):f}")
    if minor == 0:
        raise refusal("zero")
    if minor > LARGEST:
        raise refusal("too_large")
    return int(minor)
