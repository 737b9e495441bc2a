"""Lists of halls, and of their stands."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import (
    ChoiceColumn,
    CodeColumn,
    FlagColumn,
    HallColumn,
    LineColumn,
    ListColumn,
    SidesColumn,
    SourcesColumn,
)
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandRegister
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.models import Booth, Edition, Hall
from expo.models.floor.booths import BoothKind

HALL_FIELDS: tuple[ListColumn, ...] = (
    CodeColumn(
        model=Hall,
        column="code",
        shape=r"[A-Z0-9][-A-Z0-9_]{0,9}",
        words="展馆编号 展馆代码 展馆号 馆号 馆别 场馆编号 =halle =代码 hallcode hallnumber hallno",
        required=True,
    ),
    LineColumn(model=Hall, column="name_zh", words="中文名 中文名称 =中文"),
    LineColumn(model=Hall, column="name_en", words="英文名 英文名称 =英文"),
    SourcesColumn(model=Hall),
)
STAND_FIELDS: tuple[ListColumn, ...] = (
    HallColumn(
        model=Booth,
        column="hall",
        words="展馆 展馆号 馆号 馆别 展厅 所在展馆 展区 hall hallno hallcode =halle hallnumber",
    ),
    LineColumn(
        model=Booth,
        column="number",
        words="展位 展位号 展台 展台号 展位编号 摊位 摊位号 摊位号码 摊位编号 booth boothno boothnumber "
        "stand standno standnumber standnr standnummer",
        required=True,
    ),
    ChoiceColumn(
        model=Booth,
        column="kind",
        choices=BoothKind,
        words="展位类型 展台类型 展位类别 =类型 boothtype standtype standkind =type",
        called={
            BoothKind.RAW: "光地 净地 空地",
            BoothKind.SHELL: "标展 标准展位 标摊",
            BoothKind.PAVILION: "展团 国家馆",
        },
        default="",
    ),
    SidesColumn(model=Booth, column="open_sides", words="开口 开面 opensides", default=""),
    FlagColumn(model=Booth, column="shared", words="共用 合展 是否共用 shared"),
)


class HallFinder(Matcher):
    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.items: dict[str, ListItem] = {}

    def item(self, line: ListedLine) -> ListItem:
        code = line.values["code"]
        hall = self.known.halls.get(code.casefold())
        if hall is not None:
            # Capitals are no difference between two halls.
            line.values["code"] = hall.code
        else:
            hall = Hall(edition=self.known.edition, code=code)
        return self.items.setdefault(code, ListItem({Hall: hall}, key=hall.code))


class HallList(ListKind):
    slug = "halls"
    title = _("Import halls")
    intro = _("A row for each hall, with its code as on the signs and its names.")
    models = (Hall,)
    fields = HALL_FIELDS
    bilingual = {"name": "展馆名称 场馆名称 馆名 =名称 =name hallname"}
    needed = frozenset({"code"})

    examples = {"code": "N1", "name_zh": "智能制造馆", "name_en": "Smart Manufacturing Hall"}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return HallFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return edition.halls.all()


class StandFinder(Matcher):
    """A stand by its hall and number, in whatever spelling."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.stands = StandRegister(known)
        self.items: dict[str, ListItem] = {}

    def item(self, line: ListedLine) -> ListItem | None:
        try:
            labels = self.stands.read(line.values["number"], line.values.pop("hall", ""))
        except CellProblem as problem:
            line.doubt("number", problem)
            return None
        if len(labels) > 1:
            line.doubt("number", CellProblem(_("Write a row for each stand.")))
            return None
        label = labels[0]
        if label not in self.items:
            # One that is new is made here, and is among those that are known from then on.
            self.known.new_booths({label})
            self.items[label] = ListItem({Booth: self.known.booths[label]}, key=label)
        booth: Any = self.items[label].rows[Booth]
        line.values |= {"hall": booth.hall.code, "number": booth.number}
        return self.items[label]


class StandList(ListKind):
    slug = "stands"
    title = _("Import stands")
    intro = _("A row for each stand, by its hall and number, like H1-01.")
    models = (Booth,)
    places = (Hall,)
    fields = STAND_FIELDS
    needed = frozenset({"number"})
    beside = "=exhibitors =参展商"

    examples = {"hall": "N1", "number": "A01", "open_sides": "NE"}

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return StandFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return Booth.objects.filter(hall__edition=edition).select_related("hall")


HALLS, STANDS = HallList(), StandList()
