"""Stands: who has them, of which kind they are, and where they are drawn."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField
from expo.models.exhibition import Participation, ParticipationStatus

from .placement import Placement, placement_constraints


class BoothQuerySet(models.QuerySet):
    def doubly_let(self) -> Self:
        """Those that two exhibitors have, each for itself: it is not marked as shared, nor is one a co-exhibitor."""
        lets: models.QuerySet = Booth.participations.through.objects.filter(
            booth=OuterRef("pk"), participation__kind="exhibitor"
        )
        lets = lets.exclude(participation__status=ParticipationStatus.WITHDRAWN)
        several = lets.order_by().values("booth").alias(exhibitors=Count("pk")).filter(exhibitors__gt=1)
        return self.filter(Exists(several), shared=False)


class BoothKind(models.TextChoices):
    RAW = "raw", _("raw space")
    SHELL = "shell", _("shell scheme")
    PAVILION = "pavilion", _("pavilion")
    UNKNOWN = "", _("not known")


class Booth(Placement):
    """A stand; one firm may have several, and several firms may share one."""

    hall = models.ForeignKey("expo.Hall", models.CASCADE, related_name="booths", verbose_name=_("hall"))
    number = CharField(_("number"), max_length=12)
    participations = models.ManyToManyField(
        Participation, related_name="booths", verbose_name=_("exhibitors"), blank=True
    )
    shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Several exhibitors stand here together, and that is meant.")
    )
    kind = CharField(_("kind"), max_length=8, choices=BoothKind, default="", blank=True)
    open_sides = CharField(
        _("open sides"), max_length=4, default="", blank=True, help_text=_("As on the plan: N above, E, S, W.")
    )

    objects = BoothQuerySet.as_manager()

    path_to_edition = "hall__edition"

    class Meta:
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        ordering = ["hall", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "number"],
                name="booth_number_is_unique_in_its_hall",
                violation_error_code="number",
                violation_error_message=_("This hall has a stand with this number already."),
            ),
            choice_constraint("booth", "kind", BoothKind),
            models.CheckConstraint(
                condition=models.Q(open_sides__regex="^N?E?S?W?$"),
                name="booth_is_open_to_known_sides",
                violation_error_code="open_sides",
                violation_error_message=_("Write the open sides as letters in the order NESW."),
            ),
            *placement_constraints("booth", optional=True),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        """With its hall, as the lists of staff print it: H1-01."""
        return f"{self.hall.code}-{self.number}"

    @property
    def sign(self) -> str:
        """With its hall, as visitors read it: N3 E07."""
        return f"{self.hall.code} {self.number}"


def describe_let(let: models.Model) -> str:
    """A stand and who has it: the row between the two, as histories and pages of deletion name it."""
    stand, exhibitor = getattr(let, "booth", None), getattr(let, "participation", None)
    return f"{stand.label if stand else ''} · {exhibitor.organisation if exhibitor else ''}"


Booth.participations.through.__str__ = describe_let  # type: ignore[assignment, method-assign]  # Django's own
Booth.participations.through._meta.verbose_name = _("stand of an exhibitor")
Booth.participations.through._meta.verbose_name_plural = _("stands of exhibitors")
