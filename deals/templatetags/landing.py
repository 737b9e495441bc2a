"""Landing rates as a drawing, and the link that leads to them."""

from typing import NamedTuple

from django import template

from deals.follow_up.rates import LandingNumbers
from deals.models import LandingSnapshot
from expo.models import Edition

register = template.Library()

WIDE, HIGH = 600, 200


class Line(NamedTuple):
    """A rate over the days: `points` as an SVG polyline takes them, `dots` the same one by one."""

    name: str
    points: str
    dots: list[tuple[int, int]]

    @property
    def grid(self) -> list[tuple[int, str]]:
        """Where the quarters lie, and what they are."""
        return [(HIGH * (100 - share) // 100, f"{share}%") for share in (0, 25, 50, 75, 100)]


@register.simple_tag
def growth(taken: list[tuple[LandingSnapshot, LandingNumbers]]) -> list[Line]:
    """`{% growth taken as lines %}`: each rate over the days of the snapshots; nothing of fewer than two days.

    Of a day with several snapshots the last counts. 0 to 100 % are `HIGH` to 0.
    """
    days = {row.as_of: numbers for row, numbers in reversed(taken)}
    if len(days) < 2:
        return []
    first, last = min(days), max(days)
    lines = []
    for number, rate in enumerate(taken[0][1].rates):
        known = [(day, days[day].rates[number].hundredths) for day in sorted(days)]
        dots = [
            ((day - first).days * WIDE // (last - first).days, HIGH - min(units, 10_000) * HIGH // 10_000)
            for day, units in known
            if units is not None
        ]
        lines.append(Line(rate.name, " ".join(f"{x},{y}" for x, y in dots), dots))
    return lines


@register.simple_tag
def landed(edition: Edition) -> bool:
    """`{% landed edition as landed %}`: whether landing rates of the edition are published."""
    return LandingSnapshot.objects.public().of(edition).exists()
