"""What a bulletin says otherwise than the one before: figure by figure, and deal by deal."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from deals.bulletins.labels import LABELS
from deals.models import Bulletin
from expo.differences import FieldDifference, RowDifferences, compare_rows
from expo.i18n.bilingual import language_suffix


@dataclass(frozen=True)
class BulletinDifferences:
    """Figures that differ, as printed in the active language, and the deals behind them, by their running numbers.

    A deal has changed where it is counted in another version. A figure that there was not, or is not, is None.
    """

    figures: list[FieldDifference]
    deals: RowDifferences[int]

    def __bool__(self) -> bool:
        return bool(self.figures or self.deals)


def compare_bulletins(before: Bulletin, now: Bulletin) -> BulletinDifferences:
    """Of two bulletins, from what they keep: the same at any time."""
    then, today = figure_rows(before), figure_rows(now)
    figures = []
    for key in then | today:
        if figure_value(then.get(key)) != figure_value(today.get(key)):
            printed = (printed_figure(then.get(key)), printed_figure(today.get(key)))
            figures.append(FieldDifference(capfirst(str(LABELS[key])), printed))
    return BulletinDifferences(figures, compare_rows(counted_versions(before), counted_versions(now)))


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
