"""No way leads to an empty page: every link of the demo's public editions is followed from their homes."""

from collections import Counter, deque

import pytest
from django.test import Client
from django.urls import resolve

import agenda.demo
import deals.demo
import expo.demo
from tests.demo.loading import loaded
from tests.support.reading import elements, links

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
# A visitor's own, which is empty until they choose.
OWN = {"agenda:mine"}
# Of the rehearsal's thousands of pages of the same kind.
MOST_OF_A_KIND = 12


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, expo.demo.load, agenda.demo.load, deals.demo.load):
        yield


@pytest.mark.parametrize("edition", ["2019", "rehearsal"])
def test_every_page_that_a_link_leads_to_shows_something(edition):
    empty = [path for path, page in pages_from_home(f"/en/{edition}/") if is_empty(page)]

    assert empty == []


def pages_from_home(home: str):
    """Each page below the home once, as far as links lead, with its address; of filters none."""
    client, seen, waiting, kinds = Client(), {home}, deque([home]), Counter()
    while waiting:
        path = waiting.popleft()
        kind = resolve(path).view_name
        kinds[kind] += 1
        if kind in OWN or kinds[kind] > MOST_OF_A_KIND:
            continue
        page = client.get(path)
        assert page.status_code == 200, path
        yield path, page
        if not page["Content-Type"].startswith("text/html"):
            continue
        for link in links(page):
            address = link.partition("#")[0].partition("?")[0]
            if address.startswith(home) and address not in seen:
                seen.add(address)
                waiting.append(address)


def is_empty(page) -> bool:
    return page["Content-Type"].startswith("text/html") and any(
        "empty" in (each.attributes.get("class") or "").split() for each in elements(page, "div")
    )
