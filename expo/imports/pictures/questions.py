"""What is asked of a ZIP of pictures: which of several is meant, and whose a picture is that nobody's name fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.i18n.kept_texts import active_text
from expo.imports.kinds import SHOWN, Report
from expo.imports.pictures.reading import PictureAnswers

UNDECIDED = ("", _("choose"))


class PictureQuestions(forms.Form):
    """Of the first files. Its answers are those of the run."""

    def __init__(self, *args: Any, report: Report, answers: PictureAnswers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = answers
        self.picked: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        for row in report.get("asked", [])[:SHOWN]:
            self.add_choice(row)
        for row in report.get("rejected", [])[:SHOWN]:
            if row["unknown"]:
                self.add_name(row)

    @property
    def asks(self) -> bool:
        return bool(self.fields)

    def add_choice(self, row: dict[str, Any]) -> None:
        choices = [UNDECIDED]
        for choice in row["choices"]:
            choices.append((choice["value"], active_text(choice["label"])))
        name = f"pick-{row['row']}"
        self.picked[name] = row["file"]
        self.fields[name] = forms.ChoiceField(
            label=row["key"], choices=choices, required=False, help_text=active_text(row["reason"])
        )

    def add_name(self, row: dict[str, Any]) -> None:
        name = f"name-{row['row']}"
        self.typed[name] = row["file"]
        self.fields[name] = forms.CharField(
            label=row["key"],
            required=False,
            max_length=200,
            initial=self.said.names.get(row["file"], ""),
            help_text=active_text(row["reason"]),
        )

    def answers(self) -> dict[str, Any]:
        """The run's mapping: what was said before, with what is said now."""
        picks, names = dict(self.said.picks), dict(self.said.names)
        for name in self.changed_data:
            if value := self.cleaned_data[name].strip():
                if name in self.picked:
                    picks[self.picked[name]] = value
                else:
                    names[self.typed[name]] = value
        return {"picks": picks, "names": names}
