"""The plan of a hall, and where the hall stands on the map of the venue."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import TextField

from .placement import CORNERS, LONGEST, outline_constraint


class HallPlanQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, hall__edition__published=True)


class HallPlan(models.Model):
    """The walls of a hall. What stands within them is drawn with the stands and features themselves."""

    hall = models.OneToOneField("expo.Hall", models.CASCADE, related_name="plan", verbose_name=_("hall"))
    outline = TextField(_("walls"), help_text=CORNERS)
    map_x = models.PositiveIntegerField(_("on the map of the venue, from the left (cm)"), null=True, blank=True)
    map_y = models.PositiveIntegerField(_("on the map of the venue, from above (cm)"), null=True, blank=True)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = HallPlanQuerySet.as_manager()

    path_to_edition = "hall__edition"

    class Meta:
        verbose_name = _("hall plan")
        verbose_name_plural = _("hall plans")
        ordering = ["hall"]
        constraints = [
            outline_constraint("hall_plan", empty=False),
            models.CheckConstraint(
                condition=Q(map_x=None, map_y=None)
                | Q(map_x__isnull=False, map_y__isnull=False, map_x__lte=LONGEST, map_y__lte=LONGEST),
                name="hall_is_on_the_map_by_both_measures",
                violation_error_code="map_x",
                violation_error_message=_("Give both measures on the map, in centimetres, up to a kilometre."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.hall)
