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
        return Stage(self.progress.following).label if self.progress.following else ""


def stage_limits(edition: Edition) -> dict[str, int]:
    """In how many days each stage is due."""
    own = dict(StageLimit.objects.filter(edition=edition).values_list("stage", "days"))
    return {stage.value: own.get(stage.value, days) for stage, days in USUAL.items()}


def followed_projects(edition: Edition, project: Project | None = None) -> list[FollowedProject]:
    """The projects that are followed, those longest overdue first; or only this one. Five queries for any number."""
    rows = cohorts.followed_terms(edition).select_related("deal__project__responsible_unit", "deal__edition")
    reports, funds = FollowUp.objects.of(edition), Funds.objects.of(edition)
    if project is not None:
        rows, reports, funds = (
            rows.filter(deal__project=project),
            reports.filter(project=project),
            funds.filter(project=project),
        )
    steps, money = group_by_project(reports_in_force(reports, None)), group_by_project(reports_in_force(funds, None))
    days, today = stage_limits(edition), edition.now().date()
    found = [
        followed_project(terms, steps[terms.deal.project_id], money[terms.deal.project_id], days, today)
        for terms in rows.order_by("deal__sequence")
    ]
    return sorted(found, key=lambda row: -row.overdue)


def followed_project(
    terms: Terms, steps: Iterable[FollowUp], funds: list[Funds], days: dict[str, int], today: dt.date
) -> FollowedProject:
    progress = stages.walk_stages(steps)
    since = progress.since or terms.signed_on
    due_on = since + dt.timedelta(days[progress.following]) if progress.following else None
    arrived = [row.reporting_minor for row in funds if row.reporting_minor is not None]
    currency = terms.deal.edition.reporting_currency
    return FollowedProject(
        project=terms.deal.project,
        terms=terms,
        progress=progress,
        due_on=due_on,
        overdue=max((today - due_on).days, 0) if due_on else 0,
        funds=Money(sum(arrived), currency) if arrived else None,
        rate_missing=len(funds) - len(arrived),
    )
