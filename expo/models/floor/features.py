"""What else a hall has where visitors look for it: entrances, aisles, stages, facilities, walls inside."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField
from expo.i18n.bilingual import Named

from .placement import Placement, placement_constraints


class FeatureKind(models.TextChoices):
    ENTRANCE = "entrance", _("entrance")
    AISLE = "aisle", _("aisle")
    STAGE = "stage", _("stage")
    ROOM = "room", _("room")
    WALL = "wall", _("wall")
    TOILETS = "toilets", _("toilets")
    LIFT = "lift", _("lift")
    FOOD = "food", _("food and drink")
    FIRST_AID = "first_aid", _("first aid")
    INFORMATION = "information", _("information desk")
    PRAYER = "prayer", _("prayer room")
    CHARGING = "charging", _("charging point")


# What one walks through.
OPEN_KINDS = (FeatureKind.ENTRANCE, FeatureKind.AISLE)


class HallFeature(Named, Placement):
    """Named where it has a name of its own, as stages have."""

    hall = models.ForeignKey("expo.Hall", models.CASCADE, related_name="features", verbose_name=_("hall"))
    kind = CharField(_("kind"), max_length=12, choices=FeatureKind)

    path_to_edition = "hall__edition"

    class Meta:
        verbose_name = _("hall feature")
        verbose_name_plural = _("hall features")
        ordering = ["hall", "kind", "pk"]
        constraints = [
            choice_constraint("hall_feature", "kind", FeatureKind),
            *placement_constraints("hall_feature", optional=False),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_zh or str(self.get_kind_display())
