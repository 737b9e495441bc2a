"""People that a list names beside its own rows and nobody has entered: asked about, and made by an answer."""

from difflib import get_close_matches

from django.utils.translation import gettext_lazy as _

from expo.db.columns import column_length
from expo.i18n.pinyin import pinyin_of
from expo.imports.lists.answers import LEAVE, NEW
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice, check_length
from expo.imports.lists.sheets.cells import fold_words, split_languages
from expo.models import Person
from expo.web.slugs import Addresses

# So many people of nearly the name are offered.
OFFERED = 5


def make_person(known: References, addresses: Addresses, name: str) -> Person:
    """Unsaved, and known to the list from then on. Raises CellProblem."""
    said = {f"name_{language}": part for language, part in split_languages(name).items()}
    for field, part in said.items():
        check_length(Person, field, part)
    row = Person(**said, slug=addresses.free({"name_en": "", "name_zh": "", **said}, "person"))
    row.pinyin = pinyin_of(row.name_zh or row.name_en)[: column_length(Person, "pinyin")]
    known.people[row.slug] = row
    for part in said.values():
        known.people_named[fold_words(part)].add(row.slug)
    return row


def ask_for_person(known: References, text: str) -> CellProblem:
    """Which of those of nearly the name is meant, or whether to enter somebody new."""
    slugs: set[str] = set()
    for name in get_close_matches(fold_words(text), known.people_named, OFFERED):
        slugs |= known.people_named[name]
    choices = [Choice(slug, f"{known.people[slug]} · {slug}") for slug in sorted(slugs)[:OFFERED]]
    choices += [Choice(NEW, _("somebody new")), Choice(LEAVE, _("leave it out"))]
    return CellProblem(_("“%(found)s” is nobody known here: who is meant?"), choices, found=text)
