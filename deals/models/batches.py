"""Batches: so many projects of so much money, counted until the deals of their list take their place."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField
from expo.i18n.bilingual import Named, any_language_constraint

from .terms import Place


class BatchStatus(models.TextChoices):
    SUBMITTED = "submitted", _("to verify")
    VERIFIED = "verified", _("verified")
    ANNOUNCED = "announced", _("announced")
    WITHDRAWN = "withdrawn", _("withdrawn")


class BatchQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(announced_at__isnull=False, edition__published=True)

    def of(self, edition: models.Model | int) -> Self:
        return self.filter(edition=edition)

    def open(self) -> Self:
        """Those from which deals can still be drawn."""
        return self.exclude(status=BatchStatus.WITHDRAWN).filter(drawn_projects__lt=F("projects"))


class Batch(Named):
    """`drawn_…` is what all deals drawn from it may claim, announced or not.

    An amendment changes what was reported, and the batch waits to be verified again: its versions stand in the log, and
    the public keeps the `announced_…` ones meanwhile.

    `minor` is in minor units of `currency`, the edition's reporting currency; None: undisclosed.
    """

    name_en = CharField(_("name (English)"), max_length=250, blank=True)
    name_zh = CharField(_("name (Chinese)"), max_length=250, blank=True)
    edition = models.ForeignKey("expo.Edition", models.PROTECT, related_name="batches", verbose_name=_("edition"))
    sequence = models.PositiveIntegerField(_("running number"))
    place = CharField(_("place"), max_length=8, choices=Place)
    district = models.ForeignKey(
        "expo.Region", models.PROTECT, verbose_name=_("reported by"), null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField(_("signed on"))
    projects = models.PositiveIntegerField(_("number of projects"))
    currency = CharField(_("currency"), max_length=3)
    minor = models.BigIntegerField(_("amount in minor units"), null=True, blank=True)
    drawn_projects = models.IntegerField(_("projects drawn"), default=0)
    drawn_minor = models.BigIntegerField(_("amount drawn, in minor units"), default=0)
    status = CharField(_("status"), max_length=10, choices=BatchStatus, default=BatchStatus.SUBMITTED)
    submission_key = models.UUIDField(_("submission key"), unique=True)
    submission_digest = CharField(_("digest of what was submitted"), max_length=64)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    announced_place = CharField(_("place, as announced"), max_length=8, choices=Place, blank=True)
    announced_district = models.ForeignKey(
        "expo.Region",
        models.PROTECT,
        verbose_name=_("reported by, as announced"),
        null=True,
        blank=True,
        related_name="+",
    )
    announced_projects = models.PositiveIntegerField(_("number of projects, as announced"), null=True, blank=True)
    announced_minor = models.BigIntegerField(_("amount in minor units, as announced"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["edition", "sequence"]
        constraints = [
            any_language_constraint("batch", "name"),
            choice_constraint("batch", "place", Place),
            choice_constraint("batch", "status", BatchStatus),
            models.UniqueConstraint(fields=["edition", "sequence"], name="batch_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(projects__gt=0),
                name="batch_has_projects",
                violation_error_code="projects",
                violation_error_message=_("A batch has at least one project."),
            ),
            models.CheckConstraint(
                condition=Q(minor=None) | Q(minor__gt=0),
                name="batch_amount_is_positive",
                violation_error_code="minor",
                violation_error_message=_("An amount must be greater than zero; leave an unknown amount out."),
            ),
            models.CheckConstraint(
                condition=Q(drawn_projects__gte=0, drawn_projects__lte=F("projects")),
                name="no_more_projects_are_drawn_than_the_batch_has",
                violation_error_message=_("Every project of this batch is drawn already."),
            ),
            models.CheckConstraint(
                condition=Q(drawn_minor=0) | Q(minor__isnull=False, drawn_minor__gte=0, drawn_minor__lte=F("minor")),
                name="no_more_money_is_drawn_than_the_batch_has",
                violation_error_message=_("This deal is worth more than is left of its batch."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("recorded_by")),
                name="nobody_verifies_a_batch_they_entered",
                violation_error_message=_("Somebody else must verify what you entered."),
            ),
            models.CheckConstraint(
                condition=~Q(status=BatchStatus.ANNOUNCED) | Q(announced_at__isnull=False, verified_by__isnull=False),
                name="announced_batch_was_verified",
            ),
            models.CheckConstraint(
                condition=Q(
                    announced_at=None,
                    announced_projects=None,
                    announced_minor=None,
                    announced_place="",
                    announced_district=None,
                )
                | Q(announced_at__isnull=False, announced_projects__isnull=False, announced_place__in=Place.values),
                name="announced_batch_has_what_was_announced",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("desk:batches", args=[self.edition.slug])

    @property
    def number(self) -> str:
        """Like 2019-B01; no deal has such a number."""
        return f"{self.edition.identifier}-B{self.sequence:02d}"

    @property
    def left(self) -> tuple[int, int | None]:
        """Projects, and minor units, that no deal has claimed."""
        projects = self.projects - self.drawn_projects
        if self.minor is None:
            return projects, None
        return projects, self.minor - self.drawn_minor
