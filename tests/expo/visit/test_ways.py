"""The menu leads to what there is, and to no empty list."""

import datetime as dt

import pytest
from django.utils import timezone

from expo.models import NewsItem
from tests.support.factories import make_edition, make_scenario
from tests.support.reading import links
from tests.support.showcase_factories import make_delegation, make_launch, make_letter, make_news, make_quotation

pytestmark = pytest.mark.django_db
MAKERS = {
    "delegations": make_delegation,
    "launches": make_launch,
    "letters": make_letter,
    "news": make_news,
    "quotations": make_quotation,
}
LISTS = {*MAKERS, "scenarios"}
HOUR = dt.timedelta(hours=1)


def ways_of_the_menu(client, language="en"):
    page = links(client.get(f"/{language}/2019/exhibitors/"))
    return {link.split("/")[3] for link in page if link.count("/") == 4} & LISTS


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_edition_without_anything_leads_to_no_empty_list(client, language):
    make_edition()

    assert ways_of_the_menu(client, language) == set()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_not_empty_is_reached_from_every_page(client, language):
    make_edition()
    make_scenario()
    for make in MAKERS.values():
        make()

    assert ways_of_the_menu(client, language) == LISTS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_drafts_open_no_way(client, name):
    make_edition()
    MAKERS[name](published=False)

    assert ways_of_the_menu(client) == set()


@pytest.mark.parametrize("shift", [dt.timedelta(0), 3 * HOUR])
def test_the_way_to_news_opens_with_the_first_by_the_clock_of_the_edition(client, shift):
    make_edition(rehearsal=bool(shift), clock_shift=shift)
    make_news(publish_at=timezone.now() + shift + HOUR)
    assert ways_of_the_menu(client) == set()

    NewsItem.objects.update(publish_at=timezone.now() + shift - HOUR)
    assert ways_of_the_menu(client) == {"news"}
