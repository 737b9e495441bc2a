"""Exhibitors with what their cards show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from expo.db.compiled_rows import CompiledRowsOf
from expo.models import Booth, Participation, TechnologyArea
from expo.models.exhibition import ParticipationQuerySet


def exhibitor_cards(keys: Iterable[int]) -> list[Participation]:
    """The public ones of these keys, in their order, each with its `stands` and `shown_areas`. Three queries."""
    wanted = list(keys)
    rows = {row.pk: row for row in card_rows(wanted)}
    for row in rows.values():
        row.stands, row.shown_areas = [], []
    for booth in stands_of(rows):
        rows[booth.holder].stands.append(booth)
    for area in areas_of(rows):
        rows[area.holder].shown_areas.append(area)
    return [rows[key] for key in wanted if key in rows]


def public_cards(keys: list[int]) -> ParticipationQuerySet:
    rows = Participation.objects.public().filter(pk__in=keys).order_by()
    joined = rows.select_related("organisation__region", "organisation__logo", "edition", "hall")
    return joined.defer("profile_en", "profile_zh")


card_rows: CompiledRowsOf[Participation] = CompiledRowsOf(public_cards)
# Each names who has it as `holder`.
stands_of: CompiledRowsOf[Any] = CompiledRowsOf(
    lambda keys: (
        Booth.objects.filter(participations__in=keys).annotate(holder=F("participations")).select_related("hall")
    )
)
areas_of: CompiledRowsOf[Any] = CompiledRowsOf(
    lambda keys: TechnologyArea.objects.filter(participation__in=keys).annotate(holder=F("participation"))
)
