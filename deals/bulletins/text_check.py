"""Whether a text says the counted figures and no other: a number typed by hand is refused, and named."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from deals.bulletins.figures import NAMES, WORD
from deals.bulletins.placeholders import NAME, printed_figures
from deals.models import Bulletin
from expo.i18n.hanzi import fold_hanzi

# Numbers by hand, and what makes another one of a figure `{name}`.
NUMBER = re.compile(r"\d(?:[\d,.，．]*\d)?%?")
# Chinese numerals: 五百三十, 十二, 数十, 百余, 两个, 过半; not 一批, 万众, 第一, 十三五, 十九大 or 四个自信.
HAN = re.compile(
    r"[〇零一二两三四五六七八九]*[一二两三四五六七八九][十百千万亿][〇零一二两三四五六七八九十百千万亿]*"
    r"|十[一二三四五六七八九](?![五大])|[数几][十百千万亿]+|[十百千万亿]+余"
    r"|[〇零一二三四五六七八九]{3,}|[壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}"
    r"|(?<!第)[两二三四五六七八九](?:[项家倍成]|个(?!全面|自信|意识|维护|确立))|[一过近]半|一倍|翻[一两]?番"
)
# Numbers that are letters or signs of their own: ½, Ⅻ, ①.
SIGNS = re.compile("[¼-¾⅐-ↈ①-⓿❶-➓〡-〩㈠-㈩㊀-㊉]")
ENGLISH = re.compile(
    r"\b(?:(?:hundred|thousand|million|billion|trillion|dozen)s?|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
ANY = (NUMBER, HAN, ENGLISH, SIGNS)
# What may not follow a figure.
AFTER = re.compile(
    r"\{(?P<name>[a-z_]+)\}"
    r"(?:\s*(?:[十百千万亿%％‰.,]?\d|[十百千万亿%％‰+余多]|以[上下]|左右|上下)|-?\s?(?:plus|odd|or so)\b)"
)
# What may not stand before one that is a number; 签约, 附近 and the like are other words.
BEFORE = re.compile(
    r"(?P<word>(?<![签合节公契制预邀])约|(?<![附最])近|逾|超过?|不足|不到|不止|至少"
    r"|\b(?:(?:more|fewer|less) than|at least|about|around|nearly|almost|over|some)\b)"
    r"\s*\{(?P<name>[a-z_]+)\}",
    re.IGNORECASE,
)
# What is allowed as a name or a year is a figure after all where something is counted by it.
UNCOUNTED = r"(?!\s*(?:[十百千万亿个项元%％]|projects?\b|deals?\b|yuan\b|US dollars?\b|[a-z]*illion\b))"
FIELDS = ("title_en", "body_en", "title_zh", "body_zh")


def text_problems(bulletin: Bulletin) -> list[str]:
    """A sentence for each thing that would print something other than the counted figures."""
    problems: list[str] = []
    for field in FIELDS:
        problems += field_problems(bulletin, field)
    problems += language_problems(bulletin)
    return list(dict.fromkeys(problems))


def field_problems(bulletin: Bulletin, field: str) -> Iterator[str]:
    text, known = fold_hanzi(getattr(bulletin, field)), printed_figures(bulletin, field[-2:])
    for match in NAME.finditer(text):
        if match[1] not in known:
            yield _("“%(name)s” is no figure of this bulletin.") % {"name": match[0]}
    yield from neighbour_problems(text, number_keys(bulletin))
    rest = NAME.sub(" \N{BULLET} ", text)
    for word in allowed_words(bulletin):
        rest = re.sub(rf"{re.escape(fold_hanzi(word))}{UNCOUNTED}", " ", rest)
    for pattern in ANY:
        for match in pattern.finditer(rest):
            yield typed_number_problem(match[0], known)


def neighbour_problems(text: str, numbers: set[str]) -> Iterator[str]:
    """What would make another number of a figure: 余 after it, "nearly" before it."""
    for match in AFTER.finditer(text):
        yield _("What follows {%(name)s} would make another number of it.") % {"name": match["name"]}
    for match in BEFORE.finditer(text):
        if match["name"] in numbers:
            yield _("“%(word)s” before {%(name)s} would make another number of it.") % match.groupdict()


def number_keys(bulletin: Bulletin) -> set[str]:
    """The figures that are numbers, not words or names."""
    return {row["key"] for row in bulletin.figures["figures"] if row["unit"] not in (WORD, NAMES)}


def allowed_words(bulletin: Bulletin) -> list[str]:
    """Digits that are no figures: of the edition's own names and years, and of technologies."""
    edition = bulletin.edition
    names = [edition.name_en, edition.name_zh, edition.theme_en, edition.theme_zh]
    names += [str(edition.starts_on.year), str(edition.ends_on.year)]
    return sorted(filter(None, [*names, "5G", "6G", "Fortune 500", "Fortune Global 500", "世界500强"]), key=len)[::-1]


def typed_number_problem(number: str, known: dict[str, str]) -> str:
    """What to do about a number that somebody typed: where a figure says the same, its name."""
    for name, printed in known.items():
        if NUMBER.findall(printed)[:1] == [number]:
            sentence = _("“%(number)s” is typed by hand: write {%(name)s}, so that it stays the counted figure.")
            return sentence % {"number": number, "name": name}
    return _("“%(number)s” is no counted figure: take it out, or write one of the figures in braces.") % {
        "number": number
    }


def language_problems(bulletin: Bulletin) -> Iterator[str]:
    """Both languages say the same figures."""
    en = {*NAME.findall(bulletin.body_en + bulletin.title_en)}
    zh = {*NAME.findall(bulletin.body_zh + bulletin.title_zh)}
    for name in sorted(en - zh):
        yield _("The Chinese text does not say {%(name)s}, the English one does.") % {"name": name}
    for name in sorted(zh - en):
        yield _("The English text does not say {%(name)s}, the Chinese one does.") % {"name": name}
