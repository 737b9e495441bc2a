"""A query whose SQL is made once brings what the query itself would bring, for whatever values."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from agenda.models import Session
from expo.db.compiled_rows import CompiledRows, CompiledRowsOf
from tests.support.agenda_factories import make_public, make_session
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2019, 8, 26, 4, tzinfo=dt.UTC)


def sessions_after(edition: int, slug: str, moment: dt.datetime):
    rows = Session.objects.public().filter(edition=edition, starts_at__gte=moment).exclude(slug=slug)
    return rows.select_related("room", "edition").prefetch_related("roles").in_order()


@pytest.fixture
def edition():
    edition = make_edition()
    make_public(*(make_session(edition=edition, slug=f"s{hour}", hour=hour) for hour in (9, 13, 15)))
    return edition


@pytest.mark.parametrize("slug", ["s9", "s13", "none", "\x1fvalue-1", "' OR 1=1 --", "%s", "上午"])
@pytest.mark.parametrize("hours", [-100, 0, 2, 100])
@pytest.mark.parametrize("other", [0, 1])
def test_rows_are_those_of_the_query_itself(edition, slug, hours, other):
    compiled, moment = CompiledRows(sessions_after, int, str, dt.datetime), MOMENT + dt.timedelta(hours=hours)
    compiled(edition.pk, "s9", MOMENT)
    values = edition.pk + other, slug, moment

    with CaptureQueriesContext(connection) as asked:
        found = compiled(*values)
    with CaptureQueriesContext(connection) as expected:
        rows = list(sessions_after(*values))

    assert found == rows
    assert [(row.room, row.edition, row.starts_at) for row in found] == [
        (row.room, row.edition, row.starts_at) for row in rows
    ]
    assert [query["sql"] for query in asked] == [query["sql"] for query in expected]


def test_what_makes_values_of_its_columns_is_looked_up_once(edition, monkeypatch):
    asked, look_up = [], SQLCompiler.get_converters
    compiled = CompiledRows(lambda slug: Session.objects.public().exclude(slug=slug).values_list("starts_at"), str)

    def counted(*args):
        asked.append(args)
        return look_up(*args)

    monkeypatch.setattr(SQLCompiler, "get_converters", counted)
    found = [compiled(slug) for slug in ("s9", "s13", "s15")]

    assert ([len(rows) for rows in found], len(asked)) == ([2, 2, 2], 1)


def test_the_query_is_built_once(edition):
    built = []

    def build(*values):
        built.append(values)
        return sessions_after(*values)

    compiled = CompiledRows(build, int, str, dt.datetime)
    for slug in ("s9", "s13", "s15"):
        compiled(edition.pk, slug, MOMENT)

    assert len(built) == 1


def test_rows_of_values_and_of_unions_are_compiled_too(edition):
    def slugs(key):
        one, other = Session.objects.working().order_by(), Session.objects.public().order_by()
        return one.filter(edition=key).values_list("slug").union(other.filter(edition=key).values_list("slug"))

    compiled = CompiledRows(slugs, int)

    assert [sorted(compiled(key)) for key in (edition.pk, edition.pk + 1)] == [[("s13",), ("s15",), ("s9",)], []]


def test_a_value_that_is_not_compared_as_it_is_is_refused(edition):
    compiled = CompiledRows(lambda slug: Session.objects.filter(slug__contains=slug), str)

    with pytest.raises(ValueError, match="is nowhere in"):
        compiled("s9")


def test_so_many_values_are_due(edition):
    with pytest.raises(TypeError, match="3 values are due, not 1"):
        CompiledRows(sessions_after, int, str, dt.datetime)(edition.pk)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5])
def test_rows_of_any_number_of_keys_are_found_by_few_statements(edition, number):
    compiled = CompiledRowsOf(lambda keys: Session.objects.public().filter(origin__in=keys).in_order())
    origins = [*Session.objects.public().in_order().values_list("origin", flat=True), -1, -2]

    with CaptureQueriesContext(connection) as asked:
        found = compiled(iter(origins[:number]))

    assert [row.origin_id for row in found] == origins[: min(number, 3)]
    assert len(asked) == min(number, 1)
    assert len(compiled.of_size) <= 1


def test_three_keys_are_asked_for_as_four(edition):
    compiled = CompiledRowsOf(lambda keys: Session.objects.public().filter(pk__in=keys))
    for number in range(1, 9):
        compiled(range(number))

    assert list(compiled.of_size) == [1, 2, 4, 8]


def test_more_keys_than_a_database_takes_are_asked_for_in_parts(edition, monkeypatch):
    monkeypatch.setattr("expo.db.compiled_rows.MOST_KEYS", 2)
    compiled = CompiledRowsOf(lambda keys: Session.objects.public().filter(pk__in=keys).order_by())
    keys = [*Session.objects.public().values_list("pk", flat=True)]

    with CaptureQueriesContext(connection) as asked:
        found = compiled(keys)

    assert sorted(row.pk for row in found) == sorted(keys)
    assert len(asked) == 2


def test_a_day_is_a_value_too(edition):
    compiled = CompiledRows(lambda day: Session.objects.public().filter(day__gte=day), dt.date)

    assert [len(compiled(dt.date(2019, 8, day))) for day in (1, 31)] == [3, 0]
