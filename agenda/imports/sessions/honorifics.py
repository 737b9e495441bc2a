"""Titles that stand beside a name and are no part of it: Prof. Li Na, 李娜教授."""

from expo.i18n.hanzi import fold_hanzi
from expo.i18n.languages import HAN
from expo.imports.lists.sheets.settling import IN_CHARACTERS, IN_LETTERS

BEHIND = ("phd", "md")
# Before a name, Md. is Mohammad.
BEFORE = frozenset(IN_LETTERS.split()) - set(BEHIND)
# The longer first, as 副教授 ends like 教授.
CHINESE = sorted(IN_CHARACTERS.split(), key=len, reverse=True)
# Whose bearers are 欧阳先生 by their surname alone.
SURNAMES = "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 南宫 东方"
# No title is longer than a few words, and no name either.
LONGEST = 100


def split_honorific(text: str) -> tuple[str, str]:
    """The name, and the titles beside it; the text and nothing where what is left would be no whole name."""
    if len(text) > LONGEST:
        return text, ""
    name, before = split_before(text.strip())
    name, behind = split_behind(name)
    if not (before or behind) or not is_whole_name(name):
        return text, ""
    return name, " ".join(filter(None, (before, behind)))


def split_before(text: str) -> tuple[str, str]:
    words, titles = text.split(), []
    while len(words) > 1 and words[0].rstrip(".").casefold() in BEFORE:
        titles.append(words.pop(0))
    return " ".join(words), " ".join(titles)


def split_behind(text: str) -> tuple[str, str]:
    titles: list[str] = []
    while title := title_behind(text):
        text = text.removesuffix(title).rstrip()
        titles.insert(0, title)
    return text, " ".join(titles)


def title_behind(text: str) -> str:
    """The last title that the text ends with; "" for none."""
    word = text.rpartition(" ")[2]
    if word != text and word.replace(".", "").casefold() in BEHIND:
        return word
    return next(filter(text.endswith, CHINESE), "")


def is_whole_name(name: str) -> bool:
    """Not a surname alone: 陈先生 and Dr Watson stay as they are."""
    if HAN.search(name):
        return len(name.replace(" ", "")) > 1 and fold_hanzi(name) not in SURNAMES.split()
    return " " in name
