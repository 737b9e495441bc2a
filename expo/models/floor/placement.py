"""Where something stands on the plan of its hall, in whole centimetres from the plan's upper left corner."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import TextField

# Halls are at most a kilometre long.
LONGEST = 100_000
POINT = "(0|[1-9][0-9]{0,5}),(0|[1-9][0-9]{0,5})"
OUTLINE = f"^{POINT}( {POINT}){{2,199}}$"
CORNERS = _("Corners as x,y in centimetres with blanks between them, at least three.")


class Placement(models.Model):
    """A rectangle. `outline`: its corners where it is none, from the rectangle's own corner, as SVG writes points."""

    x = models.PositiveIntegerField(_("from the left (cm)"), null=True, blank=True)
    y = models.PositiveIntegerField(_("from above (cm)"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width (cm)"), null=True, blank=True)
    depth = models.PositiveIntegerField(_("depth (cm)"), null=True, blank=True)
    outline = TextField(_("corners"), blank=True, default="", help_text=CORNERS)

    class Meta:
        abstract = True

    @property
    def drawn(self) -> bool:
        return self.x is not None


def placement_constraints(model: str, *, optional: bool) -> list[models.CheckConstraint]:
    """All four measures or none, of a size that there is; corners only of what is drawn."""
    measured = Q(x__lte=LONGEST, y__lte=LONGEST, width__gt=0, width__lte=LONGEST, depth__gt=0, depth__lte=LONGEST)
    nothing = Q(x=None, y=None, width=None, depth=None, outline="")
    known = Q(x__isnull=False, y__isnull=False, width__isnull=False, depth__isnull=False)
    allowed = measured & known
    if optional:
        allowed |= nothing
    return [
        models.CheckConstraint(
            condition=allowed,
            name=f"{model}_is_drawn_with_a_size",
            violation_error_code="width",
            violation_error_message=_("Give place and size together, in centimetres, up to a kilometre."),
        ),
        outline_constraint(model, empty=True),
    ]


def outline_constraint(model: str, *, empty: bool) -> models.CheckConstraint:
    condition = Q(outline__regex=OUTLINE)
    if empty:
        condition |= Q(outline="")
    return models.CheckConstraint(
        condition=condition,
        name=f"{model}_outline_is_corners",
        violation_error_code="outline",
        violation_error_message=CORNERS,
    )
