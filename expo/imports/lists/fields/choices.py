"""Fields of which only certain values are possible, by whatever they are called in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets.cells import NO, YES, cell_text, fold_words
from expo.models import Edition
from expo.spreadsheets.cells import Value


@dataclass(frozen=True, kw_only=True)
class ChoiceColumn(ListColumn):
    """One of `choices`; `called`: what else they are called, blanks between the words."""

    choices: type[TextChoices]
    called: Mapping[str, str] = field(default_factory=dict)

    def parse(self, text: str, known: References) -> Any:
        names = choice_names(self.choices, self.called)
        value = names.get(fold_words(text))
        if value is None:
            offered = []
            for choice, label in self.choices.choices:
                if choice:
                    offered.append(Choice(choice, label))
            raise CellProblem(_("“%(found)s” is none of those that are possible."), offered, found=text)
        return value

    def hint_text(self) -> str:
        labels = [str(label) for value, label in self.choices.choices if value]
        return gettext("One of: %(labels)s.") % {"labels": "; ".join(labels)}

    def example(self, edition: Edition) -> str:
        return str(self.choices(self.default or next(filter(None, self.choices.values))).label)

    def words_of(self, value: Any) -> str:
        return str(self.choices(value).label)

    def leaves_open(self, cell: Value) -> bool:
        return super().leaves_open(cell) and not self.knows(str(cell))

    def knows(self, text: str) -> bool:
        """Whether it is a word for one of them."""
        return fold_words(text) in choice_names(self.choices, self.called)

    def is_named_by(self, text: str, value: str) -> bool:
        """Whether a cell says the value by its own name, and not by a word that is taken for it."""
        return choice_names(self.choices, {}).get(fold_words(text)) == value


def choice_names(choices: type[TextChoices], called: Mapping[str, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for value in choices:
        said = [value.value, *called.get(value.value, "").split()]
        for language in ("en", "zh-hans"):
            with override(language):
                said.append(str(value.label))
        for word in filter(None, said):
            names[fold_words(word)] = value.value
    return names


@dataclass(frozen=True, kw_only=True)
class FlagColumn(ListColumn):
    """Yes or no."""

    default: Any = False
    hint: ClassVar[LazyText] = _("Yes or no.")

    def example(self, edition: Edition) -> str:
        return gettext("no")

    def read(self, cell: Value, known: References) -> Any:
        # A sign for "nothing" in other columns is a no in this one.
        if isinstance(cell, str) and fold_words(cell) in NO:
            return False
        text = fold_words(cell_text(cell))
        if not text or self.leaves_open(text):
            return None
        if text in YES:
            return True
        if text in NO:
            return False
        raise CellProblem(_("“%(found)s” is neither yes nor no."), yes_or_no(), found=text)

    def words_of(self, value: Any) -> str:
        if value:
            return gettext("yes")
        return gettext("no")


def yes_or_no() -> list[Choice]:
    return [Choice("yes", _("yes")), Choice("no", _("no"))]
