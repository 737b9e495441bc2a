"""The log of contests: what was drawn, frozen, confirmed, published, corrected, awarded."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.event_log.models import ChainedEvent, LogEnd


class ContestVerb(models.TextChoices):
    DRAWN = "drawn", _("judges drawn")
    ASSIGNED = "assigned", _("entry given to a judge")
    RECUSED = "recused", _("judge recused by staff")
    RULED = "ruled", _("rule or hours changed during judging")
    RESCORED = "rescored", _("score changed late")
    FROZEN = "frozen", _("ranking frozen")
    CONFIRMED = "confirmed", _("ranking confirmed")
    PUBLISHED = "published", _("ranking published")
    OBJECTED = "objected", _("objection received")
    ANSWERED = "answered", _("objection answered")
    FINAL = "final", _("ranking final")
    ADVANCED = "advanced", _("entries gone on")
    AWARDED = "awarded", _("award published")
    REVOKED = "revoked", _("award withdrawn")
    LATE = "late", _("late entry permitted")
    LATE_ENDED = "late_ended", _("late permission taken back")
    LINKED = "linked", _("private link made anew")
    REVEALED = "revealed", pgettext_lazy("event of a contest", "names revealed")


class ContestEvent(ChainedEvent):
    """What happened in a contest. `subject`: edition, contest and round, like 2026/innovation/2."""

    subject = models.CharField(_("contest"), max_length=200, db_index=True)
    verb = models.CharField(_("what happened"), max_length=10, choices=ContestVerb)

    class Meta(ChainedEvent.Meta):
        verbose_name = _("event of a contest")
        verbose_name_plural = _("events of contests")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.position} {self.subject} {self.get_verb_display()}"


class ContestLogEnd(LogEnd):
    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="the_contest_log_has_one_end")]
