"""What every log holds: its events, and the one row that says where it ends."""

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChainedEvent(models.Model):
    """Append-only: triggers of both databases refuse change and removal. It outlives what it tells of.

    `body` is the canonical JSON of all that is told; `digest` the SHA-256 over the one before and the body. Whoever
    derives from it adds the columns of what an event is about and of what happened, and names the former in `SUBJECT`.
    """

    # Its key in the body, and its column.
    SUBJECT: ClassVar[tuple[str, str]] = ("subject", "subject")

    position = models.PositiveBigIntegerField(_("position"), primary_key=True)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("who"), max_length=150)
    body = models.TextField(_("told"))
    before = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the body tells; nothing where somebody has made it unreadable, which `verify_ledger` shows."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @classmethod
    def columns_by_key(cls) -> dict[str, str]:
        """What stands in the body and in a column of its own: the column by its key in the body."""
        key, column = cls.SUBJECT
        return {"position": "position", key: column, "verb": "verb", "at": "at", "actor": "actor"}


class LogEnd(models.Model):
    """The one row that says where a log ends. Locking it puts the log's writers in a queue."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        abstract = True
