"""The boxes of questions about cells: what they are called, and what may be typed or chosen in them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.i18n.kept_texts import active_text, list_separator
from expo.imports.hours_field import HoursField
from expo.imports.lists.answers import EMPTY
from expo.imports.lists.asking.doubtful_cells import DoubtfulCell
from expo.imports.lists.reports import DAY, HOURS

UNDECIDED = ("", gettext_lazy("choose"))
LEFT_EMPTY = (EMPTY, gettext_lazy("leave this cell out"))
# So many of the rows that ask alike are named, fewer than make them ask as one.
NAMED = 3
LONGEST = 200


def typed_field(row: dict[str, Any], said: str | None) -> forms.Field:
    """The boxes for what is to be typed in place of a cell."""
    asks = row.get("asks", "")
    if asks == HOURS:
        return HoursField(initial=said or row["begins"])
    if asks == DAY:
        return forms.CharField(required=False, widget=forms.TextInput({"type": "date"}), initial=said)
    return forms.CharField(required=False, max_length=2000, initial=row["value"] if said is None else said)


def choice_field(row: dict[str, Any], said: str | None, *, may_be_empty: bool) -> forms.ChoiceField:
    choices = [UNDECIDED, *((choice["value"], active_text(choice["label"])) for choice in row["choices"])]
    if may_be_empty:
        choices.append(LEFT_EMPTY)
    return forms.ChoiceField(choices=choices, required=False, initial=EMPTY if said == "" else said)


def cell_label(cells: Sequence[DoubtfulCell], name_labels: Sequence[str]) -> str:
    """Which row it is, whose, and what the cell says; of rows that are asked about as one how many and which."""
    row = cells[0].row
    parts = [cells[0].row_place, row_name(row, name_labels)]
    if len(cells) > 1:
        parts = [places_words(cells)]
    return " · ".join(filter(None, (*parts, row["column"], row["value"])))[:LONGEST]


def places_words(cells: Sequence[DoubtfulCell]) -> str:
    """How many rows these are, and which are the first of them; there are always more than are named."""
    named = list_separator().join(cell.row_place for cell in cells[:NAMED])
    told = {"number": len(cells), "named": named, "rest": len(cells) - NAMED}
    return _("%(number)s rows: %(named)s and %(rest)s more") % told


def row_name(row: dict[str, Any], name_labels: Sequence[str]) -> str:
    """Whose row it is, where another of its cells says that."""
    for label in name_labels:
        if label != row["column"] and label in row["cells"]:
            return row["cells"][label][:60]
    return ""
