"""All that staff see of a hall while they draw it: stands, who is there, who waits for a stand, what is wrong."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from expo.exhibition.floor.plan_problems import PlanProblem, find_problems
from expo.exhibition.floor.stand_states import StandState, read_states
from expo.exhibition.floor_plan import natural_order
from expo.i18n.bilingual import localised_text
from expo.models import Booth, Hall, HallPlan, Participation, PlanStep
from expo.models.exhibition import EXHIBITING, ParticipationStatus

# More do not fit beside a plan; whoever is missing is found by the number of a stand.
WAITING = 400


@dataclass
class HallState:
    """`waiting`: exhibitors without a stand that may come here; `ways`: whether the person can undo and redo.

    `walls`: the outline of the plan.
    """

    hall: Hall
    booths: dict[int, Booth]
    states: dict[int, StandState]
    people: dict[int, Participation]
    waiting: list[Participation]
    problems: list[PlanProblem]
    ways: dict[str, bool]
    walls: str

    def names(self, key: int) -> list[str]:
        """Who is at the stand, also if unpublished."""
        return [exhibitor_name(self.people[each]) for each in self.states[key].exhibitors if each in self.people]

    def as_dict(self) -> dict[str, Any]:
        stands = []
        for key, state in self.states.items():
            stands.append(state.as_dict() | {"pk": key, "seen": state.token, "names": self.names(key)})
        return {
            "stands": stands,
            "walls": self.walls,
            "waiting": [{"pk": one.pk, "name": exhibitor_name(one)} for one in self.waiting],
            "problems": [{"said": one.said, "stands": one.booths, "grave": one.grave} for one in self.problems],
            **self.ways,
        }

    @property
    def etag(self) -> str:
        written = json.dumps(self.as_dict(), sort_keys=True)
        return f'"{hashlib.sha256(written.encode()).hexdigest()[:20]}"'


def exhibitor_name(participation: Participation) -> str:
    return localised_text(participation.organisation, "name").value


def read_hall(plan: HallPlan, by: User) -> HallState:
    """In six queries; the plan is loaded with its hall and edition."""
    hall = plan.hall
    rows = sorted(Booth.objects.filter(hall=hall), key=lambda booth: natural_order(booth.number))
    booths = {booth.pk: booth for booth in rows}
    states = read_states(rows)
    people = exhibitors_at(hall)
    shared = {booth.pk for booth in rows if booth.shared}
    problems = find_problems(plan, states, people, shared)
    ways = PlanStep.objects.of(by, hall).ways()
    return HallState(hall, booths, states, people, waiting_exhibitors(hall), problems, ways, plan.outline)


def exhibitors_at(hall: Hall) -> dict[int, Participation]:
    links = Booth.participations.through.objects.filter(booth__hall=hall)
    found = {}
    for link in links.select_related("participation__organisation"):
        found[link.participation_id] = link.participation
    return found


def waiting_exhibitors(hall: Hall) -> list[Participation]:
    """Those that nobody has given a stand, of this hall before those of which no hall is known."""
    rows = Participation.objects.filter(edition=hall.edition_id, kind__in=EXHIBITING, booths=None)
    rows = rows.exclude(status=ParticipationStatus.WITHDRAWN).by_name().select_related("organisation")
    here, anywhere = [], []
    for one in rows.defer("profile_en", "profile_zh")[: 4 * WAITING]:
        if one.hall_id == hall.pk:
            here.append(one)
        elif one.hall_id is None:
            anywhere.append(one)
    return [*here, *anywhere][:WAITING]
