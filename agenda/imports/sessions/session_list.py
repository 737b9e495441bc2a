"""Lists of sessions with those who take part: a forum with its talks as rows, or each by itself."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from agenda.checks import problems
from agenda.imports import plan_writing
from agenda.imports.session_kinds import CALLED as KIND_WORDS
from agenda.imports.sessions import hour_cells, times
from agenda.imports.sessions.columns import (
    FoundColumn,
    KindColumn,
    LanguagesColumn,
)
from agenda.imports.sessions.finder import SessionFinder
from agenda.imports.sessions.hour_columns import WHEN
from agenda.imports.sessions.parents import parts_left_out
from agenda.imports.sessions.people import give_titles, made_for
from agenda.imports.sessions.roles import HEADINGS, ROW_ROLE, role_columns
from agenda.imports.sessions.titles import TITLES
from agenda.models import Room, Session, SessionRole, SessionStatus, bounds
from agenda.models.kinds import SessionKind, Visibility
from expo.exhibition import organisation_visibility
from expo.i18n.kept_texts import both_translations
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import (
    AddressColumn,
    ChoiceColumn,
    FlagColumn,
    LineColumn,
    LinkColumn,
    ListColumn,
    SourcesColumn,
    TextColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind, Matcher, Showing
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, LineProblem
from expo.imports.lists.reading import ListedLine, ListReading
from expo.models import Edition, Organisation, Person
from expo.spreadsheets.cells import Value

WHAT: tuple[ListColumn, ...] = (
    LineColumn(model=Session, column="slug", words="网址 短地址 slug address"),
    LineColumn(model=Session, column="name_zh", words="中文标题 中文题目 =中文", names=True),
    LineColumn(model=Session, column="name_en", words="英文标题 英文题目 =英文", names=True),
    FoundColumn(
        model=Session,
        column="parent",
        among="sessions",
        words="所属论坛 所属活动 所属会议 所属 上级 论坛名称 parent partof =forum",
    ),
    KindColumn(
        model=Session,
        column="kind",
        choices=SessionKind,
        called=KIND_WORDS,
        words="类型 活动类型 场次类型 会议类型 形式 活动形式 会议形式 =type =format sessionformat kind sessiontype",
    ),
)
WHERE: tuple[ListColumn, ...] = (
    FoundColumn(
        model=Session,
        column="room",
        among="rooms",
        words="会议室 地点 会场 场地 房间 举办地点 活动地点 会议地点 =where room venue place location =raum =saal",
    ),
    LineColumn(model=Session, column="place_note_zh", words="中文地点说明"),
    LineColumn(model=Session, column="place_note_en", words="英文地点说明"),
)
ABOUT: tuple[ListColumn, ...] = (
    TextColumn(model=Session, column="abstract_zh", words="中文摘要 中文简介"),
    TextColumn(model=Session, column="abstract_en", words="英文摘要 英文简介"),
    LanguagesColumn(model=Session, column="languages", words="语言 会议语言 =language =languages"),
    LinkColumn(
        model=Session,
        column="areas",
        source="areas",
        words="技术领域 领域 technologyarea technologyareas =areas =area",
    ),
    LinkColumn(model=Session, column="scenarios", source="scenarios", words="应用场景 智慧场景 scenario =scenarios"),
    FlagColumn(model=Session, column="interpretation", words="同声传译 是否同传 同传 interpretation"),
    AddressColumn(model=Session, column="stream_url", words="直播地址 直播 livestream streamurl"),
    AddressColumn(model=Session, column="recording_url", words="录像地址 录像 recording recordingurl"),
    AddressColumn(model=Session, column="materials_url", words="资料地址 资料 materials materialsurl"),
    TextColumn(model=Session, column="outcome_en", words="英文成果 outcome"),
    TextColumn(model=Session, column="outcome_zh", words="中文成果 成果"),
    LinkColumn(model=Session, column="launches", source="launches", words="首发 相关首发 launches"),
    SourcesColumn(model=Session),
    ChoiceColumn(
        model=Session,
        column="visibility",
        choices=Visibility,
        words="可见范围 visibility",
        default=Visibility.PUBLIC.value,
    ),
    ChoiceColumn(
        model=Session,
        column="status",
        choices=SessionStatus,
        words="状态 =status",
        default=SessionStatus.DRAFT.value,
    ),
)


CONFIRMATION = Showing(
    ("status__exact", SessionStatus.DRAFT.value),
    "confirm",
    _("Confirm them: look at what would change"),
    _("Visitors see confirmed sessions with the next release of the agenda, which whoever may release it makes."),
)


class SessionList(ListKind):
    slug = "sessions"
    title = _("Import sessions")
    intro = _(
        "A row for each session, or for each of its speakers; a talk names the forum that it is part of, which stands "
        "above it. New ones are drafts, and the public sees them with the next release."
    )
    models = (Session,)
    places = (SessionRole, Room, Person, Organisation)
    fields = (*WHAT, *WHEN, *WHERE, *role_columns(), ROW_ROLE, *TITLES, *ABOUT)
    bilingual = {
        "name": "标题 题目 议题 演讲题目 报告题目 =主题 会议主题 活动主题 演讲主题 报告主题 "
        "议程 议程内容 议程名称 场次名称 场次 活动名称 会议名称 =名称 =name title titel talk session =topic",
        "place_note": "地点说明 placenote",
        "abstract": "摘要 简介 介绍 内容简介 abstract summary description",
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"starts_at", "ends_at", "minutes", "parent", *(role.value for role in HEADINGS)})
    # Makers head with these as well whether a session is on site, online or both.
    told_by_cells = {"kind": "形式 活动形式 会议形式 format sessionformat"}
    showing = CONFIRMATION
    tells_problems = True

    examples = {
        "name_zh": "智能制造论坛",
        "name_en": "Smart Manufacturing Forum",
        "starts_at": "09:30-12:00",
        "minutes": "",
        "last_day": "",
        "order": "",
        "part_of_day": "",
        "room": "会议室一",
        "speaker": "王小江；李小渝",
        "languages": "zh,en",
    }

    def move_cells(self, line: ListedLine, by_field: dict[str, Value], known: References, answers: Answers) -> None:
        hour_cells.move_hours(line, by_field)
        hour_cells.use_part_of_day(line, by_field, answers)

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return SessionFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return Session.objects.working().filter(edition=edition)

    def broken_rule(self, item: ListItem) -> LineProblem | None:
        """As the form holds a session against the days and the clock of its edition."""
        row: Any = item.rows[Session]
        if not item.is_new and not item.changed:
            return None
        if row.last_day and (row.day is None or row.last_day <= row.day):
            sentence = _("The last day must lie after the first; leave it empty for one day.")
            return LineProblem(CellProblem(sentence), "last_day")
        for field in bounds.hours_errors(row):
            return LineProblem(CellProblem(times.lazy_error(row, field)), field)
        return None

    def broken_rules(self, items: list[ListItem], reading: ListReading) -> Iterable[tuple[ListItem, LineProblem]]:
        """With the parts of a forum that breaks one: a session is never written without what it is a part of."""
        out: set[int] = set()
        for item, broken in super().broken_rules(items, reading):
            out.add(id(item.rows[Session]))
            yield item, broken
        for item, problem in parts_left_out(items, out):
            yield item, LineProblem(problem)

    def further_rows(self, items: Iterable[ListItem], known: References) -> list[Model]:
        items = [*items]
        rooms = []
        for item in items:
            row: Any = item.rows[Session]
            rooms.append(row.room)
        made: list[Model] = []
        for room in known.found["made_rooms"].values():
            if any(each is room for each in rooms):
                made.append(room)
        return made + made_for(items, known)

    def made_names(self, items: Iterable[ListItem], known: References) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {"rooms": [], "people": [], "organisations": []}
        called: dict[type[Model], str] = {Room: "rooms", Person: "people", Organisation: "organisations"}
        for row in self.further_rows(items, known):
            names[called[type(row)]].append(str(row))
        return names

    def create_rows(self, model: type[Model], rows: list[Any]) -> None:
        plan_writing.add_sessions(rows)

    def update_rows(self, model: type[Model], rows: Iterable[Any], columns: Iterable[str]) -> None:
        plan_writing.update_sessions(list(rows), columns)

    def touch_rows(self, model: type[Model], keys: Collection[int]) -> None:
        plan_writing.touch_sessions(keys)

    def after_writing(self, items: Iterable[ListItem], known: References) -> None:
        items = [*items]
        give_titles(items, known)
        for row in made_for(items, known):
            if isinstance(row, Organisation):
                organisation_visibility.join_hidden_twins(row)

    def problems(self, edition: Edition, keys: set[int]) -> list[tuple[dict[str, str], tuple[int, ...]]]:
        """What the desk's list of problems tells of them beside others."""
        findings = [each for each in problems.find_findings(edition, problems.BETWEEN) if keys & {*each.sessions}]
        told = []
        for each, found in zip(problems.load_problems(findings), findings, strict=True):
            told.append((both_translations(partial(getattr, each, "sentence")), found.sessions))
        return told


SESSIONS = SessionList()
