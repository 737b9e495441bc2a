"""Points, rectangles and outlines on a plan, in whole centimetres; x goes to the right and y downwards."""

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple, Protocol


class Point(NamedTuple):
    x: int
    y: int


class Measured(Protocol):
    """A row or a state with a place on a plan; where it is not drawn, without."""

    @property
    def x(self) -> int | None: ...

    @property
    def y(self) -> int | None: ...

    @property
    def width(self) -> int | None: ...

    @property
    def depth(self) -> int | None: ...


@dataclass(frozen=True)
class Rectangle:
    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, placed: Measured) -> "Rectangle":
        """Of what is drawn; all its measures are there."""
        left, top = placed.x or 0, placed.y or 0
        return cls(left, top, left + (placed.width or 0), top + (placed.depth or 0))

    @property
    def centre(self) -> Point:
        return Point((self.left + self.right) // 2, (self.top + self.bottom) // 2)

    def overlaps(self, other: "Rectangle") -> bool:
        """Whether they share more than an edge."""
        beside = self.left < other.right and other.left < self.right
        return beside and self.top < other.bottom and other.top < self.bottom

    def gap_to(self, other: "Rectangle") -> float:
        """How far their nearest edges are apart; 0 where they touch."""
        across = max(self.left - other.right, other.left - self.right, 0)
        along = max(self.top - other.bottom, other.top - self.bottom, 0)
        return (across**2 + along**2) ** 0.5


def parse_outline(text: str) -> list[Point]:
    """The corners of an outline as it is stored, `0,0 6000,0 6000,4000`."""
    points = []
    for pair in text.split():
        x, _comma, y = pair.partition(",")
        points.append(Point(int(x), int(y)))
    return points


def format_outline(points: list[Point]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)


def bounding_rectangle(points: list[Point]) -> Rectangle:
    across = [point.x for point in points]
    along = [point.y for point in points]
    return Rectangle(min(across), min(along), max(across), max(along))


def rectangle_outline(box: Rectangle) -> list[Point]:
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    return [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]


def split_outline(points: list[Point]) -> list[Rectangle]:
    """Rectangles that cover an outline: just that where its walls are level and upright, else a little more."""
    levels = sorted({point.y for point in points})
    found = []
    for top, bottom in pairwise(levels):
        crossings = sorted(crossing_edges(points, top, bottom))
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            found.append(Rectangle(min(left), top, max(right), bottom))
    return found


def crossing_edges(points: list[Point], top: int, bottom: int) -> list[tuple[int, int]]:
    """Of each edge that crosses the band: how far right it is where it enters, and where it leaves."""
    found = []
    for one, other in pairwise([*points, points[0]]):
        upper, lower = sorted((one, other), key=lambda point: point.y)
        if upper.y <= top and lower.y >= bottom and upper.y != lower.y:
            slope = (lower.x - upper.x) / (lower.y - upper.y)
            ends = [round(upper.x + slope * (level - upper.y)) for level in (top, bottom)]
            found.append((ends[0], ends[1]))
    return found


def crossing_walls(points: list[Point]) -> tuple[int, int] | None:
    """The corners, from 0, at which two walls begin that meet elsewhere than in the corner between them; None without.

    Also walls that touch, and one that leads back over the one before it. No corner stands twice in a row.
    """
    walls = list(pairwise([*points, points[0]]))
    last = len(walls) - 1
    for one, other in combinations(range(len(walls)), 2):
        if other == one + 1:
            wrong = folds_back(*walls[one], walls[other][1])
        elif (one, other) == (0, last):
            wrong = folds_back(*walls[last], walls[0][1])
        else:
            wrong = walls_meet(*walls[one], *walls[other])
        if wrong:
            return one, other
    return None


def turn(one: Point, other: Point, third: Point) -> int:
    """On which side of the way from the one to the other the third lies, as a sign; 0 where it lies in its line."""
    area = (other.x - one.x) * (third.y - one.y) - (other.y - one.y) * (third.x - one.x)
    return (area > 0) - (area < 0)


def folds_back(one: Point, corner: Point, other: Point) -> bool:
    onward = (corner.x - one.x) * (other.x - corner.x) + (corner.y - one.y) * (other.y - corner.y)
    return turn(one, corner, other) == 0 and onward < 0


def walls_meet(one: Point, end: Point, other: Point, last: Point) -> bool:
    if turn(one, end, other) != turn(one, end, last) and turn(other, last, one) != turn(other, last, end):
        return True
    touching = ((one, end, other), (one, end, last), (other, last, one), (other, last, end))
    return any(turn(*three) == 0 and is_between(*three) for three in touching)


def is_between(one: Point, end: Point, point: Point) -> bool:
    """Of a point in the line of a wall: whether it lies on the wall."""
    across = min(one.x, end.x) <= point.x <= max(one.x, end.x)
    return across and min(one.y, end.y) <= point.y <= max(one.y, end.y)
