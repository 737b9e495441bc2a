"""What is asked of a ZIP of pictures: which of several is meant, and whose a picture is that nobody's name fits."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from expo.i18n.kept_texts import active_text
from expo.i18n.lazy_text import LazyText
from expo.imports.kinds import Report
from expo.imports.pictures.named_pictures import PictureAnswers

UNDECIDED = ("", _("choose"))
NONE_OF_THEM = _("If none of these is meant: whose it is.")
SAID = _("You have said so: empty the field to take that back.")


class PictureQuestions(forms.Form):
    """What is still to be said, then what was said before. Its answers are those of the run."""

    def __init__(
        self, *args: Any, report: Report, answers: PictureAnswers, look: Callable[[int], str], **kwargs: Any
    ) -> None:
        """`look`: by the number of a file, the address of its picture."""
        super().__init__(*args, **kwargs)
        self.said, self.look = answers, look
        self.picked: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        for row in (*report.get("asked", []), *report.get("rejected", [])):
            self.add_fields(row, self.shown_picture(row, active_text(row["reason"])))
        self.asks = bool(self.fields)
        for row in report.get("accepted", []):
            self.add_fields(row, SAID)

    def shown_picture(self, row: dict[str, Any], reason: str) -> LazyText:
        """The picture below what is asked of it, where something is."""
        if not row.get("choices") and row.get("typed") is None:
            return reason
        image = '{}<img class="asked-picture" src="{}" alt="{}" width="160" height="120" loading="lazy">'
        return format_html(image, reason, self.look(row["row"]), row["key"])

    def add_fields(self, row: dict[str, Any], help_text: LazyText) -> None:
        """Those that the row's file has: one for what is typed, one for what is picked, both, or none."""
        said = {"label": row["key"], "help_text": help_text, "required": False}
        if row.get("choices"):
            name = f"pick-{row['row']}"
            self.picked[name] = row["file"]
            choices = [UNDECIDED]
            for choice in row["choices"]:
                choices.append((choice["value"], active_text(choice["label"])))
            self.fields[name] = forms.ChoiceField(choices=choices, initial=row.get("picked", ""), **said)
            said["help_text"] = SAID if row.get("typed") else NONE_OF_THEM
        if row.get("typed") is not None:
            name = f"name-{row['row']}"
            self.typed[name] = row["file"]
            self.fields[name] = forms.CharField(max_length=200, initial=row["typed"], **said)

    def answers(self) -> dict[str, Any]:
        """The run's mapping: what was said before, with what is said now; what is emptied is taken back."""
        picks, names = dict(self.said.picks), dict(self.said.names)
        for name in self.changed_data:
            if name in self.picked:
                write_answer(picks, self.picked[name], self.cleaned_data[name])
            else:
                write_answer(names, self.typed[name], self.cleaned_data[name].strip())
        return {"picks": picks, "names": names}


def write_answer(answers: dict[str, str], file: str, answer: str) -> None:
    if answer:
        answers[file] = answer
    else:
        answers.pop(file, None)
