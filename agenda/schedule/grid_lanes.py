"""The lanes of a room in a day's table: what overlaps stands side by side, and a forum beside its parts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from agenda.models import Session


class Block(NamedTuple):
    """A session, from its first row to before its last one."""

    session: Session
    first: int
    last: int

    def is_part_of(self, other: "Block") -> bool:
        """Whether the other one is its forum; released sessions name that of the plan."""
        forum = self.session.parent_id
        return forum is not None and forum in (other.session.origin_id, other.session.pk)


class GridCell(NamedTuple):
    """A cell over so many rows and lanes, empty where `session` is None.

    `frame`: "head" of a forum that frames its parts, or which edges of the frame are there: "part", "part top" …
    """

    first: int
    rows: int
    lanes: int
    session: Session | None = None
    frame: str = ""


class Frame(NamedTuple):
    """A forum that has parts further on: the number of its lane, and of the last one that they take."""

    lane: int
    last_lane: int
    forum: Block

    def surrounds(self, lane: int) -> bool:
        return self.lane < lane <= self.last_lane


@dataclass
class Cluster:
    """Blocks of a room that overlap, one with another, in the order in which they take their lanes."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def first(self) -> int:
        return min(block.first for block in self.blocks)

    @property
    def last(self) -> int:
        return max(block.last for block in self.blocks)

    @cached_property
    def lanes(self) -> list[list[Block]]:
        """Each lane in order."""
        lanes: list[list[Block]] = []
        place_families(self.blocks, lanes, 0)
        return [sorted(lane, key=lambda block: block.first) for lane in lanes]

    def frames(self) -> list[Frame]:
        """The outer ones first."""
        numbers = {block.session.pk: number for number, lane in enumerate(self.lanes) for block in lane}
        found = []
        for forum in self.blocks:
            within = [numbers[block.session.pk] for block in descendants(forum, self.blocks)]
            if within:
                found.append(Frame(numbers[forum.session.pk], max(within), forum))
        return sorted(found, key=lambda frame: frame.lane)


class Family(NamedTuple):
    """A block, and all that are parts of it, or of its parts, in their order."""

    forum: Block
    parts: list[Block]

    @property
    def first(self) -> int:
        return min(block.first for block in (self.forum, *self.parts))

    @property
    def last(self) -> int:
        return max(block.last for block in (self.forum, *self.parts))


def families_of(blocks: list[Block]) -> list[Family]:
    """Those with parts first. Blocks that are parts of each other, in a circle, stand alone."""
    found, left = [], list(blocks)
    for block in blocks:
        if not any(block.is_part_of(each) for each in blocks):
            found.append(Family(block, descendants(block, blocks)))
            left = [each for each in left if each not in (block, *found[-1].parts)]
    found += [Family(block, []) for block in left]
    return sorted(found, key=lambda family: not family.parts)


def descendants(forum: Block, blocks: list[Block]) -> list[Block]:
    """In the order of the blocks."""
    found, inner = [], [forum]
    while inner:
        inner = [block for block in blocks if block not in found and any(block.is_part_of(each) for each in inner)]
        found += inner
    return [block for block in blocks if block in found]


def place_families(blocks: list[Block], lanes: list[list[Block]], beyond: int) -> int:
    """Put all into the first lanes that are free, from number `beyond` on; the number of the last lane taken.

    While a forum with parts lasts, the lanes from its own to the last of its parts are theirs, for its frame.
    """
    taken: list[tuple[Family, int]] = []
    furthest = beyond
    for family in families_of(blocks):
        after = [last_lane + 1 for other, last_lane in taken if overlap(family, other)]
        number = first_free_lane(lanes, family.forum, max(after, default=beyond))
        lanes.extend([] for _missing in range(number + 1 - len(lanes)))
        lanes[number].append(family.forum)
        last_lane = number
        if family.parts:
            last_lane = place_families(family.parts, lanes, number + 1)
            taken.append((family, last_lane))
        furthest = max(furthest, last_lane)
    return furthest


def first_free_lane(lanes: list[list[Block]], block: Block, beyond: int) -> int:
    number = beyond
    while number < len(lanes) and any(overlap(block, each) for each in lanes[number]):
        number += 1
    return number


def overlap(one: Block | Family, other: Block | Family) -> bool:
    return one.first < other.last and other.first < one.last


class RoomLanes:
    """The blocks of a room, in clusters and lanes."""

    def __init__(self, blocks: list[Block]) -> None:
        depths = {block.session.pk: depth_at_start(block, blocks) for block in blocks}
        self.blocks = sorted(
            blocks, key=lambda block: (block.first, depths[block.session.pk], -block.last, block.session.pk)
        )

    @cached_property
    def clusters(self) -> list[Cluster]:
        found: list[Cluster] = []
        for block in self.blocks:
            if not found or found[-1].last <= block.first:
                found.append(Cluster())
            found[-1].blocks.append(block)
        return found

    @property
    def number(self) -> int:
        return max((len(cluster.lanes) for cluster in self.clusters), default=1)

    @property
    def last_row(self) -> int:
        return max((cluster.last for cluster in self.clusters), default=0)

    def cells(self, rows: int) -> Iterator[GridCell]:
        """Of all its lanes over so many rows, each row's from the first lane on."""
        reached = 0
        for cluster in self.clusters:
            yield from gap(reached, cluster.first, self.number)
            yield from self.cluster_cells(cluster)
            reached = cluster.last
        yield from gap(reached, rows, self.number)

    def cluster_cells(self, cluster: Cluster) -> Iterator[GridCell]:
        """The last lane is as wide as all that other clusters have beyond it."""
        frames, width = cluster.frames(), self.number - len(cluster.lanes) + 1
        for number, lane in enumerate(cluster.lanes):
            lanes = width if number == len(cluster.lanes) - 1 else 1
            around = [frame.forum for frame in frames if frame.surrounds(number)]
            heads = [frame.forum for frame in frames if frame.lane == number]
            yield from lane_cells(lane, cluster, lanes, around, heads)


def depth_at_start(block: Block, blocks: list[Block]) -> int:
    """How many forums around it begin in its row: these take their lanes first."""
    depth, inner = 0, block
    # No chain is longer than all of them.
    for _each in blocks:
        around = [each for each in blocks if each.first == block.first and inner.is_part_of(each)]
        if not around:
            break
        depth, inner = depth + 1, around[0]
    return depth


def gap(first: int, last: int, lanes: int, frame: str = "") -> Iterator[GridCell]:
    if last > first:
        yield GridCell(first, last - first, lanes, None, frame)


def lane_cells(
    lane: list[Block], cluster: Cluster, lanes: int, around: list[Block], heads: list[Block]
) -> Iterator[GridCell]:
    """The sessions of a lane with what is empty between them, cut where a frame begins or ends."""
    reached = cluster.first
    for block in lane:
        yield from framed_gaps(reached, block.first, lanes, around)
        frame = "head" if block in heads else frame_edges(block.first, block.last, around)
        yield GridCell(block.first, block.last - block.first, lanes, block.session, frame)
        reached = block.last
    yield from framed_gaps(reached, cluster.last, lanes, around)


def framed_gaps(first: int, last: int, lanes: int, around: list[Block]) -> Iterator[GridCell]:
    ends = {row for block in around for row in (block.first, block.last) if first < row < last}
    places = sorted({first, last} | ends)
    for begin, end in pairwise(places):
        yield from gap(begin, end, lanes, frame_edges(begin, end, around))


def frame_edges(first: int, last: int, around: list[Block]) -> str:
    """Which edges of the forum around these rows they touch; nothing outside of one."""
    for forum in around:
        if forum.first <= first and last <= forum.last:
            edges = ["part"]
            if first == forum.first:
                edges.append("top")
            if last == forum.last:
                edges.append("bottom")
            return " ".join(edges)
    return ""
