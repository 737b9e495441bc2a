"""Lists of figures that were said in public: read as people write them, held against the print and each other."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import ChoiceColumn, DayColumn, LineColumn, SourcesColumn
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.figures.columns import (
    CurrencyColumn,
    FigureValueColumn,
    SaidChoice,
    SaidFlag,
    SaidLine,
)
from expo.imports.lists.kinds.figures.finder import FigureFinder
from expo.imports.lists.kinds.figures.rules import find_broken_rules
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import LineProblem
from expo.imports.lists.reading import ListReading
from expo.models import Edition, StatedFigure
from expo.models.facts import Figure, Qualifier, Unit


class FigureList(ListKind):
    slug = "figures"
    title = _("Import stated figures")
    intro = _(
        "What was said in public, a row for each statement, with the words as they were printed; "
        "the public sees a figure once somebody else has confirmed it."
    )
    models = (StatedFigure,)
    fields = (
        ChoiceColumn(
            model=StatedFigure,
            column="figure",
            choices=Figure,
            required=True,
            words="指标 指标名称 数据项 统计项目 统计指标 =项目 =名称 indicator statistic =name",
            called={
                Figure.PROJECTS: "签约项目数 签约项目 项目数 签约数",
                Figure.AMOUNT: "签约总额 签约金额 总金额 签约总金额",
                Figure.PROJECTS_AT_EXPO: "现场签约项目 会场签约项目",
                Figure.PROJECTS_OUTSIDE: "场外签约项目",
                Figure.AMOUNT_AT_EXPO: "现场签约金额 会场签约金额",
                Figure.AMOUNT_OUTSIDE: "场外签约金额",
                Figure.EXHIBITORS: "参展企业 参展商 参展企业数 参展商数 展商数",
                Figure.COUNTRIES: "参展国家和地区 国家和地区 国家和地区数",
                Figure.FORTUNE_500: "世界500强 世界500强企业",
                Figure.AREA: "展览面积 室内展览面积",
                Figure.VISITORS: "参观人数 观众人数 观众 参观人次",
            },
        ),
        SaidChoice(model=StatedFigure, column="unit", choices=Unit, words="计量单位 =单位 unit"),
        CurrencyColumn(model=StatedFigure, column="currency", words="币种 货币 currency"),
        SaidChoice(
            model=StatedFigure,
            column="qualifier",
            choices=Qualifier,
            words="限定词 约数 程度 qualifier",
            called={
                Qualifier.EXACT: "精确",
                Qualifier.MORE_THAN: "超过 逾 多于 over",
                Qualifier.NEARLY: "近 将近 接近 almost",
                Qualifier.ABOUT: "约 大约 左右 approximately",
            },
        ),
        FigureValueColumn(model=StatedFigure, column="value", words="数值 数据 数字 数量 金额 amount =number"),
        SaidLine(
            model=StatedFigure,
            column="as_printed",
            words="原文 公布原文 原文表述 表述 口径原文 asprinted printed wording",
        ),
        LineColumn(model=StatedFigure, column="difference_reason", words="差异原因 不一致原因 differencereason"),
        LineColumn(
            model=StatedFigure,
            column="said_by",
            words="发布单位 发布机构 公布单位 发布人 谁说的 saidby statedby",
            names=True,
        ),
        DayColumn(model=StatedFigure, column="said_on", words="发布日期 公布日期 发布时间 =日期 saidon statedon =date"),
        SaidFlag(model=StatedFigure, column="headline", words="是否主要 主要数据 采用 headline =shown"),
        LineColumn(model=StatedFigure, column="note_zh", words="中文说明 中文附注"),
        LineColumn(model=StatedFigure, column="note_en", words="英文说明 英文附注"),
        SourcesColumn(model=StatedFigure),
    )
    needed = frozenset({"figure"})
    telling = frozenset({"as_printed", "qualifier", "said_by"})
    only_by_bringer = True

    examples = {
        "figure": "参展企业",
        "unit": "",
        "value": "500",
        "as_printed": "超过500家",
        "said_by": "组委会",
    }

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return FigureFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.stated_figures.all()

    def broken_rules(self, items: list[ListItem], reading: ListReading) -> Iterable[tuple[ListItem, LineProblem]]:
        """Only of what a list makes say something else than before, as the form does."""
        return find_broken_rules(items, reading)


FIGURES = FigureList()
