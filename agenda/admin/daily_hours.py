"""The hours of each day as staff enter them: a row for each day of the edition."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.i18n import dates

PARTS = ("opens", "closes", "closed")


class DailyHoursRow(NamedTuple):
    """What stands in a day's boxes, as it was typed."""

    opens: str = ""
    closes: str = ""
    closed: bool = False

    @classmethod
    def of(cls, hours: list[str] | None) -> Self:
        if not hours:
            return cls(closed=True)
        return cls(hours[0], hours[1])


class DailyHoursWidget(forms.Widget):
    template_name = "agenda/desk/daily_hours.html"
    use_fieldset = True
    days: Iterable[dt.date] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = []
        for day in self.days:
            hours = (value or {}).get(day.isoformat(), DailyHoursRow())
            rows.append((day, dates.format_day(day, dates.NAME), hours))
        return {**super().get_context(name, None, attrs), "rows": rows}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, DailyHoursRow]:
        found = {}
        for day in self.days:
            opens, closes, closed = (data.get(f"{name}_{day.isoformat()}_{part}", "") for part in PARTS)
            row = DailyHoursRow(opens.strip(), closes.strip(), bool(closed))
            if any(row):
                found[day.isoformat()] = row
        return found

    def entries(self, name: str, value: dict[str, DailyHoursRow]) -> dict[str, str]:
        """What its boxes send where nobody touches them."""
        sent = {}
        for day in self.days:
            row = value.get(day.isoformat(), DailyHoursRow())
            for part, said in zip(PARTS, (row.opens, row.closes, "on" if row.closed else ""), strict=True):
                sent[f"{name}_{day.isoformat()}_{part}"] = said
        return sent

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return ""


class DailyHoursField(forms.Field):
    """Gives what `Session.daily_hours` holds."""

    widget = DailyHoursWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            label=gettext_lazy("Hours of each day"),
            help_text=gettext_lazy(
                "Only where it lasts several days; a day that is left empty has the hours of the start and the end."
            ),
            **kwargs,
        )

    def for_days(self, days: Iterable[dt.date]) -> None:
        self.widget.days = list(days)

    def prepare_value(self, value: Any) -> dict[str, DailyHoursRow]:
        rows = {}
        for day, hours in (value or {}).items():
            if isinstance(hours, DailyHoursRow):
                rows[day] = hours
            else:
                rows[day] = DailyHoursRow.of(hours)
        return rows

    def clean(self, value: dict[str, DailyHoursRow]) -> dict[str, list[str] | None]:
        wrong = []
        for day, row in value.items():
            if refusal := row_refusal(dt.date.fromisoformat(day), row):
                wrong.append(refusal)
        if wrong:
            raise ValidationError(wrong)
        hours: dict[str, list[str] | None] = {}
        for day, row in value.items():
            if row.closed:
                hours[day] = None
            else:
                hours[day] = [normalise_time(row.opens), normalise_time(row.closes)]
        return hours

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or {}) != self.clean(data)
        except ValidationError:
            return True


def normalise_time(typed: str) -> str:
    """09:30 of 9:30 or 09:30:00. Raises ValueError for what is no time."""
    hour, colon, rest = typed.partition(":")
    return f"{dt.time.fromisoformat(f'{hour.zfill(2)}{colon}{rest}'):%H:%M}"


def row_refusal(day: dt.date, row: DailyHoursRow) -> str:
    """What is wrong with a row, as a sentence that names its day."""
    named = {"day": dates.format_day(day, dates.NAME)}
    if row.closed and (row.opens or row.closes):
        return _("%(day)s: closed, or open with hours, not both.") % named
    if row.closed:
        return ""
    if not (row.opens and row.closes):
        return _("%(day)s: give both the opening and the closing time.") % named
    try:
        same = normalise_time(row.opens) == normalise_time(row.closes)
    except ValueError:
        return _("%(day)s: give the times like 09:30.") % named
    if same:
        return _("%(day)s: it must close at another time than it opens.") % named
    return ""
