"""Lists of what exhibitors show, and of what is shown for the first time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import (
    ChoiceColumn,
    ClockColumn,
    DayColumn,
    FlagColumn,
    LineColumn,
    LinkColumn,
    ListColumn,
    SlugColumn,
    SourcesColumn,
    TextColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.showcase_columns import BoothColumn, ExhibitorColumn, NamedColumn
from expo.imports.lists.list_kind import BY_STATUS, BY_SWITCH, ListKind, Matcher
from expo.imports.lists.lookups.exhibitor_register import ExhibitorRegister
from expo.imports.lists.lookups.links import link_table
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandRegister
from expo.imports.lists.problems import CellProblem, LineProblem
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


class ShownFinder(Matcher):
    """An exhibit or a launch by its exhibitor and one of its names."""

    def __init__(self, known: References, answers: Answers, model: Any, *, alone: bool) -> None:
        super().__init__(known, answers)
        self.model, self.alone = model, alone
        self.register = ExhibitorRegister(known, answers)
        self.stands = StandRegister(known)
        self.taken_stands = known.stored_links("stands of exhibitors", link_table(Participation, "booths"))
        self.items: dict[tuple[int | None, str], ListItem] = {}
        self.by_slug: dict[str, ListItem] = {}
        # Those that are new under an address which the list says.
        self.made: set[str] = set()
        taken = [*FormerAddress.objects.of(model)]
        for row in model.objects.filter(edition=known.edition):
            taken.append(row.slug)
            item = self.by_slug[row.slug] = ListItem({model: row}, key=row.slug)
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
        self.read_booth(line, exhibitor)
        if line.problems:
            return None
        key = None
        if exhibitor is not None:
            key = exhibitor.pk
        return self.shown(line, names, key)

    def shown(self, line: ListedLine, names: list[str], exhibitor: int | None) -> ListItem:
        slug = line.values.pop("slug", "")
        if slug in self.by_slug:
            return self.by_slug[slug]
        for name in names:
            found = self.items.get((exhibitor, fold_words(name)))
            if found and not (slug and found.key in self.made):
                return found
        item = self.new_item(line, slug)
        for name in names:
            self.items[exhibitor, fold_words(name)] = item
        return item

    def read_booth(self, line: ListedLine, exhibitor: Participation | None) -> None:
        """The one stand that a cell names; an exhibit is on one of its exhibitor's."""
        text = line.values.get("booth")
        if text is None:
            return
        try:
            labels = self.stands.read(text, "")
            if len(labels) != 1 or labels[0] not in self.known.booths:
                raise CellProblem(_("“%(found)s” is no stand of this edition."), found=text)
        except CellProblem as problem:
            line.doubt("booth", problem)
            return
        line.values["booth"] = labels[0]
        own: set[int] = set()
        if exhibitor is not None:
            own = set(self.taken_stands.get(exhibitor.pk, ()))
        if not self.alone and self.known.booths[labels[0]].pk not in own:
            line.doubt("booth", CellProblem(_("This exhibitor is not on that stand; give it the stand first.")))

    def new_item(self, line: ListedLine, slug: str) -> ListItem:
        row = self.model(edition=self.known.edition)
        said = {"name_en": line.values.get("name_en", ""), "name_zh": line.values.get("name_zh", "")}
        row.slug = self.addresses.take(slug, said, self.model._meta.model_name)
        item = self.by_slug[row.slug] = ListItem({self.model: row}, key=row.slug)
        if slug:
            self.made.add(row.slug)
        return item

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
        SlugColumn(model=model),
        LineColumn(model=model, column="name_zh", words="中文名 中文名称 =中文", names=True),
        LineColumn(model=model, column="name_en", words="英文名 英文名称 =英文", names=True),
        ExhibitorColumn(model=model, column="participation", words=EXHIBITOR_WORDS),
        TextColumn(model=model, column=f"{text}_zh", words="中文介绍 中文简介"),
        TextColumn(model=model, column=f"{text}_en", words="英文介绍 英文简介"),
        NamedColumn(model=model, column="scenario", source="scenarios", words="应用场景 智慧场景 场景 scenario"),
        BoothColumn(model=model, column="booth", words="展位 展位号 展台 展位编号 booth boothnumber stand standnumber"),
        SourcesColumn(model=model),
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
    showing = BY_STATUS

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
        NamedColumn(model=Launch, column="area", source="areas", words=AREA_WORDS),
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
        ClockColumn(model=Launch, column="hour", words="首发时刻 具体时间 =time =hour"),
        NamedColumn(model=Launch, column="exhibit", source="exhibits", words="展品 对应展品 exhibit"),
        FlagColumn(model=Launch, column="published", words="是否公开 公开 =published"),
    )
    bilingual = {
        "name": "首发名称 新品名称 首发产品 产品名称 发布内容 =名称 =name launchname productname launch product",
        "summary": TEXT_WORDS,
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"level", "launched_on"})
    showing = BY_SWITCH

    examples = SHOWN_EXAMPLE | {"summary_zh": "六轴，负载10千克。", "summary_en": "Six axes, carries 10 kg."}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return ShownFinder(known, answers, Launch, alone=True)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.launches.all()

    def broken_rule(self, item: ListItem) -> LineProblem | None:
        row: Any = item.rows[Launch]
        if row.hour and row.launched_on is None:
            return LineProblem(CellProblem(_("A time needs the day that it is of.")), "launched_on")
        if row.exhibit and row.participation_id and row.exhibit.participation_id != row.participation_id:
            return LineProblem(CellProblem(_("Another exhibitor shows this exhibit.")), "exhibit")
        return None


EXHIBITS, LAUNCHES = ExhibitList(), LaunchList()
