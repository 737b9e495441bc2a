"""What a later page of a long list of the programming interface costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.expo.api.test_pagination import API, LISTS, follow
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import make_announced
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", LISTS)
def test_a_later_page_costs_as_many_queries_as_the_first_and_as_many_whatever_follows(client, monkeypatch, path):
    monkeypatch.setattr("expo.api.pagination.PER_PAGE", 2)
    edition, costs = make_edition(slug="2019"), []
    for year in (2018, 2020, 2021):
        make_edition(slug=str(year))
    for rows in (4, 3):
        for _ in range(rows):
            firm, room = make_organisation(), make_room()
            session = make_session(kind="signing", room=room, roles=[make_person(), firm], areas=[make_area()])
            make_participation(organisation=firm, areas=[make_area()], booths=[make_booth(hall=make_hall())])
            make_announced(edition=edition, ceremony=session, areas=(make_area(),), primary_area=make_area())
        for page in list(follow(client, API + path))[:2]:
            with CaptureQueriesContext(connection) as queries:
                client.get(page.wsgi_request.get_full_path())
            costs.append(len(queries))

    assert len(costs) == 4
    assert len(set(costs)) == 1
