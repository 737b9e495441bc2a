"""The numbers beside the choices of a list: right whatever is joined, and counted in one pass a filter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda.models import Session
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_booth, make_edition, make_hall, make_participation, make_person
from tests.support.staff import an_editor, page

pytestmark = pytest.mark.django_db


def facets(label, query=""):
    """What the list says of each filter: choice and number, by the filter's title."""
    listed = an_editor().get(page(label, "changelist") + query).context["cl"]
    found = {}
    for spec in listed.filter_specs:
        found[str(spec.title)] = [str(choice["display"]) for choice in spec.choices(listed)]
    return found


def test_a_hall_with_many_stands_is_one_hall():
    hall = make_hall()
    for _ in range(3):
        make_booth(hall=hall)

    assert facets("expo.hall")["edition"] == ["2019 Smart China Expo (1)", "All editions (1)"]


def test_exhibitors_are_found_in_their_hall_and_in_those_of_their_stands_once():
    north, south = make_hall(code="N1"), make_hall(code="S1")
    given, both, stands, nowhere = [make_participation(hall=hall) for hall in (north, north, None, None)]
    for number in range(2):
        make_booth(hall=north, number=f"N{number}", participations=[both, stands])
    make_booth(hall=south, number="S0", participations=[both])

    def found(hall):
        listed = an_editor().get(f"{page('expo.participation', 'changelist')}?edition=2019&hall={hall}")
        return sorted(row.pk for row in listed.context["cl"].result_list)

    assert found(north.pk) == sorted([given.pk, both.pk, stands.pk])
    assert (found(south.pk), found("none")) == ([both.pk], [nowhere.pk])
    told = facets("expo.participation", "?edition=2019")["hall"]
    assert told == ["All", f"{north} (3)", f"{south} (1)", "None (1)"]


def test_a_session_that_a_search_finds_by_two_people_is_one_session():
    room = make_room()
    session = make_session(room=room, roles=[make_person(name_en="Ada Li"), make_person(name_en="Ada Wu")])
    make_session(edition=session.edition, room=None, place_note_en="Lawn", kind="break", status="cancelled")
    make_session(edition=make_edition(slug="2020", name_en="Other"), roles=[make_person(name_en="Ada Ng")])

    found = facets("agenda.session", "?q=Ada&edition=2019")

    assert found["edition"] == ["2019 Smart China Expo (1)", "Other (1)", "All editions (2)"]
    assert [each for each in found["kind"] if "(1)" in each] == ["forum (1)"]
    assert [each for each in found["status"] if "(0)" not in each] == ["All", "confirmed (1)"]
    assert found["room"] == ["All", f"{room} (1)", "None (0)"]


def test_the_database_counts_by_what_rows_say_and_not_once_for_each_choice():
    make_session(), make_session(room=None)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        facets("agenda.session")

    asking_each = [query["sql"] for query in asked if " FILTER " in query["sql"]]
    # What is missing is a condition each, for a row may lack several things.
    assert [sql.count(" FILTER ") for sql in asking_each] == [8] * len(asking_each) != []


def test_what_was_counted_once_is_counted_again_when_something_was_written():
    client, session = an_editor(), make_session(status="draft")
    path = page("agenda.session", "changelist")
    client.get(path)

    with CaptureQueriesContext(connection) as asked:
        again = facets("agenda.session")["status"]
    make_session(edition=session.edition, status="draft")
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    after = facets("agenda.session")["status"]

    counting = [query["sql"] for query in asked if "GROUP BY" in query["sql"] or " FILTER " in query["sql"]]
    assert counting == []
    assert [[each for each in found if "(1)" in each] for found in (again, after)] == [
        ["draft (1)"],
        ["draft (1)", "cancelled (1)"],
    ]
