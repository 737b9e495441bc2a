"""In which order a stage reveals what is published: third, second, first."""

from agenda.contests.public.masking import ShownEntry
from agenda.models.contests import Award

Awarded = tuple[Award, ShownEntry]


def reveal_order(awards: list[Awarded]) -> list[Awarded]:
    """Awards without a place first, then from the last place to the first; within a place in their order."""

    def key(awarded: Awarded) -> tuple[bool, int, int, int]:
        award = awarded[0]
        return award.place is not None, -(award.place or 0), award.order, award.pk

    return sorted(awards, key=key)
