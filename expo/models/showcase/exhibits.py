"""What exhibitors show on their stands."""

import re
from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, Text, any_language_constraint, localised_text

from ..exhibition import Participation, ParticipationStatus
from ..facts import Sourced
from ..organisations import name_ordering
from .pictures import Pictured

# What parts one tag from the next, in either language.
BETWEEN_TAGS = re.compile(r"[,，、;；]")
EXHIBITOR = "participation__organisation"


class ExhibitQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Those that are published, of exhibitors that are."""
        shown = {"status": ParticipationStatus.PUBLISHED, "participation__status": ParticipationStatus.PUBLISHED}
        return self.filter(edition__published=True, **shown)

    def by_exhibitor(self) -> Self:
        """Exhibitor by exhibitor, in the order of their list; what is new this year first."""
        return self.order_by(*name_ordering(f"{EXHIBITOR}__"), "-new", "slug")

    def for_cards(self) -> Self:
        """Load what an exhibit's card shows, in two queries for any number of cards."""
        loaded = self.select_related("edition", EXHIBITOR, "participation__edition", "participation__hall")
        return loaded.select_related("booth__hall", "picture").prefetch_related("areas").defer("text_en", "text_zh")


class Exhibit(Named, Sourced, Pictured):
    """A product or a service that an exhibitor shows; public while its exhibitor is."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="exhibits", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"), max_length=80)
    participation = models.ForeignKey(
        Participation, models.CASCADE, verbose_name=_("exhibitor"), related_name="exhibits"
    )
    status = CharField(_("status"), max_length=10, choices=ParticipationStatus, default=ParticipationStatus.DRAFT)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    areas = models.ManyToManyField("expo.TechnologyArea", verbose_name=_("technology areas"), blank=True)
    scenario = models.ForeignKey(
        "expo.Scenario", models.SET_NULL, verbose_name=_("scenario"), null=True, blank=True, related_name="exhibits"
    )
    booth = models.ForeignKey(
        "expo.Booth",
        models.SET_NULL,
        verbose_name=_("stand"),
        null=True,
        blank=True,
        related_name="exhibits",
        help_text=_("One of its exhibitor's. Empty: wherever the exhibitor is found."),
    )
    tags_en = CharField(_("tags (English)"), max_length=200, blank=True, help_text=_("Commas between them."))
    tags_zh = CharField(_("tags (Chinese)"), max_length=200, blank=True, help_text=_("Commas between them."))
    new = models.BooleanField(_("new this year"), default=False)

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        ordering = ["edition", "slug"]
        indexes = [
            models.Index(fields=["edition", "slug"], name="exhibit_by_address"),
            models.Index(fields=["edition", "status"], name="exhibit_public_list"),
        ]
        constraints = [
            any_language_constraint("exhibit", "name"),
            choice_constraint("exhibit", "status", ParticipationStatus),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="exhibit_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has an exhibit with this address already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("expo:exhibit", args=[self.edition.slug, self.slug])

    @property
    def tags(self) -> list[Text]:
        """One by one, in the reader's language where there are any, else in the other, marked."""
        written = localised_text(self, "tags")
        tags = []
        for part in BETWEEN_TAGS.split(written.value):
            if tag := part.strip():
                tags.append(Text(tag, written.lang))
        return tags
