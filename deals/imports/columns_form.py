"""What is asked about a file of deals: what its columns mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deals.imports.sheets.vocabulary import FIELDS, NO_FIELD, UNUSED

NOT_USED = [("", _("not used"))]


class ColumnsForm(forms.Form):
    """What each column means."""

    def __init__(self, *args: Any, columns: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*NOT_USED, *FIELDS.items()]
        for column in columns:
            field = column["field"]
            if field == UNUSED:
                field = ""
            self.fields[f"column-{column['index']}"] = forms.ChoiceField(
                label=column["label"], choices=choices, initial=field, required=False, help_text=column_question(column)
            )

    @property
    def asks(self) -> bool:
        """Whether a column may be one thing as well as another, so that somebody must say which."""
        return any(field.help_text for field in self.fields.values())

    def answers(self) -> dict[str, str]:
        """Fields by column."""
        return {name.removeprefix("column-"): field for name, field in self.cleaned_data.items()}


def column_question(column: dict[str, Any]) -> str:
    """Which of two meanings a column has that could have both; "" for a column that is certain."""
    if not column.get("asked"):
        return ""
    one, other = column["asked"][:2]
    names = {"one": FIELDS.get(one, NO_FIELD), "other": FIELDS.get(other, NO_FIELD)}
    return _("“%(one)s” or “%(other)s”? Say which.") % names
