"""Lists of people: speakers and guests of an edition, with what they are there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.db.columns import column_length
from expo.i18n.lazy_text import LazyText
from expo.i18n.pinyin import pinyin_of
from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.fields import ChoiceColumn, FlagColumn, LineColumn, ListColumn, TextColumn, WholeColumn
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.organisations import derive_sort_keys, join_twins
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, office_label, shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages
from expo.models import Attendance, Edition, FormerAddress, Organisation, Person
from expo.models.people import Capacity
from expo.web.slugs import Addresses


@dataclass(frozen=True, kw_only=True)
class OfficeColumn(LineColumn):
    """The organisation that somebody is of, by its name; which one is meant, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("An organisation, by name.")

    def stored(self, row: Any, known: References) -> Any:
        if row.organisation is None:
            return ""
        return office_label(row.organisation, known.shared_names)

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.organisation = known.offices[value]


PERSON: tuple[ListColumn, ...] = (
    LineColumn(model=Person, column="name_zh", words="中文名 中文姓名 =中文", names=True),
    LineColumn(model=Person, column="name_en", words="英文名 英文姓名 =英文", names=True),
    LineColumn(model=Person, column="honorific_zh", words="中文尊称"),
    LineColumn(model=Person, column="honorific_en", words="英文尊称"),
    TextColumn(model=Person, column="biography_zh", words="中文简介"),
    TextColumn(model=Person, column="biography_en", words="英文简介"),
)
PLACE: tuple[ListColumn, ...] = (
    ChoiceColumn(
        model=Attendance,
        column="capacity",
        choices=Capacity,
        words="身份 嘉宾类别 嘉宾类型 人员类别 capacity guesttype =role",
        called={
            Capacity.HEAD: "国际组织负责人",
            Capacity.OFFICIAL: "官员 政府官员 领导",
            Capacity.ACADEMIC: "学者 专家 院士 教授 scholar professor",
            Capacity.EXECUTIVE: "企业高管 高管 企业家 企业代表 ceo",
            Capacity.GUEST: "嘉宾 来宾 speaker 演讲嘉宾",
        },
        default=Capacity.GUEST.value,
    ),
    LineColumn(model=Attendance, column="title_zh", words="中文职务"),
    LineColumn(model=Attendance, column="title_en", words="英文职务"),
    OfficeColumn(
        model=Attendance,
        column="organisation",
        words="单位 工作单位 所在单位 单位名称 机构 机构名称 公司 企业名称 "
        "organisation organization company affiliation employer",
    ),
    LineColumn(model=Attendance, column="note_zh", words="中文事由"),
    LineColumn(model=Attendance, column="note_en", words="英文事由"),
    WholeColumn(model=Attendance, column="order", words="排序 礼宾顺序 protocolorder =order"),
    FlagColumn(model=Attendance, column="published", words="是否公开 公开 =published shown"),
)


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
        called: dict[int, Person] = {}
        if picked != NEW:
            for field in ("name_zh", "name_en"):
                if field in line.values:
                    called |= self.named.get(fold_words(line.values[field]), {})
        if len(called) > 1:
            raise ask_who(called.values(), _("More than one person is called so."))
        for row in called.values():
            if self.is_elsewhere(row, office):
                raise ask_who([row], _("Somebody of this name is known from another organisation: is it the same?"))
            return row
        made = Person(name_zh=line.values.get("name_zh", ""), name_en=line.values.get("name_en", ""))
        made.slug = self.addresses.free({"name_en": made.name_en, "name_zh": made.name_zh}, "person")
        self.add(made)
        return made

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
        "name": "姓名 嘉宾姓名 人员姓名 嘉宾 =name fullname guestname speakername speaker guest",
        "honorific": "尊称 称谓 honorific salutation",
        "biography": "简介 个人简介 嘉宾简介 人物简介 biography bio",
        "title": "职务 职位 头衔 职务职称 title jobtitle position",
        "note": "事由 说明内容 whattheydid",
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"title", "title_zh", "title_en", "honorific", "biography", "capacity"})
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

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return Attendance.objects.filter(edition=edition).select_related("person", "organisation")

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:
        derive_sort_keys([row for row in rows if isinstance(row, Organisation)])
        for row in rows:
            if isinstance(row, Person):
                row.pinyin = pinyin_of(row.name_zh or row.name_en)[: column_length(Person, "pinyin")]

    def after_writing(self, items: Iterable[ListItem]) -> None:
        """What only the ledger holds counts as the organisations that the list made, without a word of it."""
        join_twins([item for item in items if Organisation in item.rows])


PEOPLE = PersonList()
