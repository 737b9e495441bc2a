"""Who takes part in an edition, and where they stand."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo import bulk_reverse
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, EmailField, TextField

from .facts import Sourced
from .organisations import name_ordering

if TYPE_CHECKING:
    from .floor import Booth
    from .technology import TechnologyArea


class ParticipationKind(models.TextChoices):
    EXHIBITOR = "exhibitor", _("exhibitor")
    CO_EXHIBITOR = "co_exhibitor", _("co-exhibitor")
    ORGANISER = "organiser", _("organiser")
    HOST = "host", _("host")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    SUPPORTER = "supporter", _("supporter")
    SPONSOR = "sponsor", _("sponsor")
    MEDIA = "media", _("media partner")
    DELEGATION = "delegation", _("delegation")


class ParticipationStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    CONFIRMED = "confirmed", _("confirmed")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a participant", "withdrawn")


EXHIBITING = (ParticipationKind.EXHIBITOR, ParticipationKind.CO_EXHIBITOR)


class ParticipationQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(status=ParticipationStatus.PUBLISHED, edition__published=True)

    def exhibiting(self) -> Self:
        return self.filter(kind__in=EXHIBITING)

    def organising(self) -> Self:
        return self.exclude(kind__in=EXHIBITING)

    def by_name(self) -> Self:
        return self.order_by(*name_ordering("organisation__"))

    def for_cards(self) -> Self:
        """Load what an exhibitor's card shows, in three queries for any number of cards."""
        rows = self.select_related("organisation__region", "organisation__logo", "edition")
        return rows.prefetch_related("booths__hall", "areas")


class Participation(Sourced):
    """An organisation at an edition."""

    edition = models.ForeignKey(
        "expo.Edition", models.CASCADE, related_name="participations", verbose_name=_("edition")
    )
    organisation = models.ForeignKey(
        "expo.Organisation", models.PROTECT, related_name="participations", verbose_name=_("organisation")
    )
    kind = CharField(_("takes part as"), max_length=12, choices=ParticipationKind, default="exhibitor")
    slug = models.SlugField(_("short address"), max_length=80)
    status = CharField(_("status"), max_length=10, choices=ParticipationStatus, default="draft")
    profile_en = TextField(_("profile (English)"), blank=True)
    profile_zh = TextField(_("profile (Chinese)"), blank=True)
    areas = models.ManyToManyField("expo.TechnologyArea", verbose_name=_("technology areas"), blank=True)
    scenarios = models.ManyToManyField(
        "expo.Scenario", verbose_name=_("scenarios"), blank=True, related_name="participations"
    )
    hall = models.ForeignKey(
        "expo.Hall",
        models.SET_NULL,
        verbose_name=_("hall"),
        null=True,
        blank=True,
        help_text=_("Where only the hall is known; otherwise enter a stand."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Among organisers and partners."))
    contact_name = CharField(_("contact person"), max_length=100, blank=True, help_text=_("Never public."))
    contact_email = EmailField(_("contact e-mail"), blank=True, help_text=_("Never public."))
    contact_phone = CharField(_("contact telephone"), max_length=40, blank=True, help_text=_("Never public."))

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("responsible person"),
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True},
        help_text=_("Of the staff. Never public."),
    )

    objects = ParticipationQuerySet.as_manager()
    # Whether it is what a plan was searched for.
    hit: bool
    # Of those that are shown on cards.
    stands: list["Booth"]
    shown_areas: list["TechnologyArea"]

    class Meta:
        permissions = [("export_contacts", _("Can take private contacts out in files"))]
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        ordering = ["edition", "order", "pk"]
        indexes = [
            models.Index(fields=["edition", "kind", "status"], name="participation_public_list"),
            models.Index(fields=["edition", "slug"], name="participation_by_address"),
        ]
        constraints = [
            choice_constraint("participation", "kind", ParticipationKind),
            choice_constraint("participation", "status", ParticipationStatus),
            # Checked before the next one, so that what somebody commits between the two is told by what it is.
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="participation_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a participant with this address already."),
            ),
            models.UniqueConstraint(
                fields=["edition", "organisation", "kind"],
                name="organisation_takes_part_once_in_each_way",
                violation_error_code="organisation",
                violation_error_message=_("This organisation already takes part in this edition in this way."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.edition}"

    def get_absolute_url(self) -> str:
        return bulk_reverse.reverse_in_edition("expo:exhibitor", self.edition.slug, self.slug)
