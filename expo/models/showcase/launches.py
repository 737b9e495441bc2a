"""What is shown for the first time at an edition."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from expo import bulk_reverse
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint

from ..exhibition import Participation, ParticipationStatus
from ..facts import Sourced
from ..identity import FormerAddress
from .pictures import Pictured


class LaunchLevel(models.TextChoices):
    WORLD = "world", _("world first")
    ASIA = "asia", _("Asia first")
    CHINA = "china", _("China first")
    REGION = "region", _("regional first")
    COMPANY = "company", _("company first")
    UNKNOWN = "", _("not known")


# Launches whose exhibitor visitors may see: `Launch.public_maker` as a condition.
HAS_PUBLIC_MAKER = Q(participation__status=ParticipationStatus.PUBLISHED)


class LaunchQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, edition__published=True)

    def with_former_addresses(self) -> Self:
        return self.annotate(former_addresses=FormerAddress.objects.joined(self.model))

    def for_cards(self) -> Self:
        return self.select_related("edition", "participation__organisation", "area", "picture")

    def soonest(self, day: dt.date) -> Self:
        """Those of this day and after it first, then those before it."""
        past = Case(When(launched_on__lt=day, then=1), default=0, output_field=models.IntegerField())
        return self.order_by(past, "launched_on", "hour", "slug")


class Launch(Named, Sourced, Pictured):
    """An exhibit or a technology released for the first time, at a time and place."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="launches", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"), max_length=80)
    participation = models.ForeignKey(
        Participation, models.SET_NULL, verbose_name=_("exhibitor"), null=True, blank=True, related_name="launches"
    )
    area = models.ForeignKey(
        "expo.TechnologyArea", models.PROTECT, verbose_name=_("technology area"), null=True, blank=True
    )
    scenario = models.ForeignKey(
        "expo.Scenario", models.SET_NULL, verbose_name=_("scenario"), null=True, blank=True, related_name="launches"
    )
    exhibit = models.ForeignKey(
        "expo.Exhibit", models.SET_NULL, verbose_name=_("exhibit"), null=True, blank=True, related_name="launches"
    )
    booth = models.ForeignKey(
        "expo.Booth",
        models.SET_NULL,
        verbose_name=_("stand"),
        null=True,
        blank=True,
        related_name="launches",
        help_text=_("Where it is shown, if not in a session."),
    )
    level = CharField(_("first in"), max_length=8, choices=LaunchLevel, default="", blank=True)
    launched_on = models.DateField(_("day"), null=True, blank=True)
    hour = models.TimeField(
        _("time"), null=True, blank=True, help_text=_("At the venue. Empty: when its session begins, or not known.")
    )
    summary_en = TextField(_("summary (English)"), blank=True)
    summary_zh = TextField(_("summary (Chinese)"), blank=True)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = LaunchQuerySet.as_manager()
    # How many announced deals its exhibitor has, where a page shows them.
    deals: int

    class Meta:
        verbose_name = _("launch")
        verbose_name_plural = _("launches")
        ordering = ["edition", "launched_on", "slug"]
        indexes = [models.Index(fields=["edition", "slug"], name="launch_by_address")]
        constraints = [
            any_language_constraint("launch", "name"),
            choice_constraint("launch", "level", LaunchLevel),
            models.CheckConstraint(
                condition=Q(hour=None) | Q(launched_on__isnull=False),
                name="launch_with_a_time_has_its_day",
                violation_error_code="launched_on",
                violation_error_message=_("A time needs the day that it is of."),
            ),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="launch_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a launch with this address already."),
            ),
        ]

    @property
    def public_maker(self) -> Participation | None:
        """Its exhibitor, where visitors may see that it is there; a launch is public without it."""
        if self.participation and self.participation.status == ParticipationStatus.PUBLISHED:
            return self.participation
        return None

    def get_absolute_url(self) -> str:
        return bulk_reverse.reverse_in_edition("expo:launch", self.edition.slug, self.slug)
