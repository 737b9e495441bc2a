"""What brackets behind the name of a person say: the same name in the other language, or a title."""

import re

from expo.i18n.languages import HAN
from expo.i18n.pinyin import pinyin_of
from expo.imports.lists.lookups.references import References
from expo.imports.lists.sheets.cells import fold_words

# The dot between the parts of a foreign name in Chinese; and words of titles, which no name has.
PARTED = re.compile("[\u3400-\u9fff][·•・‧．][\u3400-\u9fff]")
TITLE = re.compile(
    r"\b(?:c[a-z]o|[sea]?vp|md|president|chair(?:man|woman|person)?|director|managing|manager|professor|prof|dean|dr|phd"
    r"|founder|partner|minister|mayor|secretary|general|chief|officer|head|lead|engineer|scientist|academician|fellow"
    r"|editor|consultant|ambassador|consul|of|the|and)\b",
    re.IGNORECASE,
)
LETTERS = re.compile("[^a-z]")


def is_same_name(one: str, other: str, known: References) -> bool:
    """Whether a name in one language is plainly that of the same person in the other: spelt so, parted so, or known."""
    chinese, latin = (one, other) if HAN.search(one) else (other, one)
    if TITLE.search(latin):
        return False
    if sorted(LETTERS.sub("", pinyin_of(chinese))) == sorted(LETTERS.sub("", pinyin_of(latin))):
        return True
    bearers = known.people_named.get(fold_words(chinese), set()) & known.people_named.get(fold_words(latin), set())
    return bool(PARTED.search(chinese) or bearers)
