"""What a bulletin says otherwise than the one before: figure by figure, and deal by deal."""

from dataclasses import dataclass
from typing import Any

from deals.bulletins.labels import LABELS
from deals.models import Bulletin
from expo.i18n.bilingual import language_suffix


@dataclass(frozen=True)
class FigureDifference:
    """A figure before and now, as printed in the active language; None: there was, or is, none."""

    key: str
    before: str | None
    now: str | None

    @property
    def label(self) -> str:
        return str(LABELS[self.key])


@dataclass(frozen=True)
class BulletinDifferences:
    """Figures that differ, and running numbers of deals that came, went, or are counted in another version."""

    figures: list[FigureDifference]
    new: list[int]
    gone: list[int]
    changed: list[int]

    def __bool__(self) -> bool:
        return bool(self.figures or self.new or self.gone or self.changed)


def compare_bulletins(before: Bulletin, now: Bulletin) -> BulletinDifferences:
    """Of two bulletins, from what they keep: the same at any time."""
    then, today = figure_rows(before), figure_rows(now)
    figures = []
    for key in dict.fromkeys([*then, *today]):
        earlier, later = then.get(key), today.get(key)
        if figure_value(earlier) != figure_value(later):
            figures.append(FigureDifference(key, printed_figure(earlier), printed_figure(later)))
    old, new = dict(before.figures["counted"]), dict(now.figures["counted"])
    return BulletinDifferences(
        figures,
        new=sorted(new.keys() - old.keys()),
        gone=sorted(old.keys() - new.keys()),
        changed=changed_deals(old, new),
    )


def changed_deals(before: dict[int, int], now: dict[int, int]) -> list[int]:
    """The running numbers of the deals that are counted in another version; versions by running number."""
    return sorted(deal for deal in before.keys() & now.keys() if before[deal] != now[deal])


def figure_rows(bulletin: Bulletin) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in bulletin.figures["figures"] if row["unit"] != "word"}


def figure_value(row: dict[str, Any] | None) -> Any:
    return row and (row["unit"], row["value"])


def printed_figure(row: dict[str, Any] | None) -> str | None:
    if row is None:
        return None
    return row["printed"][language_suffix()]
