"""What runs beside the ledger on the day: who stands where on the stage, and what the live wall shows."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.db.columns import find_column, related_model
from expo.db.text_fields import JSONField


def ceremony_rows() -> Any:
    """The manager of the agenda's sessions, by the ledger's own key to them: deals do not import the agenda."""
    return related_model(find_column(StagePlace, "ceremony"))._default_manager


class StagePlace(models.Model):
    """A deal's turn at its ceremony; `joined`: it is signed on the stage together with the one before it.

    A deal without one comes after those that have one, in the order of recording.
    """

    ceremony = models.ForeignKey("agenda.Session", models.CASCADE, related_name="+")
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="stage_places")
    position = models.PositiveIntegerField(_("turn"))
    joined = models.BooleanField(_("together with the one before"), default=False)

    class Meta:
        verbose_name = _("place on the stage")
        verbose_name_plural = _("places on the stage")
        ordering = ["ceremony_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "deal"], name="deal_is_on_a_stage_once"),
        ]


class WallState(models.Model):
    """An edition's live wall: frozen, with what it showed at that moment, or following the ledger.

    `position` is the end of the log at that moment, `figures` the total as announced by then, `newest` the keys of
    the newest terms announced by then.
    """

    edition = models.OneToOneField("expo.Edition", models.CASCADE, related_name="wall")
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveBigIntegerField(_("end of the log"), null=True, blank=True)
    figures = JSONField(_("figures"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    newest = JSONField(_("newest signings"), default=list, blank=True)

    class Meta:
        verbose_name = _("live wall")
        verbose_name_plural = _("live walls")
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_by=None, position=None)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, position__isnull=False),
                name="frozen_wall_has_its_moment_and_person",
            ),
        ]
