"""A signing ceremony as it runs on the stage: which deals in which turn, who stands where, and the tick that announces.

What is told of a deal here is what may be said aloud: its latest terms, masked as for the public.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from deals import ledger
from deals.ledger import hash_chain
from deals.ledger.workflow import ANNOUNCE, StepRefusal, require_permission
from deals.models import Deal, Party, Signatory, StagePlace, Terms
from deals.models.deal import DealStatus
from deals.models.signing import SignatoryRole
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
    return Terms._meta.get_field("ceremony").related_model.objects.working()


def ceremony_terms(session: Any) -> QuerySet[Terms]:
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
    return (place is None, place.position if place else 0, terms.deal.sequence)


def stage_turn(terms: Terms) -> Turn:
    people = list(terms.signatories.all())
    signing = [row for row in people if row.role == SignatoryRole.SIGNATORY]
    parties = [StageParty(row, [one for one in signing if one.party_id == row.pk]) for row in terms.parties.all()]
    return Turn(
        terms,
        masking.masked_deal(terms),
        [each for each in parties if each.party.side in LEFT],
        [each for each in parties if each.party.side not in LEFT],
        [row for row in signing if row.party_id is None],
        [row for row in people if row.role == SignatoryRole.WITNESS],
    )


def order_in_view(found: Iterable[SigningGroup]) -> str:
    """The order in view, as a form carries it: groups apart by spaces, the deals of one joined by `+`."""
    return " ".join("+".join(turn.deal.number for turn in group.turns) for group in found)


@transaction.atomic
def arrange_groups(session: Any, verb: str, key: str, *, seen: str, by: User) -> None:
    """Move the group that begins with this deal, join it to the one before, or split it into single deals.

    Raises StepRefusal where somebody has changed the order since it was `seen`, or the button was pressed twice.
    """
    require_permission(by, ANNOUNCE)
    hash_chain.lock()
    found = signing_groups(session)
    if order_in_view(found) != seen:
        raise StepRefusal(_("The order has changed meanwhile. Look at it before you go on."), code="stale")
    at = next((at for at, group in enumerate(found) if group.key == key), None)
    if at is not None:
        write_order(session, move_group([group.turns for group in found], verb, at))


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
    turns = [(turn, bool(first)) for group in found for first, turn in enumerate(group)]
    StagePlace.objects.bulk_create(
        StagePlace(ceremony_id=session.number, deal=turn.deal, position=position, joined=joined)
        for position, (turn, joined) in enumerate(turns)
    )


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
    known = {turn.deal.number: turn for group in signing_groups(session) for turn in group.turns}
    wanted = (ticket.rpartition(":") for ticket in dict.fromkeys(tickets))
    return [
        announce_deal(known[number].deal, int(version), by)
        for number, _colon, version in wanted
        if number in known and version.isascii() and version.isdecimal() and len(version) < 9
    ]


def announce_deal(deal: Deal, version: int, by: User) -> TickOutcome:
    try:
        return TickOutcome(ledger.announce(deal, version=version, by=by), now=True)
    except ValidationError as error:
        deal.refresh_from_db()
        if deal.status == DealStatus.ANNOUNCED and deal.version == version and by.has_perm(ANNOUNCE):
            return TickOutcome(deal, now=False)
        return TickOutcome(deal, now=False, refused=" ".join(error.messages))
