"""The log: every step of every deal, each row carrying the hash of the one before."""

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Event(models.Model):
    """Append-only: triggers of both databases refuse change and removal. It outlives what it tells of.

    `body` is the canonical JSON of all that is told; `digest` the SHA-256 over the one before and the body.
    """

    position = models.PositiveBigIntegerField(_("position"), primary_key=True)
    deal_number = models.CharField(_("deal"), max_length=60, db_index=True)
    verb = models.CharField(_("what happened"), max_length=10, choices=Verb)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("who"), max_length=150)
    body = models.TextField(_("told"))
    before = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.deal_number} {self.get_verb_display()}"

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the body tells; nothing where somebody has made it unreadable, which `verify_ledger` shows."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


class ChainHead(models.Model):
    """The one row that says where the log ends. Locking it puts the ledger's writers in a queue."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="the_log_has_one_end")]
