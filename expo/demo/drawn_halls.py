"""Draws the rehearsal's halls: rows of stands back to back, rooms, doors and facilities; two lines of halls."""

import itertools
import random

from expo.demo.words import random_generator, rehearsal_data
from expo.exhibition.floor.outlines import Rectangle, format_outline, rectangle_outline
from expo.exhibition.floor_plan import row_letters
from expo.models import Booth, Edition, Hall, HallFeature, HallPlan, VenuePlace
from expo.models.floor.booths import BoothKind
from expo.models.floor.features import FeatureKind

# All in centimetres. A line of stands is so long, in units of the smallest stand, of which one has at most so many.
UNIT, LINE, LARGEST = 300, 14, 4
AISLE, SIDE, FRONT = 300, 500, 900
ROOM_WIDE, ROOM_DEEP = 1500, 900
STAGES = ("stage", "arena")
WIDTH = 2 * SIDE + LINE * UNIT
DOOR_WIDE, DOOR_DEEP = 600, 60
BETWEEN, BOULEVARD = 2000, 5000
PAVILION = "NP"


def draw_halls(edition: Edition, halls: dict[str, Hall], booths: list[Booth]) -> None:
    """Give each stand its place, and save the halls with what stands in them; the stands are saved by whoever asks."""
    rng = random_generator("hall plans")
    stands: dict[str, list[Booth]] = {code: [] for code in halls}
    for booth in booths:
        stands[booth.hall.code].append(booth)
    depths = {code: place_rows(stands[code], rng) for code in halls}
    plans = draw_walls(halls, depths)
    HallPlan.objects.bulk_create(plans)
    draw_surroundings(edition, plans)
    features: list[HallFeature] = []
    for code, hall in halls.items():
        features += draw_features(hall, depths[code])
    HallFeature.objects.bulk_create(features)


def place_rows(booths: list[Booth], rng: random.Random) -> int:
    """Each row of numbers as two lines back to back, one row below the other; how deep the hall is."""
    top = FRONT
    for letters, row in itertools.groupby(booths, key=lambda booth: row_letters(booth.number)):
        stands = list(row)
        half = (len(stands) + 1) // 2
        deep = 2 * UNIT if letters == PAVILION else UNIT
        place_line(stands[:half], top, deep, "N", rng)
        place_line(stands[half:], top + deep, deep, "S", rng)
        top += 2 * deep + AISLE
    return top + AISLE + ROOM_DEEP + AISLE


def place_line(booths: list[Booth], top: int, deep: int, front: str, rng: random.Random) -> None:
    """Stands side by side; some take what is left of the line."""
    units = [1] * len(booths)
    for _unit in range(min(LINE, LARGEST * len(booths)) - len(booths)):
        grown = rng.choice([number for number, size in enumerate(units) if size < LARGEST])
        units[grown] += 1
    left = SIDE
    for number, (booth, size) in enumerate(zip(booths, units, strict=True)):
        booth.x, booth.y, booth.width, booth.depth = left, top, size * UNIT, deep
        booth.open_sides = open_sides(front, number, len(booths))
        booth.kind = stand_kind(booth)
        left += size * UNIT


def open_sides(front: str, number: int, count: int) -> str:
    """The front, and at the ends of the line the side."""
    sides = {front}
    if number == 0:
        sides.add("W")
    if number == count - 1:
        sides.add("E")
    return "".join(side for side in "NESW" if side in sides)


def stand_kind(booth: Booth) -> str:
    if booth.number.startswith(PAVILION):
        return BoothKind.PAVILION
    if (booth.width or 0) > 2 * UNIT:
        return BoothKind.RAW
    return BoothKind.SHELL


def draw_walls(halls: dict[str, Hall], depths: dict[str, int]) -> list[HallPlan]:
    """N1 to N4 in a line, S1 to S4 below them beyond the boulevard."""
    south = max(depths[code] for code in halls if code[0] == "N") + BOULEVARD
    plans = []
    for code, hall in halls.items():
        outline = format_outline(rectangle_outline(Rectangle(0, 0, WIDTH, depths[code])))
        place = (int(code[1:]) - 1) * (WIDTH + BETWEEN)
        beyond = south
        if code[0] == "N":
            beyond = south - BOULEVARD - depths[code]
        plans.append(HallPlan(hall=hall, outline=outline, map_x=place, map_y=beyond, published=True))
    return plans


def draw_features(hall: Hall, depth: int) -> list[HallFeature]:
    """Doors to the north and south, facilities along the north wall, rooms along the south wall."""
    middle = WIDTH // 2
    places = {
        FeatureKind.INFORMATION: (middle + 500, 60, 300, 200),
        FeatureKind.TOILETS: (0, 0, 700, 400),
        FeatureKind.FIRST_AID: (900, 0, 300, 300),
        FeatureKind.PRAYER: (1400, 0, 300, 300),
        FeatureKind.LIFT: (WIDTH - 300, 0, 300, 300),
        FeatureKind.CHARGING: (WIDTH - 800, 0, 200, 200),
        FeatureKind.FOOD: (WIDTH - 1100, depth - 600, 1100, 600),
    }
    features = [HallFeature(hall=hall, kind=kind, **measures(*place)) for kind, place in places.items()]
    for top in (0, depth - DOOR_DEEP):
        door = measures(middle - DOOR_WIDE // 2, top, DOOR_WIDE, DOOR_DEEP)
        features.append(HallFeature(hall=hall, kind=FeatureKind.ENTRANCE, **door))
    return features + draw_rooms(hall, depth)


def draw_rooms(hall: Hall, depth: int) -> list[HallFeature]:
    """The rooms and stages of the programme that are in this hall, side by side along the south wall."""
    rooms = []
    left = SIDE
    for slug, en, zh, code, *_more in rehearsal_data("programme")["rooms"]:
        if code == hall.code:
            kind = FeatureKind.STAGE if slug.endswith(STAGES) else FeatureKind.ROOM
            place = measures(left, depth - AISLE - ROOM_DEEP, ROOM_WIDE, ROOM_DEEP)
            rooms.append(HallFeature(hall=hall, kind=kind, name_en=en, name_zh=zh, **place))
            left += ROOM_WIDE + SIDE
    return rooms


def draw_surroundings(edition: Edition, plans: list[HallPlan]) -> None:
    """The gates at both ends of the boulevard, and the Grand Hall in the middle of it."""
    top = max(plan.map_y or 0 for plan in plans) - BOULEVARD
    right = max(plan.map_x or 0 for plan in plans) + WIDTH
    middle = right // 2
    places = {
        ("building", "Grand Hall", "大会堂"): (middle - 3000, top + 1000, 6000, BOULEVARD - 2000),
        ("gate", "West gate", "西门"): (0, top + 2000, 600, 1000),
        ("gate", "East gate", "东门"): (right - 600, top + 2000, 600, 1000),
    }
    for (kind, en, zh), place in places.items():
        VenuePlace.objects.create(edition=edition, kind=kind, name_en=en, name_zh=zh, **measures(*place))


def measures(x: int, y: int, width: int, depth: int) -> dict[str, int]:
    return {"x": x, "y": y, "width": width, "depth": depth}
