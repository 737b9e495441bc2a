"""How alike two signings are, in points, and why. Pure: nothing here asks the database.

The rule, in points (half points count double here, so that all are integers); from `ENOUGH` on they may be the same:

    parties     the same 8 · but for a slip or a short form 7 · one more 6 · most of them 5
                only one −3, or 2 where the others are named in two scripts and so may be the same
                none: not alike, whatever else is
    amount      within 1 % 4 · apart by a slip of unit 3 · not known on one side 1 · another −4
    title       the same 6 · similar 4 · a little 1 · not comparable 1 · another −4
    set apart   −10: another phase, lot, number or place is named
    day         the same 2 · within three days 1 · more than a month −3
    contract    the same number 8 · another −6
"""

import datetime as dt
from dataclasses import dataclass
from itertools import starmap
from typing import NamedTuple

from deals.duplicates import titles
from deals.duplicates.amounts import ComparedAmount, compare_amounts
from expo.firm_names import names
from expo.firm_names.names import SHORT

ENOUGH = 12


@dataclass(frozen=True)
class ComparedParty:
    """A party: all the names it bears, and its row, where it has one."""

    names: tuple[str, ...]
    row: int | None = None


@dataclass(frozen=True)
class Fingerprint:
    """What of a signing is compared, of a draft as of a recorded deal. `amount` None: not known or undisclosed."""

    parties: tuple[ComparedParty, ...] = ()
    title_en: str = ""
    title_zh: str = ""
    amount: ComparedAmount | None = None
    signed_on: dt.date | None = None
    contract_number: str = ""
    destination: int | None = None


@dataclass(frozen=True)
class Likeness:
    """How alike two signings are, and the codes of the reasons."""

    points: int
    reasons: tuple[str, ...]

    @property
    def enough(self) -> bool:
        return self.points >= ENOUGH


def compare_signings(one: Fingerprint, other: Fingerprint) -> Likeness:
    """How alike two signings are."""
    parties = party_points(one, other)
    found = [parties]
    if parties.number:
        found += [amount_points(one, other), title_points(one, other), distinction_points(one, other)]
        found += [day_points(one, other), contract_points(one, other)]
    reasons = [points.why for points in found if points.why]
    return Likeness(sum(points.number for points in found), tuple(reasons))


class PartyPair(NamedTuple):
    """How alike a party of one signing and one of the other are, with their places among the parties of each."""

    likeness: float
    here: int
    there: int


class Points(NamedTuple):
    """`why`: the code of the reason, "" where none is told."""

    number: int
    why: str = ""


def party_points(one: Fingerprint, other: Fingerprint) -> Points:
    pairs = party_pairs(one.parties, other.parties)
    best = best_likenesses(pairs)
    same = sum(likeness >= SHORT for likeness in best)
    fewest, most = sorted((len(one.parties), len(other.parties)))
    if same >= 2 and same == fewest:
        if fewest < most:
            return Points(6, "parties-and-more")
        if min(best) == 1:
            return Points(8, "parties")
        return Points(7, "parties")
    if same >= 2:
        return Points(5, "parties-most")
    if same == 0:
        return Points(0)
    return one_party_points(one, other, pairs)


def one_party_points(one: Fingerprint, other: Fingerprint, pairs: list[PartyPair]) -> Points:
    """Where one party alone is the same: less where those that differ could be compared."""
    number, why = 2, "party-similar"
    if max(pair.likeness for pair in pairs) == 1:
        why = "party"
    if has_common_script(one, other, pairs):
        number = -3
    return Points(number, why)


def party_pairs(some: tuple[ComparedParty, ...], others: tuple[ComparedParty, ...]) -> list[PartyPair]:
    """Each party of the one signing with each of the other."""
    pairs = []
    for here, mine in enumerate(some):
        for there, theirs in enumerate(others):
            pairs.append(PartyPair(party_likeness(mine, theirs), here, there))
    return pairs


def best_likenesses(pairs: list[PartyPair]) -> list[float]:
    """For each of the parties the likeness of the other deal's party that it fits best; none is fitted twice."""
    best, used_here, used_there = [], set(), set()
    for pair in sorted(pairs, reverse=True):
        if pair.likeness and pair.here not in used_here and pair.there not in used_there:
            used_here.add(pair.here)
            used_there.add(pair.there)
            best.append(pair.likeness)
    return best


def has_common_script(one: Fingerprint, other: Fingerprint, pairs: list[PartyPair]) -> bool:
    """Whether the parties that do not fit could have: some of their names are in one script."""
    fitting = [pair for pair in pairs if pair.likeness >= SHORT]
    mine = name_scripts(one.parties, {pair.here for pair in fitting})
    theirs = name_scripts(other.parties, {pair.there for pair in fitting})
    return not mine.isdisjoint(theirs)


def name_scripts(parties: tuple[ComparedParty, ...], but: set[int]) -> set[bool]:
    """In which scripts, Chinese or not, the parties are named, except for those at the places `but`."""
    scripts: set[bool] = set()
    for place, party in enumerate(parties):
        if place not in but:
            scripts.update(names.read_name(name).han for name in party.names)
    return scripts


def party_likeness(one: ComparedParty, other: ComparedParty) -> float:
    if one.row is not None and one.row == other.row:
        return 1
    return names.organisation_likeness(one.names, other.names)


def amount_points(one: Fingerprint, other: Fingerprint) -> Points:
    if one.amount is None or other.amount is None:
        return Points(1)
    return Points(*compare_amounts(one.amount, other.amount))


def title_points(one: Fingerprint, other: Fingerprint) -> Points:
    likeness = mean_title_likeness(one, other)
    if likeness is None:
        return Points(1)
    if likeness >= 0.8:
        return Points(6, "title")
    if likeness >= 0.45:
        return Points(4, "title-similar")
    if likeness >= 0.25:
        return Points(1)
    return Points(-4)


def mean_title_likeness(one: Fingerprint, other: Fingerprint) -> float | None:
    """The mean over the languages that both are named in; None where they share none."""
    likenesses = starmap(titles.title_likeness, title_pairs(one, other))
    known = [likeness for likeness in likenesses if likeness is not None]
    if not known:
        return None
    return sum(known) / len(known)


def title_pairs(one: Fingerprint, other: Fingerprint) -> list[tuple[str, str]]:
    return [(one.title_en, other.title_en), (one.title_zh, other.title_zh)]


def distinction_points(one: Fingerprint, other: Fingerprint) -> Points:
    pairs = list(filter(all, title_pairs(one, other)))
    if not pairs:
        # Numbers of phases and names of places are the same in both languages.
        pairs = [(one.title_en or one.title_zh, other.title_en or other.title_zh)]
    elsewhere = None not in (one.destination, other.destination) and one.destination != other.destination
    if elsewhere or any(starmap(titles.is_another_project, pairs)):
        return Points(-10)
    return Points(0)


def day_points(one: Fingerprint, other: Fingerprint) -> Points:
    if one.signed_on is None or other.signed_on is None:
        return Points(0)
    days = abs((one.signed_on - other.signed_on).days)
    if days == 0:
        return Points(2, "day")
    if days <= 3:
        return Points(1, "days")
    if days <= 31:
        return Points(0)
    return Points(-3)


def contract_points(one: Fingerprint, other: Fingerprint) -> Points:
    mine, theirs = plain_number(one), plain_number(other)
    if not mine or not theirs:
        return Points(0)
    if mine != theirs:
        return Points(-6)
    return Points(8, "contract")


def plain_number(signing: Fingerprint) -> str:
    return names.plain_text(signing.contract_number).replace(" ", "")
