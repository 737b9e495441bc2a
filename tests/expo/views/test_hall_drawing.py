"""The plan of a hall on its page, as a file, and the hall on the map of the venue."""

import pytest

from expo.exhibition.floor import labels
from expo.models import HallPlan, VenuePlace
from expo.web import asset_bundles
from tests.support.factories import make_area, make_edition, make_hall
from tests.support.floor import make_drawn, make_exhibitor_at, make_feature, make_plan
from tests.support.reading import elements, links

pytestmark = pytest.mark.django_db
HALL = "/en/2019/halls/S4/"


@pytest.fixture
def hall():
    return make_hall(edition=make_edition(slug="2019"), code="S4")


@pytest.fixture
def plan(hall):
    return make_plan(hall)


def shapes(response, number: str) -> list:
    return [one for one in elements(response) if one.attributes.get("id") == f"s{number}"]


def test_a_shown_plan_draws_stands_where_they_are_with_their_exhibitors(client, plan):
    make_exhibitor_at(make_drawn(plan.hall, "A01", 500, 700), "Acme", slug="acme")

    response = client.get(HALL)

    (stand,) = shapes(response, "A01")
    assert stand.attributes["href"] == "/en/2019/exhibitors/acme/"
    assert '<rect x="500" y="700" width="300" height="300"/>' in response.text
    assert "Schematic" not in response.text


def test_a_plan_that_is_not_shown_yet_leaves_the_schematic(client, hall):
    make_plan(hall, published=False)
    make_exhibitor_at(make_drawn(hall, "A01", 500, 700), "Acme")

    page, file = client.get(HALL), client.get(f"{HALL}plan.svg")

    assert "Schematic" in page.text
    assert 'x="500"' not in page.text
    assert file.status_code == 404


@pytest.mark.parametrize("status", ["draft", "confirmed", "withdrawn"])
@pytest.mark.parametrize("page", ["", "?stand=A01", "?stand=A02", "plan.svg", "../"])
def test_a_stand_looks_the_same_whether_somebody_hidden_has_it_or_nobody(client, plan, status, page):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    make_exhibitor_at(make_drawn(plan.hall, "A02", 300, 0), "Shown")
    empty = client.get(HALL + page).text

    make_exhibitor_at(booth, "Hidden", status=status).areas.set([make_area(slug="secret")])

    assert client.get(HALL + page).text == empty


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("page", ["", "?stand=A0", "plan.svg"])
def test_a_plan_costs_the_same_queries_however_many_stand_there(
    client, plan, number, page, django_assert_max_num_queries
):
    for each in range(number):
        booth = make_drawn(plan.hall, f"A{each}", each * 300, 0)
        for _other in range(each + 1):
            make_exhibitor_at(booth, f"Acme {each}").areas.set([make_area(), make_area()])
        make_feature(plan.hall, "stage", each * 300, 1000, 200, 200)
    client.get(HALL + page)

    with django_assert_max_num_queries(13):
        assert client.get(HALL + page).status_code == 200


@pytest.mark.parametrize(("language", "beside", "across"), [("en", "Beside it", "Across"), ("zh-hans", "相邻", "过道")])
def test_the_stand_one_comes_for_is_marked_and_its_neighbours_named(client, plan, language, beside, across):
    for number, x in (("A01", 0), ("A02", 300), ("A03", 900), ("A04", 3000)):
        make_exhibitor_at(make_drawn(plan.hall, number, x, 0), f"Firm {number}")

    response = client.get(f"/{language}/2019/halls/S4/?stand=a2")

    lit = [one.attributes["id"] for one in elements(response) if "lit" in one.attributes.get("class", "")]
    told = response.text.partition("marked-stand")[2].partition("</div>")[0]
    assert lit == ["sA02"]
    assert [number for number in ("A01", "A02", "A03", "A04") if f"Firm {number}" in told] == ["A01", "A02", "A03"]
    assert (beside in told, across in told) == (True, True)


def test_a_stand_is_coloured_by_its_area_and_the_legend_counts_them(client, plan):
    area = make_area(order=3, name_en="Chips")
    for number, x in (("A01", 0), ("A02", 300)):
        make_exhibitor_at(make_drawn(plan.hall, number, x, 0), number).areas.set([area])

    response = client.get(HALL)

    assert [one.attributes["class"] for one in shapes(response, "A02")] == ["area-3"]
    assert '<i class="area-3"></i> Chips <span class="quiet">2</span>' in response.text


@pytest.mark.parametrize(("language", "word"), [("en", "Signing stage"), ("zh-hans", "签约台")])
def test_the_file_stands_alone_in_the_reader_s_language(client, plan, language, word):
    make_exhibitor_at(make_drawn(plan.hall, "<&1", 0, 0), '<script>"')
    make_feature(plan.hall, "stage", 1000, 1000, 900, 500, name_en="Signing stage", name_zh="签约台")

    response = client.get(f"/{language}/2019/halls/S4/plan.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert word in response.text
    assert "<script>" not in response.text
    assert 'class="' not in response.text


def test_a_search_on_the_plan_lights_up_what_it_finds(client, plan):
    make_exhibitor_at(make_drawn(plan.hall, "A01", 0, 0), "Memory")
    make_exhibitor_at(make_drawn(plan.hall, "A02", 300, 0), "Other")

    response = client.get(HALL, {"q": "memory"})

    assert [one.attributes.get("class", "") for one in [*shapes(response, "A01"), *shapes(response, "A02")]] == [
        "lit",
        "",
    ]


@pytest.mark.parametrize(("published", "shown"), [(True, True), (False, False)])
def test_the_map_of_the_venue_leads_to_the_halls_that_are_shown(client, hall, published, shown):
    make_plan(hall, map_x=0, map_y=0, published=published)
    VenuePlace.objects.create(edition=hall.edition, kind="gate", name_en="West gate", x=9000, y=0, width=500, depth=500)

    response = client.get("/en/2019/halls/")

    assert ("West gate" in response.text) is shown
    assert links(response).count(HALL) == (2 if shown else 1)


def test_what_a_plan_shows_changes_with_it_at_once(client, plan):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    make_exhibitor_at(booth, "Acme")
    client.get(HALL)

    type(booth).objects.filter(pk=booth.pk).update(x=1200)
    moved = client.get(HALL).text
    HallPlan.objects.update(published=False)

    assert '<rect x="1200"' in moved
    assert "Schematic" in client.get(HALL).text


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "toilets 9 m · food and drink 24 m · entrance 27 m"), ("zh-hans", "洗手间 9米 · 餐饮 24米 · 出入口 27米")],
)
def test_the_nearest_facility_of_each_kind_is_the_one_to_which_the_aisles_lead_soonest(client, plan, language, said):
    make_drawn(plan.hall, "A01", 0, 0, 300, 300, open_sides="S")
    make_feature(plan.hall, "wall", 300, 0, 40, 2000)
    for kind, x, y in (("toilets", 350, 100), ("toilets", 0, 1200), ("food", 0, 2700), ("entrance", 500, 2960)):
        make_feature(plan.hall, kind, x, y, 200, 40)

    marked, unmarked = (client.get(f"/{language}/2019/halls/S4/{query}") for query in ("?stand=A01", ""))

    assert said in " ".join(marked.text.split()).replace('</span> · <span class="nowrap">', " · ")
    assert said.partition(" ·")[0] not in " ".join(unmarked.text.split())


def test_what_no_aisle_leads_to_is_not_near(client, plan):
    make_drawn(plan.hall, "A01", 0, 0, 300, 300)
    for y in (1000, 1400):
        make_feature(plan.hall, "wall", 1000, y, 800, 40)
    for x in (1000, 1760):
        make_feature(plan.hall, "wall", x, 1000, 40, 440)
    make_feature(plan.hall, "toilets", 1300, 1200, 100, 100)
    make_feature(plan.hall, "food", 2500, 2000, 100, 100)

    near = client.get("/en/2019/halls/S4/?stand=A01").text.partition("Nearest, along the aisles:")[2]

    assert "food and drink" in near
    assert "toilets" not in near.partition("</p>")[0]


@pytest.mark.parametrize(
    ("outline", "size"),
    [("0,0 3000,0 3000,2000 0,2000", 0), ("0,0 5200,0 5200,7800 0,7800", 100), ("0,0 50000,0 50000,9000 0,9000", 140)],
)
def test_on_paper_the_numbers_of_a_large_hall_are_six_points_and_alone(client, hall, outline, size):
    make_plan(hall, outline=outline)
    make_exhibitor_at(make_drawn(hall, "A01", 500, 700), "Acme")

    assert f'data-numbers="{size}"' in client.get(HALL).text


def test_the_style_sheet_sets_each_size_of_numbers():
    (sheet,) = [made.join() for made in asset_bundles.list_bundles() if made.name == "plan.css"]

    assert [size for size in labels.PAPER_SIZES if f'[data-numbers="{size}"] text {{' not in sheet] == []
    assert [size for size in labels.PAPER_SIZES if f"font-size: {size}px" not in sheet] == []
