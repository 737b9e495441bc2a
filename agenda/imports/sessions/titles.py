"""The titles that people have in a session, as exports tell them: a line for each, in a column for each language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from agenda.models import RoleKind, Session, SessionRole
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.cells import fold_words
from expo.models import Person

LANGUAGES = ("zh", "en")
LINE = re.compile(r"([a-z]+) (.+?)(?:: |：)(.+)")


def title_line(role: str, name: str, title: str) -> str:
    """As `TitlesColumn` reads it."""
    return f"{role} {name}: {title}"


@dataclass(frozen=True, kw_only=True)
class TitlesColumn(ListColumn):
    """Role, name and title of each person of the row who has one; whoever is meant, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("A line for each title: the role, the name, a colon, the title.")

    def parse(self, text: str, known: References) -> Any:
        titles = []
        for line in filter(None, map(str.strip, text.splitlines())):
            found = LINE.fullmatch(line)
            if found is None or found[1] not in RoleKind.values:
                raise CellProblem(_("“%(found)s” is no title: write it like “speaker Li Na: Dean”."), found=line)
            titles.append(found.groups())
        return titles

    def stored(self, row: Any, known: References) -> Any:
        return ""


def titles_column(language: str, heading: LazyText) -> TitlesColumn:
    name = f"titles_{language}"
    return TitlesColumn(model=Session, column="roles", name=name, heading=heading, words=f"={name.replace('_', '')}")


TITLES = (
    titles_column("zh", _("titles in the session (Chinese)")),
    titles_column("en", _("titles in the session (English)")),
)


def whose_title(role: str, name: str, people: Iterable[Person]) -> str:
    """The address of whom the line is of, among `people`, who have the role. Raises CellProblem."""
    called = fold_words(name)
    slugs = []
    for person in people:
        if called in (person.slug, fold_words(person.name_zh), fold_words(person.name_en)):
            slugs.append(person.slug)
    if len(slugs) != 1:
        sentence = _("A title is given to “%(found)s”, which is not the name of one %(role)s of this row.")
        raise CellProblem(sentence, found=name, role=RoleKind(role).label)
    return slugs[0]


def place_of_role(each: SessionRole) -> int:
    return RoleKind.values.index(each.role)


def told_titles(roles: Iterable[SessionRole], language: str) -> str:
    """What the column says of those who have these roles, in the order of the columns of roles."""
    lines = []
    for each in sorted(roles, key=place_of_role):
        title = getattr(each, f"title_{language}")
        if each.person is not None and title:
            lines.append(title_line(each.role, each.person.name_zh or each.person.name_en, title))
    return "\n".join(lines)
