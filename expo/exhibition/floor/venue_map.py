"""The map of the venue: its halls where they stand, and what is between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expo.exhibition.floor.outlines import Point, Rectangle, bounding_rectangle, parse_outline
from expo.i18n.bilingual import Text, localised_text
from expo.models import Edition, Hall, HallPlan, VenuePlace

MARGIN = 2200
PIXELS = 0.04


@dataclass(frozen=True)
class MappedHall:
    hall: Hall
    plan: HallPlan

    @property
    def box(self) -> Rectangle:
        """On the map."""
        box = bounding_rectangle(parse_outline(self.plan.outline))
        left, top = self.plan.map_x or 0, self.plan.map_y or 0
        return Rectangle(left + box.left, top + box.top, left + box.right, top + box.bottom)

    @property
    def centre(self) -> Point:
        return self.box.centre


@dataclass(frozen=True)
class MappedPlace:
    place: VenuePlace

    @property
    def box(self) -> Rectangle:
        return Rectangle.of(self.place)

    @property
    def centre(self) -> Point:
        return self.box.centre

    @property
    def name(self) -> Text:
        return localised_text(self.place, "name")


@dataclass(frozen=True)
class VenueMap:
    """In centimetres, like the plans of the halls."""

    halls: list[MappedHall]
    places: list[MappedPlace]
    box: Rectangle

    @property
    def view_box(self) -> str:
        return f"{self.box.left} {self.box.top} {self.box.right - self.box.left} {self.box.bottom - self.box.top}"

    @property
    def pixels(self) -> int:
        return round((self.box.right - self.box.left) * PIXELS)


def draw_map(edition: Edition, halls: Iterable[Hall]) -> VenueMap | None:
    """Of the halls, loaded with their plans, those that are shown; None where none is. One query, where there are."""
    mapped = []
    for hall in halls:
        plan = getattr(hall, "plan", None)
        if plan and plan.published and plan.map_x is not None:
            mapped.append(MappedHall(hall, plan))
    if not mapped:
        return None
    places = [MappedPlace(place) for place in VenuePlace.objects.filter(edition=edition)]
    return VenueMap(mapped, places, surrounding_box([*map_boxes(mapped), *map_boxes(places)]))


def map_boxes(drawn: Sequence[MappedHall] | Sequence[MappedPlace]) -> list[Rectangle]:
    return [one.box for one in drawn]


def surrounding_box(boxes: list[Rectangle]) -> Rectangle:
    corners = []
    for box in boxes:
        corners += [Point(box.left - MARGIN, box.top - MARGIN), Point(box.right + MARGIN, box.bottom + MARGIN)]
    return bounding_rectangle(corners)
