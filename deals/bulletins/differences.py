"""What a bulletin says otherwise than the one before: figure by figure, and deal by deal."""

from dataclasses import dataclass
from typing import Any

from deals.bulletins.labels import LABELS
from deals.models import Bulletin
from expo.bilingual import suffix


@dataclass(frozen=True)
class Difference:
    """A figure before and now, as printed in the active language; None: there was, or is, none."""

    key: str
    before: str | None
    now: str | None

    @property
    def label(self) -> str:
        return str(LABELS[self.key])


@dataclass(frozen=True)
class Differences:
    """Figures that differ, and running numbers of deals that came, went, or are counted in another version."""

    figures: list[Difference]
    new: list[int]
    gone: list[int]
    changed: list[int]

    def __bool__(self) -> bool:
        return bool(self.figures or self.new or self.gone or self.changed)


def differences(before: Bulletin, now: Bulletin) -> Differences:
    """Of two bulletins, from what they keep: the same at any time."""
    then, today = rows(before), rows(now)
    figures = [
        Difference(key, said(then.get(key)), said(today.get(key)))
        for key in dict.fromkeys([*then, *today])
        if value(then.get(key)) != value(today.get(key))
    ]
    old, new = dict(before.figures["counted"]), dict(now.figures["counted"])
    return Differences(
        figures,
        new=sorted(new.keys() - old.keys()),
        gone=sorted(old.keys() - new.keys()),
        changed=sorted(key for key in old.keys() & new.keys() if old[key] != new[key]),
    )


def rows(bulletin: Bulletin) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in bulletin.figures["figures"] if row["unit"] != "word"}


def value(row: dict[str, Any] | None) -> Any:
    return row and (row["unit"], row["value"])


def said(row: dict[str, Any] | None) -> str | None:
    return row["printed"][suffix()] if row else None
