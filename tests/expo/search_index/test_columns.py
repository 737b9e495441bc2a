"""Each column that entries are made of is watched: changed alone, it makes due whatever is said otherwise then."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils import translation

from expo.models import Launch, Organisation, Participation, Person, Scenario, TechnologyArea
from expo.models.search import SearchDue
from expo.search_index import notes, upkeep
from expo.search_index.kinds import ALL_ROWS, Watch, search_kinds
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_region,
    make_scenario,
)
from tests.support.whole_world import make_whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TABLES = sorted({label for kind in search_kinds().values() for label in kind.watched})
NOW = dt.datetime.now(dt.UTC)
# The first value of a column that has none, and how far another one is; the clock lies between two moments.
STEPS: dict[Any, tuple[Any, Any]] = {
    models.DateTimeField: (NOW, dt.timedelta(400)),
    models.DateField: (dt.date(2019, 8, 26), dt.timedelta(1)),
    models.DurationField: (dt.timedelta(), dt.timedelta(hours=1)),
    models.IntegerField: (0, 1),
    models.DecimalField: (0, 1),
}
# Of a column with choices or references, so many other values are tried.
MOST_TRIED = 4


@pytest.fixture(scope="module")
def world(make_once):
    return make_once(make_rich_world)


def make_rich_world() -> None:
    """What belongs to more than one thing, so that the other one is there to change to."""
    edition = make_whole_world()
    china = make_region(code="CN", name_en="China", kind="country")
    home = make_region(code="500000", name_en="Chongqing", kind="province", parent=china)
    Organisation.objects.update(region=home)
    make_organisation(name_en="Merged away", merged_into=Organisation.objects.order_by("pk").first())
    hall, scenario = make_hall(code="N9", edition=edition), make_scenario(slug="other", edition=edition)
    make_booth(hall=hall, participations=list(Participation.objects.all()))
    Scenario.objects.filter(hall=None).exclude(pk=scenario.pk).update(hall=hall)
    Participation.objects.exclude(kind="exhibitor").update(hall=hall)
    make_edition(slug="2018", rehearsal=True)
    make_area(slug="other", name_en="Other area")
    Launch.objects.update(area=TechnologyArea.objects.first())
    for row in Participation.objects.all():
        row.areas.set(TechnologyArea.objects.all())
        row.scenarios.set(Scenario.objects.all())
    Person.objects.filter(pinyin="").update(pinyin="ai da")


class Said(NamedTuple):
    """What the index says if it is made anew, by kind and key; `there`: the entries."""

    texts: dict[tuple[str, int], list]
    there: set[tuple[str, int]]


def made_anew(slugs: list[str]) -> Said:
    said = Said({}, set())
    with translation.override("en"):
        for slug in slugs:
            kind = search_kinds()[slug]
            for thing in kind.objects(None):
                entry = upkeep.build_entry(kind, thing)
                texts = [getattr(entry, name) for name in ("edition", *upkeep.COLUMNS)]
                said.texts.setdefault((slug, entry.row), []).append(texts)
                said.there.add((slug, entry.row))
            for row, moment in kind.due_later(None):
                said.texts.setdefault((slug, row), []).append(moment)
    return said


def other_values(field: models.Field, value: Any) -> Iterator[Any]:
    if field.null and value is not None:
        yield None
    if isinstance(field, models.ForeignKey):
        yield from field.related_model._base_manager.exclude(pk=value).order_by("pk").values_list("pk", flat=True)
    elif field.choices:
        yield from (choice for choice, _label in field.flatchoices if choice != value)
    elif isinstance(field, models.BooleanField):
        yield not value
    else:
        yield from plain_values(field, value)


def plain_values(field: models.Field, value: Any) -> Iterator[Any]:
    if field.name == "timezone":
        yield "Europe/London"
    elif isinstance(field, models.CharField | models.TextField):
        limit = field.max_length or 10_000
        yield (value or "")[: limit - 1] + "q"
        if value and field.blank:
            yield ""
    elif isinstance(field, models.JSONField):
        yield from ({"other": 1}, [])
    else:
        first, step = next((pair for kind, pair in STEPS.items() if isinstance(field, kind)), (None, 0))
        start = first if value is None or first == NOW else value
        if step:
            yield from (start + step, start - step)


def changes(model: type[models.Model], fields: list[models.Field]) -> Iterator[None]:
    """The fields of all rows given other values that the database lets pass: a few times, then taken back."""
    tried = []
    for field in fields:
        for pk, value in model._base_manager.order_by("pk").values_list("pk", field.attname):
            tried.append((pk, field, list(islice(other_values(field, value), MOST_TRIED))))
    for place in range(max((len(values) for _pk, _field, values in tried), default=0)):
        with transaction.atomic():
            SearchDue.objects.all().delete()
            written = [is_written(model, pk, field, values[place:]) for pk, field, values in tried]
            if any(written):
                yield
            transaction.set_rollback(True)


def is_written(model: type[models.Model], pk: int, field: models.Field, values: list) -> bool:
    if not values:
        return False
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{field.attname: values[0]})
    except DatabaseError:
        return False
    return True


def columns(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        if not field.primary_key and not field.generated:
            yield field


@pytest.mark.parametrize("label", TABLES)
def test_whatever_column_an_entry_is_made_of_its_change_is_noted(world, label):
    model, missed = apps.get_model(label), set()
    for slug, watch in notes.watched_tables()[model._meta.db_table].items():
        before = made_anew([slug])
        for fields in alike(list(columns(model)), watch):
            for _changed in changes(model, fields):
                if unnoted(before, made_anew([slug])):
                    missed |= {f"{slug}: {field.column}" for field in fields}

    assert model._base_manager.exists()
    assert missed == set()


def alike(fields: list[models.Field], watch: Watch) -> Iterator[list[models.Field]]:
    """Those that are read one by one, and all others at once: no change of them may alter anything."""
    unread = [field for field in fields if watch.read and field.column not in watch.read]
    yield unread
    for field in fields:
        if field not in unread:
            yield [field]


# What the world of this test has no case of, and what is written together with another column that is read.
UNSEEN = {
    "countries: expo.Participation.organisation_id",
    "countries: expo.Region.kind",
    "deals: expo.Region.code",
    "deals: expo.Region.parent_id",
    "delegations: expo.Organisation.name_en",
    "delegations: expo.Organisation.name_zh",
    "delegations: expo.Region.code",
    "delegations: expo.Region.parent_id",
    "exhibits: expo.Participation.edition_id",
    "launches: expo.Participation.edition_id",
    "news: expo.Edition.clock_shift",
    "news: expo.Edition.timezone",
    "news: expo.Participation.edition_id",
    "pages: expo.Edition.clock_shift",
    "pages: expo.Exhibit.participation_id",
    "pages: expo.HallPlan.hall_id",
    "provinces: expo.Participation.organisation_id",
    "stands: expo.Participation.edition_id",
}


def test_no_column_is_watched_of_which_nothing_is_made(world):
    wasted = set()
    for label in TABLES:
        model = apps.get_model(label)
        for slug, watch in notes.watched_tables()[model._meta.db_table].items():
            before = made_anew([slug])
            for field in columns(model):
                if field.column in watch.read and not alters(model, field, slug, before):
                    wasted.add(f"{slug}: {label}.{field.column}")

    assert wasted == UNSEEN


def alters(model: type[models.Model], field: models.Field, slug: str, before: Said) -> bool:
    found = [altered(before, made_anew([slug])) for _changed in changes(model, [field])]
    return any(found)


def altered(before: Said, after: Said) -> set[tuple[str, int]]:
    keys = before.texts.keys() | after.texts.keys()
    return {key for key in keys if before.texts.get(key) != after.texts.get(key)}


def unnoted(before: Said, after: Said) -> set[str]:
    """Kinds of which something is said otherwise and not due; or hidden, and not noted as what may be."""
    due = set(SearchDue.objects.values_list("kind", "row"))
    hiding = set(SearchDue.objects.filter(hides=True).values_list("kind", "row"))
    missed = {slug for slug, row in altered(before, after) if not due & {(slug, row), (slug, ALL_ROWS)}}
    gone = before.there - after.there
    return missed | {slug for slug, row in gone if not hiding & {(slug, row), (slug, ALL_ROWS)}}
