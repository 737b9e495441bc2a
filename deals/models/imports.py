"""Files of deals that staff import: how they were read, and which row became which deal."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField

from .deal import Deal


class RunState(models.TextChoices):
    LOOKED = "looked", _("looked at")
    RUNNING = "running", _("being imported")
    DONE = "done", _("imported")
    UNDONE = "undone", _("undone")


class ImportRunQuerySet(models.QuerySet):
    def imported(self) -> Self:
        return self.exclude(state=RunState.LOOKED)


class ImportRun(models.Model):
    """One file for one edition. `content` is kept only until it is imported; `digest` tells the same file again.

    `mapping`: fields by column where somebody changed them; `report`: as `import_deals --report` has it.
    """

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="import_runs")
    name = CharField(_("name of the file"), max_length=200)
    digest = CharField(_("SHA-256"), max_length=64)
    fingerprint = CharField(_("fingerprint of its columns"), max_length=64)
    content = models.BinaryField(blank=True, default=b"")
    mapping = JSONField(null=True, blank=True)
    report = JSONField(default=dict)
    state = CharField(_("state"), max_length=8, choices=RunState, default=RunState.LOOKED)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows that are imported"), default=0)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of deals")
        verbose_name_plural = _("imports of deals")
        ordering = ["-brought_at", "-pk"]
        constraints = [
            choice_constraint("import_run", "state", RunState),
            models.UniqueConstraint(
                fields=["edition", "digest"],
                condition=Q(state="running"),
                name="a_file_is_being_imported_once",
                violation_error_message=_("This file is being imported already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("desk:imported", args=[self.edition.slug, self.pk])


class ImportedRow(models.Model):
    """A row that became a deal. `identity`: what it says; `stem`: what stays the same when it is corrected."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="imported")
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
