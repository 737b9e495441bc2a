"""What a stand is on the plan: number, place, kind and exhibitors; the token by which a page says what it saw."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from expo.models import Booth

FIELDS = ("number", "x", "y", "width", "depth", "outline", "kind", "open_sides")


@dataclass(frozen=True)
class StandState:
    """In centimetres; `exhibitors`: the keys of the participations, in their order."""

    number: str
    x: int | None = None
    y: int | None = None
    width: int | None = None
    depth: int | None = None
    outline: str = ""
    kind: str = ""
    open_sides: str = ""
    exhibitors: tuple[int, ...] = ()

    @classmethod
    def of(cls, booth: Booth, exhibitors: Iterable[int]) -> "StandState":
        fields: dict[str, Any] = {name: getattr(booth, name) for name in FIELDS}
        return cls(**fields, exhibitors=tuple(sorted(exhibitors)))

    @classmethod
    def read(cls, written: dict[str, Any]) -> "StandState":
        """As `as_dict` wrote it."""
        return cls(**(written | {"exhibitors": tuple(sorted(written["exhibitors"]))}))

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"exhibitors": list(self.exhibitors)}

    @property
    def words(self) -> str:
        """Number, place and size as people compare them."""
        if self.x is None or self.y is None or self.width is None or self.depth is None:
            return _("%(number)s, not drawn") % {"number": self.number}
        metres = {name: f"{getattr(self, name) / 100:g}" for name in ("x", "y", "width", "depth")}
        names = metres | {"number": self.number, "exhibitors": len(self.exhibitors)}
        return _("%(number)s at %(x)s, %(y)s m; %(width)s × %(depth)s m; exhibitors: %(exhibitors)s") % names

    @property
    def token(self) -> str:
        """Equal for equal states only."""
        written = json.dumps(self.as_dict(), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:16]


def read_states(booths: Iterable[Booth]) -> dict[int, StandState]:
    """Of stands that are loaded, by their keys; one query."""
    rows = list(booths)
    there: dict[int, list[int]] = {booth.pk: [] for booth in rows}
    links = Booth.participations.through.objects.filter(booth__in=list(there))
    for booth, participation in links.values_list("booth", "participation"):
        there[booth].append(participation)
    return {booth.pk: StandState.of(booth, there[booth.pk]) for booth in rows}
