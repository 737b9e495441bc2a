"""Where sessions were moved on the planning board, so that it can be undone."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField

from .sessions import Session


class MoveQuerySet(models.QuerySet):
    def of(self, user: User, edition: models.Model) -> Self:
        return self.filter(by=user, session__edition=edition)

    def standing(self) -> Self:
        """Those that their planner can undo."""
        return self.filter(undone_at=None, overtaken=False)

    def undone(self) -> Self:
        """Those that can be done again: a new move after them ends that."""
        last = self.filter(undone_at=None).aggregate(last=Max("pk"))["last"] or 0
        return self.filter(undone_at__isnull=False, overtaken=False, pk__gt=last)

    def ways(self) -> dict[str, bool]:
        """Whether there is one to undo, and one to do again; in one query."""
        kept, taken = Q(undone_at=None), Q(undone_at__isnull=False)
        last = self.aggregate(
            standing=Max("pk", filter=kept & Q(overtaken=False)),
            kept=Max("pk", filter=kept),
            undone=Max("pk", filter=taken & Q(overtaken=False)),
        )
        return {"undo": last["standing"] is not None, "redo": (last["undone"] or 0) > (last["kept"] or 0)}


class Move(models.Model):
    """One move by one planner. `before` and `after` are placements as `agenda.planning.moves` writes them."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="moves", verbose_name=_("session"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("moved by")
    )
    at = models.DateTimeField(_("moved"), auto_now_add=True)
    before = CharField(_("before"), max_length=120)
    after = CharField(_("after"), max_length=120)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    overtaken = models.BooleanField(
        _("overtaken"), default=False, help_text=_("Somebody changed the session since: it cannot be undone any more.")
    )

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="move_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.before} → {self.after}"
