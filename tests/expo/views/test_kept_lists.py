"""Which rows stand on a page of a list, and the numbers of its filters, are counted once and are never old."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from expo.models import Attendance, Exhibit, Launch, Participation
from expo.versions.row_memory import ROWS
from tests.support.factories import (
    make_area,
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_region,
)
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = pytest.mark.django_db
COUNTING = ("COUNT(", "SELECT DISTINCT", "UNION ALL")


def make_exhibitor(edition, area, **fields):
    firm = make_organisation(region=make_region(kind="country"))
    return make_participation(edition=edition, organisation=firm, areas=[area], **fields)


def make_shown(edition, area):
    return make_exhibit(edition=edition, participation=make_exhibitor(edition, area), areas=[area])


def make_first(edition, area):
    return make_launch(edition=edition, participation=make_exhibitor(edition, area), area=area)


def make_person(edition, area):
    return make_attendance(edition=edition, organisation=make_exhibitor(edition, area).organisation)


LISTS = {
    "exhibitors": (make_exhibitor, lambda row: Participation.objects.filter(pk=row.pk).update(status="withdrawn")),
    "exhibits": (make_shown, lambda row: Exhibit.objects.filter(pk=row.pk).update(status="withdrawn")),
    "launches": (make_first, lambda row: Launch.objects.filter(pk=row.pk).update(published=False)),
    "people": (make_person, lambda row: Attendance.objects.filter(pk=row.pk).update(published=False)),
}


@pytest.fixture
def edition():
    ROWS.forget()
    return make_edition()


def counts_asked(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    # The deals of the exhibitors on the page are counted by their keys.
    found = [query["sql"] for query in asked.captured_queries if "deals_party" not in query["sql"]]
    return sum(any(word in sql for word in COUNTING) for sql in found)


def answers(client, name) -> list[bytes]:
    """In both languages, at their beginning, behind their end and by a choice."""
    queries = ("", "?page=2", "?page=99", "?area=photonics", "?letter=o", "?page=nonsense")
    return [client.get(f"/{lang}/2019/{name}/{query}").content for lang in ("en", "zh-hans") for query in queries]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["", "?area=photonics"])
def test_a_list_is_counted_once_until_somebody_writes(client, edition, name, query):
    make, _take_away = LISTS[name]
    make(edition, area := make_area(slug="photonics"))
    address = f"/en/2019/{name}/{query}"

    asked = [counts_asked(client, address), counts_asked(client, address)]
    make(edition, area)

    assert asked[0] > 0 == asked[1]
    assert counts_asked(client, address) == asked[0]


@pytest.mark.thorough
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_as_it_would_be_counted_anew_after_each_write_and_when_one_is_rolled_back(client, edition, name):
    make, take_away = LISTS[name]
    area = make_area(slug="photonics")
    rows = [make(edition, area) for _number in range(3)]
    before = answers(client, name)

    with transaction.atomic():
        take_away(rows[0])
        inside = answers(client, name)
        ROWS.forget()
        assert answers(client, name) == inside != before
        transaction.set_rollback(True)

    assert answers(client, name) == before


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["?q=lattice", "?area=photonics&country=XA", "?area=nonsense"])
def test_of_words_of_combinations_and_of_what_is_not_offered_nothing_is_remembered(client, edition, name, query):
    LISTS[name][0](edition, make_area(slug="photonics"))
    client.get(f"/en/2019/{name}/?area=photonics"), client.get(f"/en/2019/{name}/")
    known = set(ROWS.known)

    client.get(f"/en/2019/{name}/{query}")

    assert set(ROWS.known) == known
