"""Reports of stages and funds: each recorded once, checked against the others, never changed, only corrected."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.follow_up import stages
from deals.follow_up.report_data import FundsData, ReportData, StageData
from deals.ledger import hash_chain, reporting_amount
from deals.ledger.workflow import StaleVersion, StepRefusal, require_permission, require_reason
from deals.models import CohortMember, Deal, FollowUp, Funds, Project, StageLimit, Terms
from deals.models.deal import DealStatus
from deals.models.events import Verb
from deals.models.follow_up import Report
from deals.verification import scans
from expo.db.constraints import races_as_validation
from expo.event_log.address import WHERE
from expo.models import Edition, Organisation

FOLLOW, TAKE = "deals.follow_up_project", "deals.take_snapshot"


def record_stage(draft: StageData, *, key: UUID, by: User, seen: int | None = None) -> tuple[FollowUp, bool]:
    """Record that a project reached a stage, once per key; a repeated key answers with the row it made before.

    `seen`: how many reports of the project were in view. Raises StaleVersion when there are others by now,
    StepRefusal when the stage makes no sense with the others, ValidationError when the draft breaks a rule.
    """
    return save_report(FollowUp, draft, key=key, by=by, seen=seen)


def record_funds(draft: FundsData, *, key: UUID, by: User, seen: int | None = None) -> tuple[Funds, bool]:
    """Record money that arrived, as `record_stage` does; its reporting amount is fixed by the rate of its day."""
    return save_report(Funds, draft, key=key, by=by, seen=seen)


def save_report(model: type[Report], draft: Any, *, key: UUID, by: User, seen: int | None) -> tuple[Any, bool]:
    """Write the report, and its file first."""
    require_permission(by, FOLLOW)
    row = draft.row()
    row.key, row.recorded_by = key, by
    if not draft.file:
        return write_report(model, row, draft, seen)
    kind = scans.scan_kind(draft.file)
    row.file_name, row.file_kind, row.file_digest = draft.file.name[-200:], kind, scans.file_digest(draft.file)
    with scans.store_file(row, draft.file, kind):
        return write_report(model, row, draft, seen)


@transaction.atomic(durable=True)
def write_report(model: type[Report], row: Any, draft: ReportData, seen: int | None) -> tuple[Any, bool]:
    head = hash_chain.lock()
    if before := model.objects.filter(key=row.key).first():
        if before.key_digest != row.key_digest:
            raise StepRefusal(
                _("This form has recorded something already, and what it says now differs."), code="reused"
            )
        return before, False
    if seen is not None and seen != count_reports(draft.project):
        raise StaleVersion(
            _("Somebody reported something of this project meanwhile. Look at it, then record."), code="stale"
        )
    check_report(draft)
    row.recorded_at = timezone.now()
    if model is Funds:
        reporting_amount.set_reporting_amount(row, draft.on)
    row.clean_fields(exclude=["project", "recorded_by", "replaces", "file"])
    with races_as_validation(model):
        row.save(force_insert=True)
    told = draft.told() | conversion_content(row)
    append_project_event(head, report_verb(model, draft), draft.project, row.recorded_by, report=told)
    return row, True


def report_verb(model: type[Report], draft: ReportData) -> Verb:
    if draft.replaces:
        return Verb.PUT_RIGHT
    if model is FollowUp:
        return Verb.FOLLOWED
    return Verb.FUNDED


def check_report(draft: ReportData) -> None:
    """The rules that span rows. Raises StepRefusal."""
    day = draft.on
    if draft.replaces is not None:
        require_reason(draft.reason)
        standing = type(draft.replaces).objects.standing().filter(project=draft.project)
        if not standing.filter(pk=draft.replaces.pk).exists():
            raise StepRefusal(_("This report was corrected already. Look at it before you go on."), code="stale")
    if day > draft.project.edition.now().date():
        raise StepRefusal({"on": _("This day has not come yet.")})
    if day < signing_day(draft.project):
        raise StepRefusal({"on": _("This day lies before the project was signed.")})
    if isinstance(draft, StageData):
        stages.walk_stages(stages_after_report(draft))


def stages_after_report(draft: StageData) -> list[Any]:
    """All that holds of the project's stages once the draft is written."""
    reports: list[Any] = []
    for row in FollowUp.objects.standing().filter(project=draft.project).order_by("on", "pk"):
        if row.pk != draft.replaces_id:
            reports.append(row)
    if not draft.void:
        reports.append(draft)
    return reports


def signing_day(project: Project) -> dt.date:
    """When the project was signed: by the terms it counted with; before the cohort is fixed, by its newest deal.

    Raises StepRefusal where no deal of it stands.
    """
    if member := CohortMember.objects.filter(project=project).select_related("terms").first():
        return member.terms.signed_on
    standing = Deal.objects.filter(project=project).exclude(status=DealStatus.WITHDRAWN)
    found = Terms.objects.latest().filter(deal__in=standing).order_by("-signed_on").first()
    if found is None:
        raise StepRefusal(_("No deal of this project stands."), code="standing")
    return found.signed_on


def conversion_content(row: Any) -> dict[str, Any]:
    """What the log is told of the conversion of funds."""
    if not isinstance(row, Funds):
        return {}
    rate = None
    if row.rate is not None:
        rate = str(row.rate)
    return {"reporting_minor": row.reporting_minor, "reporting_currency": row.reporting_currency, "rate": rate}


def count_reports(project: Project) -> int:
    """How many reports of the project there are, corrected ones too: it tells what was in view."""
    return FollowUp.objects.filter(project=project).count() + Funds.objects.filter(project=project).count()


@transaction.atomic
def assign_unit(project: Project, unit: Organisation | None, *, by: User) -> Project:
    """Say which unit is responsible (责任单位)."""
    require_permission(by, FOLLOW)
    head = hash_chain.lock()
    project.responsible_unit = unit
    project.save(update_fields=["responsible_unit"])
    told = None
    if unit:
        told = {"id": unit.pk, "name_en": unit.name_en, "name_zh": unit.name_zh}
    append_project_event(head, Verb.ASSIGNED, project, by, unit=told)
    return project


@transaction.atomic
def set_stage_limits(edition: Edition, days: dict[str, int], *, by: User) -> None:
    """Set in how many days each stage is due."""
    require_permission(by, TAKE)
    head = hash_chain.lock()
    for stage, number in days.items():
        StageLimit.objects.update_or_create(edition=edition, stage=stage, defaults={"days": number})
    told = {"days": {str(stage): number for stage, number in days.items()}, "from": WHERE.get()}
    hash_chain.append(head, Verb.LIMITED, subject=edition.identifier, actor=by.get_username(), told=told)


def append_project_event(head: Any, verb: Verb, project: Project, by: User, **more: Any) -> None:
    number = f"{project.edition.identifier}-{project.code}"
    hash_chain.append(head, verb, subject=number, actor=by.get_username(), told={"from": WHERE.get()} | more)
