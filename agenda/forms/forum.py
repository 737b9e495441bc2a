"""What is typed of a forum: its head, and a row for each of its parts."""

import datetime as dt
import re
from abc import abstractmethod
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agenda.forms.move import RoomChoice
from agenda.models import RoleKind, Room, Session, SessionKind, SessionStatus
from agenda.models.bounds import NIGHT_ENDS
from agenda.planning.forum import ForumData, PartData, PartType
from expo.db.text_fields import TypedField
from expo.i18n import dates
from expo.i18n.instants import DAY, SkippedHour, entered_moment, wall_clock_time
from expo.models import Edition

MOST_PARTS = 60
# More rows than may be saved are shown again, so that nothing that was typed is lost.
MOST_SHOWN = 4 * MOST_PARTS
LONGEST_PART = 12 * 60
MINUTES = re.compile(r"\s*(?:分钟|分|minutes?|mins?|')\s*$")
BREAK_NAMES = {"name_en": "Break", "name_zh": "茶歇"}


def clock_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput({"type": "time", "step": 60}, "%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget, help_text=help_text)


class MinutesField(forms.IntegerField):
    """45, or as lists say it: 45 min, 45分钟."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(MINUTES.sub("", value or ""))


class PartForm(forms.Form):
    """One row: a talk, a panel or a pause. An empty one counts for nothing."""

    type = forms.ChoiceField(
        label=pgettext_lazy("part of a forum", "What"), choices=PartType, initial=PartType.TALK, required=False
    )
    name_zh = TypedField(label=gettext_lazy("Title (Chinese)"), max_length=250, required=False)
    name_en = TypedField(label=gettext_lazy("Title (English)"), max_length=250, required=False)
    minutes = MinutesField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=LONGEST_PART,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    speakers = TypedField(label=gettext_lazy("Speakers"), max_length=1000, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Their role"),
        choices=[("", gettext_lazy("the usual one")), *RoleKind.choices],
        required=False,
    )
    moderators = TypedField(label=gettext_lazy("Moderators"), max_length=500, required=False)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of its own; what kind of part it would be is none."""
        said = self.cleaned_data
        return not any(said.get(name) for name in ("name_zh", "name_en", "minutes", "speakers", "moderators"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.errors or self.is_empty:
            return said
        if not said["name_zh"] and not said["name_en"] and said["type"] == PartType.BREAK:
            said.update(BREAK_NAMES)
        elif not said["name_zh"] and not said["name_en"]:
            self.add_error("name_zh", _("Give a title, in either language."))
        if not said["minutes"]:
            self.add_error("minutes", _("Say how many minutes it lasts."))
        return said

    def part(self, number: int) -> PartData:
        said = self.cleaned_data
        own = {name: said[name] for name in ("name_en", "name_zh", "minutes", "speakers", "role", "moderators")}
        return PartData(number=number, type=said["type"] or PartType.TALK.value, **own)


class PartRows(forms.BaseFormSet):
    """The rows of a forum, in their order."""

    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": gettext_lazy("At most %(num)d rows are saved at once: add the others as further parts.")
    }

    def parts(self) -> tuple[PartData, ...]:
        parts = []
        for number, form in enumerate(self.forms):
            if not form.is_empty:
                parts.append(form.part(number))
        return tuple(parts)


PartFormSet = forms.formset_factory(
    PartForm, PartRows, extra=5, max_num=MOST_PARTS, validate_max=True, absolute_max=MOST_SHOWN
)


class BaseForumForm(forms.Form):
    """What new parts begin with, whether their forum is new too or stands already.

    `key`: of this page, so that sending it twice saves once; `seen`: what was looked at.
    """

    start = clock_field(gettext_lazy("Start"))
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[(each.value, each.label) for each in (SessionStatus.DRAFT, SessionStatus.CONFIRMED)],
        help_text=gettext_lazy("The next release makes public what is confirmed."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    starts_at: dt.datetime

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.initial.setdefault("key", uuid4())

    @abstractmethod
    def data_with(self, parts: tuple[PartData, ...]) -> ForumData:
        """With what the head says."""

    def refuse_without_parts(self) -> None:
        self.add_error(None, _("Give at least one part, or say when it ends."))

    def enter_start(self, day: dt.date, after: dt.datetime | None = None) -> None:
        """The moment of the start; an hour that does not exist is refused beside it."""
        shown = dt.datetime.combine(day, self.cleaned_data["start"])
        try:
            self.starts_at = entered_moment(shown, self.edition.tz, after)
        except SkippedHour as error:
            self.add_error("start", error)


class ForumForm(BaseForumForm):
    """The head of a forum that is new."""

    name_zh = TypedField(label=gettext_lazy("Title (Chinese)"), max_length=250, required=False)
    name_en = TypedField(label=gettext_lazy("Title (English)"), max_length=250, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SessionKind, initial=SessionKind.FORUM)
    day = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=dt.date.fromisoformat)
    room = RoomChoice(
        Room.objects.none(), label=gettext_lazy("Room"), required=False, empty_label=gettext_lazy("No room")
    )
    end = clock_field(gettext_lazy("End"), required=False, help_text=gettext_lazy("Empty: it ends with its last part."))
    moderators = TypedField(label=gettext_lazy("Moderators"), max_length=500, required=False)
    languages = TypedField(
        label=gettext_lazy("Languages"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Codes with commas, like zh,en; the first is spoken."),
    )
    field_order = ["name_zh", "name_en", "kind", "day", "room", "start", "end", "moderators", "languages", "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(day.isoformat(), dates.format_day(day, dates.NAME)) for day in self.edition.days]
        cast(forms.ChoiceField, self.fields["day"]).choices = days
        rooms = self.edition.rooms.select_related("hall").order_by("order", "slug")
        cast(forms.ModelChoiceField, self.fields["room"]).queryset = rooms

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("name_zh") and not said.get("name_en") and not {"name_zh", "name_en"} & set(self.errors):
            self.add_error("name_zh", _("Give a title, in either language."))
        if said.get("day") and said.get("start"):
            self.enter_start(said["day"])
        return said

    def data_with(self, parts: tuple[PartData, ...]) -> ForumData:
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("start", "key", "seen")}
        return ForumData(edition=self.edition, starts_at=self.starts_at, parts=parts, **own)


class FurtherPartsForm(BaseForumForm):
    """Where further parts of a forum begin, which give them their day and room."""

    extend = forms.BooleanField(
        label=gettext_lazy("If need be, the forum ends later, with its last part"), required=False, initial=True
    )
    field_order = ["start", "status", "extend"]

    def __init__(self, *args: Any, forum: Session, **kwargs: Any) -> None:
        super().__init__(*args, edition=forum.edition, **kwargs)
        self.forum = forum
        self.fields["status"].initial = forum.status
        if free_from := first_free_moment(forum):
            self.fields["start"].initial = wall_clock_time(free_from, self.edition.tz).time()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.forum.day is None:
            self.add_error("start", _("A session with hours needs its day."))
        elif said.get("start"):
            self.enter_start(self.first_day(said["start"], self.forum.day), self.forum.starts_at)
        return said

    def first_day(self, start: dt.time, day: dt.date) -> dt.date:
        """The forum's, or the next where it goes on into the night and the hour lies there."""
        begins = self.forum.starts_at
        if begins and start <= NIGHT_ENDS and start < wall_clock_time(begins, self.edition.tz).time():
            return day + DAY
        return day

    def data_with(self, parts: tuple[PartData, ...]) -> ForumData:
        forum = self.forum
        own = {name: getattr(forum, name) for name in ("name_en", "name_zh", "kind", "day", "room", "languages")}
        own |= {name: self.cleaned_data[name] for name in ("status", "extend")}
        return ForumData(edition=self.edition, starts_at=self.starts_at, parts=parts, forum=forum, **own)


def first_free_moment(forum: Session) -> dt.datetime | None:
    """When the last part that stands ends, or with no part the forum begins; its parts are loaded, those planned."""
    ends = [part.ends_at for part in forum.parts.all() if part.ends_at]
    return max(ends, default=forum.starts_at)
