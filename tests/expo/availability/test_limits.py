"""What is costly is done so often at a time and no more, and the rest hears of it at once."""

from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings as project
from django.db import OperationalError, connection
from django.http import StreamingHttpResponse

from expo.availability import limits
from expo.availability.failures import BUSY, recognise_failure
from expo.availability.places import take_place
from tests.support.factories import make_edition
from tests.support.routes import ROUTES
from tests.support.server import open_connections

needs_postgresql = pytest.mark.skipif(
    "postgresql" not in project.DATABASES["default"]["ENGINE"], reason="SQLite ends no statement"
)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@contextmanager
def all_places_taken(room):
    number = project.COSTLY_PAGES[room][0]
    with ExitStack() as stack:
        for _seat in range(number):
            stack.callback(take_place(room, number).leave)
        yield


def test_so_many_have_a_place_and_whoever_leaves_makes_room():
    first, second = take_place("room", 2), take_place("room", 2)

    assert take_place("room", 2) is None
    first.leave()
    third = take_place("room", 2)
    assert (third is None, take_place("room", 2)) == (False, None)
    second.leave()
    third.leave()


@pytest.mark.parametrize(
    ("room", "path"),
    [
        ("search", "/en/2019/search/?q=chip"),
        ("deals", "/2019/data/deals.csv"),
        ("agenda", "/2019/agenda.ics"),
        ("deals", "/api/v1/editions/2019/deals"),
    ],
)
def test_a_costly_page_is_refused_at_once_while_all_places_are_taken(client, db, room, path):
    make_edition()

    with all_places_taken(room):
        refused, other = client.get(path), client.get("/en/2019/halls/")
    answers = [client.get(path).status_code for _again in range(project.COSTLY_PAGES[room][0] + 1)]

    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "3", "no-store")
    assert other.status_code == 200
    assert answers == [200] * len(answers)


def test_whoever_is_refused_costs_no_look_at_the_content(client, db, django_assert_num_queries):
    make_edition()

    with all_places_taken("search"), django_assert_num_queries(0):
        client.get("/en/2019/search/?q=chip")


def test_what_is_streamed_keeps_its_place_until_the_last_byte(db):
    response = StreamingHttpResponse(iter([b"a", b"b"]))
    limits.leave_with_last_byte(response, take_place("room", 1))

    assert (b"".join(response), take_place("room", 1)) == (b"ab", None)
    with open_connections():
        response.close()
    take_place("room", 1).leave()


def test_each_costly_page_is_an_address_of_ours():
    named = {name for _number, routes in project.COSTLY_PAGES.values() for name in routes}

    assert named - ROUTES.keys() == set()


@pytest.mark.parametrize(
    ("path", "milliseconds"),
    [("/en/", 5000), ("/desk/", 0), ("/admin/", 0), ("/api/v1/deals", 0), ("/api/v1/editions", 5000)],
)
def test_the_public_may_keep_the_database_busy_for_so_long(path, milliseconds):
    assert limits.allowed_milliseconds(path) == milliseconds


@needs_postgresql
def test_a_statement_of_the_public_that_takes_too_long_is_ended(db):
    limit, refused = connection.execute_wrapper(limits.StatementLimit(50)), pytest.raises(OperationalError)
    with limit, connection.cursor() as cursor, refused as ended:
        cursor.execute("SELECT pg_sleep(5)")

    assert recognise_failure(ended.value) is BUSY


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_staff_on_the_same_connection_may_wait_again():
    said = []
    for milliseconds in (5000, 0, 5000):
        with connection.execute_wrapper(limits.StatementLimit(milliseconds)), connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            said += cursor.fetchone()

    assert said == ["5s", "0", "5s"]
