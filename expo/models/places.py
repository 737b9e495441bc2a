"""Countries and regions, and the provinces and districts below them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField
from expo.i18n.bilingual import Named, any_language_constraint


class RegionKind(models.TextChoices):
    COUNTRY = "country", _("country or region")
    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district or county")


class Region(Named):
    """Countries by ISO 3166-1 alpha-2, provinces and districts of China by GB/T 2260 (six digits)."""

    code = CharField(_("code"), max_length=6, unique=True, help_text=_("ISO 3166-1 alpha-2, or GB/T 2260."))
    kind = CharField(_("kind"), max_length=10, choices=RegionKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("lies in"), null=True, blank=True, related_name="children"
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            any_language_constraint("region", "name"),
            choice_constraint("region", "kind", RegionKind),
            models.CheckConstraint(
                condition=models.Q(kind=RegionKind.COUNTRY, parent=None)
                | (~models.Q(kind=RegionKind.COUNTRY) & models.Q(parent__isnull=False)),
                name="only_countries_lie_in_nothing",
                violation_error_code="parent",
                violation_error_message=_("A country lies in nothing; a province or district lies in something."),
            ),
        ]
