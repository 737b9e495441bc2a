"""What the wall shows of an edition: now, or as it was when the press officer froze it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from deals import public, totals
from deals.models import Terms, WallState
from deals.totals import Headline, Scope
from deals.totals.coverage import coverage
from deals.totals.defining import sentence
from deals.wall.figures import restored
from expo.models import Edition

# Signings on the screen at a time.
NEWEST = 4


@dataclass(frozen=True)
class Wall:
    """`counted` are the running totals, `stated` what officials have said beside them; `frozen_at` None: it runs.

    `deals` are `PublicDeal`s; invented ones in a rehearsal.
    """

    edition: Edition
    counted: Headline
    stated: Headline | None
    deals: list[Any]
    frozen_at: dt.datetime | None = None
    rehearsal: bool = False

    @property
    def as_of(self) -> dt.datetime | dt.date | None:
        """When it was frozen; else the last announcement."""
        return self.frozen_at or self.counted.as_of

    @property
    def definition(self) -> str:
        """What is counted, in the language of the panel that says it."""
        return "" if self.rehearsal else sentence(Scope(self.edition))


def state_of(edition: Edition) -> WallState | None:
    """The wall of an edition where it is frozen."""
    return WallState.objects.filter(edition=edition).exclude(frozen_at=None).first()


def read(edition: Edition) -> Wall:
    top, state = totals.headline(edition), state_of(edition)
    counted, stated = (top.counted, top) if top.stated else (top, None)
    if state is None:
        return Wall(edition, counted, stated, public.deals(newest(edition)[:NEWEST]))
    rows = in_their_order(state.newest, Terms.objects.public().of(edition).filter(pk__in=state.newest).for_cards())
    frozen = restored(state.figures, edition)
    return Wall(
        edition,
        replace(frozen, coverage=coverage(Scope(edition), frozen)),
        stated,
        public.deals(rows),
        state.frozen_at + edition.clock_shift,
    )


def newest(edition: Edition) -> QuerySet[Terms]:
    """Announced terms, the last that the public came to see first: an embargo delays that."""
    late = (Coalesce(moment, "deal__announced_at") for moment in ("embargo_until", "deal__corrected_at"))
    seen = Greatest("deal__announced_at", *late)
    return public.of_edition(edition).order_by(seen.desc(), "deal__reference")


def in_their_order(keys: list[int], rows: Iterable[Any]) -> list[Any]:
    """What is withdrawn or corrected since is not among the rows: it leaves a frozen wall too."""
    return sorted(rows, key=lambda row: keys.index(row.pk))
