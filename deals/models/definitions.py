"""What a total counts (统计口径): the object that stands behind every printed figure."""

import datetime as dt
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deals.migration_names import known_instruments
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField
from expo.i18n.bilingual import Named, any_language_constraint
from expo.models.identity import unique_address_constraint

from .deal import DealStatus
from .terms import Place


class CountedStatuses(models.TextChoices):
    """How far a deal must have come to be counted."""

    ANNOUNCED = "announced", _("announced")
    VERIFIED = "verified", _("verified or announced")


# What a deal may stand at to be counted at the desk before it is announced.
REACHED = {CountedStatuses.ANNOUNCED: (), CountedStatuses.VERIFIED: (DealStatus.VERIFIED, DealStatus.ANNOUNCED)}


class RateRule(models.TextChoices):
    """At which rate amounts of other currencies enter a sum."""

    SIGNING = "signing", _("the central parity rate of the day of signing, fixed when the deal is verified")


class DefinitionQuerySet(models.QuerySet):
    def of(self, edition: models.Model) -> Self:
        """Those of the edition and those of all editions."""
        return self.filter(Q(edition=edition) | Q(edition=None))

    def public(self) -> Self:
        """Those that any page may be asked for; what is not announced is counted at the desk alone."""
        return self.filter(statuses=CountedStatuses.ANNOUNCED)


class Definition(Named):
    """Which deals a total counts; those that are not announced are in no public total, whatever it says here.

    A field left empty restricts nothing. `minimum_minor` is in minor units of the edition's reporting currency. With a
    `currency` only what was written in it counts, as it was written; without, everything, converted by `rate_rule`.
    """

    slug = models.SlugField(_("short address"), unique=True)
    edition = models.ForeignKey(
        "expo.Edition",
        models.CASCADE,
        verbose_name=_("edition"),
        null=True,
        blank=True,
        related_name="definitions",
        help_text=_("Empty: for every edition."),
    )
    statuses = CharField(
        _("statuses"),
        max_length=9,
        choices=CountedStatuses,
        default=CountedStatuses.ANNOUNCED,
        help_text=_("Totals of more than what is announced are shown at the deal desk only."),
    )
    place = CharField(_("place"), max_length=8, choices=Place, blank=True)
    instruments = JSONField(
        _("instruments"),
        default=list,
        blank=True,
        validators=[known_instruments],
        help_text=_('Like ["contract", "investment"]. Empty: all.'),
    )
    minimum_minor = models.BigIntegerField(
        _("minimum size"),
        null=True,
        blank=True,
        help_text=_("Like 1亿 or 100m, in the reporting currency. Amounts that are not shown count as too small."),
    )
    as_of = models.DateTimeField(
        _("as of"), null=True, blank=True, help_text=_("Counts what was announced by then. Empty: by now.")
    )
    currency = CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Write a code like USD."))],
        help_text=_("Like USD: only amounts written in it count, as written. Empty: all, in the reporting currency."),
    )
    rate_rule = CharField(_("rates"), max_length=8, choices=RateRule, default=RateRule.SIGNING)
    second_rate_on = models.DateField(
        _("rate of the second currency of"), null=True, blank=True, help_text=_("Empty: of the edition's last day.")
    )
    batches = models.BooleanField(_("with what is not itemised yet"), default=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = ["edition", "slug"]
        constraints = [
            any_language_constraint("definition", "name"),
            unique_address_constraint("definition"),
            models.CheckConstraint(condition=Q(place__in=["", *Place.values]), name="definition_place_is_known"),
            choice_constraint("definition", "rate_rule", RateRule),
            choice_constraint("definition", "statuses", CountedStatuses),
            models.CheckConstraint(
                condition=Q(currency="") | Q(currency__regex=r"^[A-Z]{3}$"), name="definition_currency_is_a_code"
            ),
            models.CheckConstraint(
                condition=Q(minimum_minor=None) | Q(minimum_minor__gt=0),
                name="minimum_size_is_positive",
                violation_error_code="minimum_minor",
                violation_error_message=_("A minimum size is greater than zero; leave it empty to have none."),
            ),
        ]

    @property
    def whole(self) -> bool:
        """Whether it counts every announced deal there is."""
        return self.public and not any((self.place, self.instruments, self.minimum_minor, self.as_of, self.currency))

    @property
    def public(self) -> bool:
        return self.statuses == CountedStatuses.ANNOUNCED

    def rate_day(self, ends_on: dt.date) -> dt.date:
        return self.second_rate_on or ends_on
