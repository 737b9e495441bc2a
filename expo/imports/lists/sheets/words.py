"""What heads the columns of a kind of list, in Chinese and in English: made from its fields."""

from collections import defaultdict

from django.utils.translation import override

from expo.i18n.languages import HAN
from expo.imports.lists.fields import ListColumn
from expo.imports.lists.sheets.name_parts import NamePart
from expo.spreadsheets.labels import Vocabulary

# Columns of no use: running numbers, and what offices keep for themselves.
UNUSED = "-"
UNUSED_WORDS = (
    "=序号 =番号 =번호 "
    "=编号 =行号 =no =number =id =# =备注 =remark =remarks =note =notes =serial =serialnumber =备注说明 "
    # The edition is that of the page, whichever a list was taken out of.
    "=edition =届次"
)
BESIDE = "名称 信息 情况 必填 选填 如有 required optional 可选"
IN_CHINESE, IN_ENGLISH = ("中文", "中", "chinese", "zh", "cn", "zhcn"), ("英文", "英", "english", "en")


def list_vocabulary(
    fields: tuple[ListColumn | NamePart, ...], bilingual: dict[str, str], pairs: tuple[str, ...] = (), beside: str = ""
) -> Vocabulary:
    """`bilingual`: by the stem of two fields, like name of name_en and name_zh, the words that head either of them.

    `pairs`: fields of one cell that two columns may say together, one in each language; `beside`: words of columns
    that other kinds of list bring.
    """
    words: dict[str, list[str]] = defaultdict(list)
    for field in fields:
        words[field.key] += field.words.split()
        words[field.key].append(f"={field.key.replace('_', '')}")
        for language in ("en", "zh-hans"):
            with override(language):
                words[field.key].append("=" + "".join(str(field.label).split()))
    families = []
    for stem, either in bilingual.items():
        families.append((stem, f"{stem}_zh", f"{stem}_en"))
        words[stem] += either.split()
        for word in either.split():
            words[f"{stem}_zh"] += words_in(word.lstrip("="), IN_CHINESE)
            words[f"{stem}_en"] += words_in(word.lstrip("="), IN_ENGLISH)
    for stem in pairs:
        for language in ("zh", "en"):
            words[f"{stem}_{language}"].append(f"={stem.replace('_', '')}{language}")
    words[UNUSED] = [*UNUSED_WORDS.split(), *beside.split()]
    words["+"] = BESIDE.split()
    return Vocabulary(words, families=tuple(families))


def words_in(word: str, languages: tuple[str, ...]) -> list[str]:
    """The word with each name of a language before and behind it."""
    found = []
    for language in languages:
        if bool(HAN.search(word)) == bool(HAN.search(language)):
            found.append(f"={language}{word}")
        found.append(f"={word}{language}")
        if not HAN.search(word):
            found.append(f"={word}in{language}")
    return found
