"""Data entry for rooms and sessions."""

import datetime as dt
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.admin.daily_hours import DailyHoursField
from agenda.admin.role_columns import role_columns
from agenda.checks.problems import ROOM, SESSION
from agenda.models import Room, Session, SessionRole
from agenda.models.sessions import SessionQuerySet
from agenda.planning.status_changes import SESSION as STANDINGS
from agenda.releases.diff import pending_changes
from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.edition import AddressedForm
from expo.admin.export.columns import ExportColumn
from expo.admin.filters import BelongingFilter, EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.i18n import dates
from expo.i18n.instants import SkippedHour, entered_moment, moment_at, repeated_hour_note, wall_clock_time
from expo.i18n.numbers import is_key
from expo.models import Edition
from expo.presence import require_value

HOURS = ("starts_at", "ends_at")


@admin.register(Room)
class RoomAdmin(EntryAdmin):
    task = Task.AGENDA
    export_name = "rooms"
    form = AddressedForm
    actions = field_actions(Room, "hall", "level", "capacity", "parallel", "order")
    list_display = ["names", "hall", "level", "capacity", "parallel", "order", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(ROOM), BelongingFilter.by("hall"), "parallel"]
    list_select_related = ["edition", "hall"]
    search_fields = ["name_en", "name_zh", "slug", "hall__code"]
    autocomplete_fields = ["edition", "hall"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["edition", language_pair("name"), ("slug", "order")]}),
        (gettext_lazy("Place"), {"fields": [("hall", "level"), ("capacity", "parallel")]}),
    ]


class SessionForm(AddressedForm):
    """A session, its hours in the time zone of its edition, wherever the site itself stands."""

    daily_hours = DailyHoursField()

    def what_a_change_does(self) -> str:
        return _(
            "If you change it, the next release makes the new address public; from then on the old one leads on to it, "
            "and calendars stay subscribed. Should something else get the old address one day, it leads there."
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = None
        if self.instance.edition_id:
            edition = self.instance.edition
        cast(DailyHoursField, self.fields["daily_hours"]).for_days(self.days_to_enter(edition))
        for name in HOURS:
            if name in self.fields:
                self.fields[name].help_text = zone_help_text(edition)
                if edition and (moment := getattr(self.instance, name)):
                    self.initial[name] = wall_clock_time(moment, edition.tz)

    def days_to_enter(self, edition: Edition | None) -> list[dt.date]:
        """The edition's, where a new session's form names one already; and others that have hours."""
        if edition is None:
            edition = self.chosen_edition()
        days = {dt.date.fromisoformat(day) for day in self.instance.daily_hours}
        if edition:
            days.update(edition.days)
        return sorted(days)

    def chosen_edition(self) -> Edition | None:
        """The one that a new session's form names."""
        chosen = self.initial.get("edition")
        if self.is_bound:
            chosen = self.data.get("edition")
        key = str(getattr(chosen, "pk", chosen) or "")
        if not is_key(key):
            return None
        return Edition.objects.filter(pk=key).first()

    def full_clean(self) -> None:
        # What is entered is by the clock at the venue: by that of the site itself, another hour may not exist.
        with timezone.override(dt.UTC):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        edition, starts = cleaned.get("edition"), cleaned.get("starts_at")
        if not cleaned.get("day") and "day" not in self.errors and starts:
            cleaned["day"] = starts.date()
        if edition:
            for name in HOURS:
                self.enter_moment(name, edition, cleaned)
        if cleaned.get("parent") and cleaned["parent"].pk == self.instance.pk:
            self.add_error("parent", _("A session cannot be part of itself."))
        return cleaned

    def enter_moment(self, name: str, edition: Edition, cleaned: dict[str, Any]) -> None:
        """When the clock at the venue shows what was entered; what stood there already stays that very moment."""
        if not cleaned.get(name):
            return
        shown, after = cleaned[name].replace(tzinfo=None), None
        if name == "ends_at":
            after = cleaned.get("starts_at")
        try:
            cleaned[name] = entered_moment(shown, edition.tz, after, stands=getattr(self.instance, name))
        except SkippedHour as error:
            self.add_error(name, error)
            if error.code == "skipped":
                # So that nothing else is found wrong with it.
                cleaned[name] = moment_at(shown.date(), shown.time(), edition.tz)


def zone_help_text(edition: Edition | None) -> str:
    if edition is None:
        return _("By the clock at the venue, in the time zone of the edition. Leave it empty where it is not known.")
    return _("By the clock at the venue (%(zone)s). Leave it empty where it is not known.") % {"zone": edition.timezone}


class RoleInline(EntryInline, admin.TabularInline):
    model = SessionRole
    fields = ["role", "person", "organisation", "title_en", "title_zh", "order"]
    autocomplete_fields = ["person", "organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SessionRole]:
        return super().get_queryset(request).select_related("person", "organisation")


# What no list brings, so that a file which had it would come back without.
NO_LIST_BRINGS = ("letters",)


@admin.register(Session)
class SessionAdmin(EntryAdmin):
    task = Task.AGENDA
    form = SessionForm
    list_display = ["names", "day", "hours", "room", "kind", "status", "missing"]
    list_filter = [
        EditionFilter,
        ProblemFilter.among(SESSION),
        "status",
        "kind",
        BelongingFilter.by("room"),
        "visibility",
    ]
    list_select_related = ["edition", "room"]
    date_hierarchy = "day"
    ordering = ["-edition__starts_on", "day", "starts_at", "order", "pk"]
    search_fields = [
        "name_en",
        "name_zh",
        "slug",
        "room__name_en",
        "room__name_zh",
        "roles__person__name_en",
        "roles__person__name_zh",
        "roles__person__pinyin",
    ]
    autocomplete_fields = [
        "edition",
        "room",
        "parent",
        "areas",
        "scenarios",
        "launches",
        "letters",
        "sources",
    ]
    prepopulated_fields = {"slug": ["name_en"]}
    # Releases keep the addresses that the public knew.
    address_field = ""
    actions = [
        *bulk_actions(STANDINGS),
        *field_actions(Session, "room", "parent", "kind", "visibility", "part_of_day", "languages", "interpretation"),
        *field_actions(Session, "areas", "scenarios", "launches", "letters", "sources"),
    ]
    export_name = "sessions"
    note_on_steps = gettext_lazy("Visitors see what changes in the agenda with its next release.")
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["edition", language_pair("name"), ("slug", "kind"), ("status", "visibility")]}),
        (
            gettext_lazy("When and where"),
            {
                "fields": [
                    ("room", "parent"),
                    language_pair("place_note"),
                    ("day", "last_day"),
                    HOURS,
                    ("part_of_day", "order"),
                ]
            },
        ),
        (gettext_lazy("Where it lasts several days"), {"fields": ["daily_hours"], "classes": ["collapse"]}),
        (
            gettext_lazy("What it is about"),
            {
                "fields": [
                    language_pair("abstract"),
                    ("languages", "interpretation"),
                    ("stream_url", "recording_url", "materials_url"),
                    language_pair("outcome"),
                    ("areas", "scenarios"),
                    ("launches", "letters"),
                    "sources",
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return cast(SessionQuerySet, super().get_queryset(request)).working()

    def export_columns(self, request: HttpRequest, with_contacts: bool) -> list[ExportColumn]:
        """With a column for each role, of those who have it, and one in each language for their titles there."""
        columns = []
        for column in super().export_columns(request, with_contacts):
            if column.heading not in NO_LIST_BRINGS:
                columns.append(column)
        return [*columns, *role_columns()]

    def public_rows(self, rows: QuerySet[Session]) -> QuerySet[Session]:
        """What of the plan the next release shows."""
        return Session.objects.releasable().filter(pk__in=rows.order_by().values("pk"))

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """The page of the copy that is public, at the address that it was released with."""
        copy = obj and Session.objects.public().select_related("edition").filter(origin=obj.pk).first()
        if not copy:
            return None
        return copy.get_absolute_url()

    def response_add(self, request: HttpRequest, obj: Session, *args: Any, **kwargs: Any) -> HttpResponse:
        notify_doubled_hour(request, obj)
        notify_pending_release(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Session) -> HttpResponse:
        notify_doubled_hour(request, obj)
        notify_pending_release(request, obj)
        return super().response_change(request, obj)

    @admin.display(description=gettext_lazy("hours"), ordering="starts_at")
    def hours(self, session: Session) -> str:
        if session.starts_at is None and session.part_of_day:
            return session.get_part_of_day_display()
        if session.starts_at is None:
            return _("to be announced")
        return dates.format_hours(
            session.starts_at,
            require_value(session.ends_at),
            zone=session.edition.tz,
            daily=session.last_day is not None,
        )


def notify_doubled_hour(request: HttpRequest, session: Session) -> None:
    """Say which one was taken of an hour that comes twice."""
    for moment in filter(None, (session.starts_at, session.ends_at)):
        if note := repeated_hour_note(moment, session.edition.tz):
            messages.info(request, note)


def notify_pending_release(request: HttpRequest, session: Session) -> None:
    """Say of what was saved that the public does not see it yet, and where it can be released alone."""
    if not request.user.has_perm("agenda.add_release") or not pending_changes(session.edition, only=session):
        return
    url = reverse("agenda_desk:release", args=[session.edition.slug])
    if session.edition.releases.exists():
        url = reverse("agenda_desk:hot_fix", args=[session.edition.slug, session.pk])
    said = _("The public does not see this before the next release.")
    messages.info(request, format_html('{} <a href="{}">{}</a>', said, url, _("Release it now")))
