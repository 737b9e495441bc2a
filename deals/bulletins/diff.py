"""What a bulletin says otherwise than the one before: figure by figure, deal by deal and winner by winner."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from deals.bulletins.labels import LABELS
from deals.bulletins.seal import WINNERS, named_winners
from deals.models import Bulletin
from expo.differences import FieldDifference, RowDifferences, compare_rows
from expo.i18n.bilingual import language_suffix


@dataclass(frozen=True)
class BulletinDifferences:
    """Figures that differ, as printed in the active language, and the deals behind them, by their running numbers.

    A deal has changed where it is counted in another version. A figure that there was not, or is not, is None; so is a
    winner. `winners` are fields by the numbers of their certificates.
    """

    figures: list[FieldDifference]
    deals: RowDifferences[int]
    winners: list[FieldDifference]

    def __bool__(self) -> bool:
        return bool(self.figures or self.deals or self.winners)


def compare_bulletins(before: Bulletin, now: Bulletin) -> BulletinDifferences:
    """Of two bulletins, from what they keep: the same at any time."""
    then, today = figure_rows(before), figure_rows(now)
    figures = []
    for key in then | today:
        if figure_value(then.get(key)) != figure_value(today.get(key)):
            printed = (printed_figure(then.get(key)), printed_figure(today.get(key)))
            figures.append(FieldDifference(capfirst(str(LABELS[key])), printed))
    deals = compare_rows(counted_versions(before), counted_versions(now))
    return BulletinDifferences(figures, deals, compare_winners(before, now))


def compare_winners(before: Bulletin, now: Bulletin) -> list[FieldDifference]:
    """Of the winners that two bulletins name, those of which they say something else, in the active language.

    None of bulletins that were frozen before there were any under the seal: they keep none.
    """
    if any(bulletin.is_frozen and WINNERS not in bulletin.figures for bulletin in (before, now)):
        return []
    then, today = ({row["certificate"]: row for row in named_winners(bulletin)} for bulletin in (before, now))
    fields = []
    for number in then | today:
        printed = (printed_winner(then.get(number)), printed_winner(today.get(number)))
        if printed[0] != printed[1]:
            fields.append(FieldDifference(number, printed))
    return fields


def printed_winner(row: dict[str, Any] | None) -> str | None:
    """Award, contest, track, entry and team; an entry that a blind contest masks by its code."""
    if row is None:
        return None
    names = [row["award"], row["contest"], row["track"], row["entry"] or {"en": row["code"]}, row["team"]]
    return " · ".join(filter(None, (either_name(name) for name in names)))


def either_name(words: dict[str, str] | None) -> str:
    """In the active language, or else in the other one."""
    return words.get(language_suffix()) or words.get("en") or words["zh"] if words else ""


def counted_versions(bulletin: Bulletin) -> dict[int, int]:
    """The deals that it counts, by their running numbers, and in which version."""
    return dict(bulletin.figures["counted"])


def figure_rows(bulletin: Bulletin) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in bulletin.figures["figures"] if row["unit"] != "word"}


def figure_value(row: dict[str, Any] | None) -> Any:
    return row and (row["unit"], row["value"])


def printed_figure(row: dict[str, Any] | None) -> str | None:
    if row is None:
        return None
    return row["printed"][language_suffix()]
