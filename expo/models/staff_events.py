"""The log of what staff did that no row of data entry tells, such as taking private contacts out of the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.event_log.models import ChainedEvent, LogEnd


class StaffVerb(models.TextChoices):
    EXPORTED = "exported", _("contacts exported")


class StaffEvent(ChainedEvent):
    """`subject`: the file that was made; `told` how many rows it has, which list it shows, and from where."""

    subject = models.CharField(_("file"), max_length=100)
    verb = models.CharField(_("what happened"), max_length=10, choices=StaffVerb)

    class Meta(ChainedEvent.Meta):
        verbose_name = _("event of staff")
        verbose_name_plural = _("log of contacts taken out")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.position} {self.subject} {self.get_verb_display()}"


class StaffLogEnd(LogEnd):
    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="the_staff_log_has_one_end")]
