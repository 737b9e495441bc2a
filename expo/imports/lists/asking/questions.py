"""What is asked of a list on its page: what columns mean, which row is meant, what a cell should say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from operator import attrgetter
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from expo.i18n.kept_texts import active_text
from expo.imports.lists.answers import EMPTY, LEAVE, SHARED, Answers, answers_of, is_pick, new_hall_code, suits_all
from expo.imports.lists.asking.answer_fields import cell_label, choice_field, typed_field
from expo.imports.lists.asking.conflicts import SharedQuestions
from expo.imports.lists.asking.doubtful_cells import DoubtfulCell, doubtful_cells
from expo.imports.lists.asking.same_questions import SameQuestions, answer_of
from expo.imports.lists.asking.seen_cells import SeenCells
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.reports import Report

NOT_USED = ("", _("not used"))
ALL = ("", _("all"))
# So many cells are asked about at a time.
PAGE = 50
# What a box sends that is ticked from the start.
TOGETHER = "together"


class QuestionsForm(SharedQuestions):
    """A page of the cells that are in doubt or refused; then the columns. Its answers are those of the run.

    `query`: of the address: `page`, `column` and `rule`, by which cells are chosen, and `each`, for all one by one;
    `looked_at`: the answers by which the report was made.
    """

    def __init__(
        self,
        data: Any,
        *,
        lists: ListKind,
        report: Report,
        answers: Answers,
        looked_at: Answers,
        query: Mapping[str, str],
    ) -> None:
        self.said, self.looked_at, self.query = answers, looked_at, query
        self.all = doubtful_cells(report)
        self.seen = SeenCells(data, self.all)
        super().__init__(self.seen.data)
        self.needed = lists.needed
        self.name_labels = [each["label"] for each in report.get("columns", []) if each["field"] in self.needed]
        self.cells = {}
        # Those where somebody chooses; what is typed in the others is the text of the cell.
        self.chosen: set[str] = set()
        self.labels, self.meanings = {}, {}
        # Whether a column may mean one thing or another, and nobody has said which.
        self.asks_columns = False
        self.groups = Counter(cell.alike for cell in self.all)
        self.same = SameQuestions(self.all, answers, self.needed, one_by_one=bool(query.get("each")))
        listed = [cell for cell in self.all if self.is_shown(cell)]
        self.rows = len({other.line for cell in listed for other in self.same.like(cell)})
        self.page = Paginator(listed, PAGE).get_page(query.get("page"))
        shown = set(map(attrgetter("number"), self.page))
        for cell in self.all:
            # And those that were sent: what others answer meanwhile may move them to another page.
            if cell.number in shown or cell.number in self.seen.before or f"cell-{cell.number}" in self.data:
                self.add_cell(cell)
        if len(self.all) > 1:
            self.add_filters()
        self.add_columns(lists, report)

    @property
    def asks(self) -> bool:
        """Whether somebody is to say something, so that the questions stand open."""
        return bool(self.all)

    def asked_cells(self) -> Iterator[list[BoundField]]:
        """The boxes of each cell: its answer, and whether it is that of others too."""
        for name, cell in self.cells.items():
            names = (name, f"alike-{cell.number}")
            yield [self[each] for each in names if each in self.fields]

    def filters(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("show-")]

    def columns(self) -> list[BoundField]:
        return [self[name] for name in self.labels]

    @property
    def answered(self) -> int:
        """How many of the cells have an answer that is not looked at yet."""
        return sum(answer_of(cell, self.said) != answer_of(cell, self.looked_at) for cell in self.all)

    def is_shown(self, cell: DoubtfulCell) -> bool:
        column, rule = self.query.get("column", ""), self.query.get("rule", "")
        return self.same.is_first(cell) and column in ("", cell.row["at"]) and rule in ("", cell.rule_code)

    def add_cell(self, cell: DoubtfulCell) -> None:
        name, row = f"cell-{cell.number}", cell.row
        first = all(cell.alike != other.alike for other in self.cells.values())
        self.cells[name] = cell
        self.fields[name] = self.cell_field(name, cell)
        self.fields[name].label = cell_label(self.same.like(cell), self.name_labels)
        self.fields[name].help_text = active_text(row["reason"])
        if self.may_be_empty(cell) and name not in self.chosen:
            self.fields[name].help_text += " " + str(_("Emptied, the cell is left out."))
        if self.same.is_one_of_many(cell):
            self.add_alike(cell, len(self.same.like(cell)), _("Rows %(rows)s") % {"rows": self.same.rows(cell)})
        elif first and self.groups[cell.alike] > 1:
            self.add_alike(cell, self.groups[cell.alike])

    def add_alike(self, cell: DoubtfulCell, number: int, rows: Any = "") -> None:
        """Whether its answer is that of others too, as is meant where it is asked about once for all of them."""
        label = _("The same for all %(number)s cells with this question") % {"number": number}
        widget = forms.CheckboxInput({"value": TOGETHER} if rows else None)
        self.fields[f"alike-{cell.number}"] = forms.BooleanField(
            label=label, required=False, initial=bool(rows), help_text=rows, widget=widget
        )

    def cell_field(self, name: str, cell: DoubtfulCell) -> forms.Field:
        """What is changed on a page is what differs from what it showed."""
        said = self.seen.before.get(cell.number, answer_of(cell, self.said))
        if not cell.row.get("choices"):
            return typed_field(cell.row, said)
        self.chosen.add(name)
        return choice_field(cell.row, said, may_be_empty=self.may_be_empty(cell))

    def may_be_empty(self, cell: DoubtfulCell) -> bool:
        """Whether the row goes without what its cell says: other than what it is named by, or offers that itself."""
        offered = {choice["value"] for choice in cell.row.get("choices", [])}
        return bool(cell.row["value"]) and cell.row["at"] not in self.needed and LEAVE not in offered

    def is_emptied(self, name: str, cell: DoubtfulCell) -> bool:
        """Whether an empty box takes away what the cell says; else it takes back what somebody has said of it."""
        return name not in self.chosen and self.may_be_empty(cell) and not answer_of(cell, self.said)

    def add_filters(self) -> None:
        """By which the next page of cells is chosen."""
        columns = Counter((cell.row["at"], cell.row["column"]) for cell in self.all)
        rules = Counter((cell.rule_code, cell.rule) for cell in self.all)
        for name, label, counts in (("column", _("Column"), columns), ("rule", _("Reason"), rules)):
            choices = [(value, f"{text} ({count})") for (value, text), count in counts.most_common()]
            self.add_filter(name, label, [ALL, *choices])
        if self.same.some:
            self.add_filter("each", _("The same question"), [("", _("once for all rows")), ("1", _("for each row"))])

    def add_filter(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[f"show-{name}"] = forms.ChoiceField(
            label=label, choices=choices, initial=self.query.get(name, ""), required=False
        )

    def add_columns(self, lists: ListKind, report: Report) -> None:
        self.meaning_words = dict([NOT_USED, *lists.column_labels().items()])
        choices = [*self.meaning_words.items()]
        for number, column in enumerate(report.get("columns", [])):
            name = f"column-{number}"
            self.asks_columns |= bool(column["asked"]) and not column["field"]
            self.labels[name] = column["label"]
            meaning = (self.said.columns or {}).get(column["label"], column["field"])
            self.meanings[name] = meaning if meaning in self.meaning_words else ""
            self.fields[name] = forms.ChoiceField(
                label=column["label"], choices=choices, initial=self.shown_meaning(name), required=False
            )

    def meant(self, name: str, cell: DoubtfulCell) -> str | None:
        value = self.cleaned_data[name]
        if value == EMPTY or (not value and self.is_emptied(name, cell)):
            return ""
        return value or None

    def answers(self) -> dict[str, Any]:
        """The run's mapping: what was said before, with what is said now."""
        return self.add_answers(self.said).as_mapping()

    def add_answers(self, before: Answers) -> Answers:
        """What was said before, with what is said now."""
        said = answers_of(deepcopy(before.as_mapping()))
        changed = [name for name in self.changed_data if self.is_sent(name)]
        for name in changed:
            if name in self.labels:
                said.columns = {**(said.columns or {}), self.labels[name]: self.cleaned_data[name]}
        for name, cell in self.cells.items():
            if name in changed:
                self.answer(said, name, [cell])
                # What is taken back of one cell is said of no other any more that is found later.
                said.rules.pop(cell.question, None)
            said_of_all = name in changed or self.is_ticked_by_hand(cell)
            if said_of_all and self.cleaned_data.get(f"alike-{cell.number}"):
                self.answer(said, name, self.others_like(cell, changed))
                said.rules[cell.question] = self.rule(name, cell)
        return said

    def is_together(self, cell: DoubtfulCell) -> bool:
        """Whether it was asked about for many when the page was opened, or is now: others may have said of some."""
        return self.same.is_one_of_many(cell) or self.data.get(f"alike-{cell.number}") == TOGETHER

    def is_ticked_by_hand(self, cell: DoubtfulCell) -> bool:
        """Beside an answer that was given before. A box that is ticked from the start says nothing by itself."""
        untouched = self.is_together(cell) or self.is_overtaken(cell)
        return not untouched and answer_of(cell, self.said) is not None

    def rule(self, name: str, cell: DoubtfulCell) -> str:
        """What is said of all cells with its question, for those that are found later; "" for nothing."""
        value = self.cleaned_data[name]
        if not value and self.is_emptied(name, cell):
            return EMPTY
        return value

    def is_sent(self, name: str) -> bool:
        """A page that was opened before may know fewer cells."""
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)

    def others_like(self, cell: DoubtfulCell, changed: list[str]) -> Iterator[DoubtfulCell]:
        """All cells of which this one's answer is to be that of; those that are answered by themselves keep theirs."""
        together = self.same.answered_alike(cell)
        if not self.is_together(cell):
            together = [other for other in self.all if other.alike == cell.alike]
        for other in together:
            if f"cell-{other.number}" not in changed:
                yield other

    def answer(self, said: Answers, name: str, cells: Iterable[DoubtfulCell]) -> None:
        """Say of these cells what this field says; nothing of them, where it is empty."""
        value = self.cleaned_data[name]
        hall = new_hall_code(value)
        if hall or not value:
            self.answer_hall(said, name, hall)
        picks = name in self.chosen and is_pick(value)
        for cell in cells:
            said.picks.pop(cell.place, None)
            # These are said of what the cell says by now.
            if not (suits_all(value) and value != SHARED):
                said.cells.pop(cell.place, None)
            if picks:
                said.picks[cell.place] = value
            elif value == EMPTY or (not value and self.is_emptied(name, cell)):
                said.cells[cell.place] = ""
            elif value and not hall:
                said.cells[cell.place] = value

    def answer_hall(self, said: Answers, name: str, hall: str) -> None:
        """The hall that this field offers is to be made, for all cells that name it; or, where `hall` is "", is not."""
        offered = {new_hall_code(choice["value"]) for choice in self.cells[name].row.get("choices", [])}
        said.halls = sorted({hall, *said.halls} - (offered - {hall}) - {""})
