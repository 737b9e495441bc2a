"""What the wall shows of an edition: now, or as it was when the press officer froze it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from deals import totals
from deals.models import Terms, WallState
from deals.public import masking
from deals.totals import Headline, Scope
from deals.totals.coverage import scope_coverage
from deals.totals.definitions import definition_sentence
from deals.wall.figures import restore_headline
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
        if self.rehearsal:
            return ""
        return definition_sentence(Scope(self.edition))


def frozen_state(edition: Edition) -> WallState | None:
    """The wall of an edition where it is frozen."""
    return WallState.objects.filter(edition=edition).exclude(frozen_at=None).first()


def read_wall(edition: Edition) -> Wall:
    headline, state = totals.edition_headline(edition), frozen_state(edition)
    counted, stated = headline.listed, headline if headline.stated else None
    if state is None or state.frozen_at is None:
        return Wall(edition, counted, stated, masking.masked_deals(newest_signings(edition)[:NEWEST]))
    rows = sort_by_keys(state.newest, Terms.objects.public().of(edition).filter(pk__in=state.newest).for_cards())
    frozen = restore_headline(state.figures, edition)
    return Wall(
        edition,
        replace(frozen, coverage=scope_coverage(Scope(edition), frozen)),
        stated,
        masking.masked_deals(rows),
        state.frozen_at + edition.clock_shift,
    )


def newest_signings(edition: Edition) -> QuerySet[Terms]:
    """Announced terms, the last that the public came to see first: an embargo delays that."""
    embargo_ended = Coalesce("embargo_until", "deal__announced_at")
    corrected = Coalesce("deal__corrected_at", "deal__announced_at")
    seen = Greatest("deal__announced_at", embargo_ended, corrected)
    return masking.announced_with_areas(edition).order_by(seen.desc(), "deal__reference")


def sort_by_keys(keys: list[int], rows: Iterable[Any]) -> list[Any]:
    """What is withdrawn or corrected since is not among the rows: it leaves a frozen wall too."""
    return sorted(rows, key=lambda row: keys.index(row.pk))
