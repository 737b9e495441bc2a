"""Answers that somebody else gave after a page was opened: told with both values, and never overwritten unsaid."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.i18n.kept_texts import active_text
from expo.imports.lists.answers import EMPTY, JOINT, Answers
from expo.imports.lists.asking.doubtful_cells import DoubtfulCell, doubtful_cells
from expo.imports.lists.asking.same_questions import answer_of
from expo.imports.lists.asking.seen_cells import SEEN, SeenCells, seen_box
from expo.imports.lists.reports import Report

CONFLICT = gettext_lazy(
    "%(who)s answered “%(theirs)s” here at %(when)s, you say “%(mine)s”. That answer stands until you send yours again."
)
GONE = gettext_lazy(
    "Row %(row)s is not asked about any more: the list was looked at again meanwhile. “%(mine)s” is not kept."
)
ANSWERED = gettext_lazy(
    "Row %(row)s is not asked about any more: %(who)s answered “%(theirs)s” at %(when)s. “%(mine)s” is not kept."
)


class SharedQuestions(forms.Form):
    """Questions that several people may answer at once. Whoever fills in its fields says what these are of.

    `said`: the answers as they are now; `cells`: by field the cell that it is of; `labels`: by field the heading of a
    column, with its field as of now in `meanings`; `meaning_words`: what fields are called.
    """

    seen: SeenCells
    said: Answers
    cells: dict[str, DoubtfulCell]
    labels: dict[str, str]
    meanings: dict[str, str]
    meaning_words: dict[str, Any]

    def seen_boxes(self) -> Iterator[tuple[str, str]]:
        """Names and values of hidden boxes: what the page shows, for when it is sent."""
        for cell in self.cells.values():
            yield seen_box(cell, self.said)
        for name in self.labels:
            yield f"{SEEN}{name}", self.meanings[name]

    def is_overtaken(self, cell: DoubtfulCell) -> bool:
        """Whether the page that is sent showed another answer than there is now."""
        now = answer_of(cell, self.said)
        return self.seen.before.get(cell.number, now) != now

    def shown_meaning(self, name: str) -> str:
        """Of a column, as the page that is sent showed it."""
        return self.data.get(f"{SEEN}{name}", self.meanings[name])

    def meant(self, name: str, cell: DoubtfulCell) -> str | None:
        """The answer that is sent for a cell; None for none."""
        raise NotImplementedError

    def clean(self) -> None:
        """What somebody else answered since the page was opened is told, and stands."""
        changed = self.cleaned_data.keys() & set(self.changed_data)
        for name, cell in self.cells.items():
            if name in changed and self.is_overtaken(cell):
                self.check_cell(name, cell)
        for name, label in self.labels.items():
            if name in changed and self.shown_meaning(name) != self.meanings[name]:
                self.check_column(name, label)
        for error in gone_errors(self.said, self.seen.gone):
            self.add_error(None, error)

    def check_cell(self, name: str, cell: DoubtfulCell) -> None:
        theirs, mine = answer_of(cell, self.said), self.meant(name, cell)
        if theirs != mine:
            theirs, mine = words_of_answer(cell, theirs), words_of_answer(cell, mine)
            self.add_error(name, conflict_at(self.said, cell.place, active_text(theirs), active_text(mine)))

    def check_column(self, name: str, label: str) -> None:
        theirs, mine = self.meanings[name], self.cleaned_data[name]
        if theirs != mine:
            words = str(self.meaning_words[theirs]), str(self.meaning_words[mine])
            self.add_error(name, conflict_at(self.said, column_place(label), *words))


def column_place(label: str) -> str:
    """What calls the meaning of a column among those who answered."""
    return f"column{JOINT}{label}"


def note_who(report: Report, before: Answers, after: Answers, by: User) -> None:
    """Note of each answer that changes who gave it, when, and in which words."""
    after.by = dict(before.by)
    noted = {"who": by.get_username(), "when": timezone.now().isoformat()}
    for cell in doubtful_cells(report):
        answer = answer_of(cell, after)
        if answer != answer_of(cell, before):
            after.by[cell.place] = noted | {"said": words_of_answer(cell, answer)}
    for label, name in (after.columns or {}).items():
        if (before.columns or {}).get(label) != name:
            after.by[column_place(label)] = noted


def words_of_answer(cell: DoubtfulCell, answer: str | None) -> Any:
    """As a person reads it: a text, or one in both languages."""
    for choice in cell.row.get("choices", []):
        if choice["value"] == answer:
            return choice["label"]
    return "" if answer is None or answer == EMPTY else answer


def who_answered(said: Answers, place: str) -> dict[str, str]:
    noted = said.by.get(place, {})
    when = f"{timezone.localtime(datetime.fromisoformat(noted['when'])):%Y-%m-%d %H:%M}" if noted else ""
    return {"who": noted.get("who", _("Somebody")), "when": when}


def conflict_at(said: Answers, place: str, theirs: str, mine: str) -> ValidationError:
    empty = _("nothing")
    told = who_answered(said, place) | {"theirs": theirs or empty, "mine": mine or empty}
    return ValidationError(CONFLICT, code="conflict", params=told)


def gone_errors(said: Answers, gone: list[tuple[str, str]]) -> list[ValidationError]:
    """What was typed in cells that are asked about no more is told, as it is not kept."""
    errors = []
    for place, mine in gone:
        told = {"row": " ".join(filter(None, place.split(JOINT)[:2])), "mine": mine}
        theirs = active_text(said.by.get(place, {}).get("said", ""))
        sentence = ANSWERED if theirs else GONE
        told |= who_answered(said, place) | {"theirs": theirs}
        errors.append(ValidationError(sentence, code="gone", params=told))
    return errors
