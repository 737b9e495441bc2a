"""What staff did on the plan of a hall, step by step, so that it can be undone."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import JSONField


class PlanStepQuerySet(models.QuerySet):
    def of(self, user: User, hall: models.Model) -> Self:
        return self.filter(by=user, hall=hall)

    def standing(self) -> Self:
        """Those that whoever took them can undo."""
        return self.filter(undone_at=None, overtaken=False)

    def undone(self) -> Self:
        """Those that can be taken again: a new step after them ends that."""
        last = self.filter(undone_at=None).aggregate(last=Max("pk"))["last"] or 0
        return self.filter(undone_at__isnull=False, overtaken=False, pk__gt=last)

    def ways(self) -> dict[str, bool]:
        """Whether there is one to undo, and one to take again; in one query."""
        kept, taken = Q(undone_at=None), Q(undone_at__isnull=False)
        last = self.aggregate(
            standing=Max("pk", filter=kept & Q(overtaken=False)),
            kept=Max("pk", filter=kept),
            undone=Max("pk", filter=taken & Q(overtaken=False)),
        )
        return {"undo": last["standing"] is not None, "redo": (last["undone"] or 0) > (last["kept"] or 0)}


class PlanStep(models.Model):
    """One step by one person. `changes`: of each stand `booth`, its key, `before` and `after`, its states or null.

    States are as `expo.exhibition.floor.stand_states` writes them; null is a stand that is not there. `walls`: of a
    step that made the hall larger or smaller `before` and `after`, as `expo.exhibition.floor.plan_drafts` notes them.
    """

    hall = models.ForeignKey("expo.Hall", models.CASCADE, related_name="plan_steps", verbose_name=_("hall"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    changes = JSONField(default=list)
    walls = JSONField(default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    overtaken = models.BooleanField(
        _("overtaken"), default=False, help_text=_("Somebody changed the stands since: it cannot be undone any more.")
    )

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step on a plan")
        verbose_name_plural = _("steps on plans")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.hall} · {self.at:%Y-%m-%d %H:%M}"
