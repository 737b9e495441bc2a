"""One year's expo, its halls and the scenarios it shows."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, EmailField, TextField, URLField
from expo.db.web_addresses import web_address_constraint
from expo.i18n.bilingual import Named, any_language_constraint
from expo.migration_names import known_timezone
from expo.versions import reading

from .facts import Sourced
from .identity import FirstAddress, unique_address_constraint
from .showcase.pictures import Pictured


class EditionStatus(models.TextChoices):
    PLANNING = "planning", _("planning")
    LIVE = "live", _("live")
    CLOSED = "closed", _("closed")
    ARCHIVED = "archived", _("archived")


class Dollar(models.TextChoices):
    """Which of the dollars a bare $ is."""

    ASK = "", _("ask which")
    USD = "USD", "USD"
    HKD = "HKD", "HKD"
    SGD = "SGD", "SGD"
    AUD = "AUD", "AUD"
    CAD = "CAD", "CAD"
    NZD = "NZD", "NZD"
    TWD = "TWD", "TWD"


class EditionQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True)

    def current(self) -> "Edition | None":
        """The edition `/` leads to: the live one; else the latest real one; a rehearsal only where nothing else is."""
        return (
            self.public()
            .annotate(live=Q(status=EditionStatus.LIVE))
            .order_by("-live", "rehearsal", "-starts_on")
            .first()
        )


class OfEditionQuerySet(models.QuerySet):
    """Rows that are as public as their edition is."""

    def public(self) -> Self:
        return self.filter(edition__published=True)


# What else stands where an edition's address does: pages below a language, the staff's site, files.
TAKEN = (
    *("accounts", "admin", "api", "desk", "en", "enter", "healthz", "jury", "media", "metrics", "offline", "push"),
    *("readyz", "static", "styleguide", "zh-hans"),
)


class Edition(Named, Sourced):
    slug = models.SlugField(_("short address"), unique=True, help_text=_("Stands in every public address, like 2019."))
    # Deal numbers, seals and the identifiers of feeds are made with it: what is printed and subscribed stays.
    identifier = FirstAddress(_("identifier"))
    ordinal = models.PositiveSmallIntegerField(_("number of the edition"), null=True, blank=True)
    theme_en = CharField(_("theme (English)"), max_length=200, blank=True)
    theme_zh = CharField(_("theme (Chinese)"), max_length=200, blank=True)
    city_en = CharField(_("city (English)"), max_length=100, blank=True)
    city_zh = CharField(_("city (Chinese)"), max_length=100, blank=True)
    venue_en = CharField(_("venue (English)"), max_length=200, blank=True)
    venue_zh = CharField(_("venue (Chinese)"), max_length=200, blank=True)
    about_en = TextField(_("about (English)"), blank=True)
    about_zh = TextField(_("about (Chinese)"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    timezone = CharField(_("time zone"), max_length=40, default="Asia/Shanghai", validators=[known_timezone])
    status = CharField(_("status"), max_length=10, choices=EditionStatus, default=EditionStatus.PLANNING)
    published = models.BooleanField(_("shown to the public"), default=False)
    reporting_currency = CharField(_("reporting currency"), max_length=3, default="CNY")
    second_currency = CharField(_("second currency"), max_length=3, blank=True, default="USD")
    dollar = CharField(
        _("a bare $ means"),
        max_length=3,
        choices=Dollar,
        blank=True,
        default="",
        help_text=_("What the deal desk takes $ for where no currency is written. Empty: it asks which."),
    )
    retype_above = models.BigIntegerField(
        _("amounts typed twice above"),
        null=True,
        blank=True,
        default=100_000_000_000,
        help_text=_(
            "Like 10亿 or 1bn, in the reporting currency. Who verifies a larger deal types its amount again from the "
            "signed paper, unseen. Empty: nobody does."
        ),
    )
    website = URLField(_("website"), blank=True)
    mistakes_to = EmailField(
        _("mistakes are reported to"), blank=True, help_text=_("An e-mail address, shown on every public page.")
    )
    data_terms_en = CharField(_("terms of the open data (English)"), max_length=300, blank=True)
    data_terms_zh = CharField(
        _("terms of the open data (Chinese)"), max_length=300, blank=True, help_text=_("The licence, like CC BY 4.0.")
    )
    rehearsal = models.BooleanField(
        _("rehearsal"), default=False, help_text=_("Everything in it is invented, and every page says so.")
    )
    clock_shift = models.DurationField(
        _("rehearsal clock"), default=dt.timedelta(0), help_text=_("How far the rehearsal's clock runs ahead.")
    )
    key_visual = models.ForeignKey(
        "expo.Picture", models.PROTECT, verbose_name=_("key visual"), null=True, blank=True, related_name="+"
    )

    objects = EditionQuerySet.as_manager()
    # The urgent notice that stands, where a public page asked: text_en, text_zh and pk.
    notice: dict[str, Any] | None = None
    # And which lists are not empty: expo.visit.ways.
    ways: Mapping[str, Any] = MappingProxyType({})
    # And, where it was asked, the doors that stand open: expo.visit.ways.
    doors: Mapping[str, bool] | None = None

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on"]
        constraints = [
            any_language_constraint("edition", "name"),
            choice_constraint("edition", "status", EditionStatus),
            unique_address_constraint("edition"),
            web_address_constraint("edition", "website"),
            models.CheckConstraint(
                condition=~Q(slug__in=TAKEN),
                name="edition_address_is_no_other_pages",
                violation_error_code="slug",
                violation_error_message=_("This address leads to another page; choose another, like 2019."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="edition_ends_on_or_after_its_first_day",
                violation_error_code="ends_on",
                violation_error_message=_("The last day cannot lie before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(rehearsal=True) | Q(clock_shift=dt.timedelta(0)),
                name="only_a_rehearsal_shifts_its_clock",
                violation_error_code="clock_shift",
                violation_error_message=_("Only a rehearsal may run on a clock of its own."),
            ),
            choice_constraint("edition", "dollar", Dollar),
            models.CheckConstraint(
                condition=Q(retype_above=None) | Q(retype_above__gte=0),
                name="amounts_typed_twice_are_not_negative",
                violation_error_code="retype_above",
                violation_error_message=_("An amount is not negative; leave it empty to have none typed twice."),
            ),
            models.CheckConstraint(
                condition=~Q(second_currency=F("reporting_currency")),
                name="second_currency_differs_from_the_first",
                violation_error_code="second_currency",
                violation_error_message=_("The second currency must differ from the reporting currency."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("expo:home", args=[self.slug])

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def days(self) -> list[dt.date]:
        return [self.starts_on + dt.timedelta(n) for n in range((self.ends_on - self.starts_on).days + 1)]

    def now(self) -> dt.datetime:
        """The time at the venue: the real one, or the rehearsal's."""
        now = (timezone.now() + self.clock_shift).astimezone(self.tz)
        reading.note_clock(now, self.starts_on, self.ends_on, always=self.rehearsal)
        return now

    def today(self) -> dt.date:
        """The day at the venue, by the same clock: what asks for nothing more is true until midnight."""
        with reading.note_nothing():
            now = self.now()
        reading.note_day(now, self.ends_on, always=self.rehearsal)
        return now.date()

    @property
    def phase(self) -> str:
        """`before`, `during` or `after`: by the status, and by the calendar while it is live."""
        if self.status == EditionStatus.PLANNING:
            return "before"
        return "during" if self.status == EditionStatus.LIVE else "after"


class Hall(Named, Sourced, Pictured):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="halls", verbose_name=_("edition"))
    code = models.SlugField(_("code"), max_length=10, help_text=_("As on the signs, like S4."))

    objects = OfEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ["edition", "code"]
        indexes = [models.Index(fields=["edition", "code"], name="hall_by_address")]
        constraints = [
            models.UniqueConstraint(
                "edition",
                Lower("code"),
                name="hall_code_is_unique_in_its_edition",
                violation_error_code="code",
                violation_error_message=_("This edition has a hall with this code already."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("expo:hall", args=[self.edition.slug, self.code])


class Scenario(Named, Sourced, Pictured):
    """A part of life the expo shows: smart travel, medical care, education, home."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="scenarios", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"))
    story_en = TextField(_("story (English)"), blank=True)
    story_zh = TextField(_("story (Chinese)"), blank=True)
    hall = models.ForeignKey(Hall, models.SET_NULL, verbose_name=_("hall"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OfEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["edition", "order", "slug"]
        indexes = [models.Index(fields=["edition", "slug"], name="scenario_by_address")]
        constraints = [
            any_language_constraint("scenario", "name"),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="scenario_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a scenario with this address already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("expo:scenario", args=[self.edition.slug, self.slug])
