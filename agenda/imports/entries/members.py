"""The members of a team in one cell: as they are known here, or else as they are written.

A member is said as a JSON list: key of the person, name as written, key of the organisation, its name as written.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from agenda.imports.names import split_brackets
from agenda.models.contests import TeamMember
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import picked_key
from expo.imports.lists.fields import LinkColumn
from expo.imports.lists.lookups.links import Keys, LinkTable, key_batches
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, organisation_label
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets.cells import fold_words, split_languages, split_list
from expo.models import Attendance, Edition, Organisation, Person
from expo.recovery.deletions import AT_ONCE
from expo.recovery.snapshots import every_row

# Before a name of which somebody has said that it is none of those known here.
AS_WRITTEN = "="
LONGEST = 200


def member_code(row: TeamMember) -> str:
    name = " / ".join(filter(None, (row.name_zh, row.name_en)))
    return json.dumps([row.person_id, name, row.organisation_id, row.organisation_name], ensure_ascii=False)


def member_fields(code: str) -> dict[str, Any]:
    person, name, organisation, written = json.loads(code)
    names = {"name_en": "", "name_zh": ""}
    for language, part in split_languages(name).items() if name else ():
        names[f"name_{language}"] = part
    return names | {"person_id": person, "organisation_id": organisation, "organisation_name": written}


class MemberTable(LinkTable):
    """Members of teams, told apart by all that is said of them."""

    def __init__(self) -> None:
        super().__init__(TeamMember, "team_id", "person_id", rank="order")

    def links(self) -> QuerySet:
        return every_row(TeamMember).order_by("order", "pk")

    def stored_links(self, rows: Iterable[int]) -> Keys:
        found: Any = defaultdict(list)
        for batch in key_batches(rows):
            for row in self.links().filter(team__in=batch):
                found[row.team_id].append(member_code(row))
        return found

    def links_of_edition(self, edition: Edition) -> Keys:
        found: Any = defaultdict(list)
        for row in self.links().filter(team__contest__edition=edition):
            found[row.team_id].append(member_code(row))
        return found

    def write(self, wanted: Mapping[int, Collection[Any]]) -> None:
        """Teams whose members are others get them anew, in this order."""
        there = self.stored_links(wanted)
        changed = [key for key, codes in wanted.items() if there.get(key, []) != list(codes)]
        for batch in key_batches(changed):
            self.links().filter(team__in=batch).delete()
        new = []
        for key in changed:
            for order, code in enumerate(wanted[key], start=1):
                new.append(TeamMember(team_id=key, order=order, **member_fields(code)))
        every_row(TeamMember).bulk_create(new, batch_size=AT_ONCE)

    def led_to(self, keys: Iterable[Any]) -> Iterable[tuple[type[Model], int]]:
        for code in keys:
            person, _name, organisation, _written = json.loads(code)
            for model, key in ((Person, person), (Organisation, organisation)):
                if key is not None:
                    yield model, key


def member_text(row: TeamMember) -> str:
    """A member in a cell, so that `MemberFinder` reads the same again: Li Na (Works), or (=Works) as it was written."""
    name = " / ".join(filter(None, (row.name_zh, row.name_en)))
    if row.person is not None:
        name = row.person.name_zh or row.person.name_en
    belongs = f"{AS_WRITTEN}{row.organisation_name}" if row.organisation_name else ""
    if row.organisation is not None:
        belongs = row.organisation.name_zh or row.organisation.name_en
    return f"{name} ({belongs})".strip() if belongs else name


@dataclass(frozen=True, kw_only=True)
class MembersColumn(LinkColumn):
    """What the cell names, a text for each member; whom they mean, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _(
        "Names with semicolons between, the organisation in brackets behind each: Li Na (Works)."
    )

    def parse(self, text: str, known: References) -> Any:
        return list(split_list(text))

    def table(self) -> LinkTable:
        return MemberTable()

    def stored(self, row: Model, known: References) -> Any:
        return known.stored_links(self.key, self.table()).get(row.pk or 0, [])

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return {}

    def linked_keys(self, value: Any, known: References) -> list[int]:
        return value

    def combine(self, standing: Any, value: Any) -> Any:
        return [*dict.fromkeys([*(standing or []), *value])]

    def words_of(self, value: Any) -> str:
        fields = TeamMember(**member_fields(value))
        return " · ".join(filter(None, (str(fields), str(fields.organisation or fields.organisation_name))))


class MemberFinder:
    """Whom the texts of a cell mean. A person is one known here only with an organisation that is theirs: many share
    a name, and the page of a person tells what they entered.
    """

    def __init__(self, known: References) -> None:
        self.known = known
        self.register = OrganisationRegister()
        self.belonging: dict[int, set[int]] = defaultdict(set)
        attended = Attendance.objects.filter(organisation__isnull=False)
        for person, organisation in attended.values_list("person", "organisation"):
            self.belonging[person].add(organisation)

    def read(self, texts: list[str], organisations: list[str]) -> list[str]:
        """Members as they are stored, then organisations that nobody stands for. Raises CellProblem.

        One organisation alone is that of all members who name none.
        """
        usual = organisations[0] if len(organisations) == 1 else ""
        codes = []
        for text in texts:
            name, said = split_brackets(text)
            if not said:
                name, said = text, usual
            codes.append(self.member(name, said, text, texts))
        if not (usual and texts):
            codes += [self.member("", said, said, organisations) for said in organisations]
        return [*dict.fromkeys(codes)]

    def member(self, name: str, organisation: str, text: str, texts: list[str]) -> str:
        key, written = self.organisation(organisation, text, texts) if organisation else (None, "")
        person = self.person(name, key)
        if max(len(name), len(written)) > LONGEST:
            raise CellProblem(_("It is longer than %(limit)s characters."), limit=LONGEST)
        return json.dumps([person, "" if person else name, key, written], ensure_ascii=False)

    def person(self, name: str, organisation: int | None) -> int | None:
        slugs = self.known.people_named.get(fold_words(name), set())
        for slug in sorted(slugs):
            key = self.known.people[slug].pk
            if organisation is not None and organisation in self.belonging[key]:
                return key
        return None

    def organisation(self, said: str, text: str, texts: list[str]) -> tuple[int | None, str]:
        """Its key, or the name as written. Raises CellProblem where it is in doubt."""
        if said.startswith(AS_WRITTEN):
            return None, said.removeprefix(AS_WRITTEN)
        chosen = self.register.stored.get(picked_key(said) or 0)
        if chosen is not None:
            return chosen.pk, ""
        same = self.register.bearers(said)
        if len(same) == 1:
            return same[0].pk, ""
        if likely := same or self.register.likely_bearers(said):
            raise self.ask(said, likely, bool(same), text, texts)
        return None, said

    def ask(self, said: str, rows: list[Organisation], same: bool, text: str, texts: list[str]) -> CellProblem:
        """Each choice is the whole cell as it then reads."""
        choices = []
        for row in rows:
            choices.append(Choice(whole_cell(texts, text, said, f"#{row.pk}"), organisation_label(row)))
        choices.append(Choice(whole_cell(texts, text, said, AS_WRITTEN + said), _("none of these: as written")))
        if same:
            return CellProblem(_("More than one organisation is called so."), choices, found=said)
        return CellProblem(_("An organisation of nearly this name is known: is it the same?"), choices, found=said)


def whole_cell(texts: list[str], text: str, said: str, chosen: str) -> str:
    before, _found, behind = text.rpartition(said)
    return "；".join(before + chosen + behind if each == text else each for each in texts)
