"""Where one can walk in a hall, and the shortest way through it: around stands and walls, never through them.

The shortest way turns only at corners. So its nodes are the corners of what is in the way, and two are joined where
nothing lies between them. Everything in the way is a rectangle, made wider by what a person keeps away from it: gaps
narrower than twice that are none.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import hypot

from expo.exhibition.floor.outlines import Point, Rectangle, bounding_rectangle, rectangle_outline, split_outline

CLEARANCE = 10
# Of a segment, from 0 to 1: a corner that is only touched is not crossed.
TOUCH = 1e-9


@dataclass(frozen=True)
class Way:
    """Points from start to end, and how long it is in centimetres."""

    points: tuple[Point, ...]
    length: float


@dataclass(frozen=True)
class FreeSpace:
    """`bounds`: what is walked in; `blocked`: what is not walked into, clearance and all. Edges may be touched."""

    bounds: Rectangle
    blocked: tuple[Rectangle, ...]

    @cached_property
    def corners(self) -> list[Point]:
        """Where the shortest way may turn."""
        found: dict[Point, None] = {}
        for box in self.blocked:
            for corner in rectangle_outline(box):
                if self.is_turning(corner):
                    found[corner] = None
        return list(found)

    def is_turning(self, corner: Point) -> bool:
        """A corner that lies on another's edge is none of both together."""
        if not holds(self.bounds, corner):
            return False
        for other in self.blocked:
            if holds(other, corner) and corner not in rectangle_outline(other):
                return False
        return True

    def is_free(self, point: Point) -> bool:
        return holds(self.bounds, point) and not any(holds_inside(box, point) for box in self.blocked)

    def is_clear(self, one: Point, other: Point) -> bool:
        """Whether nothing lies between two free points."""
        return not any(is_crossed(box, one, other) for box in self.blocked)


def free_space(outline: Sequence[Point], obstacles: Iterable[Rectangle], clearance: int = CLEARANCE) -> FreeSpace:
    """Within the walls, around the obstacles."""
    box = bounding_rectangle(list(outline))
    walls = fill_corners(outline, box)
    blocked = [widen(each, clearance) for each in merge_boxes([*obstacles, *walls])]
    return FreeSpace(widen(box, -clearance), tuple(blocked))


def widen(box: Rectangle, by: int) -> Rectangle:
    return Rectangle(box.left - by, box.top - by, box.right + by, box.bottom + by)


def fill_corners(outline: Sequence[Point], box: Rectangle) -> list[Rectangle]:
    """What of the rectangle around an outline lies outside of it."""
    found = []
    parts = split_outline(list(outline))
    for (top, bottom), band in groupby(parts, key=lambda part: (part.top, part.bottom)):
        left = box.left
        for part in band:
            if part.left > left:
                found.append(Rectangle(left, top, part.left, bottom))
            left = part.right
        if left < box.right:
            found.append(Rectangle(left, top, box.right, bottom))
    return found


def merge_boxes(boxes: Iterable[Rectangle]) -> list[Rectangle]:
    """Stands side by side as one: fewer to walk around, and the same room taken."""
    rows = merge_along(sorted(set(boxes), key=lambda box: (box.top, box.bottom, box.left)), across=True)
    return merge_along(sorted(rows, key=lambda box: (box.left, box.right, box.top)), across=False)


def merge_along(boxes: Iterable[Rectangle], *, across: bool) -> list[Rectangle]:
    merged: list[Rectangle] = []
    for box in boxes:
        last = merged[-1] if merged else None
        if last and across and (last.top, last.bottom) == (box.top, box.bottom) and box.left <= last.right:
            merged[-1] = Rectangle(last.left, last.top, max(last.right, box.right), last.bottom)
        elif last and not across and (last.left, last.right) == (box.left, box.right) and box.top <= last.bottom:
            merged[-1] = Rectangle(last.left, last.top, last.right, max(last.bottom, box.bottom))
        else:
            merged.append(box)
    return merged


def holds(box: Rectangle, point: Point) -> bool:
    return box.left <= point.x <= box.right and box.top <= point.y <= box.bottom


def holds_inside(box: Rectangle, point: Point) -> bool:
    return box.left < point.x < box.right and box.top < point.y < box.bottom


def is_crossed(box: Rectangle, one: Point, other: Point) -> bool:
    """Whether the segment enters the rectangle: more than an edge or a corner of it."""
    if max(one.x, other.x) <= box.left or min(one.x, other.x) >= box.right:
        return False
    if max(one.y, other.y) <= box.top or min(one.y, other.y) >= box.bottom:
        return False
    enters, leaves = 0.0, 1.0
    for start, by, low, high in (
        (one.x, other.x - one.x, box.left, box.right),
        (one.y, other.y - one.y, box.top, box.bottom),
    ):
        if by == 0:
            continue
        ends = sorted(((low - start) / by, (high - start) / by))
        enters, leaves = max(enters, ends[0]), min(leaves, ends[1])
    return leaves - enters > TOUCH


def distance(one: Point, other: Point) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def shortest_ways(space: FreeSpace, starts: Iterable[Point], ends: Sequence[Point]) -> Mapping[Point, Way]:
    """From the nearest of the starts to each end that can be reached. Starts and ends are free points."""
    costs: dict[Point, float] = dict.fromkeys(starts, 0.0)
    before: dict[Point, Point] = {}
    waiting = [(0.0, point) for point in costs]
    left = dict.fromkeys([*space.corners, *ends, *costs])
    found: dict[Point, Way] = {}
    while waiting and len(found) < len(set(ends)):
        cost, point = heapq.heappop(waiting)
        if point not in left:
            continue
        del left[point]
        if point in ends:
            found[point] = Way(trace_back(before, point), cost)
        for other in left:
            longer = cost + distance(point, other)
            if longer < costs.get(other, float("inf")) and space.is_clear(point, other):
                costs[other], before[other] = longer, point
                heapq.heappush(waiting, (longer, other))
    return found


def trace_back(before: Mapping[Point, Point], point: Point) -> tuple[Point, ...]:
    points = [point]
    while point in before:
        point = before[point]
        points.append(point)
    return tuple(reversed(points))
