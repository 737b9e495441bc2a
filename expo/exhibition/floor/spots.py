"""Where a way begins or ends: a stand, a hall, a room or stage, a building or gate, by the words for it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from expo.exhibition.floor.outlines import Rectangle, bounding_rectangle, parse_outline
from expo.exhibition.stand_names import matching_stands
from expo.i18n.bilingual import localised_text
from expo.models import Booth, Edition, HallFeature, HallPlan, VenuePlace
from expo.models.floor.features import OPEN_KINDS


@dataclass(frozen=True)
class Spot:
    """Where a way begins or ends. `box`: on the plan of its hall, or without a plan on the map of the venue."""

    name: str
    plan: HallPlan | None
    box: Rectangle
    sides: str = "NESW"


def find_spot(edition: Edition, words: str) -> Spot | None:
    """What the words name where it is shown on a plan: a stand with its hall, a hall, a room or stage, a building."""
    words = words.strip()
    if not words:
        return None
    return find_hall_spot(edition, words) or find_stand_spot(edition, words) or find_named_spot(edition, words)


def find_hall_spot(edition: Edition, words: str) -> Spot | None:
    plans = HallPlan.objects.public().filter(hall__edition=edition, hall__code__iexact=words)
    plan = plans.select_related("hall").first()
    if plan is None:
        return None
    return Spot(plan.hall.code, plan, bounding_rectangle(parse_outline(plan.outline)), "")


def find_stand_spot(edition: Edition, words: str) -> Spot | None:
    shown = Booth.objects.filter(hall__edition=edition, hall__plan__published=True, x__isnull=False)
    booth = matching_stands(shown, words, shown.none()).select_related("hall__plan").first()
    if booth is None:
        return None
    sides = booth.open_sides or "NESW"
    return Spot(booth.sign, booth.hall.plan, Rectangle.of(booth), sides)


def find_named_spot(edition: Edition, words: str) -> Spot | None:
    for place in VenuePlace.objects.filter(edition=edition):
        if words.casefold() in (place.name_en.casefold(), place.name_zh.casefold()):
            return Spot(localised_text(place, "name").value, None, Rectangle.of(place))
    for feature in named_features(edition).select_related("hall__plan"):
        if words.casefold() in (feature.name_en.casefold(), feature.name_zh.casefold()):
            name = f"{localised_text(feature, 'name').value} ({feature.hall.code})"
            return Spot(name, feature.hall.plan, Rectangle.of(feature))
    return None


def named_features(edition: Edition) -> QuerySet[HallFeature]:
    """What is drawn in halls and may be where a way ends."""
    shown = HallFeature.objects.filter(hall__edition=edition, hall__plan__published=True)
    return shown.exclude(kind__in=OPEN_KINDS)


def place_names(edition: Edition) -> list[str]:
    """The words of the page's language that `find_spot` knows, but those of stands: buildings, gates, halls, rooms."""
    plans = HallPlan.objects.public().filter(hall__edition=edition)
    features = named_features(edition).exclude(name_en="", name_zh="").order_by("hall__code", "pk")
    named = [*VenuePlace.objects.filter(edition=edition), *features]
    names = [localised_text(each, "name").value for each in named]
    return [*dict.fromkeys([*names, *plans.order_by("hall__code").values_list("hall__code", flat=True)])]
