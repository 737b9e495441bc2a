"""The only way a deal enters the ledger or changes its standing.

Each verb is one transaction: the deal, its terms and the event of it are written together or not at all. Writers
queue at the log's end (`hash_chain.lock`), so numbers have no gaps and nobody decides on what another is changing.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from deals.duplicates import marks
from deals.duplicates.marks import LookalikeAnswers
from deals.ledger import batches, hash_chain, references
from deals.ledger.deal_data import AmountData, DealData, PartyData, SignatoryData, term_values
from deals.ledger.event_log import append_event, sorted_amounts
from deals.ledger.organisation_lookup import known_people
from deals.ledger.references import NextDeal
from deals.ledger.workflow import RECORD, begin_step, require_permission
from deals.models import Amount, Deal, Party, Project, Signatory, Terms
from deals.models.deal import Channel
from deals.models.events import Verb
from expo.db.constraints import refusals_as_validation


class KeyReused(Exception):
    """A submission key came back with other contents; `deal` is what it recorded the first time."""

    def __init__(self, deal: Deal) -> None:
        super().__init__(deal.number)
        self.deal = deal


@transaction.atomic
def record(
    draft: DealData, *, key: UUID, by: User, channel: str = Channel.DESK, answers: LookalikeAnswers | None = None
) -> tuple[Deal, bool]:
    """Record a signing once per key; a repeated key answers with the deal it made before, and False.

    `answers`: what the clerk said of lookalikes; those that nobody could answer mark the deal. Raises KeyReused when
    the key came with other contents, UnansweredLookalikes when a lookalike waits, ValidationError when the draft breaks
    a rule.
    """
    require_permission(by, RECORD)
    head = hash_chain.lock()
    following = references.find_next_deal(draft.edition, key)
    if following.taken_by:
        return repeated_deal(following.taken_by, draft), False
    draft.check()
    alike = marks.lookalikes_to_mark(draft, answers or LookalikeAnswers())
    deal = create_deal(draft, following, key=key, by=by, channel=channel)
    terms, amounts = write_terms(deal, draft, number=1, by=by)
    marks.mark_deal(deal, draft, alike)
    more: dict[str, Any] = marks.lookalike_content(answers or LookalikeAnswers(), alike)
    more |= {"channel": channel, "draft": draft.told()}
    append_event(head, Verb.RECORDED, deal, by, terms=terms, amounts=amounts, **more)
    return deal, True


def repeated_deal(recorded: int, draft: DealData) -> Deal:
    """What the key of this draft has recorded before."""
    before = Deal.objects.select_related("edition").get(pk=recorded)
    if before.submission_digest != draft.digest:
        raise KeyReused(before)
    return before


@transaction.atomic
def amend(deal: Deal, draft: DealData, *, version: int, by: User, reason: str) -> Deal:
    """Write the next version of the terms. It must be verified again; the public keeps what was announced.

    The deal stays in its edition and with its project, whatever the draft says of them.
    """
    head, deal, reason = begin_step("amend", deal, version, by, reason)
    draft = replace(draft, edition=deal.edition, project=deal.project, kind=deal.project.kind)
    draft.check()
    deal.version = version + 1
    terms, amounts = write_terms(deal, draft, number=deal.version, by=by)
    marks.index_deal(deal, draft)
    deal.save(update_fields=["version", "status"])
    batches.recount_claims(deal.batch_id)
    append_event(head, Verb.AMENDED, deal, by, terms=terms, amounts=amounts, reason=reason, draft=draft.told())
    return deal


def create_deal(draft: DealData, following: NextDeal, *, key: UUID, by: User, channel: str) -> Deal:
    project = draft.project
    if project is None:
        project = Project(edition=draft.edition, code=f"P{following.sequence:04d}", kind=draft.kind)
        project.save(force_insert=True)
    deal = Deal(
        edition=draft.edition,
        sequence=following.sequence,
        reference=following.reference,
        project=project,
        channel=channel,
        submission_key=key,
        submission_digest=draft.digest,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    deal.save(force_insert=True)
    return deal


def unsaved_terms(draft: DealData, *, number: int, by: User | None) -> Terms:
    """A version of the terms, without its deal."""
    return Terms(number=number, entered_by=by, entered_at=timezone.now(), **term_values(draft))


def check_columns(terms: Terms) -> None:
    """Raises ValidationError where a value does not fit its column; rows are at hand and need no query."""
    terms.clean_fields(exclude=[column.name for column in Terms._meta.fields if column.is_relation])


def write_terms(deal: Deal, draft: DealData, *, number: int, by: User) -> tuple[Terms, list[Amount]]:
    """The terms with their amounts, which the log is told of. Where the database refuses them the transaction ends."""
    terms = unsaved_terms(draft, number=number, by=by)
    terms.deal = deal
    check_columns(terms)
    with refusals_as_validation(Terms, Party, Amount, Signatory):
        terms.save(force_insert=True)
        write_areas(terms, draft)
        parties = Party.objects.bulk_create(party_rows(terms, draft))
        amounts = Amount.objects.bulk_create(amount_row(terms, amount) for amount in draft.amounts)
        people = known_people(signatory.name for signatory in draft.signatories)
        signatories = []
        for order, signatory in enumerate(draft.signatories):
            signatories.append(signatory_row(terms, signatory, parties, order, people.get))
        Signatory.objects.bulk_create(signatories)
    return terms, sorted_amounts(amounts)


def write_areas(terms: Terms, draft: DealData) -> None:
    """Of a new version, which has none yet."""
    link = Terms.areas.through
    areas = {*draft.areas, draft.primary_area}
    areas.discard(None)
    link.objects.bulk_create(link(terms=terms, technologyarea=area) for area in areas)


def party_rows(terms: Terms, draft: DealData) -> list[Party]:
    """In the order in which the draft names them."""
    return [party_row(terms, party, order) for order, party in enumerate(draft.parties)]


def party_row(terms: Terms, draft: PartyData, order: int) -> Party:
    return Party(
        terms=terms,
        organisation=draft.organisation,
        region=draft.region,
        side=draft.side,
        role=draft.role,
        shown=draft.shown,
        order=order,
    )


def signatory_row(
    terms: Terms,
    draft: SignatoryData,
    parties: list[Party],
    order: int,
    find_person: Callable[[str], int | None],
) -> Signatory:
    party = None
    if draft.party is not None:
        party = parties[draft.party]
    person = find_person(draft.name)
    return Signatory(terms=terms, name=draft.name, person_id=person, role=draft.role, party=party, order=order)


def amount_row(terms: Terms, draft: AmountData) -> Amount:
    return Amount(
        terms=terms,
        basis=draft.basis,
        headline=draft.headline,
        currency=draft.money.currency,
        minor=draft.money.minor,
        as_written=draft.as_written,
    )
