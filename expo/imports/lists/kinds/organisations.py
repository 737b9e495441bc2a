"""Lists of organisations: what there is of each, whoever takes part."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.db.columns import column_length
from expo.exhibition import organisation_visibility
from expo.i18n.pinyin import initials_of_pinyin, pinyin_of
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import (
    AddressColumn,
    ChoiceColumn,
    CodeColumn,
    FlagColumn,
    LineColumn,
    ListColumn,
    RegionColumn,
    TextColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.organisation_kinds import likely_kind
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, asked_name
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.models import Edition, Organisation
from expo.models.organisations import OrganisationKind, Ownership

USCC = r"[0-9A-HJ-NPQRTUWXY]{18}"
NAME_WORDS = (
    "企业名称 公司名称 单位名称 机构名称 参展商名称 展商名称 参展单位 "
    "参展企业 参展商 展商 企业全称 公司全称 单位全称 厂商名称 会社名 出展者名 企业名 업체명 회사명 "
    "=名称 =全称 =企业 =公司 =单位 =机构 "
    "companyname organisationname organizationname exhibitorname =company =organisation "
    "=organization =exhibitor =name fullname enterprise enterprisename"
)
SHORT_WORDS = "简称 企业简称 公司简称 单位简称 shortname abbreviation =short"
# 单位性质 heads columns of ownership, and of what kind a body is.
OTHER_FIELDS = {"ownership": "organisation_kind"}
ALIASED = frozenset({"name", "short"})
SORT_KEYS = ("pinyin", "initials")
IDENTITY: tuple[ListColumn, ...] = (
    LineColumn(model=Organisation, column="name_zh", words="中文名 中文名称 =中文 chinesename", names=True),
    LineColumn(
        model=Organisation,
        column="name_en",
        words="英文名 英文名称 =英文 英文社名 英文会社名 영문명 englishname",
        names=True,
    ),
    LineColumn(model=Organisation, column="short_zh", words="中文简称", names=True),
    LineColumn(model=Organisation, column="short_en", words="英文简称", names=True),
    CodeColumn(
        model=Organisation,
        column="uscc",
        shape=USCC,
        words="统一社会信用代码 社会信用代码 信用代码 统一信用代码 "
        "uscc creditcode socialcreditcode unifiedsocialcreditcode",
    ),
    RegionColumn(
        model=Organisation,
        column="region",
        words="国家/地区 国家或地区 国家地区 =国家 =地区 国别 所在国家 "
        "所在地 所在地区 省份 所属地区 国名 국가 国别地区 国家（地区） =country "
        "=region country/region countryorregion countryregion =origin =province =nationality",
    ),
    ChoiceColumn(
        model=Organisation,
        column="ownership",
        choices=Ownership,
        words="所有制 企业性质 单位性质 所有制性质 ownership ownershiptype",
        called={
            Ownership.CENTRAL: "央企 中央企业 国务院国资委 centralsoe",
            Ownership.STATE: "国企 国有 国有企业 地方国企 soe",
            Ownership.PRIVATE: "民企 民营 民营企业 私营 私企",
            Ownership.FOREIGN: "外企 外资 外资企业 外商独资",
            Ownership.JOINT: "合资 合资企业 中外合资",
        },
    ),
    FlagColumn(
        model=Organisation,
        column="fortune_500",
        words="世界500强 是否世界500强 世界五百强 是否500强 fortune500 fortuneglobal500 global500",
    ),
    AddressColumn(
        model=Organisation,
        column="website",
        words="网址 网站 官网 企业网址 公司网址 官方网站 企业官网 公司官网 ホームページ 홈페이지 "
        "website web url homepage =internet =www",
    ),
    TextColumn(model=Organisation, column="aliases", words="别名 曾用名 其他名称 aliases othernames alias"),
)
IDENTITY_EXAMPLE = {
    "name_zh": "江畔样品科技有限公司",
    "name_en": "Riverside Sample Technology Co., Ltd.",
    "short_zh": "江畔样品",
    "short_en": "Riverside Sample",
    "website": "https://riverside.example",
}
KIND = ChoiceColumn(
    model=Organisation,
    column="kind",
    name="organisation_kind",
    choices=OrganisationKind,
    heading=_("kind of organisation"),
    words="机构类型 单位类型 机构类别 机构性质 organisationtype "
    "organizationtype organisationkind kindoforganisation =kind =类型",
    called={
        OrganisationKind.COMPANY: "企业 公司 enterprise firm",
        OrganisationKind.GOVERNMENT: "政府 政府机构 政府部门 机关",
        OrganisationKind.UNIVERSITY: "高校 大学 院校 科研院所 研究机构 研究所 university institute",
        OrganisationKind.INTERNATIONAL: "国际组织",
        OrganisationKind.ASSOCIATION: "协会 商会 社会团体 学会 chamber society",
        OrganisationKind.PAVILION: "国家馆 展团",
    },
    default=OrganisationKind.COMPANY.value,
)


class OrganisationFinder(Matcher):
    """Says which organisation a line names, and makes one where nobody bears the name."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.register = OrganisationRegister()
        self.items: dict[int, ListItem] = {}

    def item(self, line: ListedLine) -> ListItem | None:
        row = self.organisation(line)
        if row is None:
            return None
        if id(row) not in self.items:
            self.items[id(row)] = ListItem({Organisation: row}, key=organisation_key(row, line))
        return self.items[id(row)]

    def organisation(self, line: ListedLine) -> Organisation | None:
        """None where the line is in doubt."""
        if not (line.values.get("name_zh") or line.values.get("name_en")):
            line.doubt("name_zh", CellProblem(_("The row names no organisation.")))
            return None
        asked = asked_name(line)
        try:
            found = self.register.find(line, line.pick(asked, self.answers))
        except CellProblem as problem:
            line.doubt(asked, problem)
            return None
        if found is None:
            found = new_organisation(line)
            # Known already, from looking for a name that sounds the same.
            found.pinyin = self.register.pinyin.get(found.name_zh, "")
            self.register.add(found, found)
        self.add_aliases(line, found)
        return found

    def add_aliases(self, line: ListedLine, found: Organisation) -> None:
        """Names that stand beside others of their language are kept among its other names."""
        if line.aliases:
            said = line.values.get("aliases", found.aliases).splitlines()
            line.values["aliases"] = "\n".join(dict.fromkeys([*said, *line.aliases]))


def new_organisation(line: ListedLine) -> Organisation:
    names = {name: line.values.get(name, "") for name in ("name_zh", "name_en", "short_zh", "short_en", "uscc")}
    row = Organisation(**names)
    row.kind = likely_kind(row.name_zh, row.name_en) or row.kind
    return row


def organisation_key(row: Organisation, line: ListedLine) -> str:
    """What reports call it: its code, else its name, as they are stored, or as the list says them of a new one."""
    return row.uscc or row.name_zh or row.name_en


def derive_sort_keys(rows: Iterable[Organisation]) -> None:
    """As the form of data entry derives them."""
    for row in rows:
        pinyin = row.pinyin
        if row.pk or not pinyin:
            pinyin = pinyin_of(row.name_zh or row.name_en)
        row.pinyin = pinyin[: column_length(Organisation, "pinyin")]
        row.initials = initials_of_pinyin(pinyin)[: column_length(Organisation, "initials")]


def join_twins(items: Iterable[ListItem]) -> None:
    """Let what only the ledger holds count as those of the same name or code, without a word of it."""
    rows: list[Organisation] = []
    for item in items:
        row: Any = item.rows[Organisation]
        if item.is_new or item.before.get(Organisation):
            rows.append(row)
    hidden: set[str] = set()
    for each in organisation_visibility.hidden_organisations().standing().values_list("name_en", "name_zh", "uscc"):
        hidden.update(name.strip().casefold() for name in each if name)
    for row in rows:
        called = {row.name_en.casefold(), row.name_zh.casefold(), row.uscc.casefold()}
        if called & hidden:
            organisation_visibility.join_hidden_twins(row)


class OrganisationList(ListKind):
    slug = "organisations"
    title = _("Import organisations")
    intro = _("Companies, governments, universities and bodies, a row for each, whether they take part or not.")
    models = (Organisation,)
    fields = (*IDENTITY, KIND)
    bilingual = {"name": NAME_WORDS, "short": SHORT_WORDS}
    other_fields = OTHER_FIELDS
    aliased = ALIASED
    derived = {Organisation: SORT_KEYS}
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"ownership", "aliases", "organisation_kind"})

    examples = IDENTITY_EXAMPLE

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return OrganisationFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return Organisation.objects.filter(organisation_visibility.data_entry_condition(), merged_into=None)

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:
        derive_sort_keys(rows)

    def after_writing(self, items: Iterable[ListItem], known: References) -> None:
        join_twins(items)


ORGANISATIONS = OrganisationList()
