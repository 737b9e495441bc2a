"""A hall's plan as the public sees it: walls, features, all stands that are drawn, and who is publicly there.

That a stand is there is no secret once its hall's plan is shown; who has it is, until they are published.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from expo.db.compiled_rows import CompiledRows
from expo.exhibition.floor import routes
from expo.exhibition.floor.labels import Label, place_label
from expo.exhibition.floor.outlines import Point, Rectangle, bounding_rectangle, parse_outline
from expo.exhibition.floor.routes import HallFloor
from expo.exhibition.floor.spots import Spot
from expo.exhibition.floor_plan import Stand
from expo.exhibition.stand_names import is_stand_called
from expo.i18n.bilingual import Text, localised_text
from expo.models import Booth, Hall, HallFeature, HallPlan, Participation
from expo.models.floor.features import FeatureKind

# Around the walls, for the entrances that stand in them.
MARGIN = 100
COLOURS = 12
# Of each area's stands on a plan that stands alone; on pages the style sheet says so.
FILLS = (
    *("#f3d9c9", "#f9e2ae", "#dfe8b0", "#c5e5c0", "#bfe6db", "#c0e2ee"),
    *("#c9d6f5", "#d9cdf2", "#eecbea", "#f5c9d6", "#e3d8c7", "#d3dadf"),
)
PIXELS = 0.18
NAMED_KINDS = (FeatureKind.STAGE, FeatureKind.ROOM)
# A stand this near stands beside another; what is farther than an aisle is no neighbour.
BESIDE, ACROSS, NEIGHBOURS = 50, 600, 4
A_METRE = 100


class AreaOnPlan(NamedTuple):
    """Of a `TechnologyArea`, what plans tell: hundreds of stands have few."""

    pk: int
    order: int
    name_en: str
    name_zh: str


@dataclass
class DrawnStand:
    """A stand on the plan; without `stand` nobody is publicly there. `area`: the first of who is named on it."""

    booth: Booth
    label: Label
    stand: Stand | None = None
    area: AreaOnPlan | None = None
    marked: bool = False

    @property
    def style(self) -> str:
        """Its colour, and whether it is the one that was asked for, as classes."""
        words = []
        if self.area:
            words.append(f"area-{area_colour(self.area)}")
        if self.lit:
            words.append("lit")
        return " ".join(words)

    @property
    def lit(self) -> bool:
        return self.marked or bool(self.stand and self.stand.hit)

    @property
    def fill(self) -> str:
        if self.area:
            return FILLS[area_colour(self.area)]
        return "#ffffff"

    @property
    def box(self) -> Rectangle:
        return Rectangle.of(self.booth)


@dataclass
class DrawnFeature:
    feature: HallFeature
    name: Text
    sign: str
    centre: Point

    @property
    def named(self) -> bool:
        """Whether its name stands on the plan: of what is a place of its own, not of walls and aisles."""
        return self.feature.kind in NAMED_KINDS


@dataclass(frozen=True)
class AreaInHall:
    """A line of the legend: an area with its colour, and how many stands of the hall have it."""

    name: Text
    colour: int
    stands: int


@dataclass
class Neighbour:
    """A stand beside the marked one, or across the aisle from it; `name`: of the first exhibitor there."""

    stand: Stand
    beside: bool

    @property
    def name(self) -> Text:
        return localised_text(self.stand.exhibitors[0].organisation, "name")


class NearFacility(NamedTuple):
    """The nearest facility of its kind: how far it is on foot, along the aisles."""

    name: str
    sign: str
    metres: int
    minutes: int
    feature: HallFeature


@dataclass
class HallDrawing:
    """All of a plan, in centimetres."""

    hall: Hall
    outline: str
    box: Rectangle
    stands: list[DrawnStand]
    features: list[DrawnFeature]
    areas: list[AreaInHall]
    marked: DrawnStand | None = None
    neighbours: list[Neighbour] = field(default_factory=list)
    facilities: list[NearFacility] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return view_box(self.box)

    @property
    def width(self) -> int:
        return self.box.right - self.box.left + 2 * MARGIN

    @property
    def depth(self) -> int:
        return self.box.bottom - self.box.top + 2 * MARGIN

    @property
    def pixels(self) -> int:
        """How wide it is shown at first: so that the numbers can be read."""
        return round(self.width * PIXELS)

    @property
    def explained(self) -> list[DrawnFeature]:
        """One feature of each kind that has a sign."""
        found = {one.feature.kind: one for one in self.features if one.sign}
        return list(found.values())


# The signs that stand for facilities, the same in both languages.
SIGNS = {
    "entrance": "⇥",
    "toilets": "WC",
    "lift": "⇅",
    "food": "☕",
    "first_aid": "✚",
    "information": "i",
    "prayer": "☾",
    "charging": "⚡",
}


def public_plan(hall: Hall) -> HallPlan | None:
    """The hall's plan where it is shown; the hall is loaded with it."""
    plan = getattr(hall, "plan", None)
    if plan is None or not plan.published:
        return None
    return plan


def draw_hall(plan: HallPlan, stands: list[Stand], wanted: str = "") -> HallDrawing:
    """The plan with the public stands of its hall, in three queries; `wanted`: the words for the stand to mark."""
    areas = first_areas(plan.hall)
    public = {stand.booth.pk: stand for stand in stands}
    drawn = []
    for booth in drawn_booths(plan.hall.pk):
        drawn.append(draw_stand(booth, public.get(booth.pk), areas))
    features = [draw_feature(feature) for feature in features_of(plan.hall.pk)]
    box = drawn_box(plan, features)
    found = HallDrawing(plan.hall, plan.outline, box, drawn, features, count_areas(drawn, areas))
    if wanted:
        mark_stand(found, plan, wanted)
    # What is drawn last lies above the edges of its neighbours.
    found.stands.sort(key=lambda one: one.lit)
    return found


def drawn_box(plan: HallPlan, features: list[DrawnFeature]) -> Rectangle:
    """The walls, and the features that reach beyond them: an entrance may stand outside its wall."""
    corners = parse_outline(plan.outline)
    for one in features:
        place = Rectangle.of(one.feature)
        corners += [Point(place.left, place.top), Point(place.right, place.bottom)]
    return bounding_rectangle(corners)


def view_box(box: Rectangle) -> str:
    """What of a plan is shown, as SVG writes it: the box with a margin, so that signs on the walls are whole."""
    width, depth = box.right - box.left + 2 * MARGIN, box.bottom - box.top + 2 * MARGIN
    return f"{box.left - MARGIN} {box.top - MARGIN} {width} {depth}"


def first_areas(hall: Hall) -> dict[int, AreaOnPlan]:
    """The first area of whoever has a stand in the hall, by the exhibitor's key; more than is shown."""
    found: dict[int, AreaOnPlan] = {}
    for _link, exhibitor, *area in areas_in_order(hall.pk):
        found.setdefault(exhibitor, AreaOnPlan._make(area))
    return found


def area_links(hall: int) -> QuerySet:
    """Rows of a link's key, its exhibitor's and the columns of an `AreaOnPlan`."""
    rows = Participation.areas.through.objects.filter(participation__booths__hall=hall).distinct()
    columns = [f"technologyarea__{name}" for name in AreaOnPlan._fields]
    return rows.order_by("technologyarea__order", "pk").values_list("pk", "participation", *columns)


areas_in_order: CompiledRows[tuple] = CompiledRows(area_links, int)
drawn_booths: CompiledRows[Booth] = CompiledRows(lambda hall: Booth.objects.filter(hall=hall, x__isnull=False), int)
features_of: CompiledRows[HallFeature] = CompiledRows(lambda hall: HallFeature.objects.filter(hall=hall), int)


def draw_stand(booth: Booth, stand: Stand | None, areas: dict[int, AreaOnPlan]) -> DrawnStand:
    name, area = "", None
    if stand:
        name = shared_name(stand.exhibitors)
        area = areas.get(stand.exhibitors[0].pk)
    return DrawnStand(booth, place_label(Rectangle.of(booth), name), stand, area)


def shared_name(exhibitors: list[Participation]) -> str:
    """The short name of the first, and how many others there are."""
    organisation = exhibitors[0].organisation
    name = localised_text(organisation, "short").value or localised_text(organisation, "name").value
    if len(exhibitors) > 1:
        return f"{name} +{len(exhibitors) - 1}"
    return name


def draw_feature(feature: HallFeature) -> DrawnFeature:
    name = localised_text(feature, "name")
    if not name.value:
        name = Text(str(feature.get_kind_display()), "")
    return DrawnFeature(feature, name, SIGNS.get(feature.kind, ""), Rectangle.of(feature).centre)


def count_areas(drawn: list[DrawnStand], areas: dict[int, AreaOnPlan]) -> list[AreaInHall]:
    """The legend of the colours, in the order of the areas."""
    counted = Counter(one.area for one in drawn if one.area)
    found = []
    for area in sorted(counted, key=lambda area: (area.order, area.pk)):
        found.append(AreaInHall(localised_text(area, "name"), area_colour(area), counted[area]))
    return found


def area_colour(area: AreaOnPlan) -> int:
    return area.order % COLOURS


def mark_stand(drawing: HallDrawing, plan: HallPlan, wanted: str) -> None:
    """Mark the stand that the words name, and find what is around it."""
    for one in drawing.stands:
        one.booth.hall = drawing.hall
        if is_stand_called(one.booth, wanted):
            one.marked, drawing.marked = True, one
            drawing.neighbours = find_neighbours(one, drawing.stands)
            start = Spot(one.booth.sign, plan, one.box, one.booth.open_sides or "NESW")
            booths, features = (each.booth for each in drawing.stands), [each.feature for each in drawing.features]
            floor = routes.build_floor(plan, booths, features)
            drawing.facilities = nearest_facilities(start, floor, drawing.features)
            return


def nearest_facilities(start: Spot, floor: HallFloor, features: list[DrawnFeature]) -> list[NearFacility]:
    """The nearest of each kind that has a sign, nearest first, as one walks to it."""
    signed = {one.feature.pk: one for one in features if one.sign}
    found = []
    for feature, way in routes.nearest_features(start, floor, [one.feature for one in signed.values()]):
        metres = max(round(way.length / A_METRE), 1)
        name = str(FeatureKind(feature.kind).label)
        found.append(NearFacility(name, SIGNS[feature.kind], metres, walking_minutes(metres), feature))
    return found


def walking_minutes(metres: int) -> int:
    return max(math.ceil(metres * A_METRE / routes.PACE), 1)


def draw_surroundings(start: Spot) -> list[NearFacility]:
    """The facilities of the hall of a spot on its plan; two queries."""
    if start.plan is None:
        return []
    features = features_of(start.plan.hall_id)
    floor = routes.build_floor(start.plan, drawn_booths(start.plan.hall_id), features)
    return nearest_facilities(start, floor, [draw_feature(feature) for feature in features])


def find_neighbours(marked: DrawnStand, stands: list[DrawnStand]) -> list[Neighbour]:
    """The nearest stands with somebody public, at most an aisle away."""
    gaps = []
    for order, other in enumerate(stands):
        gap = marked.box.gap_to(other.box)
        if other is not marked and other.stand and gap <= ACROSS:
            gaps.append((gap, order, other.stand))
    return [Neighbour(stand, gap <= BESIDE) for gap, _order, stand in sorted(gaps)[:NEIGHBOURS]]
