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


@dataclass
class Cluster:
    """Blocks of a room that overlap, one with another; each lane is in order."""

    lanes: list[list[Block]] = field(default_factory=list)

    @property
    def first(self) -> int:
        return min(lane[0].first for lane in self.lanes)

    @property
    def last(self) -> int:
        return max(lane[-1].last for lane in self.lanes)

    def add(self, block: Block) -> None:
        """In the first lane that is free; a part never stands where its forum does, or before it."""
        for lane in self.lanes[self.first_lane(block) :]:
            if lane[-1].last <= block.first:
                lane.append(block)
                return
        self.lanes.append([block])

    def first_lane(self, block: Block) -> int:
        """The number of the lane beyond those of the forums that it is a part of."""
        beyond = 0
        for number, lane in enumerate(self.lanes, start=1):
            if any(block.is_part_of(each) for each in lane):
                beyond = number
        return beyond

    def frames(self) -> list[tuple[int, Block]]:
        """The forums that have parts further on, each with the number of its lane."""
        blocks = [block for lane in self.lanes for block in lane]
        found = []
        for number, lane in enumerate(self.lanes):
            found += [(number, block) for block in lane if any(each.is_part_of(block) for each in blocks)]
        return found


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
            found[-1].add(block)
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
            around = [block for at, block in frames if at < number]
            heads = [block for at, block in frames if at == number]
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
