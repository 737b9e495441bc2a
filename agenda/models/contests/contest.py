"""Contests of an edition and the tracks that they are held in."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from expo import bulk_reverse
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint
from expo.models.showcase.pictures import Pictured

from .kinds import ContestStatus


class ContestQuerySet(models.QuerySet):
    def public(self) -> Self:
        """The one definition of visible: published, in a public edition."""
        return self.filter(status=ContestStatus.PUBLISHED, edition__published=True)

    def of(self, edition: models.Model) -> Self:
        return self.filter(edition=edition)

    def unmasked(self) -> Self:
        """Those of which everybody may learn whose an entry is: not blind, or its names revealed."""
        return self.filter(Q(blind=False) | Q(revealed_at__isnull=False))

    def in_order(self) -> Self:
        return self.order_by("order", "slug", "pk")


class Contest(Named, Pictured):
    """Entries are taken from `entries_open_at` to `entries_close_at`, by the clock of the edition. In a blind one
    nobody but staff learns whose an entry is until `revealed_at`: see `Contest.is_blind_now`.
    """

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="contests", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"), max_length=80)
    status = CharField(_("status"), max_length=10, choices=ContestStatus, default=ContestStatus.DRAFT)
    summary_en = CharField(_("in one sentence (English)"), max_length=300, blank=True)
    summary_zh = CharField(_("in one sentence (Chinese)"), max_length=300, blank=True)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    rules_en = TextField(_("rules (English)"), blank=True)
    rules_zh = TextField(_("rules (Chinese)"), blank=True)
    areas = models.ManyToManyField(
        "expo.TechnologyArea", verbose_name=_("technology areas"), blank=True, related_name="contests"
    )
    entries_open_at = models.DateTimeField(_("entries open"), null=True, blank=True)
    entries_close_at = models.DateTimeField(_("entries close"), null=True, blank=True)
    entries_shown = models.BooleanField(
        _("accepted entries are shown"),
        default=False,
        help_text=_("Off: the public sees only those that a published result or award names."),
    )
    blind = models.BooleanField(
        _("blind"), default=False, help_text=_("Judges and the public do not learn whose an entry is.")
    )
    revealed_at = models.DateTimeField(_("names revealed"), null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        ordering = ["edition_id", "order", "slug", "pk"]
        permissions = [("run_contests", "Can run contests at their desk")]
        constraints = [
            any_language_constraint("contest", "name"),
            choice_constraint("contest", "status", ContestStatus),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="contest_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a contest with this address already."),
            ),
            models.CheckConstraint(
                condition=Q(entries_open_at=None)
                | Q(entries_close_at=None)
                | Q(entries_close_at__gt=F("entries_open_at")),
                name="entries_close_after_they_open",
                violation_error_code="entries_close_at",
                violation_error_message=_("Entries must close after they open."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return bulk_reverse.reverse_in_edition("contests:contest", self.edition.slug, self.slug)

    @property
    def is_blind_now(self) -> bool:
        """Whether names, organisations, pictures and links of entries are to be masked for all but staff."""
        return self.blind and self.revealed_at is None


class TrackQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(contest__in=Contest.objects.public())


class Track(Named):
    path_to_edition = "contest__edition"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="tracks", verbose_name=_("contest"))
    slug = models.SlugField(_("short address"), max_length=80)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = TrackQuerySet.as_manager()

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["contest_id", "order", "slug", "pk"]
        constraints = [
            any_language_constraint("track", "name"),
            models.UniqueConstraint(
                "contest",
                Lower("slug"),
                name="track_address_is_unique_in_its_contest",
                violation_error_code="slug",
                violation_error_message=_("This contest has a track with this address already."),
            ),
        ]
