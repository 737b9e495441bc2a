"""The fields of technology that exhibitors, sessions and deals share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.bilingual import Named, in_a_language

from .identity import in_any_case


class TechnologyArea(Named):
    slug = models.SlugField(_("short address"), unique=True)
    strategic = models.BooleanField(_("strategic emerging industry"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("technology area")
        verbose_name_plural = _("technology areas")
        ordering = ["order", "slug"]
        constraints = [in_a_language("area", "name"), in_any_case("area")]
