"""Who is meant by the names in a list of sessions: people, made where nobody is called so, and organisations."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.models import RoleKind
from expo.db.columns import column_length
from expo.i18n.pinyin import pinyin_of
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields.choices import choice_names
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, office_label, shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages
from expo.models import FormerAddress, Person
from expo.web.slugs import Addresses

CALLED: dict[str, str] = {
    RoleKind.CHAIR: "主席 大会主席",
    RoleKind.KEYNOTE: "主旨演讲 主旨演讲人 主旨演讲嘉宾 keynotespeaker",
    RoleKind.SPEAKER: "演讲 演讲人 演讲嘉宾 主讲 主讲人 发言 发言人 嘉宾演讲",
    RoleKind.PANELLIST: "圆桌嘉宾 对话嘉宾 圆桌 panelist",
    RoleKind.HOST: "主持 主持人 moderator",
    RoleKind.GUEST: "嘉宾 出席嘉宾 出席领导 领导",
    RoleKind.SIGNATORY: "签约代表",
    RoleKind.WITNESS: "见证人 见证嘉宾",
    RoleKind.JUDGE: "评委",
}
WITH_ROLE = re.compile(r"(.+?)\s*[(（]\s*([^()（）]+?)\s*[)）]")
NOBODY = set(map(fold_words, ("待定", "待邀", "拟邀", "tbd", "tba", "tbc", "to be announced", "to be confirmed")))


class CastFinder:
    """`made`: people whom the list makes, by their addresses."""

    def __init__(self, known: References, answers: Answers) -> None:
        self.known, self.answers = known, answers
        self.made: dict[str, Person] = known.found.setdefault("made_people", {})
        self.addresses = Addresses([*known.people, *FormerAddress.objects.of(Person)], 50)
        self.roles = choice_names(RoleKind, CALLED)
        self.register = OrganisationRegister()
        self.shared = shared_names(self.register.stored.values())
        rows = self.register.stored.values()
        known.found["organisations"] = {office_label(row, self.shared): row for row in rows}

    def role_of(self, text: str) -> str | None:
        return self.roles.get(fold_words(text))

    def read_people(self, line: ListedLine, field: str, usual: str) -> dict[str, list[str]]:
        """By role the addresses of those whom a cell names. Raises CellProblem."""
        found: dict[str, list[str]] = {}
        names = line.values.pop(field, ())
        for name in names:
            bare, role = name, usual
            if match := WITH_ROLE.fullmatch(name):
                bare, role = self.bare_name(name, match[1], match[2], usual)
            if fold_words(bare) not in NOBODY:
                found.setdefault(role, []).append(self.person(bare, name, names))
        return found

    def bare_name(self, name: str, before: str, inside: str, usual: str) -> tuple[str, str]:
        role = self.role_of(inside)
        if role is not None:
            return before, role
        if split_languages(before).keys() != split_languages(inside).keys():
            return f"{before} / {inside}", usual
        raise CellProblem(_("“%(found)s” is more than a name: give offices to people in their own list."), found=name)

    def person(self, bare: str, name: str, names: list[str]) -> str:
        try:
            return self.known.person(bare)
        except CellProblem as problem:
            if problem.choices:
                raise CellProblem(problem.sentence, whole_cells(problem.choices, name, names)) from problem
        return self.make_person(bare)

    def make_person(self, name: str) -> str:
        said = {f"name_{language}": part for language, part in split_languages(name).items()}
        for field, part in said.items():
            if len(part) > (column_length(Person, field) or 0):
                raise CellProblem(_("It is longer than %(limit)s characters."), limit=column_length(Person, field))
        row = Person(**said, slug=self.addresses.free({"name_en": "", "name_zh": "", **said}, "person"))
        row.pinyin = pinyin_of(row.name_zh or row.name_en)[: column_length(Person, "pinyin")]
        self.made[row.slug] = self.known.people[row.slug] = row
        for part in said.values():
            self.known.people_named[fold_words(part)].add(row.slug)
        return row.slug

    def read_organisations(self, line: ListedLine, field: str) -> list[str]:
        """As the cell names them. Raises CellProblem for one that is not known here."""
        labels = []
        for text in line.values.get(field, ()):
            if text in self.known.found["organisations"]:
                labels.append(text)
                continue
            names: dict[str, Any] = {f"name_{tongue}": part for tongue, part in split_languages(text).items()}
            named = ListedLine(line.sheet, line.number, line.found, names)
            row = self.register.find(named, line.pick(field, self.answers))
            if row is None or row.pk is None:
                raise CellProblem(_("“%(found)s” is no organisation known here: enter it first."), found=text)
            labels.append(office_label(row, self.shared))
        return [*dict.fromkeys(labels)]


def whole_cells(choices: tuple[Choice, ...], name: str, names: list[str]) -> list[Choice]:
    """Choices of a person among others, each with the text that the whole cell then has."""
    whole = []
    for choice in choices:
        parts = [choice.value if each == name else each for each in names]
        whole.append(Choice("、".join(parts), choice.label))
    return whole
