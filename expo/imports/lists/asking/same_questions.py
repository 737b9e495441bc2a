"""Cells that ask the same, as one firm in forty rows does: asked about once, for all of them."""

from collections.abc import Collection, Sequence
from operator import itemgetter

from expo.i18n.kept_texts import list_separator
from expo.imports.lists.answers import Answers, new_hall_code, suits_all
from expo.imports.lists.asking.doubtful_cells import DoubtfulCell, doubtful_cells
from expo.imports.lists.reports import Report

# Fewer are looked over one by one.
MANY = 4
# Of so many rows it is said which they are.
TOLD = 12


def answer_of(cell: DoubtfulCell, said: Answers) -> str | None:
    """None where nothing is said of it."""
    found = said.picks.get(cell.place, said.cells.get(cell.place))
    for choice in cell.row.get("choices", []):
        if found is None and new_hall_code(choice["value"]) in said.halls:
            return choice["value"]
    return found


class SameQuestions:
    """Of each cell those that say the same, are doubted for the same reason and have the same answer by now.

    `needed`: the columns that rows are named by: two rows of one name are not asked about as one. `one_by_one`: whether
    somebody wants each cell by itself.
    """

    def __init__(
        self, cells: Sequence[DoubtfulCell], said: Answers, needed: Collection[str], *, one_by_one: bool
    ) -> None:
        self.groups: dict[tuple[str, str | None], list[DoubtfulCell]] = {}
        self.keys: dict[int, tuple[str, str | None]] = {}
        for cell in cells:
            key = cell.question, answer_of(cell, said)
            self.keys[cell.number] = key
            self.groups.setdefault(key, []).append(cell)
        self.needed, self.one_by_one = needed, one_by_one
        self.some = any(map(self.is_one_of_many, cells)) or one_by_one

    def like(self, cell: DoubtfulCell) -> list[DoubtfulCell]:
        """The cells that are asked about together with it, itself among them; it alone, where it is by itself."""
        group = self.groups[self.keys[cell.number]]
        if self.one_by_one or len(group) < MANY or cell.row["at"] in self.needed or not says_one_thing(cell):
            return [cell]
        return group

    def answered_alike(self, cell: DoubtfulCell) -> list[DoubtfulCell]:
        """The cells with its question and its answer by now, itself among them, however few they are."""
        return self.groups[self.keys[cell.number]]

    def is_one_of_many(self, cell: DoubtfulCell) -> bool:
        """Whether it is asked about together with others."""
        return len(self.like(cell)) > 1

    def is_first(self, cell: DoubtfulCell) -> bool:
        return self.like(cell)[0] is cell

    def rows(self, cell: DoubtfulCell) -> str:
        """Which rows these are: 5, 7, 9, …"""
        places = [each.row_place for each in self.like(cell)]
        return list_separator().join(places[:TOLD] + ["…"] * (len(places) > TOLD))


def says_one_thing(cell: DoubtfulCell) -> bool:
    """Whether cells with its question say the same; what may be chosen for any says nothing of that."""
    choices = map(itemgetter("value"), cell.row.get("choices", ()))
    return not cell.row.get("choices") or not all(map(suits_all, choices))


def answer_by_rules(said: Answers, report: Report) -> bool:
    """Answer what is asked of no cell before, where it was said for all cells with this question; whether any is."""
    more = False
    for cell in doubtful_cells(report):
        value = said.rules.get(cell.question, "")
        if value and not new_hall_code(value) and cell.place not in said.picks and cell.place not in said.cells:
            said.say(cell.place, value)
            more = True
    return more
