"""Start and end by the clock, as two boxes, for a cell that says one of them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")


class HoursWidget(forms.MultiWidget):
    """Two boxes for times."""

    def __init__(self) -> None:
        boxes = []
        for label in (_("starts"), _("ends")):
            boxes.append(forms.TimeInput({"type": "time", "step": 60, "aria-label": label}, "%H:%M"))
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[str | None]:
        """Of a text like 09:30-10:45, or 09:30."""
        begin, end, *_rest = [*CLOCK.findall(value or ""), None, None]
        return [begin and begin.zfill(5), end and end.zfill(5)]


class HoursField(forms.MultiValueField):
    """Its value is a text like 09:30-10:45, as cells say it; "" for nothing."""

    widget = HoursWidget

    def __init__(self, **options: Any) -> None:
        fields = (forms.TimeField(), forms.TimeField())
        super().__init__(fields, required=False, require_all_fields=False, **options)

    def clean(self, value: Any) -> str:
        if any(value or ()) and not all(value):
            if not self.has_changed(self.initial, value):
                # The half that stood there: nobody has answered yet.
                return ""
            raise ValidationError(_("Give both start and end, or neither."), code="half")
        return super().clean(value)

    def compress(self, data_list: Any) -> str:
        if not data_list:
            return ""
        return "-".join(f"{clock:%H:%M}" for clock in data_list)
