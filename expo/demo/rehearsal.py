"""The rehearsal edition: everything in it is invented, and the same at each load but for its dates."""

import datetime as dt

from django.utils import timezone

from expo.db import analyze
from expo.demo import clock, exhibitors, guests, launches, stands
from expo.demo.drawn import load as pictures
from expo.demo.firms import invent_organisation
from expo.demo.showcase import exhibits, tidings, visit
from expo.demo.words import pick_fields, rehearsal_data
from expo.models import Edition, Hall, Organisation, Participation, Region, Scenario
from expo.models.exhibition import ParticipationStatus

CHONGQING = "500000"
COMMITTEE = "Administrative Committee"


def load(scale: int) -> None:
    """Load the rehearsal once, around today; `clock.set_moment` moves its clock afterwards."""
    if Edition.objects.filter(slug=clock.SLUG).exists():
        return
    edition = make_edition()
    make_halls(edition)
    make_scenarios(edition)
    bodies = make_bodies(edition) | make_parks()
    drawn = exhibitors.load(edition, scale)
    stands.load(edition, drawn, scale)
    exhibits.load(edition, drawn, scale)
    guests.load(edition, drawn, bodies, scale)
    guests.load_letters(edition)
    launches.load(edition, drawn, scale)
    tidings.load(edition)
    visit.load(edition)
    # What follows updates rows whose triggers look for others in tables that were filled just now.
    analyze.analyze_tables()
    pictures.load(edition)
    clock.set_moment(clock.loaded_for())


def make_edition() -> Edition:
    edition = Edition(**rehearsal_data("event")["edition"], rehearsal=True, published=True)
    edition.starts_on = timezone.now().astimezone(edition.tz).date() - dt.timedelta(1)
    edition.ends_on = edition.starts_on + dt.timedelta(clock.DAYS - 1)
    edition.save()
    return edition


def make_halls(edition: Edition) -> None:
    halls = []
    for code, en, zh in rehearsal_data("event")["halls"]:
        halls.append(Hall(edition=edition, code=code, name_en=en, name_zh=zh))
    Hall.objects.bulk_create(halls)


def make_scenarios(edition: Edition) -> None:
    halls = {hall.code: hall for hall in Hall.objects.filter(edition=edition)}
    for order, row in enumerate(rehearsal_data("event")["scenarios"], start=1):
        copied = pick_fields(row, "slug", "name_en", "name_zh", "story_en", "story_zh")
        Scenario.objects.create(edition=edition, order=order, hall=halls[row["hall"]], **copied)


def make_bodies(edition: Edition) -> dict[str, Organisation]:
    """Organisers, supporters, sponsors and media, by their short addresses."""
    found = {}
    for order, (en, zh, kind, region, role, slug) in enumerate(rehearsal_data("event")["bodies"], start=1):
        found[slug] = invent_organisation(en, zh, Region.objects.get(code=region), kind=kind)
        found[slug].save()
        Participation.objects.create(
            edition=edition,
            organisation=found[slug],
            kind=role,
            slug=slug,
            order=order,
            status=ParticipationStatus.PUBLISHED,
        )
    return found


def make_parks() -> dict[str, Organisation]:
    """The committees of industrial parks, which attract investors, by the parks' names."""
    found = {}
    for en, zh, *_where in rehearsal_data("event")["parks"]:
        names = f"{en} {COMMITTEE}", f"{zh}管理委员会"
        found[en] = invent_organisation(*names, Region.objects.get(code=CHONGQING), kind="government")
        found[en].save()
    return found
