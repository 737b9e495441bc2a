"""Recording many signings at once: the same rules as `ledger.record`, sharing its queries.

A chunk is one transaction: all of its deals, their terms and events, or none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Model
from django.utils import timezone

from deals.duplicates import fingerprint, marks, search
from deals.duplicates.marks import LookalikeAnswers
from deals.duplicates.neighbours import Neighbours
from deals.duplicates.scoring import Fingerprint, compare_signings
from deals.duplicates.search import LookalikeMatch
from deals.ledger import batches, event_log, hash_chain, recording
from deals.ledger.deal_data import DealData
from deals.ledger.organisation_lookup import known_person
from deals.ledger.references import insert_deals
from deals.ledger.workflow import RECORD, require_permission
from deals.models import Amount, Deal, Event, Lookalike, MatchKey, Party, Project, Signatory, Terms
from deals.models.deal import DealStatus
from deals.models.events import Verb
from expo.models import Edition

KEPT = 4_000
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
    """Records chunks of drafts of one edition. It keeps the sketches of what it recorded, to compare the next with."""

    def __init__(self, edition: Edition, *, by: User | None, channel: str) -> None:
        self.edition, self.by, self.channel = edition, by, channel
        self.rates = fingerprint.newest_rates(edition)
        self.sketches: dict[int, Fingerprint] = {}
        self.neighbours = Neighbours()

    @transaction.atomic
    def record(self, asked: Sequence[RecordRequest]) -> list[RecordAnswer]:
        """An answer for each, in order. Raises StepRefusal when `by` may not record."""
        require_permission(self.by, RECORD)
        head = hash_chain.lock()
        before = Deal.objects.filter(submission_key__in=[each.key for each in asked]).select_related("edition")
        answers = {deal.submission_key: RecordAnswer(deal) for deal in before}
        new = [each for each in asked if answers.setdefault(each.key, self.checked(each)).error is None]
        new = [each for each in new if answers[each.key].deal is None]
        try:
            with transaction.atomic():
                answers |= DealChunk(self, new).write(head)
        except IntegrityError:
            answers |= self.one_by_one(new)
        return [answers[each.key] for each in asked]

    def checked(self, asked: RecordRequest) -> RecordAnswer:
        try:
            asked.draft.check()
            recording.check_columns(recording.unsaved_terms(asked.draft, number=1, by=self.by))
        except ValidationError as error:
            return RecordAnswer(None, error=error)
        return RecordAnswer(None)

    def one_by_one(self, asked: Iterable[RecordRequest]) -> dict[UUID, RecordAnswer]:
        """Where the database refused something of the chunk: the ledger says of each what."""
        answers = {}
        for each in asked:
            try:
                channel = each.channel or self.channel
                deal, created = recording.record(each.draft, key=each.key, by=self.by, channel=channel)
            except ValidationError as error:
                answers[each.key] = RecordAnswer(None, error=error)
            else:
                answers[each.key] = RecordAnswer(deal, created)
        return answers


class DealChunk:
    """New drafts, all checked, while they are written."""

    def __init__(self, recorder: BulkRecorder, asked: Sequence[RecordRequest]) -> None:
        self.recorder, self.asked = recorder, asked
        self.edition, self.by = recorder.edition, recorder.by

    def write(self, head: hash_chain.ChainHead) -> dict[UUID, RecordAnswer]:
        if not self.asked:
            return {}
        deals = self.deals()
        terms = [recording.unsaved_terms(each.draft, number=1, by=self.by) for each in self.asked]
        for one, deal in zip(terms, deals, strict=True):
            one.deal = deal
        Terms.objects.bulk_create(terms)
        amounts = self.parts(terms)
        alike = self.lookalikes(deals)
        events = []
        for each, deal, one in zip(self.asked, deals, terms, strict=True):
            more = {"channel": each.channel or self.recorder.channel, "draft": each.draft.told()}
            more |= marks.lookalike_content(LookalikeAnswers(), alike[deal.pk])
            told = event_log.event_content(deal, one, amounts[one.pk]) | more
            events.append(
                hash_chain.link_event(head, Verb.RECORDED, subject=deal.number, actor=self.by.get_username(), told=told)
            )
        Event.objects.bulk_create(events)
        head.save()
        return {each.key: RecordAnswer(deal, created=True) for each, deal in zip(self.asked, deals, strict=True)}

    def deals(self) -> list[Deal]:
        last = Deal.objects.filter(edition=self.edition).aggregate(last=Max("sequence"))["last"] or 0
        numbered = list(enumerate(self.asked, last + 1))
        projects = self.projects(numbered)
        now = timezone.now()
        return insert_deals(
            [
                Deal(
                    edition=self.edition,
                    sequence=number,
                    project=project,
                    channel=each.channel or self.recorder.channel,
                    submission_key=each.key,
                    submission_digest=each.draft.digest,
                    recorded_by=self.by,
                    recorded_at=now,
                )
                for (number, each), project in zip(numbered, projects, strict=True)
            ]
        )

    def projects(self, numbered: list[tuple[int, RecordRequest]]) -> list[Project]:
        """The one that a draft joins, or a new one."""
        new = {
            number: Project(edition=self.edition, code=f"P{number:04d}", kind=each.draft.kind)
            for number, each in numbered
            if each.draft.project is None
        }
        Project.objects.bulk_create(new.values())
        return [each.draft.project or new[number] for number, each in numbered]

    def parts(self, terms: list[Terms]) -> dict[int, list[Amount]]:
        """Areas, parties, signatories and amounts; returns the amounts by their terms, the headline first."""
        pairs = [(one, each.draft) for one, each in zip(terms, self.asked, strict=True)]
        through = Terms.areas.through
        through.objects.bulk_create(
            through(terms_id=one.pk, technologyarea_id=area.pk)
            for one, draft in pairs
            for area in {*draft.areas, *([draft.primary_area] if draft.primary_area else [])}
        )
        parties = {
            one.pk: [recording.party_row(one, party, order) for order, party in enumerate(draft.parties)]
            for one, draft in pairs
        }
        Party.objects.bulk_create(party for rows in parties.values() for party in rows)
        find_person = cache(known_person)
        Signatory.objects.bulk_create(
            recording.signatory_row(one, signatory, parties[one.pk], order, find_person)
            for one, draft in pairs
            for order, signatory in enumerate(draft.signatories)
        )
        rows = Amount.objects.bulk_create(
            recording.amount_row(one, amount) for one, draft in pairs for amount in draft.amounts
        )
        amounts = defaultdict(list)
        for row in sorted(rows, key=lambda row: (not row.headline, row.basis)):
            amounts[row.terms_id].append(row)
        return amounts

    def lookalikes(self, deals: list[Deal]) -> dict[int, list[LookalikeMatch]]:
        """Mark what resembles a deal recorded before it, and make all of them known to the search."""
        mine = {
            deal.pk: fingerprint.deal_fingerprint(each.draft, self.recorder.rates) for deal, each in self.pairs(deals)
        }
        keys = {pk: search.match_keys(sketch, self.edition) for pk, sketch in mine.items()}
        insert_rows(MatchKey, ("deal_id", "key"), [(pk, key) for pk, found in keys.items() for key in found])
        near = self.recorder.neighbours.of(keys)
        # The newest stay: of deals that share as much with a new one, these are compared.
        kept = sorted(self.recorder.sketches)[-KEPT:]
        self.recorder.sketches = {pk: self.recorder.sketches[pk] for pk in kept} | mine
        others = self.loaded({pk for found in near.values() for pk in found})
        alike = {pk: self.compared(pk, near.get(pk, []), others) for pk in mine}
        now = timezone.now()
        Lookalike.objects.bulk_create(
            Lookalike(
                deal_id=pk,
                other=row.deal,
                points=row.likeness.points,
                reasons=list(row.likeness.reasons),
                found_at=now,
            )
            for pk, found in alike.items()
            for row in found
        )
        return alike

    def pairs(self, deals: list[Deal]) -> Iterable[tuple[Deal, RecordRequest]]:
        return zip(deals, self.asked, strict=True)

    def loaded(self, wanted: set[int]) -> set[int]:
        """Have the sketches of these deals at hand; returns those of them that are withdrawn."""
        missing = wanted - self.recorder.sketches.keys()
        for terms in Terms.objects.latest().filter(deal__in=missing).for_cards():
            self.recorder.sketches[terms.deal_id] = fingerprint.terms_fingerprint(terms, self.recorder.rates)
        gone = Deal.objects.filter(pk__in=wanted, status="withdrawn")
        return set(gone.values_list("pk", flat=True))

    def compared(self, pk: int, near: list[int], gone: set[int]) -> list[LookalikeMatch]:
        sketch, known = self.recorder.sketches[pk], self.recorder.sketches
        likely = {
            other: compare_signings(sketch, known[other]) for other in near if other in known and other not in gone
        }
        enough = {other: likeness for other, likeness in likely.items() if likeness.enough}
        terms = (
            {row.deal_id: row for row in Terms.objects.latest().filter(deal__in=enough).for_cards()} if enough else {}
        )
        found = [LookalikeMatch(terms[other], likeness) for other, likeness in enough.items() if other in terms]
        return sorted(found, key=lambda row: -row.likeness.points)[: search.SHOWN]


@transaction.atomic
def withdraw_unverified(deals: Sequence[Deal], *, by: User, reason: str) -> list[int]:
    """Withdraw those of the deals that nobody has verified, as whoever records them may; returns their keys."""
    require_permission(by, RECORD)
    head = hash_chain.lock()
    unverified = Deal.objects.filter(status__in=[DealStatus.SUBMITTED, DealStatus.RETURNED]).exclude(
        versions__verified_by__isnull=False
    )
    gone, events = [], []
    for first in range(0, len(deals), TOGETHER):
        keys = [deal.pk for deal in deals[first : first + TOGETHER]]
        found = list(unverified.filter(pk__in=keys).select_related("edition").order_by("sequence"))
        terms = Terms.objects.latest().filter(deal__in=found).prefetch_related("amounts").in_bulk(field_name="pk")
        by_deal = {one.deal_id: one for one in terms.values()}
        for deal in found:
            deal.status, one = DealStatus.WITHDRAWN, by_deal[deal.pk]
            told = event_log.event_content(deal, one, one.amounts.all()) | {"reason": reason}
            events.append(
                hash_chain.link_event(head, Verb.WITHDRAWN, subject=deal.number, actor=by.get_username(), told=told)
            )
        gone += [deal.pk for deal in found]
        Deal.objects.filter(pk__in=[deal.pk for deal in found]).update(status=DealStatus.WITHDRAWN)
        for batch in {deal.batch_id for deal in found}:
            batches.recount_claims(batch)
    Event.objects.bulk_create(events, batch_size=TOGETHER)
    head.save()
    return gone


def insert_rows(model: type[Model], columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Plain rows of plain values, twenty for each deal: half of the time that making them as objects takes."""
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608
