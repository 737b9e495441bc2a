"""Cohorts and reports of their projects with valid defaults, for tests."""

import datetime as dt
import uuid
from typing import Any

from deals import follow_up
from deals.follow_up import FundsData, StageData
from deals.models import Cohort, CohortMember, Deal, FollowUp, Project
from deals.money import Money
from expo.models import Edition
from tests.support.deal_factories import make_announced, make_user

DAY = dt.date(2020, 1, 1)


def make_follower(**fields: Any):
    return make_user("follow_up_project", "view_ledger", **fields)


def make_publisher(**fields: Any):
    return make_user("take_snapshot", "view_ledger", **fields)


def close(edition: Edition) -> Edition:
    edition.status = "closed"
    edition.save(update_fields=["status"])
    return edition


def make_cohort(edition: Edition, deals: int = 1, **changes: Any) -> tuple[Cohort, list[Deal]]:
    """A closed edition's cohort of announced deals."""
    made = [make_announced(edition=edition, **changes) for _ in range(deals)]
    return follow_up.fix_cohort(close(edition), by=make_publisher()), made


def make_stage(project: Project, stage: str, on: dt.date = DAY, *, key=None, seen=None, by=None, **more: Any):
    draft = StageData(project=project, stage=stage, on=on, **({"evidence": "Notice no. 7"} | more))
    return follow_up.record_stage(draft, key=key or uuid.uuid4(), by=by or make_follower(), seen=seen)[0]


def make_funds(project: Project, yuan: int = 1000, on: dt.date = DAY, *, key=None, currency: str = "CNY", **more: Any):
    money = Money(yuan * 100, currency)
    draft = FundsData(project=project, money=money, on=on, **({"evidence": "Bank slip"} | more))
    return follow_up.record_funds(draft, key=key or uuid.uuid4(), by=make_follower())[0]


def make_large_cohort(edition: Edition, stages: dict[str, int]) -> Cohort:
    """A cohort of so many projects at each stage (`signed`: none reported), written straight into the tables."""
    terms = make_announced(edition=edition).versions.get()
    by, at = make_follower(), dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    cohort = Cohort.objects.create(edition=close(edition), currency="CNY", fixed_by=by, fixed_at=at)
    wanted = [stage for stage, number in stages.items() for _ in range(number)]
    rows = [Project(edition=edition, code=f"X{number}") for number in range(len(wanted))]
    projects = Project.objects.bulk_create(rows)
    CohortMember.objects.bulk_create(CohortMember(cohort=cohort, project=each, terms=terms) for each in projects)
    common = {"on": DAY, "evidence": "Report", "key_digest": "x", "recorded_by": by, "recorded_at": at}
    reports = [(project, stage) for project, stage in zip(projects, wanted, strict=True) if stage != "signed"]
    FollowUp.objects.bulk_create(FollowUp(project=p, stage=s, key=uuid.uuid4(), **common) for p, s in reports)
    return cohort
