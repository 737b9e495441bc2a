"""Bulletins (通报): what the press prints of the totals, with the deals behind each figure; frozen for good."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField, TextField


class BulletinStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")


class BulletinQuerySet(models.QuerySet):
    def of(self, edition: models.Model) -> Self:
        return self.filter(edition=edition)

    def frozen(self) -> Self:
        return self.filter(status=BulletinStatus.FROZEN)

    def public(self) -> Self:
        return self.frozen().filter(edition__published=True)

    def newest_first(self) -> Self:
        """Drafts first, then the highest number."""
        return self.order_by("status", "-number", "-pk")


class Bulletin(models.Model):
    """A statement of totals in both languages. Triggers of both databases refuse any change once it is frozen.

    The texts hold figures as `{name}`; `figures` says what each prints in either language, its value and unit, and
    which deals, in which version of their terms, stand behind it (see `deals.bulletins.figures`).
    """

    edition = models.ForeignKey("expo.Edition", models.PROTECT, related_name="bulletins", verbose_name=_("edition"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    status = CharField(_("status"), max_length=6, choices=BulletinStatus, default=BulletinStatus.DRAFT)
    definition = models.ForeignKey(
        "deals.Definition",
        models.PROTECT,
        verbose_name=_("definition"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: every announced project."),
    )
    as_of = models.DateTimeField(_("as of"))
    title_en = CharField(_("title (English)"), max_length=300)
    title_zh = CharField(_("title (Chinese)"), max_length=300)
    body_en = TextField(_("text (English)"))
    body_zh = TextField(_("text (Chinese)"))
    figures = JSONField(_("figures"))
    digest = CharField(_("digest"), max_length=64, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("corrects"), null=True, blank=True, related_name="corrected_by"
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written at"))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["edition", "-number", "-pk"]
        constraints = [
            choice_constraint("bulletin", "status", BulletinStatus),
            models.UniqueConstraint(fields=["edition", "number"], name="bulletin_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(status=BulletinStatus.DRAFT, number=None, frozen_by=None, frozen_at=None, digest="")
                | (
                    Q(status=BulletinStatus.FROZEN, number__gt=0, frozen_by__isnull=False, frozen_at__isnull=False)
                    & ~Q(digest="")
                ),
                name="frozen_bulletin_has_number_person_time_and_digest",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=models.F("pk")), name="bulletin_does_not_correct_itself"
            ),
        ]

    def __str__(self) -> str:
        if not self.number:
            return f"{self.edition.identifier}-N·{self.pk}"
        return f"{self.edition.identifier}-N{self.number:02d}"

    def get_absolute_url(self) -> str:
        """The public page; a draft has one at the desk only."""
        if self.number is None:
            return reverse("desk:bulletin", args=[self.edition.slug, self.pk])
        return reverse("bulletins:bulletin", args=[self.edition.slug, self.number])

    @property
    def is_frozen(self) -> bool:
        return self.status == BulletinStatus.FROZEN
