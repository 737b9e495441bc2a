"""The sessions of an edition: the plan of them, and the copies that releases have made public."""

import datetime as dt
import uuid
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agenda.migration_names import check_daily_hours, random_number
from expo import bulk_reverse
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField, TextField, URLField
from expo.db.web_addresses import web_address_constraint
from expo.i18n.bilingual import Named, any_language_constraint
from expo.models.facts import Sourced

from . import bounds, daily_hours
from .kinds import PartOfDay, SessionKind, SessionStatus, Visibility
from .releases import Release
from .roles import WHO, SessionRole
from .rooms import Room

# For how long before the expo a move is news.
MOVES_TOLD = dt.timedelta(days=14)

# What a session's card, its place in a list and in a grid take.
CARD = (
    *("edition", "slug", "kind", "name_en", "name_zh", "day", "last_day", "part_of_day", "starts_at", "ends_at"),
    *("daily_hours", "languages", "interpretation", "place_note_en", "place_note_zh", "status", "origin"),
    *("public_number", "parent"),
    *("moved_at", "was_day", "was_starts_at", "was_ends_at"),
    *("room__slug", "room__name_en", "room__name_zh", "room__order", "was_room__name_en", "was_room__name_zh"),
)


class SessionQuerySet(models.QuerySet):
    def working(self) -> Self:
        """The plan that staff work on; nothing of it is public before a release has copied it."""
        return self.filter(origin=None)

    def releasable(self) -> Self:
        """What the next release makes public of the plan: confirmed or cancelled, and for everyone."""
        return self.working().exclude(status=SessionStatus.DRAFT).filter(visibility=Visibility.PUBLIC)

    def released(self) -> Self:
        """The copies of the newest release, each as it was when it was last released."""
        return self.filter(since__isnull=False, until=None, visibility=Visibility.PUBLIC)

    def public(self) -> Self:
        """The one definition of visible: released, for everyone, in a public edition."""
        return self.released().filter(edition__published=True)

    def bearing(self, slug: str) -> Self:
        """The one at this address; of two, of which one has left it in the plan but not yet in public, the newer."""
        return self.filter(slug=slug).order_by("-since_id", "-pk")[:1]

    def as_of(self, release: Release) -> Self:
        """What was public from this release until the next; without what is for staff only since."""
        current = Q(until=None) | Q(until__ordinal__gt=release.ordinal)
        return self.filter(
            current, edition=release.edition_id, since__ordinal__lte=release.ordinal, visibility=Visibility.PUBLIC
        )

    def on(self, day: dt.date) -> Self:
        """Those of the day, and those of several days that are on that day."""
        return self.filter(Q(day=day) | Q(day__lt=day, last_day__gte=day))

    def undated(self) -> Self:
        return self.filter(day=None)

    def in_order(self) -> Self:
        """By start; those without hours first, in the order in which they were put."""
        return self.order_by("day", F("starts_at").asc(nulls_first=True), "order", "room__order", "origin_id", "pk")

    def dates(self, field_name: str, kind: str, order: str = "ASC") -> list[dt.date]:  # type: ignore[override]
        """As Django's, out of the few days that there are: SQLite would ask Python for the month of every row."""
        given = self.exclude(**{field_name: None}).order_by().values_list(field_name, flat=True).distinct()
        first = {"day": {}, "month": {"day": 1}, "year": {"day": 1, "month": 1}}[kind]
        return sorted({day.replace(**first) for day in given}, reverse=order == "DESC")

    def under_way(self, now: dt.datetime) -> Self:
        return self.filter(starts_at__lte=now, ends_at__gt=now).exclude(status=SessionStatus.CANCELLED)

    def after(self, now: dt.datetime) -> Self:
        return self.filter(starts_at__gt=now).exclude(status=SessionStatus.CANCELLED)

    def for_cards(self) -> Self:
        """Load what a card shows, the roles as `cast`, in two queries for any number of an edition's own sessions."""
        roles = SessionRole.objects.annotate(**WHO).only("session")
        return self.without_cast().prefetch_related(models.Prefetch("roles", roles, "cast"))

    def without_cast(self) -> Self:
        """Load what a card shows but its `cast`, which `cast_of` gives to many at once."""
        return self.select_related("room", "was_room").only(*CARD)


def session_uid(edition: str, session: str) -> uuid.UUID:
    """What a session that is loaded anew is known by in calendars, from the slugs it had when it was first loaded."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"session:{edition}/{session}")


class Session(Named, Sourced):
    """One item of the agenda. Without hours it stands on its day; without a day, in the agenda's overview."""

    name_en = CharField(_("title (English)"), max_length=250, blank=True)
    name_zh = CharField(_("title (Chinese)"), max_length=250, blank=True)
    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="sessions", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"), max_length=80)
    kind = CharField(_("kind"), max_length=12, choices=SessionKind)
    abstract_en = TextField(_("abstract (English)"), blank=True)
    abstract_zh = TextField(_("abstract (Chinese)"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("part of"),
        null=True,
        blank=True,
        related_name="parts",
        limit_choices_to={"origin": None},
    )
    room = models.ForeignKey(
        Room, models.RESTRICT, verbose_name=_("room"), null=True, blank=True, related_name="sessions"
    )
    day = models.DateField(_("day"), null=True, blank=True, help_text=_("Empty: the day is not known."))
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only where it lasts several days."))
    part_of_day = CharField(
        _("part of the day"), max_length=10, choices=PartOfDay, blank=True, default="", help_text=_("Without hours.")
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True, help_text=_("Empty: to be announced."))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    daily_hours = JSONField(
        _("hours of each day"),
        default=dict,
        blank=True,
        validators=[check_daily_hours],
        help_text=_("Only where it lasts several days; a day that is not named has the hours above."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Among sessions without hours."))
    languages = CharField(
        _("languages"), max_length=40, blank=True, help_text=_("Codes with commas, like zh,en; the first is spoken.")
    )
    interpretation = models.BooleanField(_("interpretation"), default=False)
    areas = models.ManyToManyField(
        "expo.TechnologyArea", verbose_name=_("technology areas"), blank=True, related_name="sessions"
    )
    scenarios = models.ManyToManyField(
        "expo.Scenario", verbose_name=_("scenarios"), blank=True, related_name="sessions"
    )
    launches = models.ManyToManyField("expo.Launch", verbose_name=_("launches"), blank=True, related_name="sessions")
    letters = models.ManyToManyField("expo.Letter", verbose_name=_("letters read"), blank=True, related_name="sessions")
    place_note_en = CharField(_("place, where there is no room (English)"), max_length=200, blank=True)
    place_note_zh = CharField(_("place, where there is no room (Chinese)"), max_length=200, blank=True)
    stream_url = URLField(_("live stream"), blank=True)
    recording_url = URLField(_("recording"), blank=True)
    materials_url = URLField(_("materials"), blank=True)
    outcome_en = TextField(_("outcome (English)"), blank=True)
    outcome_zh = TextField(_("outcome (Chinese)"), blank=True)
    status = CharField(_("status"), max_length=10, choices=SessionStatus, default=SessionStatus.DRAFT)
    visibility = CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    public_number = models.BigIntegerField(default=random_number, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    origin = models.ForeignKey(
        "self",
        models.RESTRICT,
        verbose_name=_("copy of"),
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
    )
    since = models.ForeignKey(
        Release, models.RESTRICT, verbose_name=_("since release"), null=True, editable=False, related_name="brought"
    )
    until = models.ForeignKey(
        Release, models.RESTRICT, verbose_name=_("until release"), null=True, editable=False, related_name="replaced"
    )
    sequence = models.PositiveIntegerField(_("how often released anew"), default=0, editable=False)
    moved_at = models.DateTimeField(_("moved"), null=True, editable=False)
    was_day = models.DateField(_("day before"), null=True, editable=False)
    was_starts_at = models.DateTimeField(_("start before"), null=True, editable=False)
    was_ends_at = models.DateTimeField(_("end before"), null=True, editable=False)
    was_room = models.ForeignKey(
        Room, models.SET_NULL, verbose_name=_("room before"), null=True, editable=False, related_name="+"
    )

    objects = SessionQuerySet.as_manager()
    # Whether it has begun, as agenda.schedule.overview.current_and_next asks.
    begun: bool
    # The roles that `for_cards` loads.
    cast: list["SessionRole"]
    # The public number of what it is part of, in the programming interface.
    whole: int | None

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["edition", "day", "starts_at", "order", "pk"]
        indexes = [
            models.Index(fields=["edition", "day", "starts_at"], name="session_by_day", condition=Q(until=None)),
            models.Index(fields=["edition", "slug"], name="session_by_address"),
            # Of each day the few that last several days are asked for.
            models.Index(fields=["edition", "last_day"], name="session_of_days", condition=Q(last_day__isnull=False)),
        ]
        constraints = [
            any_language_constraint("session", "name"),
            choice_constraint("session", "kind", SessionKind),
            choice_constraint("session", "status", SessionStatus),
            choice_constraint("session", "visibility", Visibility),
            *(web_address_constraint("session", name) for name in ("stream_url", "recording_url", "materials_url")),
            choice_constraint("session", "part_of_day", PartOfDay),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                condition=Q(origin=None),
                name="session_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a session with this address already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_code="ends_at",
                violation_error_message=_("A session must end after it starts."),
            ),
            models.CheckConstraint(
                condition=bounds.LASTS_NO_LONGER,
                name="session_ends_by_the_night_after_its_last_day",
                violation_error_code="ends_at",
                violation_error_message=_("A session ends on its last day or in the night after it."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="session_has_both_hours_or_none",
                violation_error_code="ends_at",
                violation_error_message=_("Give both start and end, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(day__isnull=False),
                name="session_with_hours_has_a_day",
                violation_error_code="day",
                violation_error_message=_("A session with hours needs its day."),
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gt=F("day")),
                name="session_last_day_lies_after_its_day",
                violation_error_code="last_day",
                violation_error_message=_("The last day must lie after the first; leave it empty for one day."),
            ),
            models.CheckConstraint(
                condition=Q(daily_hours={}) | Q(last_day__isnull=False),
                name="session_with_hours_of_each_day_lasts_several",
                violation_error_code="last_day",
                violation_error_message=_("Hours of each day need a last day."),
            ),
            models.UniqueConstraint(
                fields=["public_number"], condition=Q(origin=None), name="session_has_its_own_public_number"
            ),
            models.UniqueConstraint(fields=["uid"], condition=Q(origin=None), name="session_has_its_own_uid"),
            models.UniqueConstraint(fields=["origin"], condition=Q(until=None), name="session_has_one_current_copy"),
            models.CheckConstraint(
                condition=Q(origin=None, since=None, until=None) | Q(origin__isnull=False, since__isnull=False),
                name="session_is_planned_or_a_copy_of_a_release",
            ),
            models.CheckConstraint(
                condition=Q(origin=None) | ~Q(status=SessionStatus.DRAFT), name="session_draft_is_never_released"
            ),
        ]

    def get_absolute_url(self) -> str:
        return bulk_reverse.reverse_in_edition("agenda:session", self.edition.slug, self.slug)

    def clean(self) -> None:
        """What spans tables, where no constraint reaches: the edition's days and clock."""
        super().clean()
        if not self.edition_id:
            return
        bounds.refuse_outside(self)
        if self.room and self.room.edition_id != self.edition_id:
            raise ValidationError({"room": _("This room belongs to another edition.")})

    def hours_on(self, day: dt.date | None, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime] | None:
        """From when to when it is open on one of its days; None where it is closed or its hours are not known."""
        found = daily_hours.day_hours(self, day, zone)
        return (found.starts_at, found.ends_at) if found.starts_at and found.ends_at else None

    @property
    def cancelled(self) -> bool:
        return self.status == SessionStatus.CANCELLED

    @property
    def moved(self) -> bool:
        """Whether its old time and place still matter to the public: earlier moves were planning."""
        told_from = self.edition.starts_on - MOVES_TOLD
        return self.moved_at is not None and self.moved_at.astimezone(self.edition.tz).date() >= told_from

    @property
    def number(self) -> int:
        """What deals know it by: the same for the plan and for every copy of it. The public knows `public_number`."""
        return self.origin_id or self.pk

    @property
    def spoken(self) -> list[str]:
        return list(filter(None, map(str.strip, self.languages.split(","))))
