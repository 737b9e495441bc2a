"""What of the search index waits to be made anew: noted by triggers in the transaction that wrote it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from expo.db.text_fields import CharField


class SearchDueQuerySet(models.QuerySet):
    def ready(self) -> Self:
        """Without what the clock alone shows later."""
        return self.filter(Q(due_at=None) | Q(due_at__lte=Now()))


class SearchDue(models.Model):
    """A thing of which a row was written: the entry of it may be another one now.

    `kind`: as in `expo.search_index.kinds`; `row`: its key, 0 for all of the kind; `due_at`: when the clock shows it;
    `hides`: whether it may be hidden by now, and not only be called otherwise.
    """

    kind = CharField(max_length=20, editable=False)
    row = models.BigIntegerField(editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    # Also for triggers of before, which say nothing of it.
    hides = models.BooleanField(db_default=True, default=True, editable=False)

    objects = SearchDueQuerySet.as_manager()

    class Meta:
        verbose_name = "due search entry"
        verbose_name_plural = "due search entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
