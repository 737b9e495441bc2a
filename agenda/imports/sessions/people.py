"""Who is meant by the names in a list of sessions: people, made where nobody is called so, and organisations."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.names import split_brackets
from agenda.imports.sessions.brackets import is_same_name
from agenda.imports.sessions.honorifics import split_honorific
from agenda.imports.sessions.titles import whose_title
from agenda.models import RoleKind, Session, SessionRole
from expo.i18n.languages import HAN
from expo.imports.lists.answers import LEAVE, MEANT, NEW, Answers, place_name
from expo.imports.lists.fields.choices import choice_names
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.new_organisations import make_organisation
from expo.imports.lists.kinds.new_people import make_person
from expo.imports.lists.lookups.links import key_batches
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, office_label, shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice, check_length
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import NOT_YET_KNOWN, fold_words, split_languages
from expo.models import FormerAddress, Organisation, Person
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
PERSON_ROLES = tuple(role.value for role in RoleKind if role != RoleKind.ORGANISER)
NOBODY = NOT_YET_KNOWN | {"待邀", "拟邀"}


class CastFinder:
    """`made`: people whom the list makes, by their addresses; `offices`: organisations that it makes, by their labels.

    `titles`: by place and role the titles that brackets or columns give to people, by their addresses and columns.
    """

    def __init__(self, known: References, answers: Answers) -> None:
        self.known, self.answers = known, answers
        self.made: dict[str, Person] = known.found.setdefault("made_people", {})
        self.offices: dict[str, Organisation] = known.found.setdefault("made_organisations", {})
        self.titles: dict[str, dict[str, dict[str, str]]] = known.found.setdefault("titles", {})
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
            bare, role, title = self.read_name(line, field, name, usual, names)
            if fold_words(bare) in NOBODY:
                continue
            bare, title = self.part_titles(bare, title)
            slug = self.person(bare, name, names)
            found.setdefault(role, []).append(slug)
            for language, part in split_languages(title).items() if title else ():
                check_length(SessionRole, f"title_{language}", part)
                self.note_title(line, role, slug, f"title_{language}", part)
        return found

    def read_titles(self, line: ListedLine, language: str, cast: dict[str, list[str]]) -> None:
        """The titles of a column of their own; `cast`: by role the addresses of people. Raises CellProblem."""
        column = f"title_{language}"
        for role, name, title in line.values.pop(f"titles_{language}", ()):
            slug = whose_title(role, name, [self.known.people[each] for each in cast.get(role, ())])
            check_length(SessionRole, column, title)
            self.note_title(line, role, slug, column, title)

    def note_title(self, line: ListedLine, role: str, slug: str, column: str, title: str) -> None:
        titles = self.titles.setdefault(place_name(line.sheet, line.number, role), {})
        titles.setdefault(slug, {})[column] = title

    def read_name(self, line: ListedLine, field: str, name: str, usual: str, names: list[str]) -> tuple[str, str, str]:
        """The name itself, the role and the title that brackets say. Raises CellProblem."""
        before, inside = split_brackets(name)
        if not (before and inside):
            return name, usual, ""
        role = self.role_of(inside)
        if role is not None:
            return before, role, ""
        both = f"{before} / {inside}"
        in_two = split_languages(before).keys() != split_languages(inside).keys()
        if in_two and is_same_name(before, inside, self.known):
            return both, usual, ""
        if line.pick(field, self.answers) != MEANT:
            choices = [Choice(MEANT, _("Yes, keep it as their title in the session"))]
            if in_two:
                choices += whole_cells([Choice(both, _("No, it is the same name in the other language"))], name, names)
            raise CellProblem(_("“%(found)s”: is this a name with a title in brackets?"), choices, found=name)
        check_length(SessionRole, "title_zh", inside)
        return before, usual, inside

    def part_titles(self, bare: str, title: str) -> tuple[str, str]:
        """The name without Prof. or 教授, which is a title in the session, unless somebody is called so here."""
        if self.known.people_named.get(fold_words(bare)):
            return bare, title
        name, honorific = split_honorific(bare)
        if not (honorific and title):
            return name, honorific or title
        return name, f"{honorific}{title_joint(honorific, title)}{title}"

    def person(self, bare: str, name: str, names: list[str]) -> str:
        try:
            return self.known.person(bare)
        except CellProblem as problem:
            if problem.choices:
                raise CellProblem(problem.sentence, whole_cells(problem.choices, name, names)) from problem
        return self.make_person(bare)

    def make_person(self, name: str) -> str:
        row = make_person(self.known, self.addresses, name)
        self.made[row.slug] = row
        return row.slug

    def read_organisations(self, line: ListedLine, field: str) -> list[str]:
        """As the cell names them. Raises CellProblem for one that is not known here, unless it is to be made."""
        labels: list[str] = []
        for text in line.values.get(field, ()):
            if text in self.known.found["organisations"]:
                labels.append(text)
                continue
            names: dict[str, Any] = {f"name_{tongue}": part for tongue, part in split_languages(text).items()}
            named = ListedLine(line.sheet, line.number, line.found, names)
            picked = line.pick(field, self.answers)
            if picked in (MEANT, LEAVE) and self.is_unknown(named):
                continue
            row = self.find_organisation(named, picked)
            if row is None:
                row = self.new_organisation(text, names, picked)
            labels.append(office_label(row, self.shared))
        return [*dict.fromkeys(labels)]

    def find_organisation(self, named: ListedLine, picked: str) -> Organisation | None:
        """What was chosen counts for those of the cell that are in doubt alone."""
        try:
            return self.register.find(named, "")
        except CellProblem:
            if not picked:
                raise
            return self.register.find(named, picked)

    def is_unknown(self, named: ListedLine) -> bool:
        return self.find_organisation(named, NEW) is None

    def new_organisation(self, text: str, names: dict[str, str], picked: str) -> Organisation:
        row = make_organisation(self.register, text, names, picked)
        label = office_label(row, self.shared)
        self.offices[label] = self.known.found["organisations"][label] = row
        return row


def title_joint(one: str, other: str) -> str:
    """What stands between two titles of somebody: as either language lists them, or what parts the languages."""
    chinese = bool(HAN.search(one)), bool(HAN.search(other))
    if all(chinese):
        return "、"
    return " / " if any(chinese) else ", "


def made_for(items: Iterable[ListItem], known: References) -> list[Any]:
    """The people and organisations that the list makes and that these items lead to, unsaved."""
    people: set[str] = set()
    offices: set[str] = set()
    for item in items:
        offices.update(item.links.get(RoleKind.ORGANISER.value, ()))
        for role in PERSON_ROLES:
            people.update(item.links.get(role, ()))
    made: list[Any] = [row for slug, row in known.found["made_people"].items() if slug in people]
    return made + [row for label, row in known.found["made_organisations"].items() if label in offices]


def give_titles(items: Iterable[ListItem], known: References) -> None:
    """Write the titles of those who have a role since this run; whoever had it before keeps what stands there."""
    wanted: dict[tuple[int | None, str, int | None], dict[str, str]] = {}
    for item in items:
        for role, slug, title in new_titles(item, known):
            wanted[item.rows[Session].pk, role, known.people[slug].pk] = title
    titled = []
    for batch in key_batches({key[0] for key in wanted if key[0]}):
        for row in SessionRole.objects.filter(session__in=batch):
            told = wanted.get((row.session_id, row.role, row.person_id))
            for column, part in (told or {}).items():
                setattr(row, column, part)
            if told:
                titled.append(row)
    SessionRole.objects.bulk_update(titled, ["title_en", "title_zh"], batch_size=100)


def new_titles(item: ListItem, known: References) -> Iterable[tuple[str, str, dict[str, str]]]:
    """Role, address of the person, and titles by their columns, of whom the run links anew."""
    for line in item.lines:
        for role in PERSON_ROLES:
            titles = known.found["titles"].get(place_name(line.sheet, line.number, role), {})
            before, now = item.changed.get(role, ((), ()))
            for slug, title in titles.items():
                if slug in now and slug not in (before or ()):
                    yield role, slug, title


def whole_cells(choices: Iterable[Choice], name: str, names: list[str]) -> list[Choice]:
    """Choices of a person among others, each with the text that the whole cell then has."""
    whole = []
    for choice in choices:
        parts = [choice.value if each == name else each for each in names]
        whole.append(Choice("、".join(parts), choice.label))
    return whole
