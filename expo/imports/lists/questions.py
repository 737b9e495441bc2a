"""What is asked of a list on its page: what columns mean, which row is meant, what a cell should say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.i18n.kept_texts import active_text
from expo.imports.kinds import SHOWN
from expo.imports.lists.answers import MEANT, NEW, SHARED, Answers, picked_key, place_name
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.reports import Report

NOT_USED = ("", _("not used"))
UNDECIDED = ("", _("choose"))


class QuestionsForm(forms.Form):
    """Cells that are in doubt or refused, of the first rows; then the columns. Its answers are those of the run."""

    def __init__(self, *args: Any, lists: ListKind, report: Report, answers: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = answers
        self.places: dict[str, str] = {}
        # Those of the places where somebody chooses; what is typed in the others is the text of the cell.
        self.chosen: set[str] = set()
        self.labels: dict[str, str] = {}
        for each in report.get("asked", [])[:SHOWN]:
            self.add_cell(each)
        for each in report.get("rejected", [])[:SHOWN]:
            self.add_cell(each)
        self.add_columns(lists, report)

    @property
    def asks(self) -> bool:
        """Whether somebody is to say something, so that the questions stand open."""
        return bool(self.places)

    def add_cell(self, row: dict[str, Any]) -> None:
        if not row["at"]:
            return
        name = f"cell-{len(self.places)}"
        self.places[name] = place_name(row["sheet"], row["row"], row["at"])
        choices = []
        for choice in row.get("choices", []):
            choices.append((choice["value"], active_text(choice["label"])))
        if choices:
            self.chosen.add(name)
            field: forms.Field = forms.ChoiceField(choices=[UNDECIDED, *choices], required=False)
        else:
            field = forms.CharField(required=False, initial=row["value"], max_length=2000)
        place = " ".join(filter(None, (row["sheet"], str(row["row"]))))
        field.label = f"{place} · {row['column']} · {row['value']}"[:200]
        field.help_text = active_text(row["reason"])
        self.fields[name] = field

    def add_columns(self, lists: ListKind, report: Report) -> None:
        choices = [NOT_USED, *lists.column_labels().items()]
        for number, column in enumerate(report.get("columns", [])):
            name = f"column-{number}"
            self.labels[name] = column["label"]
            initial = column["field"]
            if initial not in lists.column_labels():
                initial = ""
            self.fields[name] = forms.ChoiceField(
                label=column["label"], choices=choices, initial=initial, required=False
            )

    def answers(self) -> dict[str, Any]:
        """The run's mapping: what was said before, with what is said now."""
        said = Answers(self.said.columns, dict(self.said.cells), dict(self.said.picks))
        for name in self.changed_data:
            value = self.cleaned_data[name]
            if name in self.chosen and (value in (NEW, SHARED, MEANT) or picked_key(value) is not None):
                said.picks[self.places[name]] = value
            elif name in self.places and value:
                said.cells[self.places[name]] = value
            elif name in self.labels and name in self.data:
                said.columns = {**(said.columns or {}), self.labels[name]: value}
        return said.as_mapping()
