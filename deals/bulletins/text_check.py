"""Whether a text says the counted figures and no other: a number typed by hand is refused, and named."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from deals.bulletins import numerals
from deals.bulletins.figures import NAMES, WORD
from deals.bulletins.placeholders import NAME, printed_figures
from deals.models import Bulletin
from expo.i18n.hanzi import fold_hanzi

FIELDS = ("title_en", "body_en", "title_zh", "body_zh")


def text_problems(bulletin: Bulletin) -> list[str]:
    """A sentence for each thing that would print something other than the counted figures."""
    found = [fault for field in FIELDS for fault in field_problems(bulletin, field)]
    return list(dict.fromkeys([*found, *language_problems(bulletin)]))


def field_problems(bulletin: Bulletin, field: str) -> Iterator[str]:
    text, known = fold_hanzi(getattr(bulletin, field)), printed_figures(bulletin, field[-2:])
    for match in NAME.finditer(text):
        if match[1] not in known:
            yield _("“%(name)s” is no figure of this bulletin.") % {"name": match[0]}
    yield from neighbour_problems(text, number_keys(bulletin))
    rest = NAME.sub(" \N{BULLET} ", text)
    for word in allowed_words(bulletin):
        rest = re.sub(rf"{re.escape(fold_hanzi(word))}{numerals.UNCOUNTED}", " ", rest)
    for pattern in numerals.ANY:
        for match in pattern.finditer(rest):
            yield typed_number_problem(match[0], known)


def neighbour_problems(text: str, numbers: set[str]) -> Iterator[str]:
    """What would make another number of a figure: 余 after it, "nearly" before it."""
    for match in numerals.AFTER.finditer(text):
        yield _("What follows {%(name)s} would make another number of it.") % {"name": match["name"]}
    for match in numerals.BEFORE.finditer(text):
        if match["name"] in numbers:
            yield _("“%(word)s” before {%(name)s} would make another number of it.") % match.groupdict()


def number_keys(bulletin: Bulletin) -> set[str]:
    """The figures that are numbers, not words or names."""
    return {row["key"] for row in bulletin.figures["figures"] if row["unit"] not in (WORD, NAMES)}


def allowed_words(bulletin: Bulletin) -> list[str]:
    """Digits that are no figures: of the edition's own names and years, and of technologies."""
    edition = bulletin.edition
    names = [getattr(edition, f"{field}_{tongue}") for field in ("name", "theme") for tongue in ("en", "zh")]
    names += [str(edition.starts_on.year), str(edition.ends_on.year)]
    return sorted(filter(None, [*names, "5G", "6G", "Fortune 500", "Fortune Global 500", "世界500强"]), key=len)[::-1]


def typed_number_problem(number: str, known: dict[str, str]) -> str:
    """What to do about a number that somebody typed: where a figure says the same, its name."""
    same = next((key for key, said in known.items() if numerals.NUMBER.findall(said)[:1] == [number]), None)
    if same:
        said = _("“%(number)s” is typed by hand: write {%(name)s}, so that it stays the counted figure.")
        return said % {"number": number, "name": same}
    return _("“%(number)s” is no counted figure: take it out, or write one of the figures in braces.") % {
        "number": number
    }


def language_problems(bulletin: Bulletin) -> Iterator[str]:
    """Both languages say the same figures."""
    en, zh = ({*NAME.findall(getattr(bulletin, f"body_{t}") + getattr(bulletin, f"title_{t}"))} for t in ("en", "zh"))
    for name in sorted(en - zh):
        yield _("The Chinese text does not say {%(name)s}, the English one does.") % {"name": name}
    for name in sorted(zh - en):
        yield _("The English text does not say {%(name)s}, the Chinese one does.") % {"name": name}
