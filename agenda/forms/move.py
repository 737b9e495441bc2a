"""Where a planner wants a session to stand."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Room, Session
from agenda.planning.moves import Placement
from expo.i18n import dates
from expo.i18n.instants import DAY, MINUTE, SkippedHour, duration, entered_moment, shift_moment, wall_clock_time

BESIDE = {"starts_at": "start", "ends_at": "end", "last_day": "day"}
ENDS = ("end", "length", "until")
FULL_DAY = 24 * 60


class RoomChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Room) -> str:
        if obj.hall:
            return f"{obj} · {obj.hall}"
        return str(obj)


class MoveForm(forms.Form):
    """Day, hours and room; `seen` is what the planner saw. A length is taken where there is no end.

    `until` is what the board sends of an end that was drawn: minutes by the clock from the midnight of the day.
    """

    day = forms.TypedChoiceField(coerce=dt.date.fromisoformat, empty_value=None, required=False)
    room = RoomChoice(Room.objects.none(), required=False, empty_label=gettext_lazy("No room"))
    start = forms.TimeField(required=False, widget=forms.TimeInput({"type": "time", "step": 60}, "%H:%M"))
    end = forms.TimeField(required=False, widget=forms.TimeInput({"type": "time", "step": 60}, "%H:%M"))
    length = forms.IntegerField(required=False, max_value=31 * FULL_DAY)
    until = forms.IntegerField(required=False, min_value=0, max_value=2 * FULL_DAY, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    field_order = ["day", "room", "start", "end", "length", "until", "seen"]
    hours: tuple[dt.datetime | None, dt.datetime | None] = (None, None)

    def __init__(self, data: Any = None, *, session: Session, rooms: Any = None) -> None:
        self.session = session
        super().__init__(data, initial=initial_values(session))
        edition = session.edition
        days = [(day.isoformat(), dates.format_day(day, dates.NAME)) for day in edition.days]
        cast(forms.ChoiceField, self.fields["day"]).choices = [("", _("No day")), *days]
        cast(forms.ModelChoiceField, self.fields["room"]).queryset = edition.rooms.select_related("hall").order_by(
            "order", "slug"
        )
        labels = {"day": _("Day"), "room": _("Room"), "start": _("Start"), "end": _("End")}
        for name, label in (labels | {"length": _("Or length in minutes")}).items():
            self.fields[name].label = label
        self.fields["length"].help_text = _("Taken where no end is given.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["start"] and not cleaned["day"]:
            self.add_error("day", _("A session with hours needs its day."))
        elif cleaned["start"] and all(cleaned[name] is None for name in ENDS):
            self.add_error("end", _("Give both start and end, or neither."))
        elif cleaned["end"] and not cleaned["start"]:
            self.add_error("start", _("Give both start and end, or neither."))
        elif cleaned["start"]:
            self.enter_hours(cleaned)
        return cleaned

    def enter_hours(self, cleaned: dict[str, Any]) -> None:
        """Find the moments of the start and the end; an hour that does not exist is refused beside its field."""
        field = "start"
        try:
            begins = dt.datetime.combine(cleaned["day"], cleaned["start"])
            starts_at = self.moment(begins, "starts_at", None)
            ends = clock_end(cleaned, begins)
            field = "length"
            if cleaned["end"]:
                field = "end"
            if ends:
                ends_at = self.moment(ends, "ends_at", starts_at)
            else:
                ends_at = self.end_by_length(starts_at)
            self.hours = starts_at, ends_at
        except SkippedHour as error:
            self.add_error(field, error)
        except OverflowError:
            self.add_error(field, _("Give both start and end, or neither."))

    def moment(self, shown: dt.datetime, name: str, after: dt.datetime | None) -> dt.datetime:
        return entered_moment(shown, self.session.edition.tz, after, stands=getattr(self.session, name))

    def end_by_length(self, starts_at: dt.datetime) -> dt.datetime:
        return shift_moment(starts_at, self.cleaned_data["length"] * MINUTE)

    def placement(self) -> Placement:
        """What was asked for; a last day keeps its distance from the first."""
        asked = self.cleaned_data
        day, room_id = asked["day"], None
        if asked["room"]:
            room_id = asked["room"].pk
        starts_at, ends_at = self.hours
        return Placement(day, shift_last_day(self.session, day), starts_at, ends_at, room_id)

    def refuse(self, error: ValidationError) -> None:
        """Put what the session's rules say beside the fields of this form."""
        by_field: dict[str, Any] = {"": error}
        if hasattr(error, "error_dict"):
            by_field = error.error_dict
        for field, errors in by_field.items():
            place = BESIDE.get(field, field)
            self.add_error(place if place in self.fields else None, errors)


def clock_end(cleaned: dict[str, Any], begins: dt.datetime) -> dt.datetime | None:
    """What the clocks shall show at the end; None where a length is given. The midnight after the day ends it."""
    midnight = dt.datetime.combine(begins.date(), dt.time())
    if cleaned["end"] is not None:
        ends = dt.datetime.combine(begins.date(), cleaned["end"])
        if ends == midnight:
            ends += DAY
        return ends
    if cleaned["until"] is None:
        return None
    return midnight + cleaned["until"] * MINUTE


def initial_values(session: Session) -> dict[str, Any]:
    """Where it stands, as the form's fields; an end on another day as a length."""
    initial: dict[str, Any] = {"day": session.day and session.day.isoformat(), "room": session.room_id}
    initial["seen"] = Placement.of(session).token
    starts_at, ends_at = session.starts_at, session.ends_at
    if starts_at and ends_at:
        start = wall_clock_time(starts_at, session.edition.tz)
        end = wall_clock_time(ends_at, session.edition.tz)
        initial["start"] = start.time()
        if start.date() == end.date():
            initial["end"] = end.time()
        else:
            initial["length"] = round(duration(starts_at, ends_at) / MINUTE)
    return initial


def shift_last_day(session: Session, day: dt.date | None) -> dt.date | None:
    if not (session.last_day and session.day and day):
        return None
    return session.last_day + (day - session.day)
