"""Finds what is public of an edition by words: each app names its own kinds, one page shows them all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Window
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from expo.exhibition.facets import filter_condition, people_name_condition
from expo.i18n import countries, dates
from expo.i18n.bilingual import Text, contains_words, localised_text
from expo.i18n.lazy_text import LazyText
from expo.models import Attendance, Edition, Launch, Organisation, Participation, Scenario

SHOWN = 6


class SearchHit(NamedTuple):
    """Something found: its page, its name, and in a few words what it is."""

    url: str
    name: Text | str
    about: Sequence[Text | LazyText]


@dataclass(frozen=True)
class SearchKind:
    """A kind of thing that can be found, under its `slug` in addresses.

    `rows`: what is public of an edition and says the words, in order; `hit`: how one of them is shown.
    """

    slug: str
    label: LazyText
    rows: Callable[[Edition, str], QuerySet]
    hit: Callable[[Any], SearchHit]


class KindResults(NamedTuple):
    """What was found of a kind: the first few, and how many there are in all."""

    kind: SearchKind
    hits: list[SearchHit]
    number: int


def search_kinds() -> list[SearchKind]:
    """Those of every app, in the order in which settings name them."""
    return [kind for path in settings.EXPO_SEARCH for kind in import_string(path)]


def search_edition(edition: Edition, words: str) -> Iterator[KindResults]:
    """The first of each kind that has any; one query a kind, and one more for stands."""
    for kind in search_kinds():
        rows = list(kind.rows(edition, words).annotate(counted=Window(Count("pk")))[:SHOWN])
        if rows:
            yield KindResults(kind, [kind.hit(row) for row in rows], rows[0].counted)


def matching_exhibitors(edition: Edition, words: str) -> QuerySet:
    """Those that are called so, and those of a country that is."""
    called_so = Q(organisation__in=Organisation.objects.matching(words))
    come_from = [filter_condition("country", code) for code in countries.country_codes(words) if code]
    found = edition.participations.public().exhibiting().filter(reduce(or_, come_from, called_so))
    return found.by_name().select_related("organisation__region", "edition", "hall").prefetch_related("booths__hall")


def exhibitor_hit(row: Participation) -> SearchHit:
    stands = [f"{booth.hall.code} {booth.number}" for booth in row.booths.all()]
    where: Sequence[Text | str] = stands or ([localised_text(row.hall, "name")] if row.hall else [])
    region = [localised_text(row.organisation.region, "name")] if row.organisation.region else []
    return SearchHit(row.get_absolute_url(), localised_text(row.organisation, "name"), [*where, *region])


def matching_people(edition: Edition, words: str) -> QuerySet:
    found = edition.attendances.public().filter(people_name_condition(words))
    return found.select_related("person", "edition", "organisation")


def person_hit(row: Attendance) -> SearchHit:
    organisation = localised_text(row.organisation, "name") if row.organisation else None
    about = [part for part in (localised_text(row, "title"), organisation) if part and part.value]
    return SearchHit(row.get_absolute_url(), localised_text(row.person, "name"), about)


def matching_launches(edition: Edition, words: str) -> QuerySet:
    found = edition.launches.public().filter(contains_words(words, "name", "summary"))
    return found.select_related("edition").defer("summary_en", "summary_zh")


def launch_hit(row: Launch) -> SearchHit:
    about = [row.get_level_display()] if row.level else []
    about += [dates.format_day(row.launched_on, dates.SHORT)] if row.launched_on else []
    return SearchHit(row.get_absolute_url(), localised_text(row, "name"), about)


def matching_scenarios(edition: Edition, words: str) -> QuerySet:
    return edition.scenarios.filter(contains_words(words, "name", "story")).select_related("edition")


def scenario_hit(row: Scenario) -> SearchHit:
    return SearchHit(row.get_absolute_url(), localised_text(row, "name"), [])


KINDS = [
    SearchKind("exhibitors", _("Exhibitors"), matching_exhibitors, exhibitor_hit),
    SearchKind("people", _("People"), matching_people, person_hit),
    SearchKind("launches", _("Launches"), matching_launches, launch_hit),
    SearchKind("scenarios", _("Scenarios"), matching_scenarios, scenario_hit),
]
