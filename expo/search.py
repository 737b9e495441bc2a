"""Finds what is public of an edition by words: each app names its own kinds, one page shows them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Window
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from expo import countries, dates
from expo.bilingual import Text, saying, text
from expo.facets import condition
from expo.filters import called
from expo.models import Attendance, Edition, Launch, Organisation, Participation, Scenario

SHOWN = 6


class Hit(NamedTuple):
    """Something found: its page, its name, and in a few words what it is."""

    url: str
    name: Text | str
    about: list[Text | str]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found, under its `slug` in addresses.

    `rows`: what is public of an edition and says the words, in order; `hit`: how one of them is shown.
    """

    slug: str
    label: str | Promise
    rows: Callable[[Edition, str], QuerySet]
    hit: Callable[[Any], Hit]


class Found(NamedTuple):
    """What was found of a kind: the first few, and how many there are in all."""

    kind: Kind
    hits: list[Hit]
    number: int


def kinds() -> list[Kind]:
    """Those of every app, in the order in which settings name them."""
    return [kind for path in settings.EXPO_SEARCH for kind in import_string(path)]


def everything(edition: Edition, words: str) -> Iterator[Found]:
    """The first of each kind that has any; one query a kind, and one more for stands."""
    for kind in kinds():
        rows = list(kind.rows(edition, words).annotate(counted=Window(Count("pk")))[:SHOWN])
        if rows:
            yield Found(kind, [kind.hit(row) for row in rows], rows[0].counted)


def exhibitors(edition: Edition, words: str) -> QuerySet:
    """Those that are called so, and those of a country that is."""
    called_so = Q(organisation__in=Organisation.objects.matching(words))
    come_from = [condition("country", code) for code in countries.meanings(words) if code]
    found = edition.participations.public().exhibiting().filter(reduce(or_, come_from, called_so))
    return found.by_name().select_related("organisation__region", "edition", "hall").prefetch_related("booths__hall")


def exhibitor(row: Participation) -> Hit:
    stands = [f"{booth.hall.code} {booth.number}" for booth in row.booths.all()]
    where = stands or ([text(row.hall, "name")] if row.hall else [])
    region = [text(row.organisation.region, "name")] if row.organisation.region else []
    return Hit(row.get_absolute_url(), text(row.organisation, "name"), [*where, *region])


def people(edition: Edition, words: str) -> QuerySet:
    found = edition.attendances.public().filter(called(words))
    return found.select_related("person", "edition", "organisation")


def person(row: Attendance) -> Hit:
    organisation = text(row.organisation, "name") if row.organisation else None
    about = [part for part in (text(row, "title"), organisation) if part and part.value]
    return Hit(row.get_absolute_url(), text(row.person, "name"), about)


def launches(edition: Edition, words: str) -> QuerySet:
    found = edition.launches.public().filter(saying(words, "name", "summary"))
    return found.select_related("edition").defer("summary_en", "summary_zh")


def launch(row: Launch) -> Hit:
    about = [row.get_level_display()] if row.level else []
    about += [dates.written(row.launched_on, dates.SHORT)] if row.launched_on else []
    return Hit(row.get_absolute_url(), text(row, "name"), about)


def scenarios(edition: Edition, words: str) -> QuerySet:
    return edition.scenarios.filter(saying(words, "name", "story")).select_related("edition")


def scenario(row: Scenario) -> Hit:
    return Hit(row.get_absolute_url(), text(row, "name"), [])


KINDS = [
    Kind("exhibitors", _("Exhibitors"), exhibitors, exhibitor),
    Kind("people", _("People"), people, person),
    Kind("launches", _("Launches"), launches, launch),
    Kind("scenarios", _("Scenarios"), scenarios, scenario),
]
