"""What a page costs the database among few rows and among many: no more, where it does not list them all."""

import pytest

from deals.ledger.deal_data import PartyData
from deals.public import subjects
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
)
from tests.support.steps import count_steps, counts_steps

pytestmark = [pytest.mark.django_db, counts_steps]


@pytest.mark.thorough
@pytest.mark.parametrize("path", ["", "halls/", "agenda/sessions/forum/", "agenda/sessions/signing/"])
def test_a_page_costs_the_database_no_more_among_ten_times_the_rows(client, path):
    edition = make_edition()
    make_session(slug="forum", roles=[make_organisation()], areas=[make_area()])
    make_announced(edition=edition, ceremony=make_session(slug="signing", kind="signing"))
    fill(edition, 4)
    few = steps_of(client, f"/en/2019/{path}")
    fill(edition, 36)

    assert steps_of(client, f"/en/2019/{path}") <= 1.25 * few


def fill(edition, number):
    hall = edition.halls.first() or make_hall()
    room = edition.rooms.first()
    for _ in range(number):
        make_participation(booths=[make_booth(hall=hall)])
        make_session(room=room)
        make_announced(edition=edition, ceremony=None)


def steps_of(client, address):
    """Of a page that was asked for before: what is remembered between pages is."""
    assert client.get(address).status_code == 200
    with count_steps() as steps:
        client.get(address)
    return steps.number


def test_the_deals_of_exhibitors_cost_four_times_as_much_where_both_are_four_times_as_many():
    edition = make_edition()
    few = steps_of_deals(edition, 15)
    many = steps_of_deals(edition, 45)

    assert many <= 5 * few


def steps_of_deals(edition, more):
    """Of the deals of all exhibitors, after so many more of both."""
    for _ in range(more):
        firm, other = make_organisation(), make_organisation()
        make_participation(organisation=firm)
        parties = (PartyData(side="A", organisation=firm), PartyData(side="B", organisation=other))
        make_announced(edition=edition, parties=parties)
    exhibitors = edition.participations.exhibiting().order_by().values("organisation")
    with count_steps() as steps:
        found = list(subjects.exhibitors_terms(edition, exhibitors))
    assert len(found) == edition.participations.count()
    return steps.number
