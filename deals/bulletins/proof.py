"""Proof of a bulletin at any time: counted again from the terms that it names, and what has changed since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from deals import totals
from deals.bulletins.diff import counted_versions
from deals.bulletins.figures import count_figures, figure_values
from deals.bulletins.pin import bulletin_pin
from deals.bulletins.seal import bulletin_digest, winner_faults
from deals.models import Bulletin, Deal, Event
from deals.models.deal import DealStatus, format_number
from deals.models.events import Verb
from deals.totals import Scope
from expo.differences import RowDifferences, compare_rows
from expo.event_log.recounts import Recount
from expo.models import Edition

SINCE = ("new", "gone", "changed")


@dataclass(frozen=True)
class FigureCheck:
    """One figure: as it was frozen, and as it is counted now from the same terms."""

    key: str
    printed: dict[str, str]
    value: Any
    again: Any
    listed: bool

    @property
    def holds(self) -> bool:
        return self.value == self.again and self.listed


@dataclass(frozen=True)
class Proof:
    """`sealed`: the digest is that of what is stored. `unlogged`: deals that the log does not say were announced.

    `winners`: a sentence for each winner that it names and that is another now.
    `since`: what the definition counts now and did not then, no more, or in another version.
    """

    checks: list[FigureCheck]
    sealed: bool
    unlogged: list[str]
    winners: list[str]
    since: RowDifferences[int]

    @property
    def holds(self) -> bool:
        return self.sealed and not (self.unlogged or self.winners or differing_checks(self.checks))


def differing_checks(checks: list[FigureCheck]) -> list[FigureCheck]:
    return [check for check in checks if not check.holds]


def prove(bulletin: Bulletin) -> Proof:
    sealed = not bulletin.is_frozen or bulletin.digest == bulletin_digest(bulletin)
    checks, since = recount_figures(bulletin), changes_since(bulletin)
    return Proof(checks, sealed, unlogged_deals(bulletin), winner_faults(bulletin), since)


def recount_bulletins(edition: Edition, number: int | None = None) -> Iterator[Recount]:
    """For `manage.py recompute`: the frozen ones, every figure counted again."""
    bulletins = Bulletin.objects.frozen().filter(edition=edition).select_related("edition", "definition", "corrects")
    if number:
        bulletins = bulletins.filter(number=number)
    for bulletin in bulletins.order_by("number"):
        proof = prove(bulletin)
        lines = [figure_line(check) for check in proof.checks]
        since = proof.since
        lines.append(f"since: {len(since.new)} new, {len(since.gone)} gone, {len(since.changed)} corrected")
        yield Recount(f"bulletin {bulletin.number}", bulletin.number, lines, proof_faults(proof))


def proof_faults(proof: Proof) -> list[str]:
    faults = []
    if not proof.sealed:
        faults.append("the seal is broken")
    for deal in proof.unlogged:
        faults.append(f"{deal} was not announced by then, says the log")
    faults += proof.winners
    for check in differing_checks(proof.checks):
        faults.append(f"{check.key} differs")
    return faults


def figure_line(check: FigureCheck) -> str:
    state = "holds"
    if not check.holds:
        state = f"differs: {check.again}"
    return f"{check.key} = {check.value} ({check.printed['en']}): {state}"


def recount_figures(bulletin: Bulletin) -> list[FigureCheck]:
    """Every figure again, by the same module that counted it, from the terms that the bulletin names."""
    told, scope = bulletin.figures, Scope(bulletin.edition, bulletin.definition, bulletin_pin(bulletin))
    again = count_figures(scope, bulletin.as_of)
    values = figure_values(again)
    checks = []
    for figure in told["figures"]:
        key, of = figure["key"], figure["of"]
        listed = not of or told["lists"][of] == again["lists"][of]
        checks.append(FigureCheck(key, figure["printed"], figure["value"], values.get(key), listed))
    return checks


def unlogged_deals(bulletin: Bulletin) -> list[str]:
    """The numbers of deals counted in a version of which the log does not say that it was announced by then."""
    prefix = bulletin.edition.identifier
    verbs = (Verb.ANNOUNCED, Verb.CORRECTED)
    events = Event.objects.filter(verb__in=verbs, at__lte=bulletin.as_of, deal_number__startswith=f"{prefix}-")
    logged = {(number, json.loads(body).get("version")) for number, body in events.values_list("deal_number", "body")}
    unlogged = []
    for sequence, version in bulletin.figures["counted"]:
        number = format_number(prefix, sequence)
        if (number, version) not in logged:
            unlogged.append(number)
    return unlogged


def changes_since(bulletin: Bulletin) -> RowDifferences[int]:
    """By their running numbers."""
    now = totals.counted_deals(Scope(bulletin.edition, bulletin.definition))
    return compare_rows(counted_versions(bulletin), {row.sequence: row.version for row in now})


def deals_by_sequence(bulletin: Bulletin, sequences: list[int]) -> QuerySet[Deal]:
    return Deal.objects.filter(edition=bulletin.edition, sequence__in=sequences).order_by("sequence")


def figure_problems(bulletin: Bulletin) -> list[str]:
    """Why the counted figures may not be printed any more. Deals announced since do not stand in the way."""
    found, prefix = changes_since(bulletin), bulletin.edition.identifier
    sentences = [deal_problem(deal) for deal in deals_by_sequence(bulletin, found.gone).select_related("edition")]
    for sequence in found.changed:
        number = {"number": format_number(prefix, sequence)}
        sentences.append(_("%(number)s was corrected after it was counted: count again.") % number)
    if differing_checks(recount_figures(bulletin)):
        sentences.append(_("The figures cannot be counted again from the deals behind them: count again."))
    return sentences


def deal_problem(deal: Deal) -> str:
    if deal.status == DealStatus.WITHDRAWN:
        return _("%(number)s was withdrawn after it was counted: count again.") % {"number": deal.number}
    return _("%(number)s is not counted any more: count again.") % {"number": deal.number}
