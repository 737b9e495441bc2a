"""What a write leaves of the pages of the site in a search, and of the ways on, before the index is made anew."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from expo.models import Exhibit, Hall, Launch, NewsItem, Participation
from expo.models.search import SearchDue, SearchEntry
from expo.search.ways import ways_on
from expo.search_index import notes, questions, readiness, upkeep
from expo.search_index.kinds import ALL_ROWS
from tests.support.factories import (
    make_area,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_region,
    make_stated_figure,
)
from tests.support.reading import card_titles
from tests.support.showcase_factories import make_exhibit, make_launch, make_news

pytestmark = [pytest.mark.index_follows, pytest.mark.django_db]


def found(client, words):
    return card_titles(client.get("/en/2019/search/", {"q": words}))


def due_pages():
    return set(SearchDue.objects.filter(kind="pages").values_list("row", "hides"))


def key_of(title):
    return SearchEntry.objects.get(kind="pages", title_en=title).row


def make_confirmed(edition):
    return make_participation(edition=edition, status="confirmed")


def test_what_becomes_public_hides_no_page(client):
    edition = make_edition()
    confirmed = make_confirmed(edition)
    make_exhibit(edition=edition, participation=confirmed)
    make_exhibit(edition=edition)
    upkeep.catch_up()
    Participation.objects.filter(pk=confirmed.pk).update(status="published")

    assert due_pages() == {(key_of("Exhibits"), False)}
    assert found(client, "agenda")[:1] == ["Agenda"]
    assert found(client, "exhibits")[:1] == ["Exhibits"]


def test_a_firm_that_becomes_public_hides_neither_its_area_nor_where_it_is_from(client):
    """And one that is taken away may be the last of them."""
    edition, area, home = make_edition(), make_area(name_en="Robotics"), make_region(name_en="Germany", kind="country")
    firms = [
        make_participation(edition=edition, organisation=make_organisation(name_en=name, region=home), areas=[area])
        for name in ("Quartz", "Amber")
    ]
    upkeep.catch_up()
    Participation.objects.filter(pk=firms[0].pk).update(status="confirmed")
    assert {("areas", True), ("countries", True)} <= set(SearchDue.objects.values_list("kind", "hides"))
    upkeep.catch_up()
    Participation.objects.filter(pk=firms[0].pk).update(status="published")

    assert {("areas", False), ("countries", False)} <= set(SearchDue.objects.values_list("kind", "hides"))
    assert found(client, "robotics")[:1] == ["Robotics"]
    assert found(client, "germany")[:1] == ["Germany"]


@pytest.mark.parametrize("make", [make_hall, make_launch, make_exhibit])
def test_a_new_row_hides_no_page(make):
    edition = make_edition()
    upkeep.catch_up()
    make(edition=edition)

    assert [hides for _row, hides in due_pages()] == [False]


TAKEN_AWAY = {
    "Exhibits": lambda: Exhibit.objects.update(status="draft"),
    "Launches": lambda: Launch.objects.update(published=False),
    "Halls": lambda: Hall.objects.all().delete(),
    "News": lambda: NewsItem.objects.update(published=False),
}


@pytest.mark.parametrize("page", sorted(TAKEN_AWAY))
def test_what_may_be_the_last_of_a_list_hides_its_page_alone(client, page):
    edition = make_edition()
    for make in (make_exhibit, make_launch, make_hall, make_news):
        make(edition=edition)
    upkeep.catch_up()
    key = key_of(page)
    TAKEN_AWAY[page]()

    assert due_pages() == {(key, True)}
    assert page not in found(client, page)
    assert found(client, "agenda")[:1] == ["Agenda"]
    upkeep.catch_up()
    assert not SearchEntry.objects.filter(kind="pages", title_en=page).exists()


def test_news_that_the_clock_shows_hide_no_page_and_are_noted_once():
    edition = make_edition()
    make_news(edition=edition, publish_at=timezone.now() + dt.timedelta(days=1))
    make_launch(edition=edition)
    upkeep.catch_up()
    Launch.objects.update(published=False)
    upkeep.catch_up()
    later = SearchDue.objects.filter(kind="pages", due_at__isnull=False)

    assert later.count() == 1
    SearchDue.objects.update(due_at=timezone.now())
    assert not readiness.read_waiting(edition.pk).kinds
    upkeep.catch_up()


def test_a_list_of_which_all_may_be_hidden_by_now_is_no_way_on(client):
    edition = make_edition()
    firm = make_participation(edition=edition, organisation=make_organisation(name_en="Quartz Works"))
    upkeep.catch_up()
    assert labels(client) == ["Exhibitors"]
    Participation.objects.filter(pk=firm.pk).update(status="draft")

    assert labels(client) == ["Home"]


def test_a_kind_of_which_all_may_be_hidden_is_no_way_on(client):
    make_participation(edition=make_edition())
    upkeep.catch_up()
    SearchDue.objects.create(kind="exhibitors", row=ALL_ROWS)

    assert labels(client) == ["Home"]


def labels(client):
    response = client.get("/en/2019/search/", {"q": "zzqqxx"})
    return [str(way.label) for way in response.context["ways"]]


@pytest.mark.parametrize(
    ("figure", "offered"),
    [
        ({"figure": "projects"}, True),
        ({"figure": "amount", "unit": "money", "currency": "CNY"}, True),
        ({"figure": "amount", "unit": "money", "currency": "JPY"}, False),
        ({"figure": "projects", "value": None, "as_printed": ""}, False),
        ({"figure": "projects", "confirmed_at": None}, False),
        ({"figure": "forums"}, False),
    ],
)
def test_figures_that_were_stated_lead_to_the_deals(figure, offered):
    edition = make_edition()
    make_stated_figure(edition=edition, **figure)

    assert ("Deals" in [str(way.label) for way in ways_on(edition, readiness.NOTHING_WAITS)]) is offered


def test_entries_are_made_anew_where_visitors_call_a_page_otherwise(tmp_path, monkeypatch):
    before = notes.due_triggers(connection)
    other = tmp_path / "words.json"
    other.write_text(questions.WORDS.read_text().replace("timetable", "time table"))
    monkeypatch.setattr(questions, "WORDS", other)
    questions.words_digest.cache_clear()
    try:
        assert not notes.due_triggers(connection) & before
    finally:
        questions.words_digest.cache_clear()
