"""Exhibits: their list, each one's page, and that nothing is told of what is not public."""

from urllib.parse import quote

import pytest

from expo.models import Exhibit
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_region,
    make_scenario,
    make_source,
)
from tests.support.reading import card_titles, links, texts
from tests.support.showcase_factories import make_exhibit

pytestmark = pytest.mark.django_db
LIST = "/en/2019/exhibits/"


def full_exhibit(**fields) -> Exhibit:
    """An exhibit with two of everything that its card or page shows."""
    maker = make_participation(booths=[make_booth(), make_booth()])
    areas, sources = [make_area(), make_area()], [make_source(), make_source()]
    shown = {"scenario": make_scenario(), "tags_en": "chip, memory", "participation": maker}
    return make_exhibit(areas=areas, sources=sources, **shown | fields)


@pytest.mark.parametrize("exhibits", [1, 3])
def test_the_list_costs_six_queries_however_long_it_is(client, exhibits, django_assert_num_queries):
    make_edition()
    shown = [full_exhibit() for _ in range(exhibits)]
    client.get(LIST)

    with django_assert_num_queries(6):
        response = client.get(LIST)

    assert card_titles(response) == [row.name_en for row in shown]


@pytest.mark.parametrize("others", [1, 3])
def test_a_page_costs_nine_queries_however_much_it_shows(client, others, django_assert_num_queries):
    make_edition()
    exhibit = full_exhibit(slug="thing")
    for _ in range(others):
        make_exhibit(participation=exhibit.participation, areas=[make_area()])

    with django_assert_num_queries(9):
        response = client.get(f"{LIST}thing/")

    assert len(card_titles(response)) == others


def test_the_list_goes_by_exhibitor_with_what_is_new_first(client):
    make_edition()
    later, first = (
        make_participation(organisation=make_organisation(name_en=name, pinyin=pinyin))
        for name, pinyin in (("Beta", "aerfa"), ("Alpha", "beita"))
    )
    make_exhibit(participation=later, name_en="Beta thing", name_zh="乙")
    make_exhibit(participation=first, name_en="Old thing", name_zh="旧")
    make_exhibit(participation=first, name_en="New thing", name_zh="新", new=True)

    assert card_titles(client.get(LIST)) == ["New thing", "Old thing", "Beta thing"]
    assert card_titles(client.get("/zh-hans/2019/exhibits/")) == ["乙", "新", "旧"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=CHIP", True),
        ("q=晶片", True),
        ("q=edge", True),
        ("q=memory works", True),
        ("q=nothing", False),
        ("area=chips", True),
        ("country=DE", True),
        ("hall=S4", True),
        ("scenario=home", True),
        ("new=new", True),
        ("area=chips&hall=S4&scenario=home&new=new&country=DE&q=chip", True),
    ],
)
def test_each_filter_leaves_what_it_names(client, query, found):
    make_edition()
    hall, german = make_hall(code="S4"), make_region(code="DE")
    maker = make_participation(organisation=make_organisation(name_en="Memory Works", region=german))
    wanted = {"name_en": "Chip", "name_zh": "芯片", "tags_en": "edge", "tags_zh": "晶片", "new": True}
    where = {"booth": make_booth(hall=hall, participations=[maker]), "scenario": make_scenario(slug="home")}
    make_exhibit(participation=maker, areas=[make_area(slug="chips")], **wanted, **where)
    make_exhibit(name_en="Other", participation=make_participation(booths=[make_booth()]), areas=[make_area()])

    assert card_titles(client.get(f"{LIST}?{query}")) == ["Chip"] * found


def test_an_exhibit_without_a_booth_is_in_the_hall_of_its_exhibitor(client):
    make_edition()
    make_exhibit(participation=make_participation(hall=make_hall(code="S4")), name_en="Here")
    make_exhibit(name_en="Anywhere")

    assert card_titles(client.get(f"{LIST}?hall=S4")) == ["Here"]


def test_an_exhibit_without_a_booth_is_in_every_hall_in_which_its_exhibitor_has_one(client):
    make_edition()
    halls = [make_hall(code="S4"), make_hall(code="N3"), make_hall(code="N8")]
    stands = [make_booth(hall=halls[0]), make_booth(hall=halls[0]), make_booth(hall=halls[1])]
    maker = make_participation(booths=stands, hall=halls[2])
    make_exhibit(participation=maker, name_en="Anywhere")
    make_exhibit(participation=maker, name_en="Here", booth=stands[2])

    found = {code: card_titles(client.get(f"{LIST}?hall={code}")) for code in ("S4", "N3")}
    offered = texts(client.get(LIST), "option")

    assert {code: sorted(titles) for code, titles in found.items()} == {
        "S4": ["Anywhere"],
        "N3": ["Anywhere", "Here"],
    }
    assert [text.rpartition(" ")[2] for text in offered if text[:2] in found | {"N8": []}] == ["(2)", "(1)"]
    assert "Anywhere" in client.get("/en/2019/halls/S4/").text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_page_says_what_it_is_whose_and_where(client, language):
    make_edition()
    maker = make_participation(organisation=make_organisation(name_en="Works", name_zh="工厂"), slug="works")
    booth = make_booth(hall=make_hall(code="S4"), number="A07", participations=[maker])
    make_exhibit(
        slug="chip", participation=maker, booth=booth, name_zh="芯片", name_en="Chip", text_zh="很小。",
        text_en="Small.", tags_zh="记忆，芯片", tags_en="memory",
    )  # fmt: skip

    response = client.get(f"/{language}/2019/exhibits/chip/")

    name, tags = {"en": ("Chip", ["memory"]), "zh-hans": ("芯片", ["记忆", "芯片"])}[language]
    here = f"/{language}/2019"
    led = links(response)
    wanted = [
        f"{here}/exhibitors/works/",
        f"{here}/halls/S4/?stand=A07#sA07",
        *(f"{here}/exhibits/?q={quote(tag)}" for tag in tags),
    ]
    assert [address for address in wanted if address not in led] == []
    assert texts(response, "h1") == [name]


HIDDEN = {
    "a draft": {"status": "draft"},
    "confirmed only": {"status": "confirmed"},
    "withdrawn": {"status": "withdrawn"},
    "of an exhibitor that is not public": {"participation": "confirmed"},
    "of an exhibitor that has withdrawn": {"participation": "withdrawn"},
}


@pytest.mark.thorough
@pytest.mark.parametrize("why", HIDDEN)
def test_what_is_not_public_leaves_no_trace(client, why):
    make_edition()
    hall, scenario, area = make_hall(code="S4"), make_scenario(slug="home"), make_area(slug="chips")
    maker = make_participation(slug="works", booths=[make_booth(hall=hall)], areas=[area], scenarios=[scenario])
    shown = make_exhibit(participation=maker, slug="shown", areas=[area], scenario=scenario)
    paths = ("", "exhibits/", "exhibits/shown/", "exhibits/?q=Secret", "exhibitors/", "exhibitors/works/",
             "scenarios/home/", "halls/S4/", "search/?q=Secret", "sources/")  # fmt: skip
    before = [client.get(f"/en/2019/{path}").content for path in paths]

    fields = {"participation": shown.participation, "name_en": "Secret", "slug": "secret"} | HIDDEN[why]
    if isinstance(fields["participation"], str):
        fields["participation"] = make_participation(status=fields["participation"])
    make_exhibit(areas=[area], scenario=scenario, sources=[make_source()], **fields)

    assert [client.get(f"/en/2019/{path}").content for path in paths] == before
    assert client.get("/en/2019/exhibits/secret/").status_code == 404


@pytest.mark.parametrize(("language", "said"), [("en", "No exhibit is listed"), ("zh-hans", "尚未列出展品")])
def test_an_edition_without_exhibits_says_so_and_nothing_leads_there(client, language, said):
    make_edition(status="planning")
    make_participation()
    here = f"/{language}/2019/exhibits/"

    assert said in texts(client.get(here), "p")
    assert here not in links(client.get(f"/{language}/2019/exhibitors/"))


def test_each_choice_that_is_made_stands_as_a_chip_that_takes_it_back(client):
    area, hall = make_area(slug="chips", name_en="Chips"), make_hall(code="S4", name_en="South")
    maker = make_participation(booths=[make_booth(hall=hall)], hall=hall)
    make_exhibit(participation=maker, areas=[area], name_en="Arm & leg")

    page = client.get(LIST, {"area": "chips", "hall": "S4", "q": "arm & leg"})

    chips = page.text.partition('<ul class="chips">')[2].partition("</ul>")[0]
    assert "Chips" in chips
    assert "?q=arm+%26+leg&amp;hall=S4" in chips
    assert "?q=arm+%26+leg&amp;area=chips" in chips
    assert 'class="chips"' not in client.get(LIST, {"q": "arm"}).text
