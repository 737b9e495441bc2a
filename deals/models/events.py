"""The log: every step of every deal, each row carrying the hash of the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.event_log.models import ChainedEvent, LogEnd


class Verb(models.TextChoices):
    RECORDED = "recorded", _("recorded")
    AMENDED = "amended", _("amended")
    VERIFIED = "verified", _("verified")
    ANNOUNCED = "announced", _("announced")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ATTACHED = "attached", _("scan added")
    RETURNED = "returned", _("returned")
    MISTYPED = "mistyped", _("amount typed differently")
    CORRECTED = "corrected", _("correction announced")
    REOPENED = "reopened", _("reopened")
    SUPERSEDED = "superseded", _("superseded an earlier deal")
    EMBARGOED = "embargoed", _("put under embargo")
    LIFTED = "lifted", _("embargo lifted")
    DRAWN = "drawn", _("drawn from a batch")
    CONVERTED = "converted", _("converted at the rate entered later")
    CLEARED = "cleared", _("found to be another signing")
    FROZEN = "frozen", _("live wall frozen")
    THAWED = "thawed", _("live wall released")
    FOLLOWED = "followed", _("stage recorded")
    FUNDED = "funded", _("funds recorded")
    PUT_RIGHT = "put_right", _("follow-up corrected")
    ASSIGNED = "assigned", _("responsible unit set")
    LIMITED = "limited", _("time limits set")
    FIXED = "fixed", _("cohort fixed")
    PUBLISHED = "published", _("landing rates published")
    WRITTEN = "written", _("bulletin written")
    ISSUED = "issued", _("bulletin frozen")


class Event(ChainedEvent):
    """What happened to a deal; or to a batch, a bulletin, a cohort, whose number stands in the place of the deal's."""

    SUBJECT = ("deal", "deal_number")

    deal_number = models.CharField(_("deal"), max_length=60, db_index=True)
    verb = models.CharField(_("what happened"), max_length=10, choices=Verb)

    class Meta(ChainedEvent.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.position} {self.deal_number} {self.get_verb_display()}"


class ChainHead(LogEnd):
    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="the_log_has_one_end")]
