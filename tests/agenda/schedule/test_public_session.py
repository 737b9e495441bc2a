"""A session's own page: all it is linked to, and nothing that is not public."""

import datetime as dt

import pytest

from deals.templatetags.deals import SIGNED_PER_PAGE
from tests.support.agenda_factories import make_role, make_room, make_session
from tests.support.deal_factories import make_announced, make_verified
from tests.support.factories import (
    make_area,
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
    make_source,
)
from tests.support.reading import card_titles, elements, links, texts
from tests.support.showcase_factories import make_launch, make_letter

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/agenda/sessions/forum/"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_session_costs_six_queries_however_much_it_holds(client, rows, django_assert_num_queries):
    make_edition()
    forum = make_session(
        slug="forum",
        parent=make_session(),
        areas=[make_area() for _ in range(rows)],
        scenarios=[make_scenario() for _ in range(rows)],
        launches=[make_launch(participation=make_participation()) for _ in range(rows)],
        letters=[make_letter() for _ in range(rows)],
        sources=[make_source() for _ in range(rows)],
        roles=[make_person() for _ in range(rows)] + [make_organisation() for _ in range(rows)],
    )
    for _ in range(rows):
        make_session(parent=forum, areas=[make_area()], roles=[make_person()])

    with django_assert_num_queries(6):
        response = client.get(PAGE)

    assert len(card_titles(response)) == 3 * rows


@pytest.mark.parametrize("deals", [1, 3])
def test_a_signing_shows_its_announced_deals_at_a_constant_cost(client, deals, django_assert_num_queries):
    edition = make_edition()
    signing = make_session(slug="forum", kind="signing")
    made = [make_announced(edition=edition, ceremony=signing, name_en=f"Chip works {each}") for each in range(deals)]
    make_verified(edition=edition, ceremony=signing, name_en="Secret works")

    with django_assert_num_queries(9):
        response = client.get(PAGE)

    assert card_titles(response) == in_public_order(made)
    assert "Secret works" not in response.text


def in_public_order(deals) -> list[str]:
    return [deal.versions.get().name_en for deal in sorted(deals, key=lambda deal: deal.reference)]


def test_a_session_links_all_that_it_touches(client):
    make_edition()
    person, firm = make_person(slug="ada"), make_organisation()
    make_attendance(person=person)
    stand = make_participation(organisation=firm, slug="firm")
    forum = make_session(
        slug="forum",
        parent=make_session(slug="summit", name_en="Summit"),
        scenarios=[make_scenario(slug="home")],
        launches=[make_launch(participation=stand, name_en="Thing")],
        letters=[make_letter()],
        roles=[(person, "chair"), (firm, "host")],
        sources=[make_source(url="https://example.org/page")],
    )
    make_session(slug="talk", parent=forum)

    found = set(links(client.get(PAGE)))

    assert {
        "/en/2019/people/ada/",
        "/en/2019/exhibitors/firm/",
        "/en/2019/agenda/sessions/summit/",
        "/en/2019/agenda/sessions/talk/",
        "/en/2019/scenarios/home/",
        "/en/2019/agenda/",
        "/en/2019/agenda/2019-08-26/",
        "https://example.org/page",
    } <= found
    assert any(link.startswith("/en/2019/letters/#letter-") for link in found)


def test_people_and_organisations_without_a_page_are_named_without_a_link(client):
    make_edition()
    person, firm = make_person(slug="ada", name_en="Ada"), make_organisation(name_en="Firm")
    make_attendance(person=person, published=False)
    make_participation(organisation=firm, slug="firm", status="confirmed")
    make_session(slug="forum", roles=[person, firm])

    response = client.get(PAGE)

    assert "Ada" in texts(response, "h3")
    assert ("/en/2019/people/ada/" in links(response), "/en/2019/exhibitors/firm/" in links(response)) == (False, False)


def test_titles_are_those_of_the_session_not_of_the_edition(client):
    make_edition()
    person = make_person()
    make_attendance(person=person, title_en="Minister today")
    make_role(make_session(slug="forum"), person, title_en="Mayor then")

    response = client.get(PAGE)

    assert "Mayor then" in texts(response, "p")
    assert "Minister today" not in response.text


def test_people_stand_in_protocol_order(client):
    make_edition()
    forum = make_session(slug="forum")
    for name, order in (("Second", 2), ("First", 1)):
        make_role(forum, make_person(name_en=name), order=order)

    assert card_titles(client.get(PAGE)) == ["First", "Second"]


def test_drafts_hidden_parents_and_unpublished_parts_are_not_shown(client):
    make_edition()
    forum = make_session(
        slug="forum",
        parent=make_session(name_en="Secret parent", visibility="staff"),
        launches=[make_launch(name_en="Secret launch", published=False)],
        letters=[make_letter(author=make_person(name_en="Secret author"), published=False)],
    )
    make_session(parent=forum, name_en="Secret part", status="draft")

    assert "Secret" not in client.get(PAGE).text


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, "Monday 26 August · 10:00–11:00"),
        ({"starts_at": None}, "Monday 26 August · time to be announced"),
        ({"starts_at": None, "part_of_day": "morning"}, "Monday 26 August · morning · time to be announced"),
        ({"starts_at": None, "last_day": dt.date(2019, 8, 29)}, "26–29 August 2019"),
        ({"day": None}, "Day not known"),
    ],
)
def test_when_a_session_is_is_said_as_far_as_it_is_known(client, fields, shown):
    make_edition(status="live")
    make_session(slug="forum", **fields)

    assert texts(client.get(PAGE), "dd")[0] == shown


def test_hours_that_nobody_told_by_the_end_were_never_published(client):
    make_edition(status="closed")
    make_session(slug="forum", starts_at=None)

    assert texts(client.get(PAGE), "dd")[0] == "Monday 26 August · time not published"


def test_hours_are_those_of_the_venue(client):
    edition = make_edition(timezone="America/New_York")
    make_session(slug="forum", starts_at=dt.datetime(2019, 8, 26, 9, 0, tzinfo=edition.tz), minutes=30)

    assert texts(client.get(PAGE), "dd")[0] == "Monday 26 August · 09:00–09:30"


def test_a_place_without_a_room_is_told_in_words(client):
    make_edition()
    make_session(slug="forum", room=None, place_note_en="Hall S4", place_note_zh="")

    assert "Hall S4" in texts(client.get(PAGE), "dd")
    chinese = elements(client.get("/zh-hans/2019/agenda/sessions/forum/"), "span")
    assert "Hall S4" in [e.text for e in chinese if e.attributes.get("lang") == "en"]


def test_a_room_is_named_with_its_hall(client):
    make_edition()
    make_session(slug="forum", room=make_room(name_en="Room 203"))

    assert any(text.startswith("Room 203 H") for text in texts(client.get(PAGE), "dd"))


def test_a_cancelled_session_says_so_and_strikes_its_hours(client):
    make_edition()
    make_session(slug="forum", status="cancelled")

    response = client.get(PAGE)

    assert "This session has been cancelled." in texts(response, "p")
    assert "10:00–11:00" in texts(response, "s")


def test_a_missing_language_is_stood_in_for_and_marked(client):
    make_edition()
    make_session(slug="forum", name_en="", name_zh="高峰会", abstract_en="", abstract_zh="一。\n二。")

    response = client.get(PAGE)

    heading = elements(response, "h1")[0]
    marked = [e.text for e in elements(response) if e.attributes.get("lang") == "zh-Hans"]
    assert heading.text == "高峰会"
    assert {"高峰会", "一。", "二。"} <= set(marked)
    assert texts(response, "title") == ["高峰会 · 2019 Smart China Expo"]


def test_texts_are_escaped(client):
    make_edition()
    make_session(slug="forum", name_en="<b>Bold</b> & “said”", abstract_en="<script>alert(1)</script>")

    response = client.get(PAGE)

    assert texts(response, "h1") == ["<b>Bold</b> & “said”"]
    assert "<script>alert" not in response.text


def test_related_sessions_share_a_subject_or_a_person_and_those_after_it_come_first(client):
    make_edition()
    area, scenario, person = make_area(), make_scenario(), make_person()
    make_session(slug="forum", areas=[area], scenarios=[scenario], roles=[person], hour=12)
    make_session(name_en="Earlier", areas=[area], hour=9)
    make_session(name_en="Same person", roles=[person], hour=15)
    make_session(name_en="Same scenario", scenarios=[scenario], hour=14)
    make_session(name_en="Unrelated", hour=16)
    make_session(name_en="Draft", areas=[area], status="draft")
    make_session(name_en="Cancelled", areas=[area], status="cancelled")

    found = [title for title in card_titles(client.get(PAGE)) if title != person.name_en]

    assert found == ["Same scenario", "Same person", "Earlier"]


@pytest.mark.thorough
def test_a_signing_of_many_deals_is_paged(client, django_assert_num_queries):
    edition = make_edition()
    signing = make_session(slug="forum", kind="signing")
    several = range(SIGNED_PER_PAGE + 1)
    made = [make_announced(edition=edition, ceremony=signing, name_en=f"Chip works {each}") for each in several]

    with django_assert_num_queries(9):
        first = client.get(PAGE)
    second, beyond = client.get(PAGE, {"page": 2}), client.get(PAGE, {"page": 9})

    assert card_titles(first) + card_titles(second) == in_public_order(made)
    assert len(card_titles(second)) == 1
    assert card_titles(beyond) == card_titles(second)
    assert card_titles(client.get(PAGE, {"page": "x"})) == card_titles(first)
