"""What rows of data entry were, save by save; and what staff did that no row tells, such as taking contacts out."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, JSONField
from expo.event_log.models import ChainedEvent, LogEnd


class VersionQuerySet(models.QuerySet):
    def of(self, *rows: models.Model) -> Self:
        """Those of these rows, which are of one model; the newest first."""
        if not rows:
            return self.none()
        kind = ContentType.objects.get_for_model(rows[0])
        return self.filter(content_type=kind, object_id__in=[str(row.pk) for row in rows]).order_by("-pk")


class Version(models.Model):
    """A row as its form showed it after a save, with the rows below it; nobody's where no form had made it so."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", editable=False)
    object_id = CharField(max_length=40, editable=False)
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )
    state = JSONField(_("state"))

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        indexes = [models.Index(fields=["content_type", "object_id"], name="version_by_row")]

    def __str__(self) -> str:
        return f"{self.saved_at:%Y-%m-%d %H:%M}"


class StaffVerb(models.TextChoices):
    EXPORTED = "exported", _("contacts exported")
    STEPS_ON = "steps_on", _("two steps set up")
    STEPS_OFF = "steps_off", _("two steps turned off")
    NEW_CODES = "new_codes", _("new recovery codes")


class StaffEvent(ChainedEvent):
    """`subject`: the file that was made, or the account that was changed.

    `told`: from where; of a file how many rows it has, and which list it shows.
    """

    subject = models.CharField(_("file or account"), max_length=150)
    verb = models.CharField(_("what happened"), max_length=10, choices=StaffVerb)

    class Meta(ChainedEvent.Meta):
        verbose_name = _("event of staff")
        verbose_name_plural = _("log of contacts and accounts")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.position} {self.subject} {self.get_verb_display()}"


class StaffLogEnd(LogEnd):
    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="the_staff_log_has_one_end")]
