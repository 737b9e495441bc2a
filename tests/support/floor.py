"""Halls that are drawn."""

from typing import Any

from expo.models import Booth, Edition, Hall, HallFeature, HallPlan, VenuePlace
from tests.support.factories import make_booth, make_organisation, make_participation

ROOMY = "0,0 4000,0 4000,3000 0,3000"


def make_plan(hall: Hall, **fields: Any) -> HallPlan:
    return HallPlan.objects.create(**({"hall": hall, "outline": ROOMY, "published": True} | fields))


def make_drawn(hall: Hall, number: str, x: int, y: int, width: int = 300, depth: int = 300, **fields: Any) -> Booth:
    return make_booth(hall=hall, number=number, x=x, y=y, width=width, depth=depth, **fields)


def make_exhibitor_at(booth: Booth, name: str, **fields: Any):
    organisation = make_organisation(name_en=name, name_zh=f"{name}公司")
    return make_participation(organisation=organisation, booths=[booth], **fields)


def make_floor(edition: Edition) -> None:
    """A plan of hall S4 with a stage, and a gate of the venue."""
    hall = edition.halls.get(code="S4")
    make_plan(hall)
    make_feature(hall, "stage", 0, 0, 900, 600)
    VenuePlace.objects.create(edition=edition, kind="gate", name_en="Gate", x=0, y=0, width=1, depth=1)


def make_feature(hall: Hall, kind: str, x: int, y: int, width: int, depth: int, **fields: Any) -> HallFeature:
    return HallFeature.objects.create(hall=hall, kind=kind, x=x, y=y, width=width, depth=depth, **fields)
