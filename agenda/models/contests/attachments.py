"""Pictures and files that belong to an entry."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.migration_names import private_storage, random_number
from expo.db.text_fields import CharField

from .entries import Entry


class AttachmentQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.unmasked().filter(entry__in=Entry.objects.public())

    def unmasked(self) -> Self:
        """As `shown_attachments` of `agenda.contests.entries.masking` says, for whoever asks for one by its address."""
        blind_now = Q(entry__contest__blind=True, entry__contest__revealed_at=None)
        return self.exclude(blind_now, telling=True)

    def in_order(self) -> Self:
        return self.order_by("entry", "order", "pk")


class Attachment(models.Model):
    """What is shown with an entry; `telling`: masked while the contest is blind."""

    path_to_edition = "entry__contest__edition"

    telling = models.BooleanField(
        _("tells whose the entry is"),
        default=True,
        help_text=_(
            "People, names or logos of the team: while the contest is blind, neither judges nor the public see it."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        abstract = True


class EntryPicture(Attachment):
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="shown_pictures", verbose_name=_("entry"))
    picture = models.ForeignKey("expo.Picture", models.PROTECT, related_name="+", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("picture of an entry")
        verbose_name_plural = _("pictures of entries")
        ordering = ["entry_id", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "picture"], name="entry_shows_a_picture_once")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.picture}"


class EntryFile(Attachment):
    """A PDF, as it was sent, under a random name in the private storage; only views hand it out, as a download."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files", verbose_name=_("entry"))
    public_number = models.BigIntegerField(unique=True, default=random_number, editable=False)
    file = models.FileField(_("file"), storage=private_storage, max_length=100, editable=False)
    name = CharField(_("name of the file"), max_length=200)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    digest = CharField(_("SHA-256"), max_length=64, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("file of an entry")
        verbose_name_plural = _("files of entries")
        ordering = ["entry_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "digest"],
                name="entry_has_a_file_once",
                violation_error_code="file",
                violation_error_message=_("This entry has this file already."),
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_of_an_entry_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
