"""A picture as it is kept, and which part of one is; whoever only handles it need not load what makes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crop:
    """What is kept of a picture, in pixels of it as it is shown, upright."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class EncodedPicture:
    """`files`: by their widths, the widest last. `width`, `height`: of the widest."""

    files: dict[int, bytes]
    width: int
    height: int
