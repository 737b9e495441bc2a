"""Which row of a file of deals became which deal, and what was said that its columns mean."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, JSONField

from .deal import Deal


class ImportedRow(models.Model):
    """A row that became a deal. `identity`: what it says; `stem`: what stays the same when it is corrected."""

    run = models.ForeignKey("expo.ImportedFile", models.CASCADE, related_name="imported")
    deal = models.OneToOneField(Deal, models.PROTECT, related_name="imported_row")
    row = models.PositiveIntegerField(_("row"))
    sheet = CharField(_("sheet"), max_length=100, blank=True)
    identity = CharField(max_length=32, db_index=True)
    stem = CharField(max_length=32, db_index=True)
    undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["run_id", "sheet", "row"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}".strip()


class ColumnMapping(models.Model):
    """What somebody said that the columns of files with this header mean; it is offered for the next one."""

    fingerprint = CharField(max_length=64, unique=True)
    mapping = JSONField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")

    def __str__(self) -> str:
        return self.fingerprint
