"""Lists of delegations: who came together from a country or a body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.exhibition import organisation_visibility
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import LEAVE, NEW, Answers
from expo.imports.lists.fields import (
    DayColumn,
    FlagColumn,
    LineColumn,
    RegionColumn,
    SlugColumn,
    SourcesColumn,
    TextColumn,
    WholeColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.named_rows import NamedFinder
from expo.imports.lists.kinds.new_organisations import make_organisation
from expo.imports.lists.kinds.new_people import ask_for_person, make_person
from expo.imports.lists.list_kind import BY_SWITCH, ListKind, Matcher
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, office_label, shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, LineProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import split_languages
from expo.models import Delegation, Edition, FormerAddress, Organisation, Person
from expo.web.slugs import Addresses


@dataclass(frozen=True, kw_only=True)
class HeadColumn(LineColumn):
    """A person, by address or name; which one is meant, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("Somebody by name; one that nobody has entered is asked about.")

    def stored(self, row: Any, known: References) -> Any:
        if row.head is None:
            return ""
        return row.head.slug

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.head = known.people[value]

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return known.people


@dataclass(frozen=True, kw_only=True)
class SenderColumn(LineColumn):
    """The organisation that sent it, by its names; which one is meant, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("An organisation, by name; one that nobody has entered is asked about.")

    def stored(self, row: Any, known: References) -> Any:
        organisation = known.organisations.get(row.organisation_id)
        if organisation is None:
            return ""
        return office_label(organisation, known.shared_names)

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.organisation = known.offices[value]


class DelegationFinder(NamedFinder):
    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers, Delegation)
        self.register = OrganisationRegister()
        self.heads: dict[str, Person] = known.found.setdefault("made_heads", {})
        self.people = Addresses([*known.people, *FormerAddress.objects.of(Person)], 50)
        self.senders: dict[str, Organisation] = known.found.setdefault("made_senders", {})
        known.organisations = self.register.stored
        known.shared_names = shared_names(self.register.stored.values())

    def stored_rows(self) -> Iterable[Any]:
        return super().stored_rows().select_related("head")  # type: ignore[attr-defined]

    def read_links(self, line: ListedLine) -> None:
        self.read_head(line)
        self.read_sender(line)

    def read_head(self, line: ListedLine) -> None:
        text = line.values.pop("head", "")
        if not text:
            return
        try:
            if slug := self.head(text, line.pick("head", self.answers)):
                line.values["head"] = slug
        except CellProblem as problem:
            line.doubt("head", problem)

    def head(self, text: str, picked: str) -> str:
        """The address of whom a cell names, made where somebody says so; "" for nobody. Raises CellProblem."""
        try:
            return self.known.person(text)
        except CellProblem as problem:
            if problem.choices:
                raise
        if picked == LEAVE:
            return ""
        if picked != NEW:
            raise ask_for_person(self.known, text)
        made = make_person(self.known, self.people, text)
        self.heads[made.slug] = made
        return made.slug

    def read_sender(self, line: ListedLine) -> None:
        text = line.values.get("organisation")
        if not text:
            return
        names = {f"name_{language}": part for language, part in split_languages(text).items()}
        named = ListedLine(line.sheet, line.number, line.found, dict(names))
        try:
            picked = line.pick("organisation", self.answers)
            found = self.register.find(named, picked)
            if found is None and picked == LEAVE:
                del line.values["organisation"]
                return
            if found is None:
                found = self.new_sender(text, names, picked)
        except CellProblem as problem:
            line.doubt("organisation", problem)
            return
        line.values["organisation"] = office_label(found, self.known.shared_names)
        self.known.offices[line.values["organisation"]] = found

    def new_sender(self, text: str, names: dict[str, str], picked: str) -> Organisation:
        """One that nobody has entered, made as somebody says. Raises CellProblem."""
        found = make_organisation(self.register, text, names, picked)
        label = office_label(found, self.known.shared_names)
        self.senders[label] = found
        return found


class DelegationList(ListKind):
    slug = "delegations"
    title = _("Import delegations")
    intro = _("Who came together from a country or a body, a row for each.")
    models = (Delegation,)
    places = (Organisation, Person)
    fields = (
        SlugColumn(model=Delegation),
        LineColumn(model=Delegation, column="name_zh", words="中文名 中文名称 =中文", names=True),
        LineColumn(model=Delegation, column="name_en", words="英文名 英文名称 =英文", names=True),
        RegionColumn(
            model=Delegation,
            column="region",
            words="国家 地区 国家/地区 国家地区 国家或地区 国别 来源国 country region country/region countryorregion",
        ),
        SenderColumn(
            model=Delegation,
            column="organisation",
            words="派出单位 派出机构 组团单位 单位 机构 organisation organization sentby",
        ),
        HeadColumn(model=Delegation, column="head", words="团长 团长姓名 带队人 带队领导 head headofdelegation leader"),
        WholeColumn(
            model=Delegation,
            column="members",
            least=1,
            words="人数 总人数 团员人数 成员人数 members numberofmembers headcount =size",
        ),
        DayColumn(
            model=Delegation,
            column="arrives_on",
            words="到达日期 抵达日期 抵渝日期 到达时间 抵达时间 arrives arrival arrivaldate firstday",
        ),
        DayColumn(
            model=Delegation,
            column="leaves_on",
            words="离开日期 离渝日期 返程日期 离开时间 leaves departure departuredate lastday",
        ),
        TextColumn(model=Delegation, column="text_zh", words="中文介绍 中文简介"),
        TextColumn(model=Delegation, column="text_en", words="英文介绍 英文简介"),
        FlagColumn(model=Delegation, column="published", words="是否公开 公开 =published"),
        SourcesColumn(model=Delegation),
    )
    bilingual = {
        "name": "代表团名称 代表团 团组名称 团组 团名 =名称 =name delegationname delegation",
        "text": "介绍 简介 说明 描述 description introduction =text",
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    pairs = ("organisation",)
    telling = frozenset({"head", "members", "leaves_on"})
    showing = BY_SWITCH

    examples = {"name_zh": "新加坡企业代表团", "name_en": "Delegation of companies from Singapore"}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return DelegationFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.delegations.all()

    def further_rows(self, items: Iterable[ListItem], known: References) -> list[Model]:
        named = set()
        for item in items:
            row: Any = item.rows[Delegation]
            named |= {id(row.organisation), id(row.head)}
        made = [*known.found["made_heads"].values(), *known.found["made_senders"].values()]
        return [row for row in made if id(row) in named]

    def made_names(self, items: Iterable[ListItem], known: References) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {"people": [], "organisations": []}
        for row in self.further_rows(items, known):
            names["people" if isinstance(row, Person) else "organisations"].append(str(row))
        return names

    def after_writing(self, items: Iterable[ListItem], known: References) -> None:
        """What only the ledger holds counts as what the list made, without a word of it."""
        for row in self.further_rows(items, known):
            if isinstance(row, Organisation):
                organisation_visibility.join_hidden_twins(row)

    def broken_rule(self, item: ListItem) -> LineProblem | None:
        row: Any = item.rows[Delegation]
        if row.region is None and row.organisation is None:
            sentence = _("Name the country or region it comes from, or the body that sent it.")
            return LineProblem(CellProblem(sentence), "region")
        if row.arrives_on and row.leaves_on and row.leaves_on < row.arrives_on:
            return LineProblem(CellProblem(_("The last day cannot lie before the first day.")), "leaves_on")
        return None


DELEGATIONS = DelegationList()
