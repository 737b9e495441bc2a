"""The fields of technology that exhibitors, sessions and deals share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.i18n.bilingual import Named, any_language_constraint

from .identity import unique_address_constraint


class TechnologyArea(Named):
    slug = models.SlugField(_("short address"), unique=True)
    strategic = models.BooleanField(_("strategic emerging industry"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("technology area")
        verbose_name_plural = _("technology areas")
        ordering = ["order", "slug"]
        constraints = [any_language_constraint("area", "name"), unique_address_constraint("area")]
