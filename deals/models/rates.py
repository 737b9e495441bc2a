"""Central parity rates, entered by staff; saving a deal never waits for a network service."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.db.compiled_rows import CompiledRows
from expo.db.text_fields import CharField

# No parity is published on weekends and holidays; the longest holiday is shorter than this.
RATE_IS_GOOD_FOR = dt.timedelta(days=12)


class ExchangeRateQuerySet(models.QuerySet):
    def for_day(self, base: str, quote: str, day: dt.date) -> "ExchangeRate | None":
        """The latest rate of the pair on or before the day, if it is recent enough."""
        return next(iter(latest_rate(base, quote, day, day - RATE_IS_GOOD_FOR)), None)

    def between(self, base: str, quote: str, last: dt.date, first: dt.date) -> Self:
        """Those of the pair, the latest first."""
        return self.filter(base=base, quote=quote, on__lte=last, on__gte=first).order_by("-on")


class ExchangeRate(models.Model):
    """One unit of `base` is worth `rate` units of `quote` (USD/CNY 7.0605: a dollar costs 7.0605 yuan)."""

    base = CharField(_("one unit of"), max_length=3)
    quote = CharField(_("is worth, in"), max_length=3, default="CNY")
    on = models.DateField(_("date"))
    rate = models.DecimalField(_("rate"), max_digits=14, decimal_places=6)
    source = CharField(_("source"), max_length=200)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-on", "base"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "on"],
                name="one_rate_a_day_for_each_pair",
                violation_error_code="on",
                violation_error_message=_("There is a rate for this pair and day already."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="rate_is_positive",
                violation_error_code="rate",
                violation_error_message=_("A rate must be greater than zero."),
            ),
            models.CheckConstraint(
                condition=~Q(base=F("quote")),
                name="rate_joins_two_currencies",
                violation_error_code="base",
                violation_error_message=_("A rate joins two different currencies."),
            ),
            models.CheckConstraint(
                condition=Q(base__regex=r"^[A-Z]{3}$", quote__regex=r"^[A-Z]{3}$"),
                name="rate_names_currencies_by_their_codes",
                violation_error_code="base",
                violation_error_message=_("Write currencies by their three-letter codes, like USD."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.rate} ({self.on})"


latest_rate: CompiledRows[ExchangeRate] = CompiledRows(
    lambda *values: ExchangeRate.objects.between(*values)[:1], str, str, dt.date, dt.date
)
