"""Which statement of a figure a line is of, and what its value says."""

import re
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from expo.exhibition import amounts, stated_figures
from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words
from expo.models import StatedFigure
from expo.models.facts import Qualifier, Unit

BARE = re.compile(r"[\d.,，\s]+")
UNIT_WORDS = re.compile(r"[万亿萬億千百%％‰]|thousand|million|billion|\bbn\b", re.IGNORECASE)
MOST = 200


class FigureFinder(Matcher):
    """A statement by its figure, its currency and who said so; asks where several fit."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.items: dict[int, ListItem] = {}
        self.numbers: dict[str, int] = {}
        for row in known.edition.stated_figures.order_by("pk"):
            self.add(row)

    def add(self, row: StatedFigure) -> ListItem:
        number = self.numbers[row.figure] = self.numbers.get(row.figure, 0) + 1
        item = ListItem({StatedFigure: row}, key=f"{row.figure}-{number}")
        self.items[id(row)] = item
        return item

    def rows(self) -> list[StatedFigure]:
        return [cast(StatedFigure, item.rows[StatedFigure]) for item in self.items.values()]

    def item(self, line: ListedLine) -> ListItem | None:
        unit = stated_figures.unit_of(line.values["figure"])
        if line.values.setdefault("unit", unit.value) != unit:
            line.doubt("unit", CellProblem(_("This figure is counted in another unit: %(unit)s."), unit=unit.label))
        try:
            self.read_value(line, unit)
        except CellProblem as problem:
            line.doubt("value", problem)
        if line.problems:
            return None
        try:
            row = self.statement(line, line.pick("figure", self.answers))
        except CellProblem as problem:
            line.doubt("figure", problem)
            return None
        if row is None:
            return self.new_item(line, unit)
        return self.items[id(row)]

    def read_value(self, line: ListedLine, unit: Unit) -> None:
        """Put in place of the text the figure as it is read, with what it names besides."""
        text = line.values.get("value")
        if text is None:
            return
        refuse_bare_number(line, text, unit)
        currency = line.values.get("currency", "")
        try:
            reading = amounts.read_figure(text, unit, currency)
        except ValidationError as error:
            raise CellProblem(lazy_refusal(text, unit, currency)) from error
        line.values["value"] = amounts.format_value(reading.value, unit, reading.currency)
        if reading.currency:
            settle_value(line, "currency", reading.currency)
        if reading.qualifier:
            settle_value(line, "qualifier", reading.qualifier)
        line.values.setdefault("qualifier", Qualifier.EXACT.value)

    def statement(self, line: ListedLine, picked: str) -> StatedFigure | None:
        """Raises CellProblem where more than one fits."""
        fit = [row for row in self.rows() if row.figure == line.values["figure"]]
        if currency := line.values.get("currency"):
            fit = [row for row in fit if row.currency == currency]
        if said_by := line.values.get("said_by"):
            fit = [row for row in fit if fold_words(row.said_by) == fold_words(said_by)]
        if said_on := line.values.get("said_on"):
            fit = [row for row in fit if row.said_on is None or row.said_on.isoformat() == said_on]
        if picked == NEW:
            return None
        for row in fit:
            if row.pk is not None and row.pk == picked_key(picked):
                return row
        if len(fit) > 1:
            choices = [Choice(f"#{row.pk}", statement_label(row)) for row in fit if row.pk is not None]
            raise CellProblem(
                _("More than one statement of this figure fits."), [*choices, Choice(NEW, _("a new row"))]
            )
        return next(iter(fit), None)

    def new_item(self, line: ListedLine, unit: Unit) -> ListItem | None:
        if len(self.items) >= MOST:
            line.doubt("figure", CellProblem(_("An edition has %(limit)s statements at most."), limit=MOST))
            return None
        row = StatedFigure(edition=self.known.edition, figure=line.values["figure"], unit=unit)
        row.currency, row.said_by = line.values.get("currency", ""), line.values.get("said_by", "")
        row.typed_by_id = self.known.brought_by
        if "headline" not in line.values:
            line.values["headline"] = not any(is_headline_of(other, row) for other in self.rows())
        row.headline = line.values["headline"]
        return self.add(row)


def refuse_bare_number(line: ListedLine, text: str, unit: Unit) -> None:
    """A number whose unit stands elsewhere is read by nobody. Raises CellProblem."""
    if not BARE.fullmatch(text) or text == "0":
        return
    column = line.column_of("value")
    if column and UNIT_WORDS.search(column.label):
        sentence = _("The heading names a unit: write it beside the figure, like 21万 or 13.6%%.")
        raise CellProblem(sentence)
    if unit == Unit.MONEY:
        raise CellProblem(_("“%(found)s” names neither unit nor currency: write an amount like 8169亿元."), found=text)


def settle_value(line: ListedLine, name: str, read: str) -> None:
    """What the value names besides must be what its own column says."""
    if line.values.setdefault(name, read) != read:
        line.doubt(name, CellProblem(_("The value says otherwise: %(read)s."), read=read))


def statement_label(row: StatedFigure) -> str:
    parts = [stated_figures.value_in_words(row), row.as_printed, row.said_by]
    return " · ".join(filter(None, parts))


def is_headline_of(row: StatedFigure, other: StatedFigure) -> bool:
    return row.headline and (row.figure, row.currency) == (other.figure, other.currency)


def figure_refusal(text: str, unit: str, currency: str) -> str:
    """Why the text is no figure, in the active language."""
    try:
        amounts.read_figure(text, unit, currency)
    except ValidationError as error:
        return " ".join(error.messages).replace("%", "%%")
    return ""


lazy_refusal = lazy(figure_refusal, str)
