"""Which passwords are too easy to guess here, beside those that Django refuses everywhere."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.i18n.hanzi import fold_hanzi

# What somebody who knows where this runs tries first.
ENGLISH = (
    "expo smart china chongqing sce sinoexpo admin administrator editor clerk reviewer press staff user guest desk",
    "deal login password passwd pass secret welcome hello test demo qwerty abc letmein changeme",
)
CHINESE = (
    "智博会 智能 中国 重庆 博览会 数博会 大会 签约 管理员 密码 欢迎",
    "zhibohui zhongguo mima huanying guanliyuan",
)
WORDS = " ".join((*ENGLISH, *CHINESE)).split()
# In capitals, so that they can be told from letters that were typed as letters.
LOOKALIKES = str.maketrans("013457@$!", "OIEASTASI")
# So few letters beside the known words are a decoration, not a secret.
FEWEST = 4


class KnownWordsValidator:
    """Refuses a password that is little more than words of the expo, of its owner's name, or of the common lists.

    Digits and signs around and between the words, and digits in place of letters, do not make it a better one.
    """

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        common = normalise_letters(password) in self.common
        if common or is_mostly_known_words(normalise_letters(password, LOOKALIKES), {*WORDS, *name_words(user)}):
            raise ValidationError(
                _(
                    "This password is made of words that others would try first: the expo's, those of your own name, "
                    "or common ones."
                ),
                code="password_of_known_words",
            )

    def get_help_text(self) -> str:
        return _(
            "Your password can't be made of words that others would try first: the expo's, those of your own name, "
            "or common ones."
        )


def normalise_letters(text: str, lookalikes: Mapping[int, int] | None = None) -> str:
    """Only the letters, without difference of case, width or script."""
    plain = fold_hanzi(unicodedata.normalize("NFKC", text)).casefold().translate(lookalikes or {})
    return "".join(sign for sign in plain if sign.isalpha())


def name_words(user: AbstractBaseUser | None) -> Iterable[str]:
    """The parts of somebody's names, and each name as a whole."""
    for attribute in ("username", "first_name", "last_name", "email"):
        name = str(getattr(user, attribute, "") or "").partition("@")[0]
        spaced = "".join(sign if sign.isalpha() else " " for sign in name)
        for word in (*spaced.split(), normalise_letters(name)):
            if len(word) > 1:
                yield normalise_letters(word)


def is_mostly_known_words(spelling: str, words: set[str]) -> bool:
    """Whether known words are nearly all there is: taken out, the longest first, they leave next to no letters."""
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    rest, removed = re.subn("|".join(longest_first), "", spelling, flags=re.IGNORECASE)
    return removed > 0 and sum(not sign.isupper() for sign in rest) < FEWEST
