"""Files on their way in: looked at, imported, perhaps undone. `expo.imports` takes them from one state to the next."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField


class RunState(models.TextChoices):
    BROUGHT = "brought", _("not looked at yet")
    LOOKED = "looked", _("looked at")
    RUNNING = "running", _("being imported")
    DONE = "done", _("imported")
    UNDONE = "undone", _("undone")


# Of a file that is kept, and of which nothing was written yet.
NOT_IMPORTED = (RunState.BROUGHT, RunState.LOOKED)


class ImportedFileQuerySet(models.QuerySet):
    def numbered(self, number: int) -> Self:
        """The file that an address with this number leads to, today or from before; its kind must be known."""
        return self.filter(Q(pk=number) | Q(former_number=number))

    def imported(self) -> Self:
        return self.exclude(state__in=NOT_IMPORTED)


class ImportedFile(models.Model):
    """One file of any kind for one edition. `kind`: its slug; `digest` tells the same file again.

    `content` is kept only until it is imported, or what that left out is mended; `mapping`: what somebody said that its
    columns mean, by column; `fingerprint` tells files of the same columns; `options`: what was chosen beside it;
    `report`: what importing it would do or did, as data of its kind; `trail`: what importing it wrote, as far as the
    kind needs that to undo it.
    `former_number`: under which its address led to it while its kind had a table of its own, where it is not its key.
    """

    kind = CharField(_("kind of file"), max_length=30)
    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="+", verbose_name=_("edition"))
    name = CharField(_("name of the file"), max_length=200)
    digest = CharField(_("SHA-256"), max_length=64)
    fingerprint = CharField(_("fingerprint of its columns"), max_length=64, blank=True)
    content = models.BinaryField(blank=True, default=b"")
    mapping = JSONField(null=True, blank=True)
    report = JSONField(default=dict)
    state = CharField(_("state"), max_length=8, choices=RunState, default=RunState.LOOKED)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows that are imported"), default=0)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    options = JSONField(default=dict)
    trail = JSONField(default=list)
    former_number = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        default_permissions = ()
        constraints = [
            choice_constraint("imported_file", "state", RunState),
            models.UniqueConstraint(
                fields=["kind", "edition", "digest"],
                condition=Q(state="running"),
                name="a_file_of_a_kind_is_being_imported_once",
                violation_error_message=_("This file is being imported already."),
            ),
            models.UniqueConstraint(fields=["kind", "former_number"], name="a_former_number_led_to_one_file"),
        ]

    def __str__(self) -> str:
        return self.name


class ListedRow(models.Model):
    """A row that lists of a kind name in an edition, and what the last of them said of it.

    `row`: its key in its own table, no foreign key, so that a row that was deleted and restored is the same again;
    `key`: what reports call it, in every run; `values`: by field what was taken over; `source`: the same for all
    versions of one list, by which rows are missed that an earlier version had.
    """

    kind = CharField(max_length=30)
    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="+")
    row = models.BigIntegerField()
    key = CharField(max_length=200)
    source = CharField(max_length=32)
    values = JSONField(default=dict)
    run = models.ForeignKey("expo.ImportedFile", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of lists")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "edition", "row"], name="row_is_listed_once_of_a_kind")]

    def __str__(self) -> str:
        return self.key


class ListColumns(models.Model):
    """What somebody said that the columns of lists with this header mean, by what heads them."""

    kind = CharField(max_length=30)
    fingerprint = CharField(max_length=64)
    mapping = JSONField(default=dict)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("columns of lists")
        verbose_name_plural = _("columns of lists")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="columns_of_a_list_mean_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"
