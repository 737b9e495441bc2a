"""What stands near a session: found by indexes alone, and the same as plain Python finds."""

import random

import pytest

from agenda.models import Session
from agenda.schedule.session_detail import RELATED, nearness_order, session_detail
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_edition,
    make_person,
    make_scenario,
)

pytestmark = pytest.mark.django_db


def make_programme(chance):
    areas, scenarios, people = ([make() for _ in range(3)] for make in (make_area, make_scenario, make_person))
    made = []
    for _ in range(14):
        made.append(
            make_session(
                hour=chance.randrange(9, 18),
                parent=chance.choice([None, None, *made]),
                status=chance.choice(["confirmed", "confirmed", "cancelled"]),
                areas=chance.sample(areas, chance.choice([0, 0, 1])),
                scenarios=chance.sample(scenarios, chance.choice([0, 0, 1])),
                roles=chance.sample(people, chance.choice([0, 0, 1])),
            )
        )


def shared_keys(session):
    return {
        *(("area", area.pk) for area in session.areas.all()),
        *(("scenario", scenario.pk) for scenario in session.scenarios.all()),
        *(("person", role.person_id) for role in session.roles.all()),
    }


def related_by_hand(session, now):
    family = {session.parent_id, session.origin_id}
    found = []
    for other in Session.objects.public():
        apart = other.pk != session.pk and other.origin_id not in family and other.parent_id != session.origin_id
        if apart and not other.cancelled and shared_keys(other) & shared_keys(session):
            found.append(other)
    return sorted(found, key=nearness_order(session, now))[:RELATED]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_related_and_of_the_family_is_what_plain_python_finds(seed):
    edition = make_edition()
    make_programme(random.Random(seed))  # noqa: S311

    for session in Session.objects.public():
        detail = session_detail(edition, session.slug)

        whole = Session.objects.public().filter(origin=session.parent_id).first()
        parts = Session.objects.public().filter(parent=session.origin_id).in_order()
        assert (detail.session, detail.parent, detail.parts) == (session, whole, list(parts))
        assert detail.related == related_by_hand(session, edition.now())
