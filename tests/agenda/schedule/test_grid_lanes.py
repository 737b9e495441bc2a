"""Where the sessions of a room stand beside each other: on given days, and on many days that chance makes."""

from itertools import combinations, product
from random import Random

import pytest

from agenda.models import Session
from agenda.schedule.grid_lanes import Block, Cluster, RoomLanes

DAYS = 60


def block(key: int, first: int, last: int, forum: int | None = None) -> Block:
    return Block(Session(pk=key, parent_id=forum), first, last)


def places(room: RoomLanes) -> dict[int, int]:
    """The number of the lane of each session, by its key."""
    found = {}
    for cluster in room.clusters:
        for number, lane in enumerate(cluster.lanes):
            found.update({each.session.pk: number for each in lane})
    return found


def frames(room: RoomLanes, rows: int) -> dict[int, str]:
    return {cell.session.pk: cell.frame for cell in room.cells(rows) if cell.session}


def test_a_part_with_the_hours_of_its_forum_and_a_lower_key_stands_beside_it():
    room = RoomLanes([block(1, 0, 4, forum=2), block(2, 0, 4)])

    assert (places(room), frames(room, 4)) == ({2: 0, 1: 1}, {2: "head", 1: "part top bottom"})


def test_parts_stand_beyond_their_forum_although_a_lane_before_it_is_free():
    room = RoomLanes([block(1, 0, 3), block(2, 2, 8), block(3, 3, 5, forum=2), block(4, 5, 8, forum=2)])

    assert places(room) == {2: 0, 3: 1, 4: 1, 1: 2}
    assert frames(room, 8) == {2: "head", 3: "part", 4: "part bottom", 1: ""}


def test_a_session_that_is_no_part_stands_beyond_the_frame_that_it_overlaps():
    forum, parts = block(1, 0, 6), [block(2, 0, 3, forum=1), block(3, 3, 6, forum=1)]
    room = RoomLanes([forum, *parts, block(4, 2, 4), block(5, 6, 8), block(6, 7, 9)])

    assert places(room) == {1: 0, 2: 1, 3: 1, 4: 2, 5: 0, 6: 1}
    assert frames(room, 9) == {1: "head", 2: "part top", 3: "part bottom", 4: "", 5: "", 6: ""}


def test_two_forums_at_one_time_have_a_frame_each():
    room = RoomLanes([block(1, 0, 6), block(2, 1, 5), block(3, 1, 3, forum=2), block(4, 2, 6, forum=1)])

    assert places(room) == {1: 0, 4: 1, 2: 2, 3: 3}
    assert frames(room, 6) == {1: "head", 4: "part bottom", 2: "head", 3: "part top"}


def test_sessions_that_name_each_other_as_their_forum_are_all_there():
    room = RoomLanes([block(1, 0, 4, forum=2), block(2, 0, 4, forum=1)])

    assert sorted(places(room)) == [1, 2]


def test_a_part_of_a_part_stands_beyond_both():
    room = RoomLanes([block(1, 0, 4, forum=2), block(2, 0, 4, forum=3), block(3, 0, 4)])

    assert places(room) == {3: 0, 2: 1, 1: 2}


@pytest.mark.parametrize("seed", range(DAYS))
def test_on_any_day_each_part_stands_in_the_frame_of_its_forum_and_no_two_in_one_place(seed):
    day = random_day(Random(seed))  # noqa: S311
    room = RoomLanes(day)
    lanes, framed = places(room), frames(room, 12)

    for part, forum in product(day, day):
        if part.is_part_of(forum):
            assert lanes[part.session.pk] > lanes[forum.session.pk]
            assert framed[part.session.pk].startswith(("part", "head"))
    for one, other in combinations(day, 2):
        if one.first < other.last and other.first < one.last:
            assert lanes[one.session.pk] != lanes[other.session.pk]
    for inner, forum in product(day, day):
        if framed[forum.session.pk] == "head" and within_frame(room, inner, forum):
            assert belongs_to(inner, forum, day)
    for cluster in room.clusters:
        assert len(cluster.lanes) - least_lanes(cluster) in (0, 1, 2)


def within_frame(room: RoomLanes, inner: Block, forum: Block) -> bool:
    """Whether it stands where the forum's frame is drawn."""
    lanes = places(room)
    frame = next(each for cluster in room.clusters for each in cluster.frames() if each.forum is forum)
    return frame.surrounds(lanes[inner.session.pk]) and inner.first < forum.last and forum.first < inner.last


def belongs_to(inner: Block, forum: Block, day: list[Block]) -> bool:
    return inner.is_part_of(forum) or any(inner.is_part_of(each) and belongs_to(each, forum, day) for each in day)


def random_day(random: Random) -> list[Block]:
    """Up to six sessions in twelve rows, some of them parts of one that was made before, within its hours."""
    keys, day = random.sample(range(1, 10), 6), []
    for key in keys[: random.randint(2, 6)]:
        forum = random.choice([None, *day])
        first, last = sorted(random.sample(range(forum.first, forum.last + 1) if forum else range(13), 2))
        day.append(block(key, first, last, forum.session.pk if forum else None))
    return day


def least_lanes(cluster: Cluster) -> int:
    """By trying all ways to give them lanes."""
    blocks = [each for lane in cluster.lanes for each in lane]
    return next(number for number in range(1, 7) if can_stand(blocks, number, {}))


def can_stand(blocks: list[Block], number: int, lanes: dict[int, int]) -> bool:
    if len(lanes) == len(blocks):
        return True
    new = blocks[len(lanes)]
    for lane in range(number):
        free = all(fits(new, lane, old, lanes[old.session.pk]) for old in blocks[: len(lanes)])
        if free and can_stand(blocks, number, lanes | {new.session.pk: lane}):
            return True
    return False


def fits(new: Block, lane: int, old: Block, other: int) -> bool:
    if new.is_part_of(old):
        return lane > other
    if old.is_part_of(new):
        return lane < other
    return lane != other or new.last <= old.first or old.last <= new.first
