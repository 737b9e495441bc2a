"""The projects that are followed, with what is due of each: what staff work through."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deals.follow_up import cohorts, stages
from deals.follow_up.snapshots import group_by_project, reports_in_force
from deals.models import FollowUp, Funds, Project, StageLimit, Terms
from deals.models.follow_up import Stage
from deals.money import Money
from expo.models import Edition

# In days after the stage before, or after signing, until an edition sets its own.
USUAL = {
    Stage.REGISTERED: 90,
    Stage.APPROVED: 180,
    Stage.STARTED: 180,
    Stage.COMPLETED: 730,
    Stage.IN_PRODUCTION: 180,
}


@dataclass(frozen=True)
class FollowedProject:
    """A project as it stands today. `overdue`: days since its next stage was due; 0: none is."""

    project: Project
    terms: Terms
    progress: stages.Progress
    due_on: dt.date | None
    overdue: int
    funds: Money | None
    rate_missing: int

    @property
    def standing(self) -> Any:
        return stages.STANDINGS[self.progress.standing]

    @property
    def following(self) -> Any:
        if not self.progress.following:
            return ""
        return Stage(self.progress.following).label


def stage_limits(edition: Edition) -> dict[str, int]:
    """In how many days each stage is due."""
    own = dict(StageLimit.objects.filter(edition=edition).values_list("stage", "days"))
    return {stage.value: own.get(stage.value, days) for stage, days in USUAL.items()}


def followed_projects(edition: Edition, project: Project | None = None) -> list[FollowedProject]:
    """The projects that are followed, those longest overdue first; or only this one. Five queries for any number."""
    rows = cohorts.followed_terms(edition).select_related("deal__project__responsible_unit", "deal__edition")
    reports, funds = FollowUp.objects.of(edition), Funds.objects.of(edition)
    if project is not None:
        rows = rows.filter(deal__project=project)
        reports, funds = reports.filter(project=project), funds.filter(project=project)
    steps, money = group_by_project(reports_in_force(reports, None)), group_by_project(reports_in_force(funds, None))
    days, today = stage_limits(edition), edition.now().date()
    found = []
    for terms in rows.order_by("deal__sequence"):
        key = terms.deal.project_id
        found.append(followed_project(terms, steps[key], money[key], days, today))
    return sorted(found, key=lambda row: -row.overdue)


def followed_project(
    terms: Terms, steps: Iterable[FollowUp], funds: list[Funds], days: dict[str, int], today: dt.date
) -> FollowedProject:
    progress = stages.walk_stages(steps)
    due_on, overdue = None, 0
    if progress.following:
        since = progress.since or terms.signed_on
        due_on = since + dt.timedelta(days[progress.following])
        overdue = max((today - due_on).days, 0)
    arrived = [row.reporting_minor for row in funds if row.reporting_minor is not None]
    arrived_sum = None
    if arrived:
        arrived_sum = Money(sum(arrived), terms.deal.edition.reporting_currency)
    return FollowedProject(
        project=terms.deal.project,
        terms=terms,
        progress=progress,
        due_on=due_on,
        overdue=overdue,
        funds=arrived_sum,
        rate_missing=len(funds) - len(arrived),
    )
