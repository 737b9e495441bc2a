"""What stands on the map of the venue beside its halls: gates, other buildings, stations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField
from expo.i18n.bilingual import Named, any_language_constraint

from .placement import Placement, placement_constraints


class VenuePlaceKind(models.TextChoices):
    GATE = "gate", _("gate")
    BUILDING = "building", _("building")
    STATION = "station", _("station or stop")


class VenuePlace(Named, Placement):
    """Measured on the map of the venue, on which the halls stand too."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="venue_places", verbose_name=_("edition"))
    kind = CharField(_("kind"), max_length=10, choices=VenuePlaceKind)

    class Meta:
        verbose_name = _("place at the venue")
        verbose_name_plural = _("places at the venue")
        ordering = ["edition", "kind", "pk"]
        constraints = [
            any_language_constraint("venue_place", "name"),
            choice_constraint("venue_place", "kind", VenuePlaceKind),
            *placement_constraints("venue_place", optional=False),
        ]
