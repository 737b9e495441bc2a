"""By what partner systems are known, and what they sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField

from .deal import Deal


class ApiToken(models.Model):
    """One office's leave to send deals of one edition. Only a hash of the token is kept; `name` is its open part.

    `user`: who records what the office sends. Nobody can log in as it, so that it never verifies anything.
    """

    office = CharField(_("office"), max_length=100)
    edition = models.ForeignKey("expo.Edition", models.PROTECT, related_name="+", verbose_name=_("edition"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = CharField(_("name"), max_length=12, unique=True)
    digest = CharField(_("SHA-256"), max_length=64)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("token of an office")
        verbose_name_plural = _("tokens of offices")
        ordering = ["office", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(office=""), name="token_belongs_to_an_office"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("created_at")),
                name="token_is_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.name}"


class Sent(models.Model):
    """A request that recorded a deal. `digest`: of what it said, so that a repetition is told from other contents.

    The ledger's own digest would not do: an organisation merged meanwhile would make the same words another deal.
    """

    deal = models.OneToOneField(Deal, models.PROTECT, related_name="sent")
    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="sent")
    key = CharField(_("Idempotency-Key"), max_length=255)
    digest = CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("deal sent by a partner system")
        verbose_name_plural = _("deals sent by partner systems")
        ordering = ["deal_id"]

    def __str__(self) -> str:
        return self.key
