"""Who came together from a country or a body."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import TextField
from expo.i18n.bilingual import Named, any_language_constraint

from ..facts import Sourced
from ..people import Person


class DelegationQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, edition__published=True)

    def by_arrival(self) -> Self:
        return self.order_by("arrives_on", "slug")

    def for_cards(self) -> Self:
        return self.select_related("edition", "region", "organisation", "head")


class Delegation(Named, Sourced):
    """Representatives of a country, a region or a body at an edition."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="delegations", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"), max_length=80)
    region = models.ForeignKey("expo.Region", models.PROTECT, verbose_name=_("region"), null=True, blank=True)
    organisation = models.ForeignKey(
        "expo.Organisation", models.PROTECT, verbose_name=_("organisation"), null=True, blank=True
    )
    head = models.ForeignKey(Person, models.PROTECT, verbose_name=_("head"), null=True, blank=True, related_name="+")
    members = models.PositiveIntegerField(
        _("members"), null=True, blank=True, help_text=_("With its head. Empty: not known.")
    )
    arrives_on = models.DateField(_("first day"), null=True, blank=True)
    leaves_on = models.DateField(_("last day"), null=True, blank=True)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["edition", "arrives_on", "slug"]
        indexes = [models.Index(fields=["edition", "slug"], name="delegation_by_address")]
        constraints = [
            any_language_constraint("delegation", "name"),
            models.CheckConstraint(
                condition=Q(region__isnull=False) | Q(organisation__isnull=False),
                name="delegation_comes_from_somewhere",
                violation_error_code="region",
                violation_error_message=_("Name the country or region it comes from, or the body that sent it."),
            ),
            models.CheckConstraint(
                condition=Q(members=None) | Q(members__gt=0),
                name="delegation_has_members",
                violation_error_code="members",
                violation_error_message=_(
                    "A delegation has at least one member; leave this empty if the number is not known."
                ),
            ),
            models.CheckConstraint(
                condition=Q(leaves_on=None) | Q(leaves_on__gte=F("arrives_on")),
                name="delegation_leaves_after_it_arrives",
                violation_error_code="leaves_on",
                violation_error_message=_("The last day cannot lie before the first day."),
            ),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="delegation_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a delegation with this address already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("expo:delegation", args=[self.edition.slug, self.slug])
