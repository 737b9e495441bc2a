"""A way in words: how far, which way to turn, and by which door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees

from django.utils.translation import gettext as _

from expo.exhibition.floor.free_space import distance
from expo.exhibition.floor.outlines import Point, format_outline
from expo.exhibition.floor.routes import Leg, Spot, WalkingRoute

# A smaller bend is straight on, in degrees; a shorter piece is no step, in centimetres.
STRAIGHT, SHORT = 30, 150


@dataclass(frozen=True)
class DrawnLeg:
    """A leg with its heading, its steps, and its line as SVG writes points."""

    leg: Leg
    heading: str
    steps: list[str]

    @property
    def line(self) -> str:
        return format_outline(list(self.leg.way.points))


def describe_route(route: WalkingRoute, end: Spot) -> list[DrawnLeg]:
    found = []
    for leg in route.legs:
        heading = _("Between the halls")
        if leg.plan:
            heading = _("In hall %(hall)s") % {"hall": leg.plan.hall.code}
        found.append(DrawnLeg(leg, heading, list(describe_leg(leg, last=leg is route.legs[-1], end=end))))
    return found


def describe_leg(leg: Leg, *, last: bool, end: Spot) -> Iterator[str]:
    for turn, length in leg_pieces(leg.way.points):
        yield turn_sentence(turn) % {"metres": max(round(length / 100), 1)}
    if last:
        yield _("You are at %(place)s.") % {"place": end.name}
    elif leg.plan:
        yield _("Leave hall %(hall)s by this door.") % {"hall": leg.plan.hall.code}


def leg_pieces(points: Sequence[Point]) -> Iterator[tuple[float, float]]:
    """Each piece between two turns with the angle before it, positive to the right; small bends run on."""
    angle, turn, length = None, 0.0, 0.0
    for one, other in pairwise(points):
        ahead = degrees(atan2(other.y - one.y, other.x - one.x))
        bend = 0.0 if angle is None else (ahead - angle + 180) % 360 - 180
        if length and abs(bend) > STRAIGHT and length >= SHORT:
            yield turn, length
            turn, length = bend, 0.0
        elif length and abs(bend) > STRAIGHT:
            turn += bend
        angle, length = ahead, length + distance(one, other)
    if length:
        yield turn, length


def turn_sentence(turn: float) -> str:
    if turn > STRAIGHT:
        return _("Turn right and go %(metres)d m.")
    if turn < -STRAIGHT:
        return _("Turn left and go %(metres)d m.")
    return _("Go straight on for %(metres)d m.")
