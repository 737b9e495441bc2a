"""Texts as they compare in a search: whatever their case, width, accents and script."""

import re
import unicodedata

from expo.i18n.hanzi import fold_hanzi
from expo.i18n.pinyin import strip_accents

# What no accent is taken away from, though people type it without.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Scripts that put no spaces between words: Chinese, kana, Korean.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
RUNS = re.compile(rf"[0-9a-z]+|[{UNSPACED}]+|[^\W_a-z{UNSPACED}]+")
UNSPACED_RUN = re.compile(rf"[{UNSPACED}]+")
ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def fold_text(text: str) -> str:
    if text.isascii():
        return text.casefold()
    plain = strip_accents(unicodedata.normalize("NFKC", text).casefold()).translate(PLAIN)
    # Accents come apart from Korean syllables too: they are put together again.
    return fold_hanzi(unicodedata.normalize("NFC", plain))


def split_runs(folded: str) -> list[str]:
    """The words of a folded text; where a script has no spaces, all that stands together."""
    return RUNS.findall(folded)


def join_runs(text: str) -> str:
    """The text as it compares without spaces and signs: `N3-E07` and `n3 e07` as `n3e07`."""
    return "".join(split_runs(fold_text(text)))


def is_unspaced(run: str) -> bool:
    return bool(UNSPACED_RUN.fullmatch(run))


def strip_zeros(word: str) -> str:
    """`e07` as `e7`: signs have zeros that people leave out."""
    return ZEROS.sub("", word)
