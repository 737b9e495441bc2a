"""A signing ceremony as it runs on the stage: which deals in which turn, who stands where, and the tick that announces.

What is told of a deal here is what may be said aloud: its latest terms, masked as for the public.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from deals import ledger
from deals.ledger import hash_chain
from deals.ledger.workflow import ANNOUNCE, StepRefusal, require_permission
from deals.models import Deal, Party, Signatory, StagePlace, Terms
from deals.models.ceremonies import ceremony_rows
from deals.models.deal import DealStatus
from deals.models.signing import SignatoryRole
from deals.models.terms import TermsQuerySet
from deals.public import masking

# From the hall's side: the first and third side stand left, the second and fourth right.
LEFT = ("A", "C")
EARLIER, LATER, JOIN, SPLIT = "earlier", "later", "join", "split"
VERIFIED_ONCE = (DealStatus.VERIFIED, DealStatus.ANNOUNCED)


@dataclass(frozen=True)
class StageParty:
    """A party on the stage with the people who sign for it."""

    party: Party
    signers: list[Signatory]


@dataclass(frozen=True)
class Turn:
    """One deal on the stage. `said`: what the public may know of it, whatever its standing is now."""

    terms: Terms
    said: masking.PublicDeal
    left: list[StageParty]
    right: list[StageParty]
    others: list[Signatory]
    witnesses: list[Signatory]

    @property
    def deal(self) -> Deal:
        return self.terms.deal

    @property
    def verified(self) -> bool:
        return self.deal.status in VERIFIED_ONCE

    @property
    def announced(self) -> bool:
        return self.deal.status == DealStatus.ANNOUNCED

    @property
    def waiting(self) -> bool:
        """Whether a tick would announce it."""
        return self.deal.status == DealStatus.VERIFIED

    @property
    def ticket(self) -> str:
        """The deal with the version in view."""
        return f"{self.deal.number}:{self.terms.number}"


@dataclass
class SigningGroup:
    """The deals that are signed at once."""

    number: int
    turns: list[Turn] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.turns[0].deal.number

    @property
    def announced(self) -> bool:
        return all(turn.announced for turn in self.turns)

    @property
    def waiting(self) -> bool:
        return any(turn.waiting for turn in self.turns)


def working_sessions() -> Any:
    """The sessions of the plan, as deals know them."""
    return ceremony_rows().working()


def ceremony_terms(session: Any) -> TermsQuerySet:
    """The latest terms of what is to be signed, or was signed, there; nothing that was withdrawn."""
    return Terms.objects.latest().filter(ceremony=session.number).exclude(deal__status=DealStatus.WITHDRAWN)


def signing_groups(session: Any) -> list[SigningGroup]:
    """The groups of a ceremony in their order, with everything a run sheet tells of them."""
    rows = ceremony_terms(session).for_cards().prefetch_related("signatories__person")
    places = {place.deal_id: place for place in StagePlace.objects.filter(ceremony=session.number)}
    found: list[SigningGroup] = []
    for terms in sorted(rows, key=lambda row: turn_rank(row, places)):
        place = places.get(terms.deal_id)
        if not found or place is None or not place.joined:
            found.append(SigningGroup(len(found) + 1))
        found[-1].turns.append(stage_turn(terms))
    return found


def turn_rank(terms: Terms, places: dict[int, StagePlace]) -> tuple:
    place = places.get(terms.deal_id)
    if place is None:
        return (True, 0, terms.deal.sequence)
    return (False, place.position, terms.deal.sequence)


def stage_turn(terms: Terms) -> Turn:
    signers: dict[int | None, list[Signatory]] = defaultdict(list)
    witnesses = []
    for person in terms.signatories.all():
        if person.role == SignatoryRole.SIGNATORY:
            signers[person.party_id].append(person)
        if person.role == SignatoryRole.WITNESS:
            witnesses.append(person)
    left: list[StageParty] = []
    right: list[StageParty] = []
    for party in terms.parties.all():
        stage_party = StageParty(party, signers[party.pk])
        if party.side in LEFT:
            left.append(stage_party)
        else:
            right.append(stage_party)
    return Turn(terms, masking.masked_deal(terms), left, right, others=signers[None], witnesses=witnesses)


def order_in_view(found: Iterable[SigningGroup]) -> str:
    """The order in view, as a form carries it: groups apart by spaces, the deals of one joined by `+`."""
    groups = []
    for group in found:
        numbers = [turn.deal.number for turn in group.turns]
        groups.append("+".join(numbers))
    return " ".join(groups)


@transaction.atomic
def arrange_groups(session: Any, verb: str, key: str, *, seen: str, by: User) -> None:
    """Move the group that begins with this deal, join it to the one before, or split it into single deals.

    Raises StepRefusal where somebody has changed the order since it was `seen`, or the button was pressed twice.
    """
    require_permission(by, ANNOUNCE)
    hash_chain.lock()
    groups = signing_groups(session)
    if order_in_view(groups) != seen:
        raise StepRefusal(_("The order has changed meanwhile. Look at it before you go on."), code="stale")
    keys = [group.key for group in groups]
    if key in keys:
        turns = [group.turns for group in groups]
        write_order(session, move_group(turns, verb, keys.index(key)))


def move_group(found: list[list[Turn]], verb: str, at: int) -> list[list[Turn]]:
    if verb == EARLIER and at:
        found[at - 1], found[at] = found[at], found[at - 1]
    elif verb == LATER and at + 1 < len(found):
        found[at], found[at + 1] = found[at + 1], found[at]
    elif verb == JOIN and at:
        found[at - 1 : at + 1] = [found[at - 1] + found[at]]
    elif verb == SPLIT:
        found[at : at + 1] = [[turn] for turn in found[at]]
    return found


def write_order(session: Any, found: list[list[Turn]]) -> None:
    StagePlace.objects.filter(ceremony=session.number).delete()
    places: list[StagePlace] = []
    for group in found:
        for turn in group:
            joined = turn is not group[0]
            places.append(StagePlace(ceremony_id=session.number, deal=turn.deal, position=len(places), joined=joined))
    StagePlace.objects.bulk_create(places)


@dataclass(frozen=True)
class TickOutcome:
    """What a tick did to one deal; `refused`: why it stays as it is, empty where it is announced (by now or before)."""

    deal: Deal
    now: bool
    refused: str = ""


def announce_tickets(session: Any, tickets: Iterable[str], *, by: User) -> list[TickOutcome]:
    """Announce what was signed: the deals of the ceremony in the versions that were in view. Each by itself.

    What is announced already stays so, once; what is not verified, or has changed since, stays as it is and says so.
    """
    deals: dict[str, Deal] = {}
    for group in signing_groups(session):
        for turn in group.turns:
            deals[turn.deal.number] = turn.deal
    outcomes = []
    for ticket in dict.fromkeys(tickets):
        number, _colon, version = ticket.rpartition(":")
        if number in deals and version.isascii() and version.isdecimal() and len(version) < 9:
            outcomes.append(announce_deal(deals[number], int(version), by))
    return outcomes


def announce_deal(deal: Deal, version: int, by: User) -> TickOutcome:
    try:
        return TickOutcome(ledger.announce(deal, version=version, by=by), now=True)
    except ValidationError as error:
        deal.refresh_from_db()
        if deal.status == DealStatus.ANNOUNCED and deal.version == version and by.has_perm(ANNOUNCE):
            return TickOutcome(deal, now=False)
        return TickOutcome(deal, now=False, refused=" ".join(error.messages))
