"""By what lookalikes are found, and which deals were recorded as such."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, JSONField


class MatchKey(models.Model):
    """Deals that share a key may be the same signing. `key`: a hash over the edition and a name, amount or title."""

    deal = models.ForeignKey("deals.Deal", models.PROTECT, related_name="match_keys", db_index=False)
    key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "deal"], name="deal_has_a_match_key_once"),
        ]
        indexes = [models.Index(fields=["deal"], name="match_keys_of_a_deal")]


class LookalikeQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that no reviewer has cleared."""
        return self.filter(cleared_at=None)

    def of(self, deal: models.Model) -> Self:
        """Both the marks that the deal bears and those of deals that resemble it, with all that a page tells."""
        marks = self.filter(Q(deal=deal) | Q(other=deal))
        return marks.select_related("deal__edition", "other__edition", "cleared_by")


class Lookalike(models.Model):
    """A mark on a deal that was recorded though it resembles `other`, which stood already. Nothing is ever merged."""

    deal = models.ForeignKey("deals.Deal", models.PROTECT, related_name="lookalikes")
    other = models.ForeignKey("deals.Deal", models.PROTECT, related_name="resembled_by")
    points = models.PositiveSmallIntegerField(_("points"))
    reasons = JSONField(_("reasons"), default=list)
    found_at = models.DateTimeField(_("found at"))
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    cleared_because = CharField(_("why it is another signing"), max_length=300, blank=True)

    objects = LookalikeQuerySet.as_manager()

    class Meta:
        verbose_name = _("lookalike")
        verbose_name_plural = _("lookalikes")
        ordering = ["-points", "-other_id"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "other"], name="lookalike_is_marked_once"),
            models.CheckConstraint(condition=~Q(deal=F("other")), name="deal_is_no_lookalike_of_itself"),
            models.CheckConstraint(
                condition=Q(cleared_by=None, cleared_at=None, cleared_because="")
                | (Q(cleared_by__isnull=False, cleared_at__isnull=False) & ~Q(cleared_because="")),
                name="cleared_lookalike_has_a_person_a_time_and_a_reason",
            ),
        ]
