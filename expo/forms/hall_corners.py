"""The walls of a hall by their corners in metres, as many as there are."""

import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.exhibition.floor.outlines import Point, bounding_rectangle, crossing_walls
from expo.forms.hall_plans import LEAST
from expo.models.floor.placement import LONGEST

FEWEST, MOST = 3, 200
NUMBER = r"(\d{1,4}(?:\.\d{1,2})?)"
CORNER = re.compile(rf"\(?\s*{NUMBER}\s*(?:[,;x×/]\s*|\s){NUMBER}\s*\)?\s*m?", re.IGNORECASE)


class CornersForm(forms.Form):
    """A line for each corner; `seen` are the walls that its page showed. Cleaned they are points in centimetres."""

    corners = forms.CharField(
        label=gettext_lazy("Corners in metres"),
        widget=forms.Textarea(attrs={"rows": 8, "cols": 16, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A line for each corner, around the hall: metres from the left and from above, like “60 25.5”."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_corners(self) -> list[Point]:
        corners = read_corners(self.cleaned_data["corners"])
        if not FEWEST <= len(corners) <= MOST:
            raise ValidationError(_("A hall has from three to two hundred corners."))
        box = bounding_rectangle(corners)
        if min(box.right - box.left, box.bottom - box.top) < LEAST:
            raise ValidationError(_("A hall is at least five metres wide and deep."))
        if found := crossing_walls(corners):
            one, other = (each + 1 for each in found)
            sentence = _(
                "The walls that begin at corners %(one)d and %(other)d meet: order the corners around the hall."
            )
            raise ValidationError(sentence % {"one": one, "other": other})
        return corners


def read_corners(text: str) -> list[Point]:
    """Each once, also where the last is the first again. Raises ValidationError."""
    corners: list[Point] = []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        if not line.strip():
            continue
        found = CORNER.fullmatch(line.strip())
        if found is None:
            raise ValidationError(
                _("Line %(line)d is no corner: write two numbers, like “60 25.5”.") % {"line": number}
            )
        point = Point(*(int(Decimal(each) * 100) for each in found.groups()))
        if max(point) > LONGEST:
            raise ValidationError(_("Line %(line)d: a hall is at most a kilometre long.") % {"line": number})
        if not corners or point != corners[-1]:
            corners.append(point)
    if len(corners) > 1 and corners[-1] == corners[0]:
        corners.pop()
    return corners


def write_corners(corners: list[Point]) -> str:
    """As the form reads them."""
    return "\n".join(f"{metres(point.x)} {metres(point.y)}" for point in corners)


def metres(centimetres: int) -> str:
    return f"{Decimal(centimetres) / 100:f}"
