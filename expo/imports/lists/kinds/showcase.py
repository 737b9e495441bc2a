"""Lists of what exhibitors show, and of what is shown for the first time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import (
    ChoiceColumn,
    DayColumn,
    FlagColumn,
    LineColumn,
    LinkColumn,
    ListColumn,
    TextColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.exhibitor_register import ExhibitorRegister
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words
from expo.models import Edition, Exhibit, FormerAddress, Launch, Participation
from expo.models.exhibition import ParticipationStatus
from expo.models.showcase.launches import LaunchLevel
from expo.web.slugs import Addresses

EXHIBITOR_WORDS = (
    "参展商 展商 参展企业 参展单位 企业名称 公司名称 单位名称 所属企业 发布单位 发布企业 =企业 =公司 =单位 "
    "exhibitor exhibitorname =company =organisation companyname"
)


@dataclass(frozen=True, kw_only=True)
class ExhibitorColumn(LineColumn):
    """The exhibitor, by its address; which one a name means, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("An exhibitor of this edition, by name.")

    def stored(self, row: Any, known: References) -> Any:
        if row.participation_id is None:
            return ""
        return known.exhibitors_by_key[row.participation_id].slug

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.participation = known.exhibitors[value]

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return known.exhibitors


@dataclass(frozen=True, kw_only=True)
class SlugColumn(LineColumn):
    """One row of those that References keeps by slug in `source`."""

    source: str = ""
    hint: ClassVar[LazyText] = _("One of those entered before, by name.")

    def parse(self, text: str, known: References) -> Any:
        slugs = known.slugs_named(text, getattr(known, self.source))
        if len(slugs) > 1:
            raise CellProblem(_("Only one can be named here."))
        return slugs[0]

    def stored(self, row: Any, known: References) -> Any:
        for slug, each in getattr(known, self.source).items():
            if each.pk == getattr(row, f"{self.column}_id"):
                return slug
        return ""

    def assign(self, row: Any, value: Any, known: References) -> None:
        setattr(row, self.column, getattr(known, self.source)[value])

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return getattr(known, self.source)


class ShownFinder(Matcher):
    """An exhibit or a launch by its exhibitor and one of its names."""

    def __init__(self, known: References, answers: Answers, model: Any, *, alone: bool) -> None:
        super().__init__(known, answers)
        self.model, self.alone = model, alone
        self.register = ExhibitorRegister(known, answers)
        self.items: dict[tuple[int | None, str], ListItem] = {}
        taken = [*FormerAddress.objects.of(model)]
        for row in model.objects.filter(edition=known.edition):
            taken.append(row.slug)
            item = ListItem({model: row}, key=row.slug)
            for name in filter(None, (row.name_zh, row.name_en)):
                self.items[row.participation_id, fold_words(name)] = item
        self.addresses = Addresses(taken, 80)

    def item(self, line: ListedLine) -> ListItem | None:
        names = [line.values[field] for field in ("name_zh", "name_en") if field in line.values]
        if not names:
            line.doubt("name_zh", CellProblem(_("The row names nothing.")))
            return None
        try:
            exhibitor = self.exhibitor(line)
        except CellProblem as problem:
            line.doubt("participation", problem)
            return None
        key = None
        if exhibitor is not None:
            key = exhibitor.pk
        for name in names:
            if (key, fold_words(name)) in self.items:
                return self.items[key, fold_words(name)]
        item = self.new_item(line)
        for name in names:
            self.items[key, fold_words(name)] = item
        return item

    def new_item(self, line: ListedLine) -> ListItem:
        row = self.model(edition=self.known.edition)
        said = {"name_en": line.values.get("name_en", ""), "name_zh": line.values.get("name_zh", "")}
        row.slug = self.addresses.free(said, self.model._meta.model_name)
        return ListItem({self.model: row}, key=row.slug)

    def exhibitor(self, line: ListedLine) -> Participation | None:
        """Raises CellProblem where the edition has no such exhibitor."""
        text = line.values.get("participation")
        if not text:
            if self.alone:
                return None
            raise CellProblem(_("The row names no exhibitor."))
        found = self.register.find(text, line, "participation")
        line.values["participation"] = found.slug
        return found


def shown_fields(model: type[Model], text: str) -> tuple[ListColumn, ...]:
    """What exhibits and launches have in common."""
    return (
        LineColumn(model=model, column="name_zh", words="中文名 中文名称 =中文", names=True),
        LineColumn(model=model, column="name_en", words="英文名 英文名称 =英文", names=True),
        ExhibitorColumn(model=model, column="participation", words=EXHIBITOR_WORDS),
        TextColumn(model=model, column=f"{text}_zh", words="中文介绍 中文简介"),
        TextColumn(model=model, column=f"{text}_en", words="英文介绍 英文简介"),
        SlugColumn(model=model, column="scenario", source="scenarios", words="应用场景 智慧场景 场景 scenario"),
    )


SHOWN_EXAMPLE = {
    "name_zh": "协作机械臂",
    "name_en": "Collaborative arm",
    "participation": "江畔样品科技有限公司",
}
AREA_WORDS = "技术领域 领域 所属领域 technologyarea technologyareas =areas =area =field"
TEXT_WORDS = "介绍 简介 产品介绍 展品介绍 说明 描述 description summary introduction =text"


class ExhibitList(ListKind):
    slug = "exhibits"
    title = _("Import exhibits")
    intro = _("What exhibitors show, a row for each, with the exhibitor's name.")
    models = (Exhibit,)
    fields = (
        *shown_fields(Exhibit, "text"),
        LinkColumn(model=Exhibit, column="areas", source="areas", words=AREA_WORDS),
        ChoiceColumn(
            model=Exhibit,
            column="status",
            choices=ParticipationStatus,
            words="状态 =status",
            default=ParticipationStatus.DRAFT.value,
        ),
        LineColumn(model=Exhibit, column="tags_zh", words="中文标签"),
        LineColumn(model=Exhibit, column="tags_en", words="英文标签"),
        FlagColumn(model=Exhibit, column="new", words="是否新品 新品 今年新品 =new newthisyear"),
    )
    bilingual = {
        "name": "展品名称 产品名称 展品 产品 =名称 =name exhibitname productname exhibit product",
        "text": TEXT_WORDS,
        "tags": "标签 关键词 tags keywords",
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"tags", "new"})

    examples = SHOWN_EXAMPLE | {"text_zh": "六轴，负载10千克。", "text_en": "Six axes, carries 10 kg."}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return ShownFinder(known, answers, Exhibit, alone=False)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.exhibits.all()


class LaunchList(ListKind):
    slug = "launches"
    title = _("Import launches")
    intro = _("What is shown for the first time, a row for each, with its day and how far it is the first.")
    models = (Launch,)
    fields = (
        *shown_fields(Launch, "summary"),
        SlugColumn(model=Launch, column="area", source="areas", words=AREA_WORDS),
        ChoiceColumn(
            model=Launch,
            column="level",
            choices=LaunchLevel,
            words="首发级别 首发等级 首发范围 级别 launchlevel firstin =level",
            called={
                LaunchLevel.WORLD: "全球 全球首发 世界首发",
                LaunchLevel.ASIA: "亚洲 亚洲首发",
                LaunchLevel.CHINA: "全国 中国首发 全国首发 国内首发",
                LaunchLevel.REGION: "地区 西部首发 区域首发 西南首发",
                LaunchLevel.COMPANY: "企业 企业首发",
            },
        ),
        DayColumn(
            model=Launch, column="launched_on", words="首发日期 发布日期 日期 发布时间 launchdate =date =day launchedon"
        ),
        FlagColumn(model=Launch, column="published", words="是否公开 公开 =published"),
    )
    bilingual = {
        "name": "首发名称 新品名称 首发产品 产品名称 发布内容 =名称 =name launchname productname launch product",
        "summary": TEXT_WORDS,
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"level", "launched_on"})

    examples = SHOWN_EXAMPLE | {"summary_zh": "六轴，负载10千克。", "summary_en": "Six axes, carries 10 kg."}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return ShownFinder(known, answers, Launch, alone=True)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.launches.all()


EXHIBITS, LAUNCHES = ExhibitList(), LaunchList()
