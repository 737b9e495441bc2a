"""The only way a deal enters the ledger or changes its standing.

Each verb is one transaction: the deal, its terms and the event of it are written together or not at all. Writers
queue at the log's end (`chain.lock`), so numbers have no gaps and nobody decides on what another is changing.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals import chain, conversion
from deals.drafts import AmountDraft, DealDraft, PartyDraft, SignatoryDraft
from deals.lookalikes import marking
from deals.lookalikes.marking import Answers
from deals.models import Amount, ChainHead, Deal, Party, Project, Signatory, Terms
from deals.models.deal import Channel, DealStatus, references
from deals.models.events import Verb
from deals.parties import person_called
from expo.rules import races_as_validation


class KeyReused(Exception):
    """A submission key came back with other contents; `deal` is what it recorded the first time."""

    def __init__(self, deal: Deal) -> None:
        super().__init__(deal.number)
        self.deal = deal


class Refused(ValidationError):
    """A step that the deal's standing, or who asks, does not allow."""


class Stale(Refused):
    """Somebody saved a newer version since the one in view."""


@transaction.atomic
def record(
    draft: DealDraft, *, key: UUID, by: User, channel: str = Channel.DESK, answers: Answers | None = None
) -> tuple[Deal, bool]:
    """Record a signing once per key; a repeated key answers with the deal it made before, and False.

    `answers`: what the clerk said of lookalikes; those that nobody could answer mark the deal. Raises KeyReused when
    the key came with other contents, Unanswered when a lookalike waits, ValidationError when the draft breaks a rule.
    """
    head = chain.lock()
    if before := Deal.objects.filter(submission_key=key).select_related("edition").first():
        if before.submission_digest != draft.digest:
            raise KeyReused(before)
        return before, False
    draft.check()
    alike = marking.resembling(draft, answers or Answers())
    deal = new_deal(draft, key=key, by=by, channel=channel)
    terms = write_terms(deal, draft, number=1, by=by)
    marking.mark(deal, draft, alike)
    more = marking.told(answers or Answers(), alike)
    tell(head, Verb.RECORDED, deal, by, terms=terms, channel=channel, draft=draft.told(), **more)
    return deal, True


@transaction.atomic
def amend(deal: Deal, draft: DealDraft, *, version: int, by: User, reason: str) -> Deal:
    """Write the next version of the terms. It must be verified again; the public keeps what was announced."""
    head, deal = locked(deal, version)
    if deal.status == DealStatus.WITHDRAWN:
        raise Refused(_("A withdrawn deal cannot be amended; record it anew."))
    draft.check()
    deal.version, deal.status = version + 1, DealStatus.SUBMITTED
    terms = write_terms(deal, draft, number=deal.version, by=by)
    marking.index(deal, draft)
    deal.save(update_fields=["version", "status"])
    tell(head, Verb.AMENDED, deal, by, terms=terms, reason=needed(reason), draft=draft.told())
    return deal


@transaction.atomic
def verify(deal: Deal, *, version: int, by: User) -> Deal:
    """A second person confirms the terms; their reporting amounts are fixed with the rate of the signing day."""
    head, deal = locked(deal, version)
    in_standing(deal, DealStatus.SUBMITTED, _("Only a deal that waits for it can be verified."))
    if by.pk in set(deal.versions.values_list("entered_by", flat=True)):
        raise Refused(_("Somebody else must verify what you entered."), code="own")
    terms = deal.versions.get(number=version)
    terms.verified_by, terms.verified_at = by, timezone.now()
    terms.save(update_fields=["verified_by", "verified_at"])
    conversion.fix(terms, deal.edition.reporting_currency)
    deal.status = DealStatus.VERIFIED
    deal.save(update_fields=["status"])
    tell(head, Verb.VERIFIED, deal, by, terms=terms)
    return deal


@transaction.atomic
def announce(deal: Deal, *, version: int, by: User) -> Deal:
    """Show the verified terms to the public, from now on or from the end of their embargo."""
    head, deal = locked(deal, version)
    in_standing(deal, DealStatus.VERIFIED, _("Only a verified deal can be announced."))
    terms = deal.versions.get(number=version)
    keeps_what_is_public(deal, terms)
    deal.status, deal.announced_version, deal.announced_at = DealStatus.ANNOUNCED, version, timezone.now()
    deal.save(update_fields=["status", "announced_version", "announced_at"])
    tell(head, Verb.ANNOUNCED, deal, by, terms=terms)
    return deal


@transaction.atomic
def withdraw(deal: Deal, *, version: int, by: User, reason: str) -> Deal:
    """Take a deal out of every total and every page, for a reason. It stays in the ledger."""
    head, deal = locked(deal, version)
    if deal.status == DealStatus.WITHDRAWN:
        raise Refused(_("This deal is withdrawn already."))
    deal.status, deal.announced_version, deal.announced_at = DealStatus.WITHDRAWN, None, None
    deal.save(update_fields=["status", "announced_version", "announced_at"])
    tell(head, Verb.WITHDRAWN, deal, by, terms=deal.versions.get(number=version), reason=needed(reason))
    return deal


def locked(deal: Deal, version: int) -> tuple[ChainHead, Deal]:
    """The log's end and the deal as it now stands; Stale when `version` is not its latest."""
    head = chain.lock()
    fresh = Deal.objects.select_related("edition", "project").get(pk=deal.pk)
    if fresh.version != version:
        raise Stale(_("Somebody saved a newer version of this deal. Look at it before you go on."), code="stale")
    return head, fresh


def in_standing(deal: Deal, status: str, otherwise: Any) -> None:
    if deal.status != status:
        raise Refused(otherwise, code="standing")


def keeps_what_is_public(deal: Deal, terms: Terms) -> None:
    """An embargo on a correction would take the deal off every page and out of every total until it has passed."""
    embargoed = terms.embargo_until is not None and terms.embargo_until > timezone.now()
    if embargoed and Terms.objects.public().filter(deal=deal).exists():
        raise Refused(_("This deal is public already: announce its correction once the embargo has passed."))


def needed(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return reason.strip()


def new_deal(draft: DealDraft, *, key: UUID, by: User, channel: str) -> Deal:
    last = Deal.objects.filter(edition=draft.edition).aggregate(last=Max("sequence"))["last"] or 0
    project = draft.project or Project.objects.create(edition=draft.edition, code=f"P{last + 1:04d}", kind=draft.kind)
    return Deal.objects.create(
        edition=draft.edition,
        sequence=last + 1,
        reference=next(free for free in references(key) if not Deal.objects.filter(reference=free).exists()),
        project=project,
        channel=channel,
        submission_key=key,
        submission_digest=draft.digest,
        recorded_by=by,
        recorded_at=timezone.now(),
    )


def write_terms(deal: Deal, draft: DealDraft, *, number: int, by: User) -> Terms:
    copied = ("name_en", "name_zh", "instrument", "signed_on", "place", "ceremony", "primary_area", "destination")
    more = ("park", "contract_number", "note_en", "note_zh", "name_shown", "amount_shown", "embargo_until")
    contents = {name: getattr(draft, name) for name in copied + more}
    terms = Terms(deal=deal, number=number, entered_by=by, entered_at=timezone.now(), **contents)
    terms.clean_fields(exclude=["deal", "ceremony", "primary_area", "destination", "entered_by"])
    with races_as_validation(Terms):
        terms.save(force_insert=True)
    terms.areas.set({*draft.areas, *([draft.primary_area] if draft.primary_area else [])})
    with races_as_validation(Party):
        parties = Party.objects.bulk_create(party_row(terms, party, order) for order, party in enumerate(draft.parties))
    with races_as_validation(Amount):
        Amount.objects.bulk_create(amount_row(terms, amount) for amount in draft.amounts)
    with races_as_validation(Signatory):
        Signatory.objects.bulk_create(
            signatory_row(terms, signatory, parties, order) for order, signatory in enumerate(draft.signatories)
        )
    return terms


def party_row(terms: Terms, draft: PartyDraft, order: int) -> Party:
    return Party(
        terms=terms,
        organisation=draft.organisation,
        region=draft.region,
        side=draft.side,
        role=draft.role,
        shown=draft.shown,
        order=order,
    )


def signatory_row(terms: Terms, draft: SignatoryDraft, parties: list[Party], order: int) -> Signatory:
    return Signatory(
        terms=terms,
        name=draft.name,
        person=person_called(draft.name),
        role=draft.role,
        party=None if draft.party is None else parties[draft.party],
        order=order,
    )


def amount_row(terms: Terms, draft: AmountDraft) -> Amount:
    return Amount(
        terms=terms,
        basis=draft.basis,
        headline=draft.headline,
        currency=draft.money.currency,
        minor=draft.money.minor,
        as_written=draft.as_written,
    )


def tell(head: ChainHead, verb: Verb, deal: Deal, by: User, *, terms: Terms, **more: Any) -> None:
    """Append what happened, with the amounts that were in view."""
    seen = [
        {
            "basis": amount.basis,
            "headline": amount.headline,
            "currency": amount.currency,
            "minor": amount.minor,
            "reporting_currency": amount.reporting_currency,
            "reporting_minor": amount.reporting_minor,
            "rate": str(amount.rate) if amount.rate is not None else None,
        }
        for amount in terms.amounts.all()
    ]
    told = {"version": terms.number, "status": str(deal.status), "amounts": seen} | more
    chain.append(head, verb, number=deal.number, actor=by.get_username(), told=told)
