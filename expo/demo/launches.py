"""What is released for the first time at the rehearsal."""

import datetime as dt
import random
from typing import Any

from expo.demo.firms import Exhibitor, is_company
from expo.demo.words import pick_fields, random_generator, rehearsal_data, slug_of, unique_slug
from expo.models import Edition, Exhibit, Launch, Participation, Scenario, TechnologyArea
from expo.models.showcase.launches import LaunchLevel

# The agenda's launch events take two each, three events a day.
A_DAY = 6
# Beside them: so many new exhibits are shown first on their stands, within these hours.
ON_STANDS = 16
HOURS = range(10, 17)


def load(edition: Edition, exhibitors: list[Exhibitor], scale: int) -> None:
    """24 launches for each step of scale, each by a company of its technology, in the order of their events; then those
    that are shown on stands.
    """
    rng = random_generator("launches")
    taken: set[str] = set()
    areas = TechnologyArea.objects.in_bulk(field_name="slug")
    scenarios = scenarios_by_area(edition)
    launches = []
    for series in range(1, scale + 1):
        for number, row in enumerate(rehearsal_data("event")["launches"]):
            launch = Launch(
                edition=edition,
                slug=unique_slug(slug_of(row["name_en"]), taken),
                participation=choose_maker(exhibitors, row["area"], rng),
                area=areas[row["area"]],
                scenario=scenarios.get(row["area"]),
                launched_on=edition.starts_on + dt.timedelta(number // A_DAY),
                published=True,
                **launch_texts(row, series),
            )
            launches.append(launch)
    Launch.objects.bulk_create([*launches, *launches_on_stands(edition, scale, taken)])


def launches_on_stands(edition: Edition, scale: int, taken: set[str]) -> list[Launch]:
    rng = random_generator("launches on stands")
    new = Exhibit.objects.public().filter(edition=edition, new=True).exclude(booth=None)
    keys = rng.sample(list(new.order_by("pk").values_list("pk", flat=True)), ON_STANDS * scale)
    launches = []
    for exhibit in Exhibit.objects.filter(pk__in=keys).order_by("pk").prefetch_related("areas"):
        launches.append(
            Launch(
                edition=edition,
                slug=unique_slug(exhibit.slug, taken),
                participation_id=exhibit.participation_id,
                exhibit=exhibit,
                booth_id=exhibit.booth_id,
                area=exhibit.areas.all()[0],
                scenario_id=exhibit.scenario_id,
                launched_on=rng.choice(edition.days),
                hour=dt.time(rng.choice(HOURS), rng.choice([0, 30])),
                level=rng.choice([LaunchLevel.WORLD, LaunchLevel.ASIA, LaunchLevel.CHINA, LaunchLevel.COMPANY]),
                published=True,
                name_en=exhibit.name_en,
                name_zh=exhibit.name_zh,
                summary_en=exhibit.text_en,
                summary_zh=exhibit.text_zh,
            )
        )
    return launches


def scenarios_by_area(edition: Edition) -> dict[str, Scenario]:
    """The scenario that a technology serves first."""
    scenarios = {scenario.slug: scenario for scenario in Scenario.objects.filter(edition=edition)}
    found: dict[str, Scenario] = {}
    for row in rehearsal_data("event")["scenarios"]:
        for area in row["areas"]:
            found.setdefault(area, scenarios[row["slug"]])
    return found


def choose_maker(exhibitors: list[Exhibitor], area: str, rng: random.Random) -> Participation | None:
    fitting = [one for one in exhibitors if one.area == area and one.public and is_company(one)]
    return rng.choice(fitting).participation


def launch_texts(row: dict[str, Any], series: int) -> dict[str, str]:
    """The launch's own texts; from the second series on, its names are numbered."""
    copied = pick_fields(row, "level", "name_en", "name_zh", "summary_en", "summary_zh")
    if series > 1:
        copied |= {"name_en": f"{row['name_en']} {series}", "name_zh": f"{row['name_zh']}{series}型"}
    return copied
