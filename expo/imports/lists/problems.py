"""Why a line of a list is not imported: refused, or asked about where a person can choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.db.columns import column_length
from expo.i18n.kept_texts import both_translations
from expo.i18n.lazy_text import LazyText


def check_length(model: type[Model], field: str, text: str) -> None:
    """Raises CellProblem for what does not go into the column."""
    limit = column_length(model, field)
    if limit is not None and len(text) > limit:
        raise CellProblem(_("It is longer than %(limit)s characters."), limit=limit)


@dataclass(frozen=True)
class Choice:
    """`value`: what an answer says; `label`: what a person reads, kept in both languages where it is a sentence."""

    value: str
    label: str | LazyText

    def as_dict(self) -> dict[str, Any]:
        return {"value": self.value, "label": both_translations(partial(str, self.label))}


class CellProblem(Exception):
    """What a cell says is not taken. With `choices` it is doubtful, and somebody is asked; else it is refused."""

    def __init__(self, sentence: LazyText | str, choices: Iterable[Choice] = (), **params: Any) -> None:
        super().__init__(str(sentence))
        self.sentence, self.choices, self.params = sentence, tuple(choices), params

    def text(self) -> str:
        return str(self.sentence) % self.params

    def reason(self) -> dict[str, str]:
        """In both languages."""
        return both_translations(self.text)

    def rule(self) -> dict[str, str]:
        """The reason without what differs from cell to cell."""
        return both_translations(self.rule_text)

    def rule_text(self) -> str:
        return str(self.sentence) % {
            name: "…" if isinstance(value, str) else value for name, value in self.params.items()
        }


class NoRowProblem(CellProblem):
    """The line is none of the list: it adds others up, or shows how to fill it in. There is nothing to mend."""


class HoursProblem(CellProblem):
    """What is missing is a start and an end, by the clock. `begins`: what is known of the start, like 09:30."""

    def __init__(self, sentence: LazyText, begins: str = "") -> None:
        super().__init__(sentence)
        self.begins = begins


class DayProblem(CellProblem):
    """What is missing is a day."""


@dataclass
class LineProblem:
    """A problem and the cell that it is of: the field's name, what heads its column, what stands in it.

    `at`: by which answers call the column; "" where there is none.
    """

    problem: CellProblem
    field: str = ""
    column: str = ""
    value: str = ""
    at: str = ""
    # What stands in the cell is a contact, which no report prints.
    private: bool = False

    @property
    def is_question(self) -> bool:
        return bool(self.problem.choices)
