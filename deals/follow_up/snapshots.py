"""Dated, unalterable statements of how a cohort stands; each can be computed again at any time."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from deals.follow_up import rates, stages
from deals.follow_up.rates import LandingNumbers
from deals.follow_up.reports import TAKE
from deals.ledger import hash_chain
from deals.ledger.workflow import StaleVersion, StepRefusal, require_permission
from deals.models import Cohort, CohortMember, FollowUp, Funds, LandingSnapshot
from deals.models.events import Verb
from deals.models.follow_up import ReportQuerySet
from expo.db.constraints import races_as_validation
from expo.event_log.address import WHERE
from expo.event_log.chain import canonical_json
from expo.event_log.recounts import Recount
from expo.models import Edition

Behind = dict[str, list[int]]


def cohort_numbers(
    cohort: Cohort, as_of: dt.date, known_at: dt.datetime | None = None
) -> tuple[LandingNumbers, Behind]:
    """How the cohort stood on the day, by what was known at the moment (None: now), and the projects behind it.

    Three queries, however large the cohort is.
    """
    members = dict(CohortMember.objects.filter(cohort=cohort).order_by("project").values_list("project", "minor"))
    disclosed = {project: minor for project, minor in members.items() if minor is not None}
    behind = projects_by_standing(cohort, members, as_of, known_at)
    numbers = {stage: len(projects) for stage, projects in behind.items()}
    funds = []
    for row in reports_in_force(Funds.objects.of(cohort.edition), known_at):
        if row.arrived_on <= as_of and row.project_id in disclosed:
            funds.append(row)
    arrived = [row.reporting_minor for row in funds if row.reporting_minor is not None]
    behind["funds"] = sorted({row.project_id for row in funds})
    found = LandingNumbers(
        stages=numbers,
        currency=cohort.currency,
        contract_minor=sum_or_none(disclosed.values()),
        funds_minor=sum_or_none(arrived),
        undisclosed=len(members) - len(disclosed),
        rate_missing=len(funds) - len(arrived),
        not_itemised=cohort.not_itemised,
    )
    return found, behind


def projects_by_standing(
    cohort: Cohort, projects: Iterable[int], as_of: dt.date, known_at: dt.datetime | None
) -> Behind:
    """By each standing that there is, the projects that stood so on the day, by what was known at the moment."""
    behind: Behind = {stage: [] for stage in stages.STANDINGS}
    reported = group_by_project(reports_in_force(FollowUp.objects.of(cohort.edition), known_at))
    for project in projects:
        steps = [row for row in reported[project] if row.on <= as_of]
        behind[stages.walk_stages(steps).standing].append(project)
    return behind


def sum_or_none(minors: Collection[int]) -> int | None:
    """None of nothing, which is not zero."""
    if not minors:
        return None
    return sum(minors)


def reports_in_force(rows: ReportQuerySet, known_at: dt.datetime | None) -> list[Any]:
    """The reports that held at the moment: not replaced by then, and taking nothing back."""
    if known_at:
        rows = rows.filter(recorded_at__lte=known_at)
    known = list(rows)
    replaced = {row.replaces_id for row in known}
    return [row for row in known if row.pk not in replaced and not row.void]


def group_by_project(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return found


@transaction.atomic
def publish_snapshot(
    edition: Edition, as_of: dt.date, *, by: User, after: int | None = None, note_en: str = "", note_zh: str = ""
) -> LandingSnapshot:
    """Publish how the cohort stood on the day. `after`: the number of the last snapshot in view.

    Raises StaleVersion when another one was taken meanwhile, StepRefusal where nothing can be said yet.
    """
    require_permission(by, TAKE)
    head = hash_chain.lock()
    mine = LandingSnapshot.objects.of(edition)
    last = mine.aggregate(last=Max("number"))["last"] or 0
    if after not in (None, last):
        raise StaleVersion(_("Somebody has taken a snapshot meanwhile. Look at it before you go on."), code="stale")
    if mine.filter(as_of=as_of).exists() and not (note_en or note_zh):
        raise StepRefusal({"note_zh": _("This day has a snapshot already: say what the new one corrects.")})
    row = LandingSnapshot(edition=edition, number=last + 1, as_of=as_of, note_en=note_en, note_zh=note_zh)
    row.taken_by, row.taken_at = by, timezone.now()
    fill_snapshot(row, fixed_cohort(edition, as_of))
    row.clean_fields(exclude=["edition", "taken_by"])
    with races_as_validation(LandingSnapshot):
        row.save(force_insert=True)
    told = sealed_contents(row) | {"number": row.number, "digest": row.digest, "from": WHERE.get()}
    hash_chain.append(head, Verb.PUBLISHED, subject=edition.identifier, actor=by.get_username(), told=told)
    return row


def fixed_cohort(edition: Edition, as_of: dt.date) -> Cohort:
    cohort = Cohort.objects.filter(edition=edition).select_related("edition").first()
    if cohort is None:
        raise StepRefusal(_("Fix the cohort first."), code="cohort")
    if not edition.ends_on <= as_of <= edition.now().date():
        raise StepRefusal({"as_of": _("Choose a day from the last day of the edition until today.")})
    return cohort


def fill_snapshot(row: LandingSnapshot, cohort: Cohort) -> None:
    """Write what the snapshot says, in both languages."""
    found, behind = cohort_numbers(cohort, row.as_of, row.taken_at)
    reported = behind | {stages.SIGNED: []}
    if not any(reported.values()):
        raise StepRefusal(_("Nothing was reported of this cohort by that day; nothing is not zero."), code="nothing")
    row.numbers, row.projects = asdict(found), behind
    with translation.override("en"):
        row.definition_en = rates.rates_definition(found)
    with translation.override("zh-hans"):
        row.definition_zh = rates.rates_definition(found)
    row.digest = snapshot_digest(row)


def sealed_contents(row: LandingSnapshot) -> dict[str, Any]:
    """All that the digest seals."""
    return {
        "numbers": row.numbers,
        "projects": row.projects,
        "definition_en": row.definition_en,
        "definition_zh": row.definition_zh,
        "note_en": row.note_en,
        "note_zh": row.note_zh,
        "snapshot": row.number,
        "as_of": row.as_of.isoformat(),
    }


def snapshot_digest(row: LandingSnapshot) -> str:
    return hashlib.sha256(canonical_json(sealed_contents(row)).encode()).hexdigest()


def is_reproducible(row: LandingSnapshot) -> bool:
    """Whether the snapshot says what the reports known when it was taken make of the cohort, and is as it was."""
    cohort = Cohort.objects.select_related("edition").get(edition=row.edition)
    found, behind = cohort_numbers(cohort, row.as_of, row.taken_at)
    return (row.numbers, row.projects, row.digest) == (asdict(found), behind, snapshot_digest(row))


def recount_snapshots(edition: Edition, number: int | None = None) -> Iterator[Recount]:
    """For `manage.py recompute`: each snapshot, computed again from the reports known when it was taken."""
    rows = LandingSnapshot.objects.of(edition).select_related("edition")
    if number:
        rows = rows.filter(number=number)
    for row in rows.order_by("number"):
        state, faults = "holds", []
        if not is_reproducible(row):
            state, faults = "differs", ["the reports known then make something else of the cohort"]
        line = f"as of {row.as_of.isoformat()}: {state}"
        yield Recount(f"landing snapshot {row.number}", row.number, [line], faults)


def snapshot_numbers(row: LandingSnapshot) -> LandingNumbers:
    return LandingNumbers(**row.numbers)
