"""The way from here to there in steps, metres and minutes, through a hall and between halls."""

import re

import pytest

from expo.exhibition.floor import routes, spots
from expo.models import VenuePlace
from tests.support.factories import make_edition, make_hall
from tests.support.floor import make_drawn, make_exhibitor_at, make_feature, make_plan
from tests.support.reading import elements, links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def halls(edition):
    """N1 with a stand in the middle; N3 a hundred metres to the east; a gate beside them."""
    for code, left in (("N1", 1000), ("N3", 15000)):
        hall = make_hall(edition=edition, code=code)
        make_plan(hall, map_x=left, map_y=1000)
        make_feature(hall, "entrance", 1800, 2960, 400, 40)
        make_drawn(hall, "E07", 1800, 1000, 400, 400, open_sides="S")
        make_drawn(hall, "E01", 200, 200)
    VenuePlace.objects.create(
        edition=edition, kind="building", name_en="Grand Hall", name_zh="大会堂", x=1000, y=8000, width=900, depth=900
    )
    return edition


def route(edition, start: str, end: str):
    found = [spots.find_spot(edition, words) for words in (start, end)]
    return routes.find_route(edition, *found)


@pytest.mark.parametrize("words", ["N3 E07", "N3E07", "n3-e7", "N3", "Grand Hall", "大会堂"])
def test_whatever_is_drawn_is_found_by_the_words_that_the_site_prints(halls, words):
    assert spots.find_spot(halls, words) is not None


@pytest.mark.parametrize("words", ["", "Z9 X99", "Nowhere"])
def test_what_is_not_drawn_is_nowhere(halls, words):
    assert spots.find_spot(halls, words) is None


def test_a_way_in_a_hall_ends_at_the_open_side(halls):
    (leg,) = route(halls, "N1 E07", "N1").legs

    assert [tuple(point) for point in leg.way.points] == [(2000, 1410), (2000, 2990)]
    assert leg.metres == 16


def test_a_way_between_halls_leads_out_by_a_door_and_in_by_another(halls):
    found = route(halls, "N1 E07", "N3 E07")

    assert [leg.plan and leg.plan.hall.code for leg in found.legs] == ["N1", None, "N3"]
    assert (found.metres, found.minutes) == (172, 3)


@pytest.mark.parametrize(("start", "end"), [("Grand Hall", "N3 E07"), ("N1 E01", "N1 E07"), ("N1", "Grand Hall")])
def test_the_way_back_is_as_long(halls, start, end):
    assert route(halls, start, end).length == pytest.approx(route(halls, end, start).length)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Leave hall N1", "You are at N3 E07.", "minutes on foot")),
        ("zh-hans", ("离开N1馆", "到达N3 E07", "步行")),
    ],
)
def test_the_page_tells_the_way_in_words_and_draws_it(client, halls, language, words):
    text = client.get(f"/{language}/2019/way/?from=N1+E07&to=N3+E07").text

    assert [word for word in words if word not in text] == []
    assert text.count('<polyline class="way"') == 3


def test_a_hidden_exhibitor_changes_no_way_and_a_hidden_plan_has_none(client, halls):
    address = "/en/2019/way/?from=N1+E01&to=N3+E07"
    before = client.get(address).text
    make_exhibitor_at(halls.halls.get(code="N1").booths.get(number="E07"), "Hidden", status="confirmed")
    same = client.get(address).text == before
    plan = halls.halls.get(code="N3").plan
    plan.published = False
    plan.save()

    assert same
    page = client.get(address)
    assert "No place on the plans is called" in page.text
    assert "/en/2019/halls/?q=N3%20E07" in links(page)


def test_a_walled_in_stand_has_no_way(client, edition):
    hall = make_hall(edition=edition, code="N1")
    make_plan(hall)
    make_feature(hall, "entrance", 1800, 2960, 400, 40)
    make_drawn(hall, "E01", 0, 0)
    make_feature(hall, "wall", 0, 1000, 4000, 20)

    assert "No way is known" in client.get("/en/2019/way/?from=N1&to=N1+E01").text


@pytest.mark.parametrize(
    ("language", "here", "near"), [("en", "You are here", "Toilets 8 m"), ("zh-hans", "您在这里", "洗手间 8米")]
)
def test_an_address_with_a_start_alone_says_where_one_is_and_what_is_near(client, halls, language, here, near):
    make_feature(halls.halls.get(code="N1"), "toilets", 1900, 2200, 200, 200)

    page = client.get(f"/{language}/2019/way/", {"from": "N1-E07"})

    text = " ".join(re.sub("<[^>]+>", " ", page.text).split())
    assert here in text
    assert near in text
    assert texts(page, "h1") == ["N1 E07"]
    assert f"/{language}/2019/halls/N1/?stand=N1-E07" in links(page)
    assert "<svg" in page.text.partition("way-code")[2]
    assert here not in client.get(f"/{language}/2019/way/", {"from": "N1-E07", "to": "N3"}).text


@pytest.mark.parametrize("number", [1, 3])
def test_a_start_costs_as_much_however_much_is_near(client, halls, number, django_assert_num_queries):
    for each in range(number):
        make_feature(halls.halls.get(code="N1"), "toilets", 1900, 2000 + 250 * each, 200, 200)

    with django_assert_num_queries(8):
        client.get("/en/2019/way/", {"from": "N1-E07"})


@pytest.mark.parametrize(
    ("language", "names"), [("en", ["Grand Hall", "N1", "N3"]), ("zh-hans", ["大会堂", "N1", "N3"])]
)
def test_places_that_can_be_asked_for_are_offered_and_understood(client, halls, language, names):
    page = client.get(f"/{language}/2019/way/")

    assert [e.attributes["value"] for e in elements(page, "option")] == names
    assert all(spots.find_spot(halls, name) for name in names)
