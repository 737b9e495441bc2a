"""Fields that read what clerks type: days without a year, times at the expo, and several of a list."""

import datetime as dt
import re
import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.money import Money, parse
from expo.i18n.hanzi import fold_hanzi
from expo.i18n.instants import entered_moment, has_summer_time
from expo.models import Edition

# A key of more digits fits no column: SQLite fails where PostgreSQL finds nothing.
LONGEST_KEY = 18
SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2})|(\d{1,2})月(\d{1,2})[日号]?", re.ASCII)


def read_amount(text: str, currency: str, dollar: str | None = None) -> Money | None:
    """The amount that somebody typed, as `parse` reads it; None where nothing is typed."""
    if not text.strip():
        return None
    return parse(text.strip(), currency=currency, dollar=dollar)


class DayField(forms.DateField):
    """A day: 2019-08-26; or without its year, month first: 8-26, 0826, 8月26日."""

    default_error_messages = {"invalid": _("Write the day as 2019-08-26, or month and day as 8-26.")}
    year = dt.date.min.year

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y%m%d"], **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and (short := SHORT.fullmatch(fold_hanzi(value.strip()))):
            month, day = filter(None, short.groups())
            value = f"{self.year:04d}-{int(month):02d}-{int(day):02d}"
        return super().to_python(value)


class VenueTimeField(forms.DateTimeField):
    """A time on the clocks of the expo, wherever the desk stands.

    It says until when something is kept back: of an hour that comes twice, the second is meant, so that nothing goes
    out too early. An hour that the clocks skip is refused.
    """

    zone = zoneinfo.ZoneInfo("UTC")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def stands_at(self, edition: Edition) -> None:
        self.zone = edition.tz
        self.help_text = _("On the clocks of the expo: %(zone)s.") % {"zone": edition.timezone}
        if has_summer_time(self.zone, edition.starts_on.year):
            twice = _("Of an hour that comes twice in the night when the clocks are put back, the second is meant.")
            self.help_text = f"{self.help_text} {twice}"

    def to_python(self, value: Any) -> dt.datetime | None:
        with timezone.override(dt.UTC):
            shown = super().to_python(value)
        if not shown or getattr(value, "tzinfo", None):
            return shown
        shown = shown.replace(tzinfo=None)
        first = entered_moment(shown, self.zone)
        return entered_moment(shown, self.zone, after=first)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


class SeveralField(forms.ModelMultipleChoiceField):
    """Any number of rows. A key that no column could hold is none of the choices."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(key)[:40]}
                )
        return super().clean(value)
