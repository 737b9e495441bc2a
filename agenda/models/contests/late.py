"""Who may still enter a contest after its entries closed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField
from expo.models.showcase.venue_clock import venue_now

from .contest import Contest
from .entries import Entry


class LatePermissionQuerySet(models.QuerySet):
    def holding(self) -> Self:
        """Those that open something now, by the clock of the edition."""
        return self.filter(revoked_at=None, until__gt=venue_now("contest__edition"))

    def for_key(self, digest: str) -> Self:
        return self.filter(Q(key_digest=digest) | Q(entry__key_digest=digest))


class LatePermission(models.Model):
    """One team's, for a reason. `entry`: the one that is open again, or that came of the late link.

    `key_digest`: SHA-256 of the key in the late link of a team that has not entered yet; its entry then bears the key.
    """

    path_to_edition = "contest__edition"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="late_permissions", verbose_name=_("contest"))
    entry = models.ForeignKey(
        Entry, models.CASCADE, null=True, blank=True, related_name="late_permissions", verbose_name=_("entry")
    )
    team = CharField(_("for whom"), max_length=200)
    key_digest = CharField(max_length=64, blank=True, editable=False)
    reason = CharField(_("reason"), max_length=300)
    until = models.DateTimeField(_("until"))
    permitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("permitted by")
    )
    permitted_at = models.DateTimeField(_("permitted"), db_default=Now())
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = LatePermissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("late permission")
        verbose_name_plural = _("late permissions")
        ordering = ["contest_id", "-permitted_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(team=""), name="late_permission_names_its_team_and_reason"
            ),
            models.CheckConstraint(
                condition=~Q(key_digest="") | Q(entry__isnull=False), name="late_permission_opens_a_link_or_an_entry"
            ),
            models.UniqueConstraint(
                fields=["key_digest"], condition=~Q(key_digest=""), name="late_link_opens_one_permission"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest}: {self.team}"
