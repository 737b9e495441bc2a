"""What the desk keeps beside the ledger: forms not sent yet, and scans of what was signed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.migration_names import private
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField

from .deal import Deal


class DraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those whose key has recorded nothing: a draft saved late, by a slow network, is none any more."""
        return self.filter(~Exists(Deal.objects.filter(submission_key=OuterRef("key"))))

    def of(self, user: Any, edition: models.Model) -> Self:
        return self.filter(owner=user, edition=edition)


class Draft(models.Model):
    """What somebody typed into the record form and has not sent. In a table of its own, so that no total can count it.

    `fields`: pairs of name and value, as a browser sends them.
    """

    key = models.UUIDField(_("submission key"), unique=True)
    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = JSONField(_("what was typed"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def title(self) -> str:
        """What tells it apart in a list: the names of project and parties as far as they were typed."""
        typed = dict(self.fields)
        names = [typed.get(name, "") for name in ("name_zh", "name_en", "parties-0-name", "parties-1-name", "amount")]
        return " · ".join(filter(None, names))


class ScanKind(models.TextChoices):
    PDF = "application/pdf", _("PDF")
    JPEG = "image/jpeg", _("JPEG picture")
    PNG = "image/png", _("PNG picture")


class Scan(models.Model):
    """A scan of signed pages. Its file has a random name; only the desk's own view hands it out."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="scans")
    file = models.FileField(_("file"), storage=private, max_length=100)
    name = CharField(_("name of the file"), max_length=200)
    kind = CharField(_("kind"), max_length=15, choices=ScanKind)
    size = models.PositiveIntegerField(_("bytes"))
    digest = CharField(_("SHA-256"), max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ["deal_id", "added_at", "pk"]
        constraints = [
            choice_constraint("scan", "kind", ScanKind),
            models.UniqueConstraint(
                fields=["deal", "digest"],
                name="scan_is_added_to_a_deal_once",
                violation_error_code="file",
                violation_error_message=_("This deal has this scan already."),
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="scan_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it; a PDF is only handed out, as no page may run in its place."""
        return self.kind != ScanKind.PDF
