"""Reports of stages and funds: each recorded once, checked against the others, never changed, only corrected."""

import datetime as dt
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals import chain, conversion, scans
from deals.landing import stages
from deals.landing.drafts import FundsDraft, ReportDraft, StageDraft
from deals.log import WHERE
from deals.models import CohortMember, Deal, FollowUp, Funds, Project, StageLimit, Terms
from deals.models.deal import DealStatus
from deals.models.events import Verb
from deals.models.landing import Report
from deals.standing import Refused, Stale, allowed, needed
from expo.models import Edition, Organisation
from expo.rules import races_as_validation

FOLLOW, TAKE = "deals.follow_up_project", "deals.take_snapshot"


def record_stage(draft: StageDraft, *, key: UUID, by: User, seen: int | None = None) -> tuple[FollowUp, bool]:
    """Record that a project reached a stage, once per key; a repeated key answers with the row it made before.

    `seen`: how many reports of the project were in view. Raises Stale when there are others by now, Refused when the
    stage makes no sense with the others, ValidationError when the draft breaks a rule.
    """
    return kept(FollowUp, draft, key=key, by=by, seen=seen)


def record_funds(draft: FundsDraft, *, key: UUID, by: User, seen: int | None = None) -> tuple[Funds, bool]:
    """Record money that arrived, as `record_stage` does; its reporting amount is fixed by the rate of its day."""
    return kept(Funds, draft, key=key, by=by, seen=seen)


def kept(model: type[Report], draft: Any, *, key: UUID, by: User, seen: int | None) -> tuple[Any, bool]:
    """Write the report, and its file first."""
    allowed(by, FOLLOW)
    kind = scans.kind_of(draft.file) if draft.file else None
    row = draft.row()
    row.key, row.recorded_by = key, by
    if kind:
        row.file_name, row.file_kind, row.file_digest = draft.file.name[-200:], kind, scans.digest_of(draft.file)
    with scans.stored(row, draft.file, kind) if kind else nullcontext():
        return write(model, row, draft, seen)


@transaction.atomic(durable=True)
def write(model: type[Report], row: Any, draft: ReportDraft, seen: int | None) -> tuple[Any, bool]:
    head = chain.lock()
    if before := model.objects.filter(key=row.key).first():
        if before.key_digest != row.key_digest:
            raise Refused(_("This form has recorded something already, and what it says now differs."), code="reused")
        return before, False
    if seen is not None and seen != rows_of(draft.project):
        raise Stale(_("Somebody reported something of this project meanwhile. Look at it, then record."), code="stale")
    check(draft)
    row.recorded_at = timezone.now()
    if model is Funds:
        conversion.reckon(row, draft.on)
    row.clean_fields(exclude=["project", "recorded_by", "replaces", "file"])
    with races_as_validation(model):
        row.save(force_insert=True)
    verb = Verb.PUT_RIGHT if draft.replaces else Verb.FOLLOWED if model is FollowUp else Verb.FUNDED
    tell(head, verb, draft.project, row.recorded_by, report=draft.told() | converted(row))
    return row, True


def check(draft: ReportDraft) -> None:
    """The rules that span rows. Raises Refused."""
    day = draft.on
    if draft.replaces is not None:
        needed(draft.reason)
        standing = type(draft.replaces).objects.standing().filter(project=draft.project)
        if not standing.filter(pk=draft.replaces.pk).exists():
            raise Refused(_("This report was corrected already. Look at it before you go on."), code="stale")
    if day > draft.project.edition.now().date():
        raise Refused({"on": _("This day has not come yet.")})
    if day < signed_on(draft.project):
        raise Refused({"on": _("This day lies before the project was signed.")})
    if isinstance(draft, StageDraft):
        stages.walk(steps_with(draft))


def steps_with(draft: StageDraft) -> list[Any]:
    """All that holds of the project's stages once the draft is written."""
    others = FollowUp.objects.standing().filter(project=draft.project).order_by("on", "pk")
    held = [row for row in others if draft.replaces is None or row.pk != draft.replaces.pk]
    return held if draft.void else [*held, draft]


def signed_on(project: Project) -> dt.date:
    """When the project was signed: by the terms it counted with; before the cohort is fixed, by its newest deal.

    Raises Refused where no deal of it stands.
    """
    if member := CohortMember.objects.filter(project=project).select_related("terms").first():
        return member.terms.signed_on
    standing = Deal.objects.filter(project=project).exclude(status=DealStatus.WITHDRAWN)
    found = Terms.objects.latest().filter(deal__in=standing).order_by("-signed_on").first()
    if found is None:
        raise Refused(_("No deal of this project stands."), code="standing")
    return found.signed_on


def converted(row: Any) -> dict[str, Any]:
    """What the log is told of the conversion of funds."""
    if not isinstance(row, Funds):
        return {}
    rate = str(row.rate) if row.rate is not None else None
    return {"reporting_minor": row.reporting_minor, "reporting_currency": row.reporting_currency, "rate": rate}


def rows_of(project: Project) -> int:
    """How many reports of the project there are, corrected ones too: it tells what was in view."""
    return FollowUp.objects.filter(project=project).count() + Funds.objects.filter(project=project).count()


@transaction.atomic
def assign(project: Project, unit: Organisation | None, *, by: User) -> Project:
    """Say which unit is responsible (责任单位)."""
    allowed(by, FOLLOW)
    head = chain.lock()
    project.responsible_unit = unit
    project.save(update_fields=["responsible_unit"])
    told = {"id": unit.pk, "name_en": unit.name_en, "name_zh": unit.name_zh} if unit else None
    tell(head, Verb.ASSIGNED, project, by, unit=told)
    return project


@transaction.atomic
def limit(edition: Edition, days: dict[str, int], *, by: User) -> None:
    """Set in how many days each stage is due."""
    allowed(by, TAKE)
    head = chain.lock()
    for stage, number in days.items():
        StageLimit.objects.update_or_create(edition=edition, stage=stage, defaults={"days": number})
    told = {"days": {str(stage): number for stage, number in days.items()}, "from": WHERE.get()}
    chain.append(head, Verb.LIMITED, number=edition.identifier, actor=by.get_username(), told=told)


def tell(head: Any, verb: Verb, project: Project, by: User, **more: Any) -> None:
    number = f"{project.edition.identifier}-{project.code}"
    chain.append(head, verb, number=number, actor=by.get_username(), told={"from": WHERE.get()} | more)
