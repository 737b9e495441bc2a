"""Landing rates as a drawing, and the link that leads to them."""

import datetime as dt
from typing import NamedTuple

from django import template

from deals.follow_up.rates import LandingNumbers
from deals.models import LandingSnapshot
from expo.models import Edition

register = template.Library()

WIDE, HIGH = 600, 200


class Dot(NamedTuple):
    x: int
    y: int


class GridLine(NamedTuple):
    """Where it lies, and what it is."""

    y: int
    label: str


class Line(NamedTuple):
    """A rate over the days: `points` as an SVG polyline takes them, `dots` the same one by one."""

    name: str
    points: str
    dots: list[Dot]

    @property
    def grid(self) -> list[GridLine]:
        """The quarters."""
        return [GridLine(HIGH * (100 - share) // 100, f"{share}%") for share in (0, 25, 50, 75, 100)]


@register.simple_tag
def growth(taken: list[tuple[LandingSnapshot, LandingNumbers]]) -> list[Line]:
    """`{% growth taken as lines %}`: each rate over the days of the snapshots; nothing of fewer than two days.

    Of a day with several snapshots the last counts. 0 to 100 % are `HIGH` to 0.
    """
    days = {row.as_of: numbers for row, numbers in reversed(taken)}
    if len(days) < 2:
        return []
    lines = []
    for number, rate in enumerate(taken[0][1].rates):
        dots = rate_dots(days, number)
        points = " ".join(f"{dot.x},{dot.y}" for dot in dots)
        lines.append(Line(rate.name, points, dots))
    return lines


def rate_dots(days: dict[dt.date, LandingNumbers], number: int) -> list[Dot]:
    """Of the rate of this number on each of the days on which it is known."""
    first, last = min(days), max(days)
    dots = []
    for day in sorted(days):
        units = days[day].rates[number].hundredths
        if units is not None:
            x = (day - first).days * WIDE // (last - first).days
            dots.append(Dot(x, HIGH - min(units, 10_000) * HIGH // 10_000))
    return dots


@register.simple_tag
def landed(edition: Edition) -> bool:
    """`{% landed edition as landed %}`: whether landing rates of the edition are published."""
    return LandingSnapshot.objects.public().of(edition).exists()
