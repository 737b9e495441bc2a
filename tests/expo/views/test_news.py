"""News from their moment on, what people said, and who came together."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from expo.exhibition.showcase import news_clock
from expo.models import Delegation, NewsItem
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_region,
    make_source,
)
from tests.support.reading import links, texts
from tests.support.showcase_factories import make_delegation, make_launch, make_news, make_quotation

pytestmark = pytest.mark.django_db
LIST = "/en/2019/news/"
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("news/", 3), ("quotations/", 4), ("delegations/", 3)])
def test_a_list_costs_the_same_however_long_it_is(client, items, path, queries, django_assert_num_queries):
    make_edition()
    for _ in range(items):
        make_news(), make_quotation(sources=[make_source()]), make_delegation(sources=[make_source()])

    with django_assert_num_queries(queries):
        response = client.get(f"/en/2019/{path}")

    assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_news_page_costs_six_queries_whatever_it_is_about(client, rows, django_assert_num_queries):
    make_edition()
    about = {"participations": [make_participation() for _ in range(rows)], "launches": [make_launch()] * rows}
    make_news(slug="item", sources=[make_source()], **about)

    for number in range(rows):
        make_news(publish_at=dt.datetime(2019, 8, 1, number, tzinfo=dt.UTC))

    with django_assert_num_queries(6):
        response = client.get(f"{LIST}item/")

    assert len([link for link in links(response) if "/exhibitors/company-" in link]) == rows


def test_a_news_page_leads_to_those_before_it_and_to_all(client):
    make_edition()
    for day in range(1, 7):
        make_news(slug=f"of-{day}", pinned=day == 1, publish_at=dt.datetime(2019, 8, day, tzinfo=dt.UTC))

    leads = [link.removeprefix(LIST) for link in links(client.get(f"{LIST}of-5/")) if link.startswith(f"{LIST}of-")]
    assert leads == ["of-4/", "of-3/", "of-2/"]
    assert LIST in links(client.get(f"{LIST}of-1/"))


def test_what_is_pinned_stands_first_then_the_newest(client):
    make_edition()
    for day, name, pinned in ((1, "Old and pinned", True), (2, "Older", False), (3, "Newer", False)):
        make_news(name_en=name, pinned=pinned, publish_at=dt.datetime(2019, 8, day, tzinfo=dt.UTC))

    shown = [text for text in texts(client.get(LIST), "a") if text in ("Old and pinned", "Older", "Newer")]
    assert shown == ["Old and pinned", "Newer", "Older"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_news_waits_for_its_moment_everywhere(client, language):
    make_edition()
    make_news(slug="now", name_en="Now", name_zh="现在")
    paths = ["", "news/", "news/feed.atom", "sources/"]
    before = [client.get(f"/{language}/2019/{path}").content for path in paths]

    later = make_news(slug="later", sources=[make_source()], publish_at=timezone.now() + HOUR, pinned=True)

    assert [client.get(f"/{language}/2019/{path}").content for path in paths] == before
    assert client.get(f"/{language}/2019/news/later/").status_code == 404
    assert 3500 < news_clock.seconds_until_change() <= 3600
    NewsItem.objects.filter(pk=later.pk).update(publish_at=timezone.now() - HOUR)
    assert client.get(f"/{language}/2019/news/later/").status_code == 200


def test_in_a_rehearsal_its_own_clock_decides(client):
    make_edition(rehearsal=True, clock_shift=2 * HOUR)
    make_news(slug="item", publish_at=timezone.now() + HOUR)
    make_news(slug="later", publish_at=timezone.now() + 3 * HOUR)

    assert [client.get(f"{LIST}{slug}/").status_code for slug in ("item", "later")] == [200, 404]
    assert 3500 < news_clock.seconds_until_change() <= 3600


def test_the_feed_tells_the_newest_in_the_language_of_its_address(client):
    make_edition()
    make_news(name_zh="开馆", text_zh="九点。", slug="open")

    feed = client.get("/zh-hans/2019/news/feed.atom")

    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ["<title>开馆</title>" in feed.text, "九点。" in feed.text] == [True, True]
    assert 'href="http://testserver/zh-hans/2019/news/open/"' in feed.text


@pytest.mark.parametrize("path", ["en/2019/news/feed.atom", "2019/agenda.atom", "2019/contests.atom"])
def test_a_feed_of_nothing_yet_is_the_same_at_every_question(client, path):
    make_edition(starts_on=dt.date(2019, 8, 26))

    assert "<updated>2019-08-25T16:00:00+00:00</updated>" in client.get(f"/{path}").text


def test_hidden_exhibitors_and_launches_are_not_named_in_news(client):
    make_edition()
    hidden = make_participation(status="confirmed", organisation=make_organisation(name_en="Secret"))
    make_news(slug="item", participations=[hidden], launches=[make_launch(name_en="Secret", published=False)])

    assert "Secret" not in client.get(f"{LIST}item/").text


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "The sense in our own words, not the words themselves."), ("zh-hans", "此处为大意转述，并非原话原文。")],
)
def test_a_quotation_says_whether_it_gives_words_or_sense(client, language, told):
    make_edition()
    speaker = make_attendance(person=make_person(slug="ada")).person
    make_quotation(speaker=speaker)
    assert told not in client.get(f"/{language}/2019/quotations/").text

    make_quotation(speaker=speaker, sense=True)

    for path in ("quotations/", "people/ada/"):
        assert texts(client.get(f"/{language}/2019/{path}"), "p").count(told) == 1


def test_a_delegation_leads_to_its_head_where_that_one_is_public(client):
    make_edition()
    shown, hidden = make_person(slug="ada"), make_person(slug="bob", name_en="Bob")
    make_attendance(person=shown), make_attendance(person=hidden, published=False)
    make_delegation(slug="one", head=shown, region=make_region(name_en="Far country"))
    make_delegation(slug="two", head=hidden)

    one, two = (client.get(f"/en/2019/delegations/{slug}/") for slug in ("one", "two"))

    assert ("/en/2019/people/ada/" in links(one), "/en/2019/people/bob/" in links(two)) == (True, False)
    assert [text for text in texts(one, "dd") if text in ("Far country", "12")] == ["Far country", "12"]
    assert "Bob" in texts(two, "dd")


@pytest.mark.parametrize(
    "fields",
    [
        {"region": None, "organisation": None},
        {"members": 0},
        {"arrives_on": dt.date(2019, 8, 28), "leaves_on": dt.date(2019, 8, 27)},
        {"name_en": "", "name_zh": ""},
    ],
)
def test_the_database_refuses_a_delegation_that_cannot_be(fields):
    make_edition()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_delegation(**fields)

    assert Delegation.objects.count() == 0


def test_the_database_refuses_news_without_a_moment():
    make_edition()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_news(publish_at=None)

    assert make_news(publish_at=None, published=False).publish_at is None


@pytest.mark.parametrize("path", ["news/", "quotations/", "delegations/"])
def test_an_edition_that_tells_nothing_says_what_will_be_there(client, path):
    make_edition(status="planning")

    assert "empty-title" in client.get(f"/zh-hans/2019/{path}").text


def test_no_address_of_a_quotation_tells_how_many_are_not_public(client):
    make_edition()
    make_quotation(published=False)
    shown = make_quotation()

    page = client.get("/en/2019/quotations/").text

    places = re.findall(r'id="(said-[^"]*)"', page)
    assert places == [shown.get_absolute_url().partition("#")[2]]
    assert str(shown.pk) != places[0].removeprefix("said-")
    assert re.fullmatch("said-[0-9a-f]{16}", places[0])
