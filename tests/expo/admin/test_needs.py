"""What a new edition needs, in order, with how far it is, on the start page of data entry."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.agenda_factories import make_opening, make_room, make_session
from tests.support.factories import make_booth, make_edition, make_hall, make_participation
from tests.support.reading import texts
from tests.support.staff import a_clerk, an_editor

pytestmark = pytest.mark.django_db
EMPTY = ["Halls", "Stands", "Rooms", "Opening hours", "Exhibitors", "Exhibits", "Attendances", "Sessions"]


def needs(client):
    return [(need.rows, need.ready, need.number) for need in client.get("/admin/").context["needs"]]


def test_an_empty_edition_is_told_all_that_it_needs_in_order_and_not_that_nothing_is_missing():
    make_edition(slug="2027", status="planning")
    page = an_editor().get("/admin/")

    assert [rows for rows, _ready, _number in needs(an_editor())][:8] == EMPTY
    assert {(ready, number) for _rows, ready, number in needs(an_editor())} == {(0, 0)}
    assert "Nothing is missing" not in page.text
    assert [text for text in texts(page, "li") if text.startswith("Halls")] == ["Halls none yet"]


def test_it_tells_how_far_each_is():
    edition = make_edition(slug="2027", status="planning")
    hall = make_hall(edition=edition)
    make_booth(hall=hall)
    make_opening(edition=edition, hall=hall)
    make_participation(edition=edition)
    make_participation(edition=edition, status="draft")
    make_participation(edition=edition, kind="sponsor")
    make_session(edition=edition, room=make_room(edition=edition, hall=hall), status="draft")
    there = {rows: (ready, number) for rows, ready, number in needs(an_editor())}

    assert [there[rows] for rows in EMPTY] == [(1, 1), (1, 1), (1, 1), (1, 1), (1, 2), (0, 0), (0, 0), (0, 1)]
    assert "1 of 2 published" in an_editor().get("/admin/").text


def test_an_edition_that_is_over_needs_nothing_and_nobody_is_told_of_what_they_may_not_enter():
    edition = make_edition(slug="2019", status="closed")
    assert needs(an_editor()) == []

    edition.status = "live"
    edition.save()
    assert len(needs(an_editor())) == 10
    assert needs(a_clerk()) == []


def test_the_queries_do_not_grow_with_the_rows():
    edition = make_edition(slug="2027", status="planning")
    client, counts = an_editor(), []
    client.get("/admin/")
    for more in (1, 2):
        for _ in range(more):
            make_participation(edition=edition)
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
