"""Whether a text says the counted figures and no other: a number typed by hand is refused, and named."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from deals.bulletins.filling import NAME, printed
from deals.models import Bulletin

FIELDS = ("title_en", "body_en", "title_zh", "body_zh")
NUMBER = re.compile(r"\d(?:[\d,.，．]*\d)?%?")
# Numbers in Chinese characters: 五百三十, 十二, 数十, 百余; not 一批, 万众, 第一, 十三五 or 十九大.
HAN = re.compile(
    r"[〇零一二两三四五六七八九]*[一二两三四五六七八九][十百千万亿][〇零一二两三四五六七八九十百千万亿]*"
    r"|十[一二三四五六七八九](?![五大])|[数几][十百千万亿]+|[十百千万亿]+余"
    r"|[〇零一二三四五六七八九]{3,}|[壹贰叁肆伍陆柒捌玖拾佰仟萬億]{2,}"
)
# Numbers that are letters or signs of their own: ½, Ⅻ, ①.
SIGNS = re.compile("[¼-¾⅐-ↈ①-⓿❶-➓〡-〩㈠-㈩㊀-㊉]")
ENGLISH = re.compile(
    r"\b(?:(?:hundred|thousand|million|billion|trillion|dozen)s?|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
# What may not follow a figure: it would make another number of it.
AFTER = re.compile(r"\{([a-z_]+)\}\s*(?:[十百千万亿%％‰.,]?\d|[十百千万亿%％‰])")
# What is allowed as a name or a year is a figure after all where something is counted by it.
UNCOUNTED = r"(?!\s*(?:[十百千万亿个项元%％]|projects?\b|deals?\b|yuan\b|US dollars?\b|[a-z]*illion\b))"


def faults(bulletin: Bulletin) -> list[str]:
    """A sentence for each thing that would print something other than the counted figures."""
    found = [fault for field in FIELDS for fault in of_field(bulletin, field)]
    return list(dict.fromkeys([*found, *unlike(bulletin)]))


def of_field(bulletin: Bulletin, field: str) -> Iterator[str]:
    text, known = getattr(bulletin, field), printed(bulletin, field[-2:])
    for match in NAME.finditer(text):
        if match[1] not in known:
            yield _("“%(name)s” is no figure of this bulletin.") % {"name": match[0]}
    for match in AFTER.finditer(text):
        yield _("What follows {%(name)s} would make another number of it.") % {"name": match[1]}
    rest = NAME.sub(" \N{BULLET} ", text)
    for word in allowed(bulletin):
        rest = re.sub(rf"{re.escape(word)}{UNCOUNTED}", " ", rest)
    for pattern in (NUMBER, HAN, ENGLISH, SIGNS):
        for match in pattern.finditer(rest):
            yield by_hand(match[0], known)


def allowed(bulletin: Bulletin) -> list[str]:
    """Digits that are no figures: of the edition's own names and years, and of technologies."""
    edition = bulletin.edition
    names = [getattr(edition, f"{field}_{tongue}") for field in ("name", "theme") for tongue in ("en", "zh")]
    names += [str(edition.starts_on.year), str(edition.ends_on.year)]
    return sorted(filter(None, [*names, "5G", "6G", "Fortune 500", "Fortune Global 500", "世界500强"]), key=len)[::-1]


def by_hand(number: str, known: dict[str, str]) -> str:
    """What to do about a number that somebody typed: where a figure says the same, its name."""
    same = next((key for key, said in known.items() if NUMBER.findall(said)[:1] == [number]), None)
    if same:
        said = _("“%(number)s” is typed by hand: write {%(name)s}, so that it stays the counted figure.")
        return said % {"number": number, "name": same}
    return _("“%(number)s” is no counted figure: take it out, or write one of the figures in braces.") % {
        "number": number
    }


def unlike(bulletin: Bulletin) -> Iterator[str]:
    """Both languages say the same figures."""
    en, zh = ({*NAME.findall(getattr(bulletin, f"body_{t}") + getattr(bulletin, f"title_{t}"))} for t in ("en", "zh"))
    for name in sorted(en - zh):
        yield _("The Chinese text does not say {%(name)s}, the English one does.") % {"name": name}
    for name in sorted(zh - en):
        yield _("The English text does not say {%(name)s}, the Chinese one does.") % {"name": name}
