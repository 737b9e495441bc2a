"""How far the judges of a round are, and how each of them scores beside the others: shown, never counted."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Avg, Count, Exists, Max, Min, OuterRef, Q, QuerySet

from agenda.models.contests import UNITS, EntryStatus, Juror, Recusal, Round

# Across a judge's picture.
WIDTH = 200


class Progress(NamedTuple):
    """Entries that stand; those with a judge; those that all their judges have finished; those that some have not: they
    may have a place all the same.
    """

    entries: int
    assigned: int
    scored: int
    waiting: int


class JudgePicture(NamedTuple):
    """`low`, `mean`, `high` of the values given, and `left`, `centre`, `width`: where they lie in the picture."""

    juror: Juror
    assigned: int
    finished: int
    low: float | None
    mean: float | None
    high: float | None
    left: int
    centre: int
    width: int


def round_progress(rounds: QuerySet[Round]) -> dict[int, Progress]:
    """By the round's key, in one query. A judge that is recused from an entry has it no more."""
    stands = Q(round_entries__entry__status=EntryStatus.ACCEPTED)
    recused = Recusal.objects.filter(
        juror=OuterRef("round_entries__assignments__juror"), entry=OuterRef("round_entries__entry")
    )
    assigned = Q(round_entries__assignments__isnull=False) & ~Exists(recused)
    unfinished = assigned & Q(round_entries__assignments__finished_at=None)
    counted = rounds.order_by().annotate(
        standing=Count("round_entries", filter=stands, distinct=True),
        given=Count("round_entries", filter=stands & assigned, distinct=True),
        waiting=Count("round_entries", filter=stands & unfinished, distinct=True),
    )
    found = {}
    for row in counted:
        found[row.pk] = Progress(row.standing, row.given, row.given - row.waiting, row.waiting)
    return found


def judge_pictures(round_: Round) -> list[JudgePicture]:
    """Of each judge, by their number, over the entries that stand and from which they are not recused; two queries. The
    scale is that of the criteria together.
    """
    recused = Recusal.objects.filter(juror=OuterRef("pk"), entry=OuterRef("assignments__round_entry__entry"))
    stands = Q(assignments__round_entry__entry__status=EntryStatus.ACCEPTED) & ~Exists(recused)
    jurors = Juror.objects.filter(round=round_).select_related("person", "organisation").in_order()
    counted = jurors.annotate(
        assigned=Count("assignments", filter=stands, distinct=True),
        finished=Count("assignments", filter=stands & Q(assignments__finished_at__isnull=False), distinct=True),
        low=Min("assignments__scores__units", filter=stands),
        mean=Avg("assignments__scores__units", filter=stands),
        high=Max("assignments__scores__units", filter=stands),
    )
    scale = round_.criteria.aggregate(low=Min("low"), high=Max("high"))
    return list(draw_pictures(counted, float(scale["low"] or 0), float(scale["high"] or 1)))


def draw_pictures(jurors: Iterable, low: float, high: float) -> Iterable[JudgePicture]:
    for row in jurors:
        given = {name: units_value(getattr(row, name)) for name in ("low", "mean", "high")}
        left, centre, right = (round(WIDTH * ((value or low) - low) / (high - low)) for value in given.values())
        width = max(right - left, 1)
        yield JudgePicture(row, row.assigned, row.finished, **given, left=left, centre=centre, width=width)


def units_value(units: Any) -> float | None:
    if units is None:
        return None
    return float(units) / UNITS
