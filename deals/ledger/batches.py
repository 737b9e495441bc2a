"""Batches in the ledger: recorded, verified by somebody else, announced, and drawn down by deals, exactly."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.ledger import hash_chain
from deals.ledger.deal_data import PrintableFields
from deals.ledger.workflow import (
    ANNOUNCE,
    RECORD,
    VERIFY,
    StaleVersion,
    StepRefusal,
    require_permission,
    require_reason,
)
from deals.models import Amount, Batch, Deal, Event, Terms
from deals.models.batches import BatchStatus
from deals.models.deal import DealStatus
from deals.models.events import Verb
from deals.models.terms import Visibility
from expo.db.constraints import races_as_validation
from expo.event_log.address import WHERE
from expo.event_log.chain import canonical_json
from expo.models import Edition, Region

# What the public total counts and tells of a batch: kept as it was announced, whatever is amended later.
AS_ANNOUNCED = ("place", "district", "projects", "minor")


@dataclass(frozen=True)
class BatchData(PrintableFields):
    """What a district reports before its list: `minor` units of the reporting currency, None where undisclosed."""

    edition: Edition
    name_en: str
    name_zh: str
    place: str
    signed_on: dt.date
    projects: int
    minor: int | None
    district: Region | None = None

    def told(self) -> dict[str, Any]:
        district = None
        if self.district:
            district = self.district.code
        return {
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "projects": self.projects,
            "minor": self.minor,
            "edition": self.edition.identifier,
            "district": district,
            "signed_on": self.signed_on.isoformat(),
            "place": str(self.place),
        }

    @property
    def digest(self) -> str:
        return hashlib.sha256(canonical_json(self.told()).encode()).hexdigest()


@transaction.atomic
def record(draft: BatchData, *, key: UUID, by: User) -> tuple[Batch, bool]:
    """Record a batch once per key; a repeated key answers with the batch it made before, and False."""
    require_permission(by, RECORD)
    head = hash_chain.lock()
    if before := Batch.objects.filter(submission_key=key).select_related("edition").first():
        if before.submission_digest != draft.digest:
            raise StepRefusal(_("This form has recorded a batch already, and what it says now differs."), code="reused")
        return before, False
    last = Batch.objects.of(draft.edition).aggregate(last=Max("sequence"))["last"] or 0
    said = {name: getattr(draft, name) for name in BatchData.__dataclass_fields__}
    batch = Batch(
        **said,
        sequence=last + 1,
        currency=draft.edition.reporting_currency,
        submission_key=key,
        submission_digest=draft.digest,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    batch.clean_fields(exclude=["edition", "district", "recorded_by"])
    with races_as_validation(Batch):
        batch.save(force_insert=True)
    append_batch_event(head, Verb.RECORDED, batch, by, draft=draft.told())
    return batch, True


@transaction.atomic
def amend(batch: Batch, draft: BatchData, *, version: int, by: User, reason: str) -> Batch:
    """Report it anew, for a reason: it must be verified again, and the public keeps what was announced."""
    head, batch = lock_batch(batch, version, RECORD, None, by)
    for name in BatchData.__dataclass_fields__:
        if name != "edition":
            setattr(batch, name, getattr(draft, name))
    set_drawn_totals(batch)
    if batch.drawn_projects > batch.projects or batch.drawn_minor > (batch.minor or 0):
        raise StepRefusal(_("The deals drawn from this batch claim more than that."), code="drawn")
    batch.status, batch.verified_by, batch.version = BatchStatus.SUBMITTED, None, version + 1
    batch.clean_fields(exclude=["edition", "district", "recorded_by"])
    with races_as_validation(Batch):
        batch.save()
    append_batch_event(head, Verb.AMENDED, batch, by, reason=require_reason(reason), draft=draft.told())
    return batch


@transaction.atomic
def verify(batch: Batch, *, version: int, by: User) -> Batch:
    head, batch = lock_batch(batch, version, VERIFY, BatchStatus.SUBMITTED, by)
    entered = Event.objects.filter(deal_number=batch.number, verb__in=(Verb.RECORDED, Verb.AMENDED))
    if entered.filter(actor=by.get_username()).exists():
        raise StepRefusal(_("Somebody else must verify what you entered."), code="own")
    batch.status, batch.verified_by = BatchStatus.VERIFIED, by
    return save_with_event(head, Verb.VERIFIED, batch, by)


@transaction.atomic
def announce(batch: Batch, *, version: int, by: User) -> Batch:
    """Count the batch in the public total, as far as no announced deal was drawn from it."""
    head, batch = lock_batch(batch, version, ANNOUNCE, BatchStatus.VERIFIED, by)
    verb = Verb.ANNOUNCED
    if batch.announced_at:
        verb = Verb.CORRECTED
    batch.status, batch.announced_at = BatchStatus.ANNOUNCED, timezone.now()
    set_announced_values(batch, {name: getattr(batch, name) for name in AS_ANNOUNCED})
    return save_with_event(head, verb, batch, by)


@transaction.atomic
def withdraw(batch: Batch, *, version: int, by: User, reason: str) -> Batch:
    """Take what is left of the batch out of the total; deals drawn from it stay."""
    head, batch = lock_batch(batch, version, ANNOUNCE, None, by)
    batch.status, batch.announced_at = BatchStatus.WITHDRAWN, None
    set_announced_values(batch, dict.fromkeys(AS_ANNOUNCED) | {"place": ""})
    return save_with_event(head, Verb.WITHDRAWN, batch, by, reason=require_reason(reason))


def set_announced_values(batch: Batch, told: dict[str, Any]) -> None:
    for name, value in told.items():
        setattr(batch, f"announced_{name}", value)


def lock_batch(batch: Batch, version: int, permission: str, standing: str | None, by: User) -> tuple[Any, Batch]:
    """As for a deal: the log's end, locked, and the batch as it now stands."""
    require_permission(by, permission)
    head = hash_chain.lock()
    fresh = Batch.objects.select_related("edition", "recorded_by").get(pk=batch.pk)
    if fresh.version != version:
        raise StaleVersion(
            _("Somebody saved a newer version of this batch. Look at it before you go on."), code="stale"
        )
    if fresh.status == BatchStatus.WITHDRAWN or standing not in (None, fresh.status):
        raise StepRefusal(_("Somebody has taken this step already, or one before it is missing."), code="standing")
    return head, fresh


def save_with_event(head: Any, verb: Verb, batch: Batch, by: User, **more: Any) -> Batch:
    batch.save()
    append_batch_event(head, verb, batch, by, **more)
    return batch


def append_batch_event(head: Any, verb: Verb, batch: Batch, by: User, **more: Any) -> None:
    """Append what happened, with count and amount in view."""
    amounts = []
    if batch.minor:
        amounts.append({"headline": True, "minor": batch.minor, "currency": batch.currency})
    standing = {"version": batch.version, "status": str(batch.status), "from": WHERE.get()}
    said = {"projects": batch.projects, "amounts": amounts}
    hash_chain.append(head, verb, subject=batch.number, actor=by.get_username(), told=standing | said | more)


def recount_claims(batch_id: int | None) -> None:
    """Add up what the batch's deals claim, each project once. Call it behind the ledger's lock.

    A withdrawn batch holds nobody to anything: it counts nothing, whatever was drawn from it.
    Raises ValidationError where they claim more than the batch has.
    """
    if batch_id is None:
        return
    batch = Batch.objects.exclude(status=BatchStatus.WITHDRAWN).filter(pk=batch_id).first()
    if batch is None:
        return
    set_drawn_totals(batch)
    with races_as_validation(Batch):
        batch.save(update_fields=["drawn_projects", "drawn_minor"])


def set_drawn_totals(batch: Batch) -> None:
    """Set what is drawn of the batch; of one whose amount is undisclosed, no money is."""
    claims: dict[int, int] = {}
    for deal in Deal.objects.filter(batch=batch).exclude(status=DealStatus.WITHDRAWN):
        claims[deal.project_id] = max(claims.get(deal.project_id, 0), deal_claim(deal, batch.currency))
    batch.drawn_projects, batch.drawn_minor = len(claims), 0
    if batch.minor is not None:
        batch.drawn_minor = sum(claims.values())


def deal_claim(deal: Deal, currency: str) -> int:
    """The most that the deal takes from its batch: by its latest version, or by the one the public knows."""
    numbers = {deal.version, deal.announced_version} - {None}
    terms = Terms.objects.filter(deal=deal, number__in=numbers, amount_shown=Visibility.PUBLIC)
    return max((headline_worth(each, currency) for each in terms.prefetch_related("amounts")), default=0)


def headline_worth(terms: Terms, currency: str) -> int:
    """In minor units of the batch's currency; an amount not converted yet claims nothing before it is."""
    for amount in terms.amounts.all():
        if amount.headline:
            return amount_worth(amount, currency)
    return 0


def amount_worth(amount: Amount, currency: str) -> int:
    if amount.reporting_minor is not None and amount.reporting_currency == currency:
        return amount.reporting_minor
    if amount.currency == currency:
        return amount.minor
    return 0
