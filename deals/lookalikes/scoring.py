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

from deals.lookalikes import names, titles
from deals.lookalikes.amounts import Sum, compared
from deals.lookalikes.names import SHORT

ENOUGH = 12


@dataclass(frozen=True)
class Side:
    """A party: all the names it bears, and its row, where it has one."""

    names: tuple[str, ...]
    row: int | None = None


@dataclass(frozen=True)
class Sketch:
    """What of a signing is compared, of a draft as of a recorded deal. `amount` None: not known or undisclosed."""

    parties: tuple[Side, ...] = ()
    title_en: str = ""
    title_zh: str = ""
    amount: Sum | None = None
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


def compare(one: Sketch, other: Sketch) -> Likeness:
    """How alike two signings are."""
    found = [of_parties(one, other)]
    if found[0][0]:
        found += [of_amounts(one, other), of_titles(one, other), apart(one, other)]
        found += [of_days(one, other), of_contracts(one, other)]
    return Likeness(sum(points for points, _why in found), tuple(why for _points, why in found if why))


Points = tuple[int, str]


def of_parties(one: Sketch, other: Sketch) -> Points:
    best = matched(one.parties, other.parties)
    same = sum(likeness >= SHORT for likeness in best)
    fewest, most = sorted((len(one.parties), len(other.parties)))
    if same >= 2 and same == fewest:
        if fewest < most:
            return 6, "parties-and-more"
        return (8 if min(best) == 1 else 7), "parties"
    if same >= 2:
        return 5, "parties-most"
    if same == 0:
        return 0, ""
    return (-3 if same_script(one, other) else 2), ("party" if max(best) == 1 else "party-similar")


def matched(some: tuple[Side, ...], others: tuple[Side, ...]) -> list[float]:
    """For each of the parties the likeness of the other deal's party that it fits best; none is fitted twice."""
    pairs = [(alike(mine, theirs), m, t) for m, mine in enumerate(some) for t, theirs in enumerate(others)]
    best, used_here, used_there = [], set(), set()
    for likeness, here, there in sorted(pairs, reverse=True):
        if likeness and here not in used_here and there not in used_there:
            used_here.add(here)
            used_there.add(there)
            best.append(likeness)
    return best


def same_script(one: Sketch, other: Sketch) -> bool:
    """Whether the parties that do not fit could have: some of their names are in one script."""
    mine, theirs = (scripts(some, others) for some, others in ((one, other), (other, one)))
    return bool(mine & theirs)


def scripts(some: Sketch, others: Sketch) -> set[bool]:
    """In which scripts, Chinese or not, those parties are named that fit none of the other signing."""
    alone = (mine for mine in some.parties if not any(alike(mine, theirs) >= SHORT for theirs in others.parties))
    return {names.read(name).han for side in alone for name in side.names}


def alike(one: Side, other: Side) -> float:
    if one.row is not None and one.row == other.row:
        return 1
    return names.likeness(one.names, other.names)


def of_amounts(one: Sketch, other: Sketch) -> Points:
    if one.amount is None or other.amount is None:
        return 1, ""
    return compared(one.amount, other.amount)


def of_titles(one: Sketch, other: Sketch) -> Points:
    likeness = of_both_languages(one, other)
    if likeness is None:
        return 1, ""
    if likeness >= 0.8:
        return 6, "title"
    if likeness >= 0.45:
        return 4, "title-similar"
    return (1, "") if likeness >= 0.25 else (-4, "")


def of_both_languages(one: Sketch, other: Sketch) -> float | None:
    """The mean over the languages that both are named in; None where they share none."""
    found = [titles.likeness(*pair) for pair in title_pairs(one, other)]
    known = [likeness for likeness in found if likeness is not None]
    return sum(known) / len(known) if known else None


def title_pairs(one: Sketch, other: Sketch) -> list[tuple[str, str]]:
    return [(one.title_en, other.title_en), (one.title_zh, other.title_zh)]


def apart(one: Sketch, other: Sketch) -> Points:
    pairs = [pair for pair in title_pairs(one, other) if all(pair)]
    if not pairs:
        # Numbers of phases and names of places are the same in both languages.
        pairs = [(one.title_en or one.title_zh, other.title_en or other.title_zh)]
    elsewhere = None not in (one.destination, other.destination) and one.destination != other.destination
    return (-10, "") if elsewhere or any(titles.set_apart(*pair) for pair in pairs) else (0, "")


def of_days(one: Sketch, other: Sketch) -> Points:
    if one.signed_on is None or other.signed_on is None:
        return 0, ""
    days = abs((one.signed_on - other.signed_on).days)
    if days == 0:
        return 2, "day"
    return (1, "days") if days <= 3 else (-3, "") if days > 31 else (0, "")


def of_contracts(one: Sketch, other: Sketch) -> Points:
    mine, theirs = (names.plain(sketch.contract_number).replace(" ", "") for sketch in (one, other))
    if not mine or not theirs:
        return 0, ""
    return (8, "contract") if mine == theirs else (-6, "")
