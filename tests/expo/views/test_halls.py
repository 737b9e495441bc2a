"""The halls, and who stands where in each."""

import gzip

import pytest

from expo.models import Exhibit
from expo.search_index import upkeep
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import (
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_picture,
)
from tests.support.reading import elements, links
from tests.support.showcase_factories import make_exhibit

pytestmark = pytest.mark.django_db
HALLS = "/en/2019/halls/"


def make_stand(number: str, hall, name: str = "", **fields):
    named = {"name_en": name, "name_zh": f"{name}公司"} if name else {}
    return make_participation(
        organisation=make_organisation(**named), booths=[make_booth(hall=hall, number=number)], **fields
    )


@pytest.fixture
def hall():
    return make_hall(edition=make_edition(slug="2019"), code="S4")


def lit(response) -> list[str]:
    return [one.text for one in elements(response) if one.tag == "a" and one.attributes.get("class") == "lit"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("", 3), ("?q=Acme", 7), ("S4/", 10), ("S4/?q=Acme", 10)])
def test_halls_cost_the_same_queries_however_many_stand_there(
    client, hall, number, page, queries, django_assert_num_queries
):
    for each in range(number):
        make_stand(f"A{each}", hall, f"Acme {each}")
        make_participation(hall=hall)
        make_session(room=make_room(hall=hall))
    upkeep.catch_up()
    client.get(HALLS + page)

    with django_assert_num_queries(queries):
        assert client.get(HALLS + page).status_code == 200


@pytest.mark.parametrize("fields", [{"status": "confirmed"}, {"status": "draft"}, {"status": "withdrawn"}])
@pytest.mark.parametrize("page", ["", "?q=Secret", "?q=B07", "S4/", "S4/?q=Secret", "S4/?q=B07"])
def test_who_is_not_published_is_nowhere_and_its_stand_neither(client, hall, page, fields):
    make_stand("B07", hall, "Secret Works", slug="secret-works", **fields)
    make_participation(organisation=make_organisation(name_en="Secret Guest"), hall=hall, slug="secret-guest", **fields)

    response = client.get(HALLS + page)

    assert "Secret Works" not in response.text
    assert "Secret Guest" not in response.text
    assert not [link for link in links(response) if "secret" in link and "/exhibitors/" in link]
    assert "B07</" not in response.text


def test_a_shared_stand_names_only_who_is_published(client, hall):
    booth = make_booth(hall=hall, number="C01")
    make_participation(organisation=make_organisation(name_en="Shown"), booths=[booth])
    make_participation(organisation=make_organisation(name_en="Hidden"), booths=[booth], status="confirmed")

    response = client.get(f"{HALLS}S4/")

    assert "Shown" in response.text
    assert "Hidden" not in response.text


def test_a_search_tells_hall_and_stand(client, hall):
    make_stand("A01", hall, "Memory Works")
    make_stand("A02", hall, "Other")

    response = client.get(f"{HALLS}?q=memory")

    assert "/en/2019/halls/S4/?stand=A01#sA01" in links(response)
    assert "Other" not in response.text


@pytest.mark.parametrize("words", ["memory", "a01", "记忆"])
def test_a_search_lights_up_the_stand_and_shortens_the_list(client, hall, words):
    make_stand("A01", hall, "Memory 记忆", slug="memory")
    make_stand("A02", hall, "Other", slug="other")

    response = client.get(f"{HALLS}S4/", {"q": words})

    assert response.text.count('class="lit"') == len(lit(response)) == 1
    assert links(response).count("/en/2019/exhibitors/memory/") == 2
    assert links(response).count("/en/2019/exhibitors/other/") == 1


@pytest.mark.parametrize(("language", "name", "word"), [("en", "Acme", "Schematic"), ("zh-hans", "Acme公司", "示意图")])
def test_a_hall_speaks_the_reader_s_language_and_calls_its_drawing_a_schematic(client, hall, language, name, word):
    make_stand("A01", hall, "Acme")

    response = client.get(f"/{language}/2019/halls/S4/")

    assert f"<title>A01 {name}</title>" in response.text
    assert word in response.text


def test_names_and_numbers_are_escaped_in_the_drawing(client, hall):
    make_stand("<b>&1", hall, '</title><script>"x"')

    response = client.get(f"{HALLS}S4/", {"q": '"><script>'})

    assert "<script>&quot;" not in response.text
    assert '"><script>' not in response.text
    assert "&lt;/title&gt;&lt;script&gt;" in response.text
    assert "<b>&1" not in response.text


def test_a_hall_without_stands_shows_no_drawing_but_who_is_known_to_be_there(client, hall):
    make_participation(organisation=make_organisation(name_en="Somewhere Here"), hall=hall)

    response = client.get(f"{HALLS}S4/")

    assert "hall-plan" not in response.text
    assert "Somewhere Here" in response.text


def test_only_rooms_of_the_hall_in_which_something_is_public_are_linked(client, hall):
    make_session(room=make_room(hall=hall, slug="stage"))
    make_room(hall=hall, slug="store")

    found = links(client.get(f"{HALLS}S4/"))

    assert "/en/2019/rooms/stage/" in found
    assert "/en/2019/rooms/store/" not in found


def test_a_hall_of_another_edition_is_not_there(client, hall):
    make_hall(edition=make_edition(slug="2018"), code="N1")

    assert client.get(f"{HALLS}N1/").status_code == 404


def test_stands_are_drawn_in_the_order_of_their_numbers(client, hall):
    for number in ("AA01", "A10", "A2", "B1"):
        make_stand(number, hall)

    text = client.get(f"{HALLS}S4/").text

    places = [text.index(f"<title>{number} ") for number in ("A2", "A10", "B1", "AA01")]
    assert places == sorted(places)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_hall_of_120_stands_is_light(client, hall, language):
    for number in range(120):
        make_stand(f"{'ABCDE'[number // 24]}{number % 24 + 1:02}", hall)

    sent = client.get(f"/{language}/2019/halls/S4/").content

    assert len(gzip.compress(sent, 6)) <= 14_000


def test_a_stand_outside_a_search_leads_to_the_whole_list(client, hall):
    shared = make_booth(hall=hall, number="A2")
    make_stand("A1", hall, "Acme")
    for _ in range(2):
        make_participation(booths=[shared])

    whole, searched = links(client.get(f"{HALLS}S4/")), links(client.get(f"{HALLS}S4/?q=Acme"))

    assert f"#b{shared.number}" in whole
    assert f"{HALLS}S4/#b{shared.number}" in searched
    assert f"#b{shared.number}" not in searched


def test_what_is_shown_in_a_hall_follows_the_database_and_the_language(client, hall):
    firm = make_stand("A1", hall, "Acme")
    make_exhibit(participation=firm, booth=firm.booths.get(), name_en="Lamp", name_zh="灯", slug="lamp")
    before = client.get(f"{HALLS}S4/").text

    Exhibit.objects.update(name_en="Torch")

    assert ("Lamp" in before, "Torch" in client.get(f"{HALLS}S4/").text) == (True, True)
    assert "灯" in client.get("/zh-hans/2019/halls/S4/").text
    Exhibit.objects.update(status="draft")
    assert "Torch" not in client.get(f"{HALLS}S4/").text


@pytest.mark.parametrize(
    ("words", "parts"),
    [("", ["picture-figure", "filters", "hall-plan"]), ("?stand=A07", ["hall-plan", "picture-figure", "filters"])],
)
def test_the_plan_comes_first_where_a_stand_is_marked(client, hall, words, parts):
    hall.picture = make_picture()
    hall.save()
    make_stand("A07", hall)

    page = client.get(f"{HALLS}S4/{words}").text

    assert sorted(parts, key=lambda part: page.index(f'class="{part}"')) == parts
