"""The pages of an edition of which nothing is known: none is a dead end, and one that is over promises nothing."""

import re

import pytest

from expo.models.edition import EditionStatus
from tests.support.factories import make_edition
from tests.support.world import LANGUAGES

pytestmark = pytest.mark.django_db
PAGES = (
    *("", "agenda/", "agenda/2019-08-26/", "agenda/releases/", "rooms/", "contests/", "exhibitors/", "exhibits/"),
    *("countries/", "halls/", "people/", "launches/", "scenarios/", "letters/", "delegations/", "news/", "quotations/"),
    *("visit/", "press/", "sources/", "open-data/", "search/", "deals/", "deals/totals/", "deals/stated/"),
    *("deals/landing/", "bulletins/"),
)
PROMISES = re.compile(r"\byet\b|\bsoon\b|尚未|暂无|暂未|即将")
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
EMPTY = re.compile(r'<div class="empty">.*?</div>', re.DOTALL)


def main_part(client, language: str, page: str) -> str:
    response = client.get(f"/{language}/2019/{page}")

    assert response.status_code == 200
    return MAIN.search(response.text)[0]


@pytest.mark.thorough
@pytest.mark.parametrize("status", EditionStatus.values)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_empty_list_leads_on(client, language, status):
    make_edition(status=status)

    for page in PAGES:
        for part in EMPTY.findall(main_part(client, language, page)):
            assert "<a href=" in part, page


@pytest.mark.parametrize("status", [EditionStatus.CLOSED, EditionStatus.ARCHIVED])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_over_promises_nothing(client, language, status):
    make_edition(status=status)

    found = {page: PROMISES.findall(main_part(client, language, page)) for page in PAGES}

    assert {page: words for page, words in found.items() if words} == {}
