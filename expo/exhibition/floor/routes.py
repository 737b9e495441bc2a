"""The way from a stand, a hall or a place at the venue to another, in legs: inside a hall, or between halls.

Stands of a shown plan are known to everybody, so the way around them tells nothing of who has them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from expo.exhibition.floor.free_space import (
    CLEARANCE,
    FreeSpace,
    Way,
    free_space,
    shortest_ways,
    widen,
)
from expo.exhibition.floor.outlines import Point, Rectangle, bounding_rectangle, parse_outline, split_outline
from expo.exhibition.floor.spots import Spot
from expo.models import Booth, Edition, HallFeature, HallPlan, VenuePlace
from expo.models.floor.features import OPEN_KINDS, FeatureKind

# An easy walk through a crowd, in centimetres a minute; and how far around the halls one walks outside.
PACE = 6000
SURROUNDINGS = 5000
SIDES = {"N": (0, -1), "E": (1, 0), "S": (0, 1), "W": (-1, 0)}


@dataclass(frozen=True)
class Leg:
    """A part of a way: through the hall of the plan, or between halls."""

    plan: HallPlan | None
    way: Way

    @property
    def metres(self) -> int:
        return round(self.way.length / 100)


@dataclass(frozen=True)
class WalkingRoute:
    legs: tuple[Leg, ...]

    @property
    def length(self) -> float:
        return sum(leg.way.length for leg in self.legs)

    @property
    def metres(self) -> int:
        return round(self.length / 100)

    @property
    def minutes(self) -> int:
        return max(ceil(self.length / PACE), 1)


@dataclass
class Door:
    """An entrance of a hall: the point inside, on the hall's plan, and the point outside, on the map."""

    inside: Point
    outside: Point | None


@dataclass
class HallFloor:
    plan: HallPlan
    space: FreeSpace
    doors: list[Door] = field(default_factory=list)


def read_floor(plan: HallPlan) -> HallFloor:
    """The free space of a hall and its doors; two queries."""
    features = list(HallFeature.objects.filter(hall=plan.hall_id))
    return build_floor(plan, Booth.objects.filter(hall=plan.hall_id, x__isnull=False), features)


def build_floor(plan: HallPlan, booths: Iterable[Booth], features: Iterable[HallFeature]) -> HallFloor:
    """The same of what has been read already."""
    outline = parse_outline(plan.outline)
    solid = [Rectangle.of(one) for one in features if one.kind not in OPEN_KINDS]
    for booth in booths:
        solid += occupied_boxes(booth)
    floor = HallFloor(plan, free_space(outline, solid))
    for feature in features:
        if feature.kind == FeatureKind.ENTRANCE:
            floor.doors += find_doors(plan, Rectangle.of(feature), floor.space)
    return floor


def occupied_boxes(booth: Booth) -> list[Rectangle]:
    box = Rectangle.of(booth)
    if not booth.outline:
        return [box]
    corners = [Point(box.left + corner.x, box.top + corner.y) for corner in parse_outline(booth.outline)]
    return split_outline(corners)


def find_doors(plan: HallPlan, entrance: Rectangle, space: FreeSpace) -> list[Door]:
    """Through the wall that the entrance is nearest to."""
    middle, box = entrance.centre, bounding_rectangle(parse_outline(plan.outline))
    walls = {
        "N": (middle.y - box.top, Point(middle.x, box.top)),
        "S": (box.bottom - middle.y, Point(middle.x, box.bottom)),
        "W": (middle.x - box.left, Point(box.left, middle.y)),
        "E": (box.right - middle.x, Point(box.right, middle.y)),
    }
    side = min(walls, key=lambda each: walls[each][0])
    across, along = SIDES[side]
    wall = walls[side][1]
    inside = Point(wall.x - across * CLEARANCE, wall.y - along * CLEARANCE)
    outside = None
    if plan.map_x is not None and plan.map_y is not None:
        outside = Point(wall.x + across * CLEARANCE + plan.map_x, wall.y + along * CLEARANCE + plan.map_y)
    return [Door(inside, outside)] if space.is_free(inside) else []


def standing_points(spot: Spot, space: FreeSpace) -> list[Point]:
    """Where one stands in front of it: the middle of its open sides, else wherever there is room along its edges."""
    found = edge_points(spot.box, spot.sides, (0.5,))
    free = [point for point in found if space.is_free(point)]
    if not free:
        free = [point for point in edge_points(spot.box, "NESW", (0.5, 0.1, 0.3, 0.7, 0.9)) if space.is_free(point)]
    return free


def nearest_features(start: Spot, floor: HallFloor, features: Iterable[HallFeature]) -> list[tuple[HallFeature, Way]]:
    """Of each kind the feature to which the way is shortest, nearest first; none that cannot be reached."""
    owners: dict[Point, HallFeature] = {}
    for feature in features:
        for point in feature_points(feature, floor):
            owners.setdefault(point, feature)
    ways = shortest_ways(floor.space, hall_points(start, floor), list(owners))
    found: dict[str, tuple[HallFeature, Way]] = {}
    for point, way in sorted(ways.items(), key=lambda item: (item[1].length, owners[item[0]].pk)):
        found.setdefault(owners[point].kind, (owners[point], way))
    return list(found.values())


def feature_points(feature: HallFeature, floor: HallFloor) -> list[Point]:
    """Where one stands in front of it; of an entrance, in it."""
    box = Rectangle.of(feature)
    if feature.kind == FeatureKind.ENTRANCE:
        return [door.inside for door in find_doors(floor.plan, box, floor.space)]
    return standing_points(Spot("", floor.plan, box), floor.space)


def edge_points(box: Rectangle, sides: str, shares: Iterable[float]) -> list[Point]:
    wide, found = widen(box, CLEARANCE), []
    for share in shares:
        x = round(box.left + share * (box.right - box.left))
        y = round(box.top + share * (box.bottom - box.top))
        places = {
            "N": Point(x, wide.top),
            "S": Point(x, wide.bottom),
            "W": Point(wide.left, y),
            "E": Point(wide.right, y),
        }
        found += [places[side] for side in sides]
    return found


def find_route(edition: Edition, start: Spot, end: Spot) -> WalkingRoute | None:
    """The shortest way from one to the other; None where there is none. Eight queries at most."""
    if start.plan and end.plan and start.plan.pk == end.plan.pk:
        floor = read_floor(start.plan)
        ways = shortest_ways(floor.space, hall_points(start, floor), hall_points(end, floor))
        best = min(ways.values(), key=lambda way: way.length, default=None)
        return WalkingRoute((Leg(start.plan, best),)) if best else None
    return find_route_outside(edition, start, end)


def hall_points(spot: Spot, floor: HallFloor) -> list[Point]:
    """Of a hall itself: its doors."""
    if not spot.sides:
        return [door.inside for door in floor.doors]
    return standing_points(spot, floor.space)


def find_route_outside(edition: Edition, start: Spot, end: Spot) -> WalkingRoute | None:
    """Out by one door and in by another, whichever are the shortest together."""
    grounds = read_grounds(edition)
    leaving, arriving = reach_outside(start, grounds), reach_outside(end, grounds)
    best: tuple[float, tuple[Leg, ...]] | None = None
    for out, first in leaving.items():
        ways = shortest_ways(grounds, [out], list(arriving))
        for into, way in ways.items():
            legs = (*first, Leg(None, way), *reverse_legs(arriving[into]))
            length = sum(leg.way.length for leg in legs)
            if best is None or length < best[0]:
                best = length, legs
    return WalkingRoute(best[1]) if best else None


def read_grounds(edition: Edition) -> FreeSpace:
    """The venue around its halls and buildings; two queries."""
    solid = []
    for plan in HallPlan.objects.public().filter(hall__edition=edition, map_x__isnull=False):
        left, top = plan.map_x or 0, plan.map_y or 0
        for part in split_outline(parse_outline(plan.outline)):
            solid.append(Rectangle(left + part.left, top + part.top, left + part.right, top + part.bottom))
    solid += [Rectangle.of(place) for place in VenuePlace.objects.filter(edition=edition)]
    if not solid:
        return FreeSpace(Rectangle(0, 0, 0, 0), ())
    corners = []
    for box in solid:
        corners += [Point(box.left, box.top), Point(box.right, box.bottom)]
    bounds = widen(bounding_rectangle(corners), SURROUNDINGS)
    return FreeSpace(bounds, tuple(widen(box, CLEARANCE) for box in solid))


def reach_outside(spot: Spot, grounds: FreeSpace) -> dict[Point, tuple[Leg, ...]]:
    """The points outside from which one comes to it, each with the legs from the spot to there."""
    if spot.plan is None:
        return dict.fromkeys(standing_points(spot, grounds), ())
    floor = read_floor(spot.plan)
    doors = {door.inside: door.outside for door in floor.doors if door.outside and grounds.is_free(door.outside)}
    if not spot.sides:
        return {outside: () for outside in doors.values() if outside}
    ways = shortest_ways(floor.space, standing_points(spot, floor.space), list(doors))
    found: dict[Point, tuple[Leg, ...]] = {}
    for inside, way in ways.items():
        if outside := doors[inside]:
            found[outside] = (Leg(spot.plan, way),)
    return found


def reverse_legs(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    return tuple(Leg(leg.plan, Way(tuple(reversed(leg.way.points)), leg.way.length)) for leg in reversed(legs))
