"""Lists of people: speakers and guests of an edition, with what they are there."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.db.columns import column_length
from expo.i18n.pinyin import pinyin_of
from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.organisations import derive_sort_keys, join_twins
from expo.imports.lists.kinds.people_columns import PERSON, PLACE
from expo.imports.lists.list_kind import BY_SWITCH, ListKind, Matcher
from expo.imports.lists.lookups.organisation_kinds import likely_kind
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, office_label, shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages
from expo.imports.lists.sheets.joint_cells import OFFICE, part_office
from expo.imports.lists.sheets.name_parts import PARTS
from expo.models import Attendance, Edition, FormerAddress, Organisation, Person
from expo.spreadsheets.cells import Value
from expo.web.slugs import Addresses


class PersonFinder(Matcher):
    """Says who is meant by a name; asks where more than one bears it, or the one is known from elsewhere."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.register = OrganisationRegister()
        known.shared_names = shared_names(self.register.stored.values())
        self.people = {row.pk: row for row in Person.objects.all()}
        self.named: dict[str, dict[int, Person]] = defaultdict(dict)
        for row in self.people.values():
            self.add(row)
        self.here: dict[int, Attendance] = {}
        self.offices: dict[int, set[int]] = defaultdict(set)
        for row in Attendance.objects.all():
            # One object of each organisation and person.
            row.organisation = self.register.stored.get(row.organisation_id or 0)
            row.person = self.people[row.person_id]
            if row.organisation_id:
                self.offices[row.person_id].add(row.organisation_id)
            if row.edition_id == known.edition.pk:
                self.here[row.person_id] = row
        taken = Person.objects.values_list("slug", flat=True)
        self.addresses = Addresses([*taken, *FormerAddress.objects.of(Person)], 50)
        self.items: dict[int, ListItem] = {}
        self.by_slug = {row.slug: row for row in self.people.values()}
        # Those that are new under an address which the list says.
        self.made: set[str] = set()
        # Of those that are new or of no organisation yet, by their identity, that of the list and the row.
        self.told: dict[int, tuple[Organisation | None, int]] = {}

    def add(self, row: Person) -> None:
        for name in filter(None, (row.name_zh, row.name_en)):
            self.named[fold_words(name)][id(row)] = row

    def item(self, line: ListedLine) -> ListItem | None:
        if not (line.values.get("name_zh") or line.values.get("name_en")):
            line.doubt("name_zh", CellProblem(_("The row names nobody.")))
            return None
        try:
            office = self.office(line)
        except CellProblem as problem:
            line.doubt("organisation", problem)
            return None
        asked = "name_zh"
        if "name_zh" not in line.values:
            asked = "name_en"
        try:
            person = self.person(line, office, line.pick(asked, self.answers))
        except CellProblem as problem:
            line.doubt(asked, problem)
            return None
        return self.items.setdefault(id(person), self.new_item(person, office))

    def office(self, line: ListedLine) -> Organisation | None:
        """The organisation of the row, made where nobody bears the name."""
        text = line.values.get("organisation")
        if not text:
            return None
        names = {f"name_{language}": part for language, part in split_languages(text).items()}
        named = ListedLine(line.sheet, line.number, line.found, dict(names))
        found = self.register.find(named, line.pick("organisation", self.answers))
        if found is None:
            found = Organisation(**names)
            found.kind = likely_kind(*names.values()) or found.kind
            found.pinyin = pinyin_of(found.name_zh or found.name_en)[: column_length(Organisation, "pinyin")]
            self.register.add(found, found)
        label = office_label(found, self.known.shared_names)
        number = 1
        while self.known.offices.get(label, found) is not found:
            # One that is new, of the same name.
            number += 1
            label = f"{found.name_zh or found.name_en} ({number})"
        line.values["organisation"] = label
        self.known.offices[label] = found
        return found

    def person(self, line: ListedLine, office: Organisation | None, picked: str) -> Person:
        chosen = self.people.get(picked_key(picked) or 0)
        if chosen is not None:
            return chosen
        slug = line.values.pop("slug", "")
        if slug in self.by_slug:
            return self.by_slug[slug]
        called = {}
        if picked != NEW:
            called = self.people_called(line, slug)
        from_there = [row for row in called.values() if office is not None and self.is_from(row, office)]
        if len(called) > 1 and len(from_there) != 1:
            raise ask_who(called.values(), _("More than one person is called so."))
        for row in from_there or called.values():
            self.check_office(row, office)
            if office is not None and not self.offices.get(row.pk or 0):
                self.told.setdefault(id(row), (office, line.number))
            return row
        made = Person(name_zh=line.values.get("name_zh", ""), name_en=line.values.get("name_en", ""))
        made.slug = self.addresses.take(slug, {"name_en": made.name_en, "name_zh": made.name_zh}, "person")
        self.by_slug[made.slug] = made
        self.told[id(made)] = office, line.number
        if slug:
            self.made.add(made.slug)
        self.add(made)
        return made

    def people_called(self, line: ListedLine, slug: str) -> dict[int, Person]:
        """By the names of the row; whoever is new under another address is somebody else of the name."""
        called: dict[int, Person] = {}
        for field in ("name_zh", "name_en"):
            if field in line.values:
                called |= self.named.get(fold_words(line.values[field]), {})
        if not slug:
            return called
        return {key: row for key, row in called.items() if row.slug not in self.made}

    def is_from(self, person: Person, office: Organisation) -> bool:
        there, _row = self.told.get(id(person), (None, 0))
        return there is office or office.pk in self.offices.get(person.pk or 0, ())

    def check_office(self, person: Person, office: Organisation | None) -> None:
        """Raises CellProblem of somebody who is known from elsewhere, by what is stored or by an earlier row."""
        if self.is_elsewhere(person, office):
            raise ask_who([person], _("Somebody of this name is known from another organisation: is it the same?"))
        there, row = self.told.get(id(person), (None, 0))
        if office is not None and there is not None and there is not office:
            sentence = _("Row %(row)s has somebody of this name from another organisation: is this somebody else?")
            raise CellProblem(sentence, [Choice(NEW, _("somebody new"))], row=row)

    def is_elsewhere(self, person: Person, office: Organisation | None) -> bool:
        known = self.offices.get(person.pk or 0)
        if not known:
            return False
        if office is None:
            # The row does not say from where; who is here already is meant.
            return person.pk not in self.here
        return office.pk not in known

    def new_item(self, person: Person, office: Organisation | None) -> ListItem:
        row = self.here.get(person.pk or 0) or Attendance(edition=self.known.edition, person=person)
        rows: dict[type[Model], Model] = {Person: person, Attendance: row}
        if office is not None:
            rows[Organisation] = office
        return ListItem(rows, key=person.slug)


def ask_who(rows: Iterable[Person], sentence: Any) -> CellProblem:
    choices = []
    for row in rows:
        if row.pk is not None:
            label = " · ".join(filter(None, (row.name_zh, row.name_en, row.slug)))
            choices.append(Choice(f"#{row.pk}", label))
    return CellProblem(sentence, [*choices, Choice(NEW, _("somebody new"))])


class PersonList(ListKind):
    slug = "people"
    title = _("Import people and guests")
    intro = _("Speakers and guests, a row for each, with office and organisation as of this edition.")
    models = (Organisation, Person, Attendance)
    fields = (*PERSON, *PLACE)
    bilingual = {
        "name": "姓名 氏名 嘉宾姓名 人员姓名 嘉宾 =name fullname guestname speakername speaker guest",
        "honorific": "尊称 称谓 honorific salutation",
        "biography": "简介 个人简介 嘉宾简介 人物简介 biography bio",
        "title": "职务 职位 =职称 头衔 职务职称 title jobtitle position",
        "note": "事由 说明内容 whattheydid",
    }
    # Title beside Job title is Prof. or Dr.
    twice = {"title": ("title", "honorific")}
    name_parts = PARTS
    joint_columns = (OFFICE,)
    needed = frozenset({"name", "name_zh", "name_en", *(part.key for part in PARTS)})
    pairs = ("organisation",)
    telling = frozenset({"title", "title_zh", "title_en", "honorific", "biography", "capacity"})
    showing = BY_SWITCH
    derived = {Person: ("pinyin",)}

    examples = {
        "name_zh": "王小江",
        "name_en": "Wang Xiaojiang",
        "title_zh": "总经理",
        "title_en": "General manager",
        "organisation": "江畔样品科技有限公司",
    }

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return PersonFinder(known, answers)

    def move_cells(self, line: ListedLine, by_field: dict[str, Value], known: References, answers: Answers) -> None:
        part_office(line, by_field, self, known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return Attendance.objects.filter(edition=edition).select_related("person", "organisation")

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:
        derive_sort_keys([row for row in rows if isinstance(row, Organisation)])
        for row in rows:
            if isinstance(row, Person):
                row.pinyin = pinyin_of(row.name_zh or row.name_en)[: column_length(Person, "pinyin")]

    def after_writing(self, items: Iterable[ListItem], known: References) -> None:
        """What only the ledger holds counts as the organisations that the list made, without a word of it."""
        join_twins([item for item in items if Organisation in item.rows])


PEOPLE = PersonList()
