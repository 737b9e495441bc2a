"""How staff draw stands: by forms in metres, and by what the editor sends in centimetres."""

import json
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.db.text_fields import TypedField
from expo.exhibition.floor.hall_state import HallState, exhibitor_name
from expo.exhibition.floor.outlines import Rectangle
from expo.exhibition.floor.plan_changes import MOST, StandChange
from expo.exhibition.floor.plan_drafts import number_series
from expo.exhibition.floor.stand_states import StandState
from expo.models.floor.booths import BoothKind
from expo.models.floor.placement import LONGEST

# No hall is less wide or deep, in centimetres.
LEAST = 500
MEASURES = ("x", "y", "width", "depth")
SIDES = [("N", gettext_lazy("above")), ("E", gettext_lazy("right")), ("S", gettext_lazy("below")),
         ("W", gettext_lazy("left"))]  # fmt: skip
DIRECTIONS = [("right", gettext_lazy("to the right")), ("down", gettext_lazy("downwards"))]


class Metres(forms.DecimalField):
    """Metres as people write them; whole centimetres as they are stored, None where it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=6, decimal_places=2, min_value=0, max_value=LONGEST // 100, **kwargs)

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        if found is None:
            return None
        return int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{value / 100:.2f}"
        return value


class PlacedStandForm(forms.Form):
    """One stand: its number, place, kind and exhibitors; `seen` is what its page showed."""

    number = TypedField(label=gettext_lazy("Number"), max_length=12)
    x = Metres(label=gettext_lazy("Metres from the left"), required=False)
    y = Metres(label=gettext_lazy("Metres from above"), required=False)
    width = Metres(label=gettext_lazy("Width in metres"), required=False)
    depth = Metres(label=gettext_lazy("Depth in metres"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BoothKind.choices, required=False)
    open_sides = forms.MultipleChoiceField(
        label=gettext_lazy("Open sides"), choices=SIDES, required=False, widget=forms.CheckboxSelectMultiple
    )
    exhibitors = forms.TypedMultipleChoiceField(label=gettext_lazy("Exhibitors"), coerce=int, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, hall: HallState, state: StandState) -> None:
        written = state.as_dict() | {"open_sides": list(state.open_sides), "seen": state.token}
        super().__init__(data, initial=written)
        self.state = state
        there = [hall.people[key] for key in state.exhibitors if key in hall.people]
        choices = [(one.pk, exhibitor_name(one)) for one in [*there, *hall.waiting]]
        cast(forms.ChoiceField, self.fields["exhibitors"]).choices = choices

    def change(self, booth: int) -> StandChange:
        """What it says; corners stay with the size that they have."""
        to = {name: self.cleaned_data[name] for name in ("number", "kind", "exhibitors", *MEASURES)}
        to["open_sides"] = "".join(self.cleaned_data["open_sides"])
        if to["width"] is None:
            to["outline"] = ""
        return StandChange(booth, self.cleaned_data["seen"], to)


class StandRowForm(forms.Form):
    """New stands of one size, numbered in series."""

    number = TypedField(label=gettext_lazy("First number"), max_length=12)
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=200, initial=10)
    step = forms.IntegerField(label=gettext_lazy("Step between numbers"), min_value=1, max_value=10, initial=1)
    x = Metres(label=gettext_lazy("Metres from the left"), initial=500)
    y = Metres(label=gettext_lazy("Metres from above"), initial=500)
    width = Metres(label=gettext_lazy("Width in metres"), initial=300)
    depth = Metres(label=gettext_lazy("Depth in metres"), initial=300)
    gap = Metres(label=gettext_lazy("Metres between them"), initial=0)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=DIRECTIONS)

    def box(self) -> Rectangle:
        left, top = self.cleaned_data["x"], self.cleaned_data["y"]
        return Rectangle(left, top, left + self.cleaned_data["width"], top + self.cleaned_data["depth"])

    def numbers(self) -> list[str]:
        told = self.cleaned_data
        return number_series(told["number"], told["count"], told["step"])


class WallsForm(forms.Form):
    """How large a hall of four walls is; `seen` are the walls that its page showed."""

    width = Metres(label=gettext_lazy("Width in metres"))
    depth = Metres(label=gettext_lazy("Depth in metres"))
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        for name in ("width", "depth"):
            if self.cleaned_data.get(name, LEAST) < LEAST:
                self.add_error(name, _("A hall is at least five metres wide and deep."))
        return self.cleaned_data


class SplitForm(forms.Form):
    """Where a stand is cut in two, and what the new one is called."""

    number = TypedField(label=gettext_lazy("Number of the new stand"), max_length=12)
    share = Metres(label=gettext_lazy("Metres that the stand keeps"))
    direction = forms.ChoiceField(label=gettext_lazy("The new stand lies"), choices=DIRECTIONS)
    seen = forms.CharField(widget=forms.HiddenInput)


class RectanglesForm(forms.Form):
    """A file of stands, as rectangles or as a drawing."""

    file = forms.FileField(label=gettext_lazy("CSV or SVG"))


def parse_changes(body: bytes) -> list[StandChange]:
    """What the editor sends: `[{"booth": 7, "seen": "…", "x": 300, …}]`, a stand each. Raises ValidationError."""
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is no list of stands.")) from error
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
        raise ValidationError(_("This is no list of stands."))
    return [parse_change(row) for row in rows]


def parse_change(row: Any) -> StandChange:
    if not isinstance(row, dict):
        raise ValidationError(_("This is no list of stands."))
    booth, seen = row.pop("booth", None), row.pop("seen", "")
    for name, value in row.items():
        if name not in CHECKS or not CHECKS[name](value):
            raise ValidationError(_("A stand cannot have this: %(name)s.") % {"name": str(name)[:20]})
    if not isinstance(seen, str) or not (booth is None or is_whole(booth)):
        raise ValidationError(_("This is no list of stands."))
    return StandChange(booth, seen, row)


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def is_measure(value: Any) -> bool:
    return value is None or (is_whole(value) and value <= LONGEST)


def is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 4000


def is_keys(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 100 and all(map(is_whole, value))


CHECKS = dict.fromkeys(MEASURES, is_measure) | dict.fromkeys(("number", "outline", "kind", "open_sides"), is_text)
CHECKS["exhibitors"] = is_keys
