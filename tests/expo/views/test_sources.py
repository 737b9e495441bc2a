"""The sources page: every public fact with the page that states it, every figure with all that was said of it."""

import datetime as dt
from itertools import pairwise

import pytest

from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_deal
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
    make_source,
    make_stated_figure,
)
from tests.support.reading import elements, links, texts
from tests.support.showcase_factories import make_launch, make_letter

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/sources/"


def cite_everything(source):
    """One public fact of each sort, all from one source."""
    person = make_person(name_en=f"Person of {source}")
    make_participation(sources=[source])
    make_participation(kind="organiser", sources=[source])
    make_attendance(person=person, sources=[source])
    make_launch(sources=[source])
    make_letter(author=person, sources=[source])
    make_session(sources=[source])
    make_scenario().sources.set([source])
    make_stated_figure(headline=False, sources=[source])


@pytest.mark.parametrize("sources", [1, 3])
def test_sources_cost_the_same_queries_however_many_there_are(client, sources, django_assert_num_queries):
    edition = make_edition()
    make_stated_figure(figure="projects", sources=[make_source()])
    for _ in range(sources):
        source = make_source()
        edition.sources.add(source)
        cite_everything(source)
    client.get(PAGE)

    client.get(PAGE)  # the totals below are summed once

    with django_assert_num_queries(27):
        response = client.get(PAGE)

    assert len(texts(response, "cite")) == sources + 1


def test_a_source_names_and_links_what_it_backs_by_sort(client):
    make_edition()
    source = make_source(title="The press", publisher="Daily", url="https://example.org/page")
    make_participation(organisation=make_organisation(name_en="Memory Works"), slug="memory", sources=[source])
    make_session(name_en="Forum", slug="forum", sources=[source])

    response = client.get(PAGE)

    assert texts(response, "cite") == ["The press"]
    assert {"https://example.org/page", "/en/2019/exhibitors/memory/", "/en/2019/agenda/sessions/forum/"} <= set(
        links(response)
    )
    assert [text for text in texts(response, "dt") if text in ("Exhibitors", "Sessions")][-2:] == [
        "Exhibitors",
        "Sessions",
    ]


def test_a_source_of_many_facts_lists_forty_of_a_sort_and_counts_the_rest(client):
    make_edition()
    source = make_source()
    for _ in range(43):
        make_participation(organisation=make_organisation(region=None), sources=[source])

    assert "and 3 more" in client.get(PAGE).text


def test_sources_that_back_nothing_public_are_not_listed(client):
    edition = make_edition()
    source = make_source(title="Secret page")
    make_participation(status="confirmed", sources=[source])
    make_session(status="draft", sources=[source])
    make_session(visibility="staff", sources=[source])
    make_launch(published=False, sources=[source])
    make_letter(published=False, sources=[source])
    make_attendance(published=False, sources=[source])
    make_deal(edition=edition).sources.set([source])
    make_edition(slug="2020").sources.set([source])

    assert "Secret page" not in client.get(PAGE).text


def test_the_sources_of_an_announced_deal_are_listed(client):
    edition = make_edition()
    make_announced(edition=edition).sources.set([make_source(title="Press on the deal")])

    assert "Press on the deal" in texts(client.get(PAGE), "cite")


def test_conflicting_statements_stand_side_by_side_the_one_shown_first(client):
    make_edition()
    make_stated_figure(figure="exhibitors", value=800, qualifier="more_than", headline=False, as_printed="800+")
    make_stated_figure(figure="exhibitors", value=843, as_printed="843 exhibitors")

    response = client.get(PAGE)

    row = next(element for element in elements(response, "li") if element.attributes.get("id") == "exhibitors")
    assert row.text.startswith("Exhibitors 843 2 statements 843 “843 exhibitors”")
    assert "more than 800 also said “800+”" in row.text


def test_a_publisher_stands_once_above_its_pages_and_is_not_named_again_beside_its_own_words(client):
    edition = make_edition()
    daily = [make_source(publisher="Daily"), make_source(publisher="Times"), make_source(publisher="Daily")]
    edition.sources.set(daily)
    make_stated_figure(figure="projects", said_by="Daily", sources=daily[:2])

    page = client.get(PAGE)

    assert [text for text in texts(page, "h3") if text in ("Daily", "Times")] == ["Daily", "Times"]
    assert [text for text in texts(page, "a") if text in ("Daily", "Times", "Source")] == ["Source", "Times"]


@pytest.mark.parametrize(("language", "shown"), [("en", "210,000"), ("zh-hans", "21万")])
def test_the_press_room_writes_round_figures_as_readers_do(client, language, shown):
    make_edition()
    make_stated_figure(figure="exhibitors", value=843)
    make_stated_figure(figure="area", unit="m2", value=210_000)

    assert shown in texts(client.get(f"/{language}/2019/press/"), "b")


def test_what_was_not_published_is_said_so_and_is_not_zero(client):
    make_edition()
    make_stated_figure(figure="visitors", value=None, as_printed="")

    assert "not published" in texts(client.get(PAGE), "strong")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["816.9 billion yuan", "nearly 60", "13.6%", "210,000 m²"]),
        ("zh-hans", ["8169亿元", "近60", "13.6%", "21万平方米"]),
    ],
)
def test_figures_are_written_as_readers_of_each_language_write_them(client, language, shown):
    make_edition()
    make_stated_figure(figure="amount", unit="money", currency="CNY", value=81_690_000_000_000)
    make_stated_figure(figure="countries", value=60, qualifier="nearly")
    make_stated_figure(figure="area", unit="m2", value=210_000)
    make_stated_figure(figure="foreign_share", unit="per_mille", value=136)

    found = texts(client.get(f"/{language}/2019/sources/"), "strong")

    assert [text for text in shown if text in found] == shown


def test_counted_figures_stand_apart_from_stated_ones(client):
    make_edition()
    make_stated_figure(figure="exhibitors", value=843)
    make_participation()
    make_session(kind="forum")
    make_session(kind="ceremony")
    make_hall()

    facts = elements(client.get(PAGE))
    counted = {before.text: after.text for before, after in pairwise(facts) if after.tag == "dd"}

    assert (counted["Exhibitors"], counted["Sessions"], counted["Forums"]) == ("1", "2", "1")


def test_a_rehearsal_says_that_no_source_backs_it(client):
    make_edition(slug="2019", rehearsal=True)

    assert "invented, so no source backs it" in client.get(PAGE).text


def test_the_day_on_which_something_was_said_is_a_time(client):
    make_edition()
    make_stated_figure(said_on=dt.date(2019, 8, 27))

    times = elements(client.get(PAGE), "time")

    assert ("2019-08-27", "27 August 2019") in [(time.attributes["datetime"], time.text) for time in times]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_titles_of_sources_carry_their_language(client, language):
    edition = make_edition()
    for key, title in (("news", "Expo opens"), ("daily", "智博会开幕")):
        edition.sources.add(make_source(key=key, title=title))

    page = client.get(f"/{language}/2019/sources/")

    assert {one.attributes["lang"]: one.text for one in elements(page, "cite")} == {
        "en": "Expo opens",
        "zh-Hans": "智博会开幕",
    }
