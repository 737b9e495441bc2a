"""Where exhibitors stand: the halls of an edition, the stands of a hall, and a schematic drawn from their numbers."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet

from expo.db.compiled_rows import CompiledRows
from expo.exhibition.stand_names import is_stand_called
from expo.i18n.bilingual import localised_text
from expo.models import Booth, Edition, Hall, Participation
from expo.models.exhibition import ParticipationQuerySet
from expo.models.organisations import name_ordering
from expo.search_index.matching import matching_keys
from expo.versions.row_memory import ROWS

# What a plan shows of a stand and of who is there.
ON_PLAN = (
    *("booth__number", "participation__slug"),
    *("participation__organisation__name_en", "participation__organisation__name_zh"),
    *("participation__organisation__short_en", "participation__organisation__short_zh"),
)
IN_A_LINE = 12
WIDE, HIGH, AISLE, HEAD = 50, 30, 16, 28


class HallSummary(NamedTuple):
    """A hall with the numbers of its stands and exhibitors that are public."""

    hall: Hall
    stands: int
    exhibitors: int


class Stand(NamedTuple):
    """A booth and its public exhibitors; `hit` where it is what somebody looks for, `lang` where a name stands in."""

    booth: Booth
    exhibitors: list[Participation]
    hit: bool
    who: str
    lang: str


class PlacedStand(NamedTuple):
    """A stand and the corner of its rectangle."""

    stand: Stand
    x: int
    y: int


class Schematic(NamedTuple):
    drawn: list[PlacedStand]
    width: int
    height: int


def public_exhibitors(edition: Edition) -> ParticipationQuerySet:
    return edition.participations.public().exhibiting()


def hall_summaries(edition: Edition) -> list[HallSummary]:
    """Every hall of the edition, in two queries."""
    numbers = {hall: found for hall, *found in ROWS.recall(("halls", edition.pk), partial(hall_numbers, edition))}
    return [HallSummary(row, *numbers.get(row.pk, (0, 0))) for row in edition.halls.select_related("plan")]


def hall_numbers(edition: Edition) -> tuple[tuple[int, int, int], ...]:
    """Of each hall with public exhibitors: its key, its stands with any, and how many these are; one query."""
    stands: dict[int, set[int]] = {}
    there: dict[int, set[int]] = {}
    for pk, booth, of_booth, given in public_exhibitors(edition).values_list("pk", "booths", "booths__hall", "hall"):
        if booth:
            stands.setdefault(of_booth, set()).add(booth)
        if hall := of_booth or given:
            there.setdefault(hall, set()).add(pk)
    return tuple((hall, len(stands.get(hall, ())), len(found)) for hall, found in there.items())


def find_exhibitors(edition: Edition, words: str) -> QuerySet:
    """The exhibitors searched for with their stands, in two queries."""
    booths = Prefetch("booths", Booth.objects.select_related("hall"))
    rows = public_exhibitors(edition).filter(pk__in=matching_keys(edition.pk, "exhibitors", words)).by_name()
    return rows.select_related("organisation", "edition", "hall").prefetch_related(booths)


def hall_stands(hall: Hall, words: str = "", wanted: str = "") -> list[Stand]:
    """The stands with a public exhibitor in the order of their numbers, in one query.

    `words`: what is searched for; `wanted`: the stand that somebody comes for.
    """
    stands: dict[Booth, list[Participation]] = {}
    links = links_with_hits(hall, words) if words else links_of_hall(hall.pk)
    for link in links:
        link.booth.hall, link.participation.edition = hall, hall.edition
        link.participation.hit = bool(words) and link.hit
        stands.setdefault(link.booth, []).append(link.participation)
    booths = sorted(stands, key=lambda booth: natural_order(booth.number))
    return [build_stand(booth, stands[booth], words, wanted) for booth in booths]


def hall_links(hall: int) -> QuerySet:
    """Which public exhibitor stands where in the hall of a key, by name.

    From the hall's stands to who is there: asked the other way round, SQLite tries each exhibitor at each stand.
    """
    public = Participation.objects.public().exhibiting().filter(pk=OuterRef("participation"))
    links = Booth.participations.through.objects.filter(Exists(public), booth__hall=hall)
    rows = links.select_related("booth", "participation__organisation").only(*ON_PLAN)
    return rows.order_by(*name_ordering("participation__organisation__"), "participation")


links_of_hall: CompiledRows[Any] = CompiledRows(hall_links, int)


def links_with_hits(hall: Hall, words: str) -> QuerySet:
    """The same, each with `hit`: whether who it leads to is searched for."""
    asked = Q(participation__in=matching_keys(hall.edition_id, "exhibitors", words))
    return hall_links(hall.pk).annotate(hit=ExpressionWrapper(asked, BooleanField()))


def build_stand(booth: Booth, there: list[Participation], words: str, wanted: str) -> Stand:
    names = [localised_text(one.organisation, "name") for one in there]
    hit = bool(words) and (is_stand_called(booth, words) or any(one.hit for one in there))
    hit = hit or (bool(wanted) and is_stand_called(booth, wanted))
    lang, langs = "", {name.lang for name in names}
    if len(langs) == 1:
        lang = langs.pop()
    return Stand(booth, there, hit, " · ".join(name.value for name in names), lang)


def hall_only_exhibitors(hall: Hall, words: str = "") -> Sequence[Participation] | QuerySet[Participation]:
    """Exhibitors of whom only the hall is known."""
    if not words:
        return exhibitors_without_stand(hall.pk)
    return hall_only_rows(hall.pk).filter(pk__in=matching_keys(hall.edition_id, "exhibitors", words))


def hall_only_rows(hall: int) -> ParticipationQuerySet:
    rows = Participation.objects.public().exhibiting().filter(hall=hall, booths=None)
    return rows.select_related("organisation", "edition").by_name().defer("profile_en", "profile_zh")


exhibitors_without_stand: CompiledRows[Participation] = CompiledRows(hall_only_rows, int)


def natural_order(number: str) -> tuple:
    """A2 before A10, and Z24 before AA01."""
    row = row_letters(number)
    return len(row), row, list(map(natural_part, re.split(r"(\d+)", number)))


def natural_part(part: str) -> tuple[int, str]:
    if part.isdecimal():
        return int(part), ""
    return 0, part


def row_letters(number: str) -> str:
    return re.split(r"\d", number, maxsplit=1)[0]


def draw_schematic(shown: list[Stand]) -> Schematic:
    """Row after row by the letters of the numbers, an aisle between rows: an order, not a survey."""
    drawn, y, columns = [], HEAD, 1
    for _row, of_row in groupby(shown, key=lambda one: row_letters(one.booth.number)):
        row = list(of_row)
        for number, one in enumerate(row):
            line, column = divmod(number, IN_A_LINE)
            drawn.append(PlacedStand(one, column * WIDE, y + line * HIGH))
        columns, y = max(columns, min(len(row), IN_A_LINE)), y + -(-len(row) // IN_A_LINE) * HIGH
        y += AISLE
    return Schematic(drawn, max(columns, 7) * WIDE, y)
