"""When the venue's doors are open, and how long it takes to walk from hall to hall."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OpeningHours(models.Model):
    """Of one day: of a hall, or of every hall that has none of its own. By the clock at the venue."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="opening_hours", verbose_name=_("edition"))
    hall = models.ForeignKey(
        "expo.Hall",
        models.CASCADE,
        verbose_name=_("hall"),
        null=True,
        blank=True,
        related_name="opening_hours",
        help_text=_("Empty: the whole venue."),
    )
    day = models.DateField(_("day"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["edition", "day", F("hall__code").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="venue_closes_after_it_opens",
                violation_error_code="closes",
                violation_error_message=_("It must close after it opens, on the same day."),
            ),
            models.UniqueConstraint(
                fields=["edition", "day"],
                condition=Q(hall=None),
                name="venue_opens_once_a_day",
                violation_error_code="day",
                violation_error_message=_("The venue's hours of this day are given already."),
            ),
            models.UniqueConstraint(
                fields=["edition", "hall", "day"],
                name="hall_opens_once_a_day",
                violation_error_code="day",
                violation_error_message=_("This hall's hours of this day are given already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall.code if self.hall else self.edition} · {self.day}: {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        super().clean()
        if not self.edition_id:
            return
        if self.day and not self.edition.starts_on <= self.day <= self.edition.ends_on:
            raise ValidationError({"day": _("This day is not one of the edition's days.")})
        if self.hall and self.hall.edition_id != self.edition_id:
            raise ValidationError({"hall": _("This hall belongs to another edition.")})


class Walk(models.Model):
    """The minutes between two halls, the same both ways: the hall that was entered first stands first."""

    one = models.ForeignKey("expo.Hall", models.CASCADE, related_name="+", verbose_name=_("hall"))
    other = models.ForeignKey("expo.Hall", models.CASCADE, related_name="+", verbose_name=_("other hall"))
    minutes = models.PositiveSmallIntegerField(_("minutes on foot"))

    path_to_edition = "one__edition"

    class Meta:
        verbose_name = _("walk between halls")
        verbose_name_plural = _("walks between halls")
        ordering = ["one__edition", "one__code", "other__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="walk_is_between_two_halls_in_their_order",
                violation_error_code="other",
                violation_error_message=_("A walk leads from one hall to another."),
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                name="walk_is_measured_once",
                violation_error_code="other",
                violation_error_message=_("The walk between these two halls is given already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one.code} – {self.other.code}: {self.minutes} min"

    def clean(self) -> None:
        super().clean()
        if self.one_id and self.other_id and self.one.edition_id != self.other.edition_id:
            raise ValidationError({"other": _("The two halls belong to different editions.")})
