"""Lists of exhibitors: the organisation, how it takes part, and its stands, in one row or in several."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.exhibition import shared_stands
from expo.imports.lists.answers import SHARED, Answers
from expo.imports.lists.fields import (
    AddressColumn,
    ChoiceColumn,
    HallColumn,
    LineColumn,
    LinkColumn,
    ListColumn,
    TextColumn,
    WholeColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.organisations import (
    IDENTITY,
    NAME_WORDS,
    SHORT_WORDS,
    SORT_KEYS,
    OrganisationFinder,
    derive_sort_keys,
    join_twins,
)
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.links import link_table
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandColumn, StandRegister
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.models import Booth, Edition, FormerAddress, Hall, Organisation, Participation
from expo.models.exhibition import ParticipationKind, ParticipationStatus
from expo.web.slugs import Addresses

PROFILE_WORDS = (
    "简介 企业简介 公司简介 单位简介 参展简介 展商简介 介绍 profile companyprofile description introduction about"
)
KINDS: dict[str, str] = {
    ParticipationKind.EXHIBITOR: "参展商 展商 参展 参展企业 主展商",
    ParticipationKind.CO_EXHIBITOR: "联合参展商 合展商 共同参展商 联合参展 co-exhibitor coexhibitor",
    ParticipationKind.ORGANISER: "主办 主办单位 主办方 organizer",
    ParticipationKind.HOST: "承办 承办单位 承办方",
    ParticipationKind.CO_ORGANISER: "协办 协办单位 协办方 co-organizer",
    ParticipationKind.SUPPORTER: "支持 支持单位",
    ParticipationKind.SPONSOR: "赞助 赞助商 赞助单位",
    ParticipationKind.MEDIA: "媒体 合作媒体 媒体支持 media",
    ParticipationKind.DELEGATION: "代表团",
}
PART: tuple[ListColumn, ...] = (
    ChoiceColumn(
        model=Participation,
        column="kind",
        choices=ParticipationKind,
        called=KINDS,
        words="参展类型 参展方式 参展身份 参与身份 参与方式 "
        "展商类型 takespartas participation participationtype exhibitortype =role",
        default=ParticipationKind.EXHIBITOR.value,
    ),
    ChoiceColumn(
        model=Participation,
        column="status",
        choices=ParticipationStatus,
        words="状态 参展状态 =status participationstatus",
        default=ParticipationStatus.DRAFT.value,
    ),
    StandColumn(
        model=Participation,
        column="booths",
        name="stands",
        heading=_("stands"),
        words="展位 展位号 展台 展台号 展位编号 展位号码 摊位 摊位号 "
        "booth booths boothno boothnumber boothnumbers stand stands "
        "standno standnumber standnumbers",
    ),
    HallColumn(
        model=Participation, column="hall", words="展馆 展馆号 馆号 展厅 所在展馆 展区 hall hallno hallnumber hallcode"
    ),
    LinkColumn(
        model=Participation,
        column="areas",
        source="areas",
        words="技术领域 领域 所属领域 行业领域 展示领域 technologyareas "
        "technologyarea technologyfield =areas =area =field =fields",
    ),
    LinkColumn(
        model=Participation, column="scenarios", source="scenarios", words="应用场景 智慧场景 场景 scenario scenarios"
    ),
    TextColumn(model=Participation, column="profile_zh", words="中文简介"),
    TextColumn(model=Participation, column="profile_en", words="英文简介"),
    WholeColumn(model=Participation, column="order", words="排序 显示顺序 sortorder =order"),
    LineColumn(
        model=Participation,
        column="contact_name",
        words="联系人 联络人 联系人姓名 负责人 contactperson contactname =contact",
        private=True,
    ),
    AddressColumn(
        model=Participation,
        column="contact_email",
        words="邮箱 电子邮箱 电子邮件 联系邮箱 联系人邮箱 email e-mail contactemail mail",
        private=True,
    ),
    LineColumn(
        model=Participation,
        column="contact_phone",
        words="电话 联系电话 手机 手机号 手机号码 联系方式 "
        "联系人电话 phone telephone tel mobile contactphone contacttelephone",
        private=True,
    ),
)


class ExhibitorFinder(OrganisationFinder):
    """Says which participation a line is of: the organisation's, in the way that the line says."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.stands = StandRegister(known)
        self.there: dict[int, dict[str, Participation]] = defaultdict(dict)
        taken = [*FormerAddress.objects.of(Participation)]
        for row in participations(known.edition):
            # The register's organisation, so that there is one of each.
            row.organisation = self.register.stored[row.organisation_id]
            self.there[row.organisation_id][row.kind] = row
            taken.append(row.slug)
        self.addresses = Addresses(taken, 80)
        self.owners: dict[int, list[Participation]] = defaultdict(list)
        stands = known.stored_links("stands", link_table(Participation, "booths"))
        for kinds in self.there.values():
            for row in filter(shared_stands.has_own_stand, kinds.values()):
                for booth in stands.get(row.pk, ()):
                    self.owners[booth].append(row)
        self.parts: dict[tuple[int, str], ListItem] = {}
        self.takers: dict[str, tuple[int, ListItem]] = {}

    def item(self, line: ListedLine) -> ListItem | None:
        self.read_stands(line)
        if line.problems:
            return None
        organisation = self.organisation(line)
        if organisation is None:
            return None
        part = (id(organisation), line.values.get("kind", "") or self.usual_kind(organisation))
        item = self.parts.get(part) or self.new_item(organisation, part[1])
        self.check_stands(line, item)
        self.parts[part] = item
        return item

    def usual_kind(self, organisation: Organisation) -> str:
        """Where the line does not say how it takes part: as it does, if it exhibits already."""
        there = self.there.get(organisation.pk or 0, {})
        if ParticipationKind.EXHIBITOR not in there and ParticipationKind.CO_EXHIBITOR in there:
            return ParticipationKind.CO_EXHIBITOR
        return ParticipationKind.EXHIBITOR

    def new_item(self, organisation: Organisation, kind: str) -> ListItem:
        row = self.there.get(organisation.pk or 0, {}).get(kind)
        if row is None:
            row = Participation(edition=self.known.edition, organisation=organisation, kind=kind)
            row.slug = self.addresses.free(address_names(organisation), "exhibitor")
        return ListItem({Organisation: organisation, Participation: row}, key=row.slug)

    def read_stands(self, line: ListedLine) -> None:
        """The stands by their labels, in the hall of their column; a hall beside a stand says no more than that."""
        text = line.values.get("stands")
        if text is None:
            return
        try:
            line.values["stands"] = self.stands.read(text, line.values.get("hall", ""))
        except CellProblem as problem:
            line.doubt("stands", problem)
        line.values.pop("hall", None)

    def check_stands(self, line: ListedLine, item: ListItem) -> None:
        """Ask about a stand that somebody else has for itself; the database holds no word on sharing it."""
        row = cast(Participation, item.rows[Participation])
        if not shared_stands.has_own_stand(row):
            return
        shared = line.pick("stands", self.answers) == SHARED
        for label in line.values.get("stands", ()):
            booth = self.known.booths.get(label)
            if booth is not None and booth.shared:
                continue
            other = self.other_taker(label, booth, item)
            if other and not shared:
                sentence = _("%(stand)s is the stand of %(other)s: do they share it?")
                choices = [Choice(SHARED, _("They share it"))]
                line.doubt("stands", CellProblem(sentence, choices, stand=label, other=other))
                return
            if other:
                item.shared.add(label)
            self.takers.setdefault(label, (line.number, item))

    def other_taker(self, label: str, booth: Booth | None, item: ListItem) -> str:
        """Who else has the stand, by what is stored or by an earlier line; "" for nobody."""
        taker = self.takers.get(label)
        if taker and taker[1] is not item:
            return str(taker[1].rows[Organisation])
        if booth is None:
            return ""
        for row in self.owners.get(booth.pk, ()):
            if row is not item.rows[Participation]:
                return str(row.organisation)
        return ""


def participations(edition: Edition) -> Iterable[Participation]:
    return Participation.objects.filter(edition=edition).select_related("hall")


def address_names(organisation: Organisation) -> dict[str, str]:
    return {
        "name_en": organisation.short_en or organisation.name_en,
        "name_zh": organisation.short_zh or organisation.name_zh,
    }


class ExhibitorList(ListKind):
    slug = "exhibitors"
    title = _("Import exhibitors")
    intro = _(
        "Who takes part, with their stands: a row for each, or "
        "one for each stand. Organisations that are not known yet "
        "are made, and stands in halls that are there."
    )
    models = (Organisation, Participation)
    places = (Hall, Booth)
    fields = (*IDENTITY, *PART)
    bilingual = {"name": NAME_WORDS, "short": SHORT_WORDS, "profile": PROFILE_WORDS}
    derived = {Organisation: SORT_KEYS}
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"stands", "hall", "profile", "profile_zh", "profile_en", "contact_name"})

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return ExhibitorFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return participations(edition)

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:
        derive_sort_keys([row for row in rows if isinstance(row, Organisation)])

    def after_writing(self, items: Iterable[ListItem]) -> None:
        """What only the ledger holds counts as what came from the list, without a word of it."""
        join_twins(items)


EXHIBITORS = ExhibitorList()
