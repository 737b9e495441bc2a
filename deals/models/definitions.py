"""What a total counts (统计口径): the object that stands behind every printed figure."""

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.bilingual import Named, in_a_language
from expo.choices import one_of

from .terms import Instrument, Place


class RateRule(models.TextChoices):
    """At which rate amounts of other currencies enter a sum."""

    SIGNING = "signing", _("the central parity rate of the day of signing, fixed when the deal is verified")


def known_instruments(value: object) -> None:
    if not isinstance(value, list) or not set(map(str, value)) <= set(Instrument.values):
        raise ValidationError(
            _("Write a list of these words: %(known)s."), params={"known": ", ".join(Instrument.values)}
        )


class DefinitionQuerySet(models.QuerySet):
    def of(self, edition: models.Model) -> Self:
        """Those of the edition and those of all editions."""
        return self.filter(Q(edition=edition) | Q(edition=None))


class Definition(Named):
    """Which announced deals a total counts; those of any other standing are in no public total at all.

    A field left empty restricts nothing. `minimum_minor` is in minor units of the edition's reporting currency.
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
    place = models.CharField(_("place"), max_length=8, choices=Place, blank=True)
    instruments = models.JSONField(
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
        help_text=_("In minor units of the reporting currency. Amounts that are not shown count as too small."),
    )
    as_of = models.DateTimeField(
        _("as of"), null=True, blank=True, help_text=_("Counts what was announced by then. Empty: by now.")
    )
    rate_rule = models.CharField(_("rates"), max_length=8, choices=RateRule, default=RateRule.SIGNING)
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
            in_a_language("definition", "name"),
            models.CheckConstraint(condition=Q(place__in=["", *Place.values]), name="definition_place_is_known"),
            one_of("definition", "rate_rule", RateRule),
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
        return not (self.place or self.instruments or self.minimum_minor or self.as_of)

    def rate_day(self, ends_on: dt.date) -> dt.date:
        return self.second_rate_on or ends_on
