"""Lists of news, with their moments by the clocks of the venue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import (
    FlagColumn,
    LineColumn,
    LinkColumn,
    MomentColumn,
    SlugColumn,
    SourcesColumn,
    TextColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.named_rows import NamedFinder
from expo.imports.lists.kinds.showcase import EXHIBITOR_WORDS
from expo.imports.lists.list_kind import BY_SWITCH, ListKind, Matcher
from expo.imports.lists.lookups.exhibitor_register import ExhibitorRegister
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, LineProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import split_list
from expo.models import Edition, NewsItem


@dataclass(frozen=True, kw_only=True)
class ExhibitorsColumn(LinkColumn):
    """Any number of exhibitors; which ones their names mean, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("Exhibitors of this edition, by name, with semicolons between.")

    def parse(self, text: str, known: References) -> Any:
        return list(split_list(text))


class NewsFinder(NamedFinder):
    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers, NewsItem)
        self.register = ExhibitorRegister(known, answers)

    def read_links(self, line: ListedLine) -> None:
        slugs = set()
        try:
            for text in line.values.get("participations", ()):
                slugs.add(self.register.find(text, line, "participations").slug)
        except CellProblem as problem:
            line.doubt("participations", problem)
            return
        if slugs:
            line.values["participations"] = sorted(slugs)


class NewsList(ListKind):
    slug = "news"
    title = _("Import news")
    intro = _(
        "A row for each item, with its moment at the venue; the public sees what is marked as shown, from then on."
    )
    models = (NewsItem,)
    fields = (
        SlugColumn(model=NewsItem),
        LineColumn(model=NewsItem, column="name_zh", words="中文标题 中文名称 =中文", names=True),
        LineColumn(model=NewsItem, column="name_en", words="英文标题 英文名称 =英文", names=True),
        TextColumn(model=NewsItem, column="text_zh", words="中文正文 中文内容"),
        TextColumn(model=NewsItem, column="text_en", words="英文正文 英文内容"),
        MomentColumn(
            model=NewsItem,
            column="publish_at",
            words="发布时间 发布日期 公开时间 上线时间 publicationtime publicationdate "
            "publishedat publishtime =date =日期",
        ),
        FlagColumn(model=NewsItem, column="published", words="是否公开 公开 =published"),
        FlagColumn(model=NewsItem, column="pinned", words="是否置顶 置顶 pinned"),
        ExhibitorsColumn(
            model=NewsItem,
            column="participations",
            source="exhibitors",
            words=f"{EXHIBITOR_WORDS} 相关展商 相关企业 exhibitors",
        ),
        LinkColumn(model=NewsItem, column="launches", source="launches", words="相关首发 首发 launches launch"),
        SourcesColumn(model=NewsItem),
    )
    bilingual = {
        "name": "新闻标题 标题 题目 =名称 =name headline =title newstitle",
        "text": "正文 内容 新闻内容 newstext body content =text",
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"publish_at", "pinned"})
    showing = BY_SWITCH

    examples = {
        "name_zh": "展馆今日开放",
        "name_en": "The halls open today",
        "text_zh": "九时开馆。",
        "text_en": "Doors open at nine.",
    }

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return NewsFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.news.all()

    def broken_rule(self, item: ListItem) -> LineProblem | None:
        row: Any = item.rows[NewsItem]
        if row.published and row.publish_at is None:
            return LineProblem(CellProblem(_("Say from when on the public sees it.")), "publish_at")
        return None


NEWS = NewsList()
