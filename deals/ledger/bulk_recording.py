"""Recording many signings at once: the same rules as `ledger.record`, sharing its queries.

A chunk is one transaction: all of its deals, their terms and events, or none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from deals.duplicates import marks
from deals.duplicates.bulk_marks import BulkMarker
from deals.duplicates.marks import LookalikeAnswers
from deals.duplicates.search import LookalikeMatch
from deals.ledger import batches, event_log, hash_chain, recording
from deals.ledger.deal_data import DealData
from deals.ledger.organisation_lookup import known_people
from deals.ledger.references import insert_deals
from deals.ledger.workflow import RECORD, require_permission
from deals.models import Amount, Deal, Event, Party, Project, Signatory, Terms
from deals.models.deal import DealStatus
from deals.models.events import Verb
from expo.db.bulk_insert import insert_all
from expo.models import Edition
from expo.presence import require_value

TOGETHER = 500


class RecordRequest(NamedTuple):
    """`channel`: where it came by another one than the recorder's."""

    draft: DealData
    key: UUID
    channel: str = ""


class RecordAnswer(NamedTuple):
    """What became of one draft: the deal, whether it is new, or why it was refused."""

    deal: Deal | None
    created: bool = False
    error: ValidationError | None = None


class BulkRecorder:
    """Records chunks of drafts of one edition. It keeps what it recorded, to compare the next with."""

    def __init__(self, edition: Edition, *, by: User | None, channel: str) -> None:
        self.edition, self.by, self.channel = edition, by, channel
        self.marker = BulkMarker(edition)
        # Of the chunk at hand, by the keys of the requests.
        self.checked: dict[UUID, Terms] = {}

    @transaction.atomic
    def record(self, asked: Sequence[RecordRequest]) -> list[RecordAnswer]:
        """An answer for each, in order. Raises StepRefusal when `by` may not record."""
        require_permission(require_value(self.by), RECORD)
        head = hash_chain.lock()
        answers = recorded_before(asked)
        self.checked.clear()
        new = []
        for request in asked:
            answer = answers.setdefault(request.key, self.check(request))
            if answer.error is None and answer.deal is None:
                new.append(request)
        try:
            with transaction.atomic():
                answers |= DealChunk(self, new).write(head)
        except IntegrityError:
            answers |= self.one_by_one(new)
        return [answers[each.key] for each in asked]

    def check(self, request: RecordRequest) -> RecordAnswer:
        try:
            request.draft.check()
            terms = recording.unsaved_terms(request.draft, number=1, by=self.by)
            recording.check_columns(terms)
        except ValidationError as error:
            return RecordAnswer(None, error=error)
        self.checked[request.key] = terms
        return RecordAnswer(None)

    def one_by_one(self, asked: Iterable[RecordRequest]) -> dict[UUID, RecordAnswer]:
        """Where the database refused something of the chunk: the ledger says of each what."""
        answers = {}
        for each in asked:
            try:
                channel = each.channel or self.channel
                deal, created = recording.record(each.draft, key=each.key, by=require_value(self.by), channel=channel)
            except ValidationError as error:
                answers[each.key] = RecordAnswer(None, error=error)
            else:
                answers[each.key] = RecordAnswer(deal, created)
        return answers


def recorded_before(asked: Sequence[RecordRequest]) -> dict[UUID, RecordAnswer]:
    """The deals that stand in the ledger under the same keys."""
    keys = [request.key for request in asked]
    deals = Deal.objects.filter(submission_key__in=keys).select_related("edition")
    return {deal.submission_key: RecordAnswer(deal) for deal in deals}


@dataclass
class NewDeal:
    """A draft that was checked, while it is written."""

    request: RecordRequest
    deal: Deal
    terms: Terms
    parties: list[Party] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)

    @property
    def draft(self) -> DealData:
        return self.request.draft


class DealChunk:
    """New drafts, all checked, while they are written."""

    def __init__(self, recorder: BulkRecorder, asked: Sequence[RecordRequest]) -> None:
        self.recorder, self.asked = recorder, asked
        self.edition, self.by = recorder.edition, recorder.by

    def write(self, head: hash_chain.ChainHead) -> dict[UUID, RecordAnswer]:
        if not self.asked:
            return {}
        new_deals = self.insert_with_terms()
        insert_areas(new_deals)
        insert_people(new_deals)
        insert_amounts(new_deals)
        matches = self.recorder.marker.mark({new.deal.pk: new.draft for new in new_deals})
        events, answers = [], {}
        for new in new_deals:
            events.append(self.link_event(head, new, matches[new.deal.pk]))
            answers[new.request.key] = RecordAnswer(new.deal, created=True)
        insert_all(events)
        head.save()
        return answers

    def insert_with_terms(self) -> list[NewDeal]:
        new_deals = []
        for request, deal in zip(self.asked, self.insert_deals(), strict=True):
            terms = self.recorder.checked[request.key]
            terms.deal = deal
            new_deals.append(NewDeal(request, deal, terms))
        insert_all([new.terms for new in new_deals])
        return new_deals

    def insert_deals(self) -> list[Deal]:
        last = Deal.objects.filter(edition=self.edition).aggregate(last=Max("sequence"))["last"] or 0
        projects = self.insert_projects(last + 1)
        now = timezone.now()
        deals = []
        for sequence, (request, project) in enumerate(zip(self.asked, projects, strict=True), last + 1):
            deal = Deal(
                edition=self.edition,
                sequence=sequence,
                project=project,
                channel=self.channel(request),
                submission_key=request.key,
                submission_digest=request.draft.digest,
                recorded_by=self.by,
                recorded_at=now,
            )
            deals.append(deal)
        return insert_deals(deals)

    def insert_projects(self, first: int) -> list[Project]:
        """The one that a draft joins, or a new one with its deal's number, which counts from `first`."""
        projects, new = [], []
        for sequence, request in enumerate(self.asked, first):
            project = request.draft.project
            if project is None:
                project = Project(edition=self.edition, code=f"P{sequence:04d}", kind=request.draft.kind)
                new.append(project)
            projects.append(project)
        insert_all(new)
        return projects

    def link_event(self, head: hash_chain.ChainHead, new: NewDeal, matches: list[LookalikeMatch]) -> Event:
        content = event_log.event_content(new.deal, new.terms, new.amounts)
        content |= {"channel": self.channel(new.request), "draft": new.draft.told()}
        content |= marks.lookalike_content(LookalikeAnswers(), matches)
        actor = require_value(self.by).get_username()
        return hash_chain.link_event(head, Verb.RECORDED, subject=new.deal.number, actor=actor, told=content)

    def channel(self, request: RecordRequest) -> str:
        return request.channel or self.recorder.channel


def insert_areas(new_deals: list[NewDeal]) -> None:
    through = Terms.areas.through
    rows = []
    for new in new_deals:
        areas = set(new.draft.areas)
        if new.draft.primary_area:
            areas.add(new.draft.primary_area)
        for area in areas:
            rows.append(through(terms_id=new.terms.pk, technologyarea_id=area.pk))
    insert_all(rows)


def insert_people(new_deals: list[NewDeal]) -> None:
    """The parties, and who signs for them."""
    parties: list[Party] = []
    for new in new_deals:
        new.parties = recording.party_rows(new.terms, new.draft)
        parties += new.parties
    insert_all(parties)
    people = known_people(signatory_names(new_deals))
    signatories: list[Signatory] = []
    for new in new_deals:
        for order, signatory in enumerate(new.draft.signatories):
            signatories.append(recording.signatory_row(new.terms, signatory, new.parties, order, people.get))
    insert_all(signatories)


def signatory_names(new_deals: list[NewDeal]) -> set[str]:
    names = set()
    for new in new_deals:
        for signatory in new.draft.signatories:
            names.add(signatory.name)
    return names


def insert_amounts(new_deals: list[NewDeal]) -> None:
    """The headline stands first."""
    rows: list[Amount] = []
    for new in new_deals:
        amounts = [recording.amount_row(new.terms, amount) for amount in new.draft.amounts]
        new.amounts = event_log.sorted_amounts(amounts)
        rows += amounts
    insert_all(rows)


@transaction.atomic
def withdraw_unverified(deals: Sequence[Deal], *, by: User, reason: str) -> list[int]:
    """Withdraw those of the deals that nobody has verified, as whoever records them may; returns their keys."""
    require_permission(by, RECORD)
    head = hash_chain.lock()
    withdrawn: list[int] = []
    events: list[Event] = []
    for first in range(0, len(deals), TOGETHER):
        together = unverified_deals(deals[first : first + TOGETHER])
        withdrawn += [deal.pk for deal in together]
        events += withdraw_together(together, head, by=by, reason=reason)
    Event.objects.bulk_create(events, batch_size=TOGETHER)
    head.save()
    return withdrawn


def unverified_deals(deals: Sequence[Deal]) -> list[Deal]:
    """As they are now, in the order of their numbers."""
    submitted = Deal.objects.filter(status__in=[DealStatus.SUBMITTED, DealStatus.RETURNED])
    unverified = submitted.exclude(versions__verified_by__isnull=False)
    keys = [deal.pk for deal in deals]
    return list(unverified.filter(pk__in=keys).select_related("edition").order_by("sequence"))


def withdraw_together(deals: list[Deal], head: hash_chain.ChainHead, *, by: User, reason: str) -> list[Event]:
    """Returns the events, which are still to be written."""
    latest = Terms.objects.latest().filter(deal__in=deals).prefetch_related("amounts")
    terms_by_deal = {terms.deal_id: terms for terms in latest}
    events = []
    for deal in deals:
        deal.status = DealStatus.WITHDRAWN
        terms = terms_by_deal[deal.pk]
        content = event_log.event_content(deal, terms, terms.amounts.all()) | {"reason": reason}
        actor = by.get_username()
        event = hash_chain.link_event(head, Verb.WITHDRAWN, subject=deal.number, actor=actor, told=content)
        events.append(event)
    Deal.objects.filter(pk__in=[deal.pk for deal in deals]).update(status=DealStatus.WITHDRAWN)
    for batch in {deal.batch_id for deal in deals}:
        batches.recount_claims(batch)
    return events
