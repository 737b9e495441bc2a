"""Saves the rehearsal's exhibitors, with what they say of themselves in both languages."""

import random
from typing import Any

from expo.demo.firms import PAVILION_MEMBERS, Exhibitor, ExhibitorGenerator, is_company
from expo.demo.words import bilingual_fields, random_generator, rehearsal_data
from expo.models import Edition, Organisation, Participation, Scenario, TechnologyArea
from expo.presence import require_value

PEOPLE = [40, 60, 85, 120, 180, 240, 350, 500, 800, 1200]


def load(edition: Edition, scale: int) -> list[Exhibitor]:
    """The exhibitors with areas and scenarios, in the order in which they were drawn; without stands yet."""
    exhibitors = ExhibitorGenerator(scale).exhibitors()
    Organisation.objects.bulk_create([exhibitor.organisation for exhibitor in exhibitors])
    rng = random_generator("profiles")
    for exhibitor in exhibitors:
        exhibitor.participation = build_participation(edition, exhibitor, rng)
    Participation.objects.bulk_create([require_value(exhibitor.participation) for exhibitor in exhibitors])
    link_areas(exhibitors)
    link_scenarios(edition, exhibitors)
    return exhibitors


def build_participation(edition: Edition, exhibitor: Exhibitor, rng: random.Random) -> Participation:
    return Participation(
        edition=edition,
        organisation=exhibitor.organisation,
        kind=exhibitor.kind,
        slug=exhibitor.slug,
        status=exhibitor.status,
        contact_name=f"Contact of {exhibitor.name.brand[0]}",
        contact_email=f"expo@{exhibitor.slug[:50]}.example",
        contact_phone=f"+86 000 {rng.randrange(10**4):04d} {rng.randrange(10**4):04d}",
        **profile_texts(exhibitor, rng),
    )


def profile_texts(exhibitor: Exhibitor, rng: random.Random) -> dict[str, str]:
    """Up to three sentences, which say the same in both languages."""
    values = profile_facts(exhibitor, rng)
    lists = rehearsal_data("profiles")
    if not is_company(exhibitor):
        return bilingual_fields(rng.choice(lists[exhibitor.organisation.kind]), "profile", **values)
    english, chinese = [], []
    for part in ("opening", "middle", "closing"):
        texts = bilingual_fields(rng.choice(lists[part]), "profile", **values)
        english.append(texts["profile_en"])
        chinese.append(texts["profile_zh"])
    return {"profile_en": " ".join(english), "profile_zh": "".join(chinese)}


def profile_facts(exhibitor: Exhibitor, rng: random.Random) -> dict[str, Any]:
    area, name = rehearsal_data("areas")[exhibitor.area], exhibitor.name
    product, second = rng.sample(area["products"], 2)
    return {
        "brand": name.brand,
        "product": product,
        "second": second,
        "use": product[2:],
        "city": (name.seat[0] or require_value(exhibitor.organisation.region).name_en, name.seat[1]),
        "year": rng.randint(1986, 2017),
        "people": rng.choice(PEOPLE),
        "patents": rng.randint(12, 260),
        "countries": rng.randint(4, 38),
        "members": PAVILION_MEMBERS,
    }


def link_areas(exhibitors: list[Exhibitor]) -> None:
    """The exhibitor's own technology area, and sometimes another."""
    rng = random_generator("areas of exhibitors")
    areas = TechnologyArea.objects.filter(slug__in=rehearsal_data("areas")).in_bulk(field_name="slug")
    through, links = Participation.areas.through, []
    for exhibitor in exhibitors:
        slugs = {exhibitor.area: None, **dict.fromkeys(rng.sample(list(areas), rng.choice([0, 0, 0, 1, 1, 2])))}
        for slug in slugs:
            links.append(through(participation=exhibitor.participation, technologyarea=areas[slug]))
    through.objects.bulk_create(links)


def link_scenarios(edition: Edition, exhibitors: list[Exhibitor]) -> None:
    """Nearly half of those whose technology serves a scenario show it there."""
    rng = random_generator("scenarios of exhibitors")
    served = {row["slug"]: row["areas"] for row in rehearsal_data("event")["scenarios"]}
    scenarios = list(Scenario.objects.filter(edition=edition))
    through = Participation.scenarios.through
    links = []
    for exhibitor in exhibitors:
        for scenario in scenarios:
            if exhibitor.area in served[scenario.slug] and rng.random() < 0.45:
                links.append(through(participation=exhibitor.participation, scenario=scenario))
    through.objects.bulk_create(links)
