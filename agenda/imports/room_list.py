"""Lists of rooms: where sessions take place, before there is a session."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from agenda.models import Room
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import NEW, Answers
from expo.imports.lists.fields import FlagColumn, HallColumn, LineColumn, SlugColumn, WholeColumn
from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.named_rows import NamedFinder
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.models import Edition, Hall

FLOOR = re.compile(r"(-|−|b|地下|负)?\s*(?:l|f|level|floor)?\s*(\d{1,4})\s*(?:f|层|楼|层楼)?", re.IGNORECASE)
LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class FloorColumn(ListColumn):
    """Which floor it is on; below the ground the number is negative."""

    hint: ClassVar[LazyText] = _("A floor, like 2 or 2F; B1 or -1 for the first below the ground.")

    def example(self, edition: Edition) -> str:
        return "2"

    def parse(self, text: str, known: References) -> Any:
        floor = FLOOR.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if floor is None:
            raise CellProblem(_("“%(found)s” is no floor: write a number, or B1."), found=text)
        below, number = floor.groups()
        return -int(number) if below else int(number)


class RoomFinder(NamedFinder):
    """A room by its name, and by its hall: many halls have a Meeting Room 1. `halls`: by the room's address."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers, Room)
        self.halls: dict[str, str] = {}
        for key, item in self.by_slug.items():
            self.halls[key] = hall_code(item)

    def stored_rows(self) -> Iterable[Any]:
        return self.known.edition.rooms.select_related("hall")

    def item(self, line: ListedLine) -> ListItem | None:
        item = super().item(line)
        if item is not None and not self.halls.get(item.key):
            self.halls[item.key] = line.values.get("hall", "")
        return item

    def fitting_items(self, line: ListedLine, called: dict[str, ListItem]) -> dict[str, ListItem]:
        hall = line.values.get("hall", "")
        if not hall:
            return called
        for wanted in (hall, ""):
            if here := {key: item for key, item in called.items() if self.halls[key] == wanted}:
                return here
        choices = []
        for item in called.values():
            row: Any = item.rows[Room]
            if row.pk is not None:
                choices.append(Choice(f"#{row.pk}", f"{row} · {hall_code(item)}"))
        if choices:
            sentence = _("A room of this name is in another hall: is it the same?")
            raise CellProblem(sentence, [*choices, Choice(NEW, _("a new row"))])
        return {}


def hall_code(item: ListItem) -> str:
    """Of the room as it is stored; empty where it is in none."""
    row: Any = item.rows[Room]
    return row.hall.code if row.hall else ""


class RoomList(ListKind):
    slug = "rooms"
    title = _("Import rooms")
    intro = _("A row for each room, stage or signing table, with its hall and how many people it holds.")
    models = (Room,)
    places = (Hall,)
    fields = (
        SlugColumn(model=Room),
        LineColumn(model=Room, column="name_zh", words="中文名 中文名称 =中文", names=True),
        LineColumn(model=Room, column="name_en", words="英文名 英文名称 =英文", names=True),
        HallColumn(
            model=Room, column="hall", words="展馆 展馆号 馆号 展厅 所在展馆 场馆 hall hallno hallnumber hallcode"
        ),
        FloorColumn(model=Room, column="level", words="楼层 层 所在楼层 level floor storey"),
        WholeColumn(
            model=Room,
            column="capacity",
            least=0,
            most=LARGEST,
            words="容量 容纳人数 座位数 座位 可容纳人数 席位数 capacity seats seating",
        ),
        FlagColumn(model=Room, column="parallel", words="可同时使用 同时使用 并行 可并行 parallel"),
        WholeColumn(model=Room, column="order", words="排序 顺序 order"),
    )
    bilingual = {
        "name": "会议室 会议室名称 房间 房间名称 会场 会场名称 场地名称 舞台 =名称 =name room roomname venue stage"
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"capacity", "level", "parallel"})

    examples = {"name_zh": "会议室一", "name_en": "Meeting Room 1", "hall": "N1", "capacity": "200", "order": ""}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return RoomFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.rooms.select_related("hall")


ROOMS = RoomList()
