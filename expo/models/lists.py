"""What lists said: of each row that they led to, and of what their columns mean."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, JSONField


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
