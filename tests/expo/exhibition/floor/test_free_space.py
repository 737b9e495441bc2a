"""The shortest way crosses nothing and is as short as any on a fine grid, through halls drawn at random."""

import heapq
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expo.exhibition.floor.free_space import CLEARANCE, distance, free_space, shortest_ways
from expo.exhibition.floor.outlines import Point, Rectangle, parse_outline

HALL = parse_outline("0,0 2000,0 2000,1600 0,1600")
L_SHAPED = parse_outline("0,0 2000,0 2000,800 1000,800 1000,1600 0,1600")
FINE = 25
whole = st.integers(0, 15).map(lambda each: each * 100)
stands = st.lists(
    st.tuples(whole, whole, st.integers(1, 6), st.integers(1, 6)).map(
        lambda each: Rectangle(each[0], each[1], each[0] + 100 * each[2], each[1] + 100 * each[3])
    ),
    max_size=12,
)
places = st.tuples(st.integers(1, 78), st.integers(1, 62)).map(lambda each: Point(each[0] * FINE, each[1] * FINE))


def crosses(box: Rectangle, one: Point, other: Point) -> bool:
    """By looking at many points of the segment."""
    for step in range(401):
        x, y = one.x + (other.x - one.x) * step / 400, one.y + (other.y - one.y) * step / 400
        if box.left < x < box.right and box.top < y < box.bottom:
            return True
    return False


def grid_length(space, start: Point, end: Point) -> float | None:
    """Along a fine grid, also from corner to corner of its squares."""
    costs, waiting = {start: 0.0}, [(0.0, start)]
    while waiting:
        cost, point = heapq.heappop(waiting)
        if point == end:
            return cost
        if cost > costs[point]:
            continue
        for across in (-FINE, 0, FINE):
            for along in (-FINE, 0, FINE):
                other = Point(point.x + across, point.y + along)
                longer = cost + hypot(across, along)
                if longer < costs.get(other, 1e9) and space.is_free(other) and space.is_clear(point, other):
                    costs[other] = longer
                    heapq.heappush(waiting, (longer, other))
    return None


@given(st.sampled_from([HALL, L_SHAPED]), stands, places, places)
@settings(max_examples=40, deadline=None)
def test_a_way_crosses_no_stand_and_no_wall_and_is_no_longer_than_on_a_fine_grid(outline, boxes, start, end):
    space = free_space(outline, boxes)
    if not (space.is_free(start) and space.is_free(end)):
        return

    way = shortest_ways(space, [start], [end]).get(end)

    on_grid = grid_length(space, start, end)
    if on_grid is not None:
        assert way is not None
        assert way.length <= on_grid + 1e-6
    if way is None:
        return
    assert (way.points[0], way.points[-1]) == (start, end)
    assert way.length == pytest.approx(sum(map(distance, way.points, way.points[1:])))
    for one, other in zip(way.points, way.points[1:], strict=False):
        assert not [box for box in boxes if crosses(box, one, other)]
        assert outline != L_SHAPED or not crosses(Rectangle(1000, 800, 2000, 1600), one, other)


@pytest.mark.parametrize(
    ("boxes", "points"),
    [
        ([], [(100, 100), (1900, 100)]),
        ([(900, 0, 1000, 300)], [(100, 100), (890, 310), (1010, 310), (1900, 100)]),
        ([(900, 0, 1000, 300), (900, 300, 1000, 600)], [(100, 100), (890, 610), (1010, 610), (1900, 100)]),
    ],
)
def test_a_way_turns_at_the_corners_that_are_in_the_way(boxes, points):
    space = free_space(HALL, [Rectangle(*box) for box in boxes])
    start, end = Point(*points[0]), Point(*points[-1])

    assert list(shortest_ways(space, [start], [end])[end].points) == points


@pytest.mark.parametrize(("gap", "passable"), [(2 * CLEARANCE - 1, False), (2 * CLEARANCE, True)])
def test_a_gap_narrower_than_a_person_keeps_away_is_none(gap, passable):
    space = free_space(HALL, [Rectangle(900, 0, 1000, 800), Rectangle(900, 800 + gap, 1000, 1600)])
    start, end = Point(100, 100), Point(1900, 100)

    assert (end in shortest_ways(space, [start], [end])) is passable


def test_of_several_starts_the_nearest_is_taken():
    space = free_space(HALL, [])
    end = Point(1900, 100)

    way = shortest_ways(space, [Point(100, 100), Point(1800, 100)], [end])[end]

    assert way.points == (Point(1800, 100), end)
