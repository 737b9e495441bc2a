"""The list of exhibitors and each one's page."""

import pytest

from expo.search_index import upkeep
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_region,
    make_scenario,
    make_source,
    make_stated_figure,
)
from tests.support.reading import card_titles, elements, links, texts
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = pytest.mark.django_db
LIST = "/en/2019/exhibitors/"


def offered(response, name: str) -> list[str]:
    """The options of a filter, without the one for no filter."""
    found = elements(response)
    start = next(index for index, element in enumerate(found) if element.attributes.get("name") == name)
    options = []
    for element in found[start + 1 :]:
        if element.tag != "option":
            break
        options.append(element.text)
    return options[1:]


def full_exhibitor(number: int, **fields):
    """An exhibitor with two of everything that its card or page shows."""
    areas = [make_area(), make_area()]
    booths = [make_booth(), make_booth()]
    organisation = make_organisation(region=make_region(kind="province", parent=make_region()))
    return make_participation(
        organisation=organisation,
        slug=f"firm-{number}",
        areas=areas,
        booths=booths,
        scenarios=[make_scenario()],
        sources=[make_source()],
        **fields,
    )


@pytest.mark.parametrize("exhibitors", [1, 3])
def test_the_list_costs_nine_queries_however_long_it_is(client, exhibitors, django_assert_num_queries):
    make_edition()
    shown = [full_exhibitor(number) for number in range(exhibitors)]
    client.get(LIST)

    with django_assert_num_queries(9):
        response = client.get(LIST)

    assert card_titles(response) == [row.organisation.name_en for row in shown]


@pytest.mark.parametrize("exhibitors", [1, 3])
def test_filtering_costs_no_more_queries(client, exhibitors, django_assert_num_queries):
    make_edition()
    area, hall, scenario = make_area(slug="chips"), make_hall(code="S4"), make_scenario(slug="home")
    for _ in range(exhibitors):
        make_participation(areas=[area], booths=[make_booth(hall=hall)], scenarios=[scenario])

    upkeep.catch_up()

    with django_assert_num_queries(10):
        response = client.get(f"{LIST}?q=Company&area=chips&hall=S4&scenario=home")

    assert len(card_titles(response)) == exhibitors


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_fifteen_queries_however_much_it_shows(client, rows, django_assert_num_queries):
    make_edition()
    exhibitor = full_exhibitor(1)
    organisation = exhibitor.organisation
    for number in range(rows):
        make_launch(participation=exhibitor)
        make_exhibit(participation=exhibitor, areas=[make_area()])
        make_session(roles=[organisation, make_person()], areas=[make_area()])
        edition = make_edition(slug=f"20{20 + number}")
        make_participation(edition=edition, organisation=organisation, slug="firm-1")

    with django_assert_num_queries(15):
        response = client.get(f"{LIST}firm-1/")

    assert len(card_titles(response)) == 3 * rows


def test_english_lists_go_by_name_and_chinese_ones_by_pinyin(client):
    make_edition()
    for english, chinese, pinyin in (("Beta", "阿尔法", "aerfa"), ("alpha", "贝塔", "beita")):
        make_participation(organisation=make_organisation(name_en=english, name_zh=chinese, pinyin=pinyin))

    assert card_titles(client.get(LIST)) == ["alpha", "Beta"]
    assert card_titles(client.get("/zh-hans/2019/exhibitors/")) == ["阿尔法", "贝塔"]


@pytest.mark.parametrize("words", ["memory", "WORKS", "记忆", "jygc", "jy", "MemWorks", "old name"])
def test_search_finds_both_languages_initials_short_and_other_names(client, words):
    make_edition()
    make_participation(
        organisation=make_organisation(
            name_en="Memory Works",
            name_zh="记忆工厂",
            initials="jygc",
            short_en="MemWorks",
            aliases="Old Name\n旧名",
        )
    )
    make_participation()

    assert card_titles(client.get(LIST, {"q": words})) == ["Memory Works"]


def test_a_country_holds_the_exhibitors_of_its_provinces_and_districts(client):
    make_edition()
    china = make_region(code="CN", name_en="China")
    province = make_region(kind="province", parent=china)
    district = make_region(kind="district", parent=province)
    for name, region in (("A", china), ("B", province), ("C", district), ("D", make_region(name_en="Japan"))):
        make_participation(organisation=make_organisation(name_en=name, region=region))

    response = client.get(f"{LIST}?country=CN")

    assert card_titles(response) == ["A", "B", "C"]
    assert offered(response, "country") == ["China (3)", "Japan (1)"]


def test_a_hall_holds_those_with_a_booth_in_it_and_those_of_whom_only_the_hall_is_known(client):
    make_edition()
    hall = make_hall(code="S4", name_en="Regions")
    booths = [make_booth(hall=hall), make_booth(hall=hall)]
    make_participation(organisation=make_organisation(name_en="A"), booths=booths)
    make_participation(organisation=make_organisation(name_en="B"), hall=hall)
    make_participation(organisation=make_organisation(name_en="C"), booths=[make_booth(hall=make_hall(code="N1"))])

    response = client.get(f"{LIST}?hall=S4")

    assert card_titles(response) == ["A", "B"]
    assert offered(response, "hall")[1] == "S4 Regions (2)"


def test_each_filter_counts_what_it_would_leave_under_the_others(client):
    make_edition()
    chips, cars = make_area(slug="chips", name_en="Chips"), make_area(slug="cars", name_en="Cars")
    home = make_scenario(slug="home", name_en="Home")
    make_participation(areas=[chips, cars], scenarios=[home])
    make_participation(areas=[chips])

    response = client.get(f"{LIST}?scenario=home")

    assert offered(response, "area") == ["Cars (1)", "Chips (1)"]
    assert offered(response, "scenario") == ["Home (1)"]
    assert offered(client.get(LIST), "area") == ["Chips (2)", "Cars (1)"]


def test_a_value_that_is_not_offered_filters_nothing_and_is_named(client):
    make_edition()
    make_participation(organisation=make_organisation(name_en="A"), areas=[make_area(name_en="Chips")])

    response = client.get(f"{LIST}?area=nonsense")

    assert card_titles(response) == ["A"]
    assert offered(response, "area") == ["Chips (1)"]
    assert "“nonsense” is not offered here" in response.text


def test_what_nothing_fits_says_so_and_leads_back(client):
    make_edition()
    make_participation()

    response = client.get(f"{LIST}?q=nobody")

    assert "No exhibitor fits" in response.text
    assert LIST in links(response)


def test_before_anybody_is_published_the_list_says_what_will_be_there(client):
    make_edition(status="planning")

    assert "Each one appears here" in client.get(LIST).text


def test_long_lists_come_in_pages_of_fifty(client):
    make_edition()
    for _ in range(51):
        make_participation(organisation=make_organisation(region=None))

    first, second = client.get(LIST), client.get(f"{LIST}?page=2")

    assert (len(card_titles(first)), len(card_titles(second))) == (50, 1)
    assert "51 exhibitors" in first.text


@pytest.mark.parametrize("status", ["draft", "confirmed", "withdrawn"])
def test_what_is_not_published_is_nowhere(client, status):
    make_edition()
    hidden = make_participation(
        organisation=make_organisation(name_en="Secret"),
        slug="secret",
        status=status,
        areas=[make_area(name_en="Secret area")],
        booths=[make_booth(hall=make_hall(name_en="Secret hall"))],
    )
    make_launch(participation=hidden, name_en="Open launch")

    for path in ("", "exhibitors/", "exhibitors/?q=Secret", "launches/", "sources/"):
        assert "Secret " not in client.get(f"/en/2019/{path}").text.replace("“Secret", ""), path
    assert client.get(f"{LIST}secret/").status_code == 404


def test_private_contacts_are_nowhere(client):
    make_edition()
    make_participation(
        slug="firm", contact_name="Hidden Hand", contact_email="hidden@example.org", contact_phone="12345678"
    )

    for path in (LIST, f"{LIST}firm/", "/en/2019/"):
        text = client.get(path).text

        assert ("Hidden Hand" in text, "hidden@example.org" in text, "12345678" in text) == (False, False, False)


def test_organisers_are_not_among_the_exhibitors(client):
    make_edition()
    make_participation(organisation=make_organisation(name_en="Ministry"), kind="organiser")
    make_participation(organisation=make_organisation(name_en="Firm"), kind="co_exhibitor")

    assert card_titles(client.get(LIST)) == ["Firm"]


def test_exhibitors_of_another_edition_are_not_among_them(client):
    make_edition(slug="2018")
    make_participation(slug="firm")
    make_edition(slug="2019")

    assert card_titles(client.get(LIST)) == []
    assert client.get(f"{LIST}firm/").status_code == 404


def test_a_page_shows_stands_profile_and_links_to_all_it_touches(client):
    make_edition()
    scenario, area = make_scenario(slug="home", name_en="Home"), make_area(slug="chips", name_en="Chips")
    hall = make_hall(code="S4")
    firm = make_participation(
        organisation=make_organisation(name_en="Memory Works", name_zh="记忆工厂"),
        slug="memory",
        profile_en="First.\n\nSecond.",
        booths=[make_booth(hall=hall, number="B012"), make_booth(hall=hall, number="B013")],
        areas=[area],
        scenarios=[scenario],
        sources=[make_source(title="The press")],
    )
    make_launch(participation=firm, name_en="New chip")
    make_session(slug="forum", name_en="Forum on chips", roles=[firm.organisation])

    response = client.get(f"{LIST}memory/")

    assert texts(response, "h1") == ["Memory Works"]
    assert [text for text in texts(response, "p") if text in ("First.", "Second.")] == ["First.", "Second."]
    assert "S4 B012 · S4 B013" in texts(response, "dd")
    assert card_titles(response) == ["New chip", "Forum on chips"]
    assert {
        "/en/2019/scenarios/home/",
        "/en/2019/areas/chips/",
        "/en/2019/agenda/sessions/forum/",
    } <= set(links(response))
    assert "The press" in texts(response, "cite")
    assert "记忆工厂" in texts(response, "span")


def test_a_missing_language_is_stood_in_for_and_marked(client):
    make_edition()
    make_participation(organisation=make_organisation(name_en="", name_zh="记忆工厂"), slug="memory", profile_en="")

    for path in (LIST, f"{LIST}memory/"):
        marked = [e.text for e in elements(client.get(path), "span") if e.attributes.get("lang") == "zh-Hans"]

        assert "记忆工厂" in marked, path
    profile = [e for e in elements(client.get(f"{LIST}memory/"), "p") if e.attributes.get("lang") == "zh-Hans"]
    assert len(profile) == 1


def test_an_exhibitor_s_sessions_are_shown_with_their_day(client):
    make_edition()
    firm = make_participation(slug="firm")
    make_session(roles=[firm.organisation])

    assert "Monday 26 August · 10:00–11:00" in texts(client.get(f"{LIST}firm/"), "li")


def test_sessions_of_a_firm_that_was_merged_into_another_are_on_the_other_s_page(client):
    make_edition()
    firm = make_participation(slug="firm")
    make_session(roles=[make_organisation(name_en="Its former name", merged_into=firm.organisation)])

    assert "Monday 26 August · 10:00–11:00" in texts(client.get(f"{LIST}firm/"), "li")


def test_drafts_and_staff_sessions_are_not_among_an_exhibitor_s_sessions(client):
    make_edition()
    firm = make_participation(slug="firm")
    make_session(name_en="Draft", status="draft", roles=[firm.organisation])
    make_session(name_en="Staff", visibility="staff", roles=[firm.organisation])
    make_session(name_en="Public", roles=[firm.organisation])

    assert card_titles(client.get(f"{LIST}firm/")) == ["Public"]


@pytest.mark.parametrize(
    ("qualifier", "english", "chinese"),
    [
        ("exact", "2 of 843 exhibitors are named here.", "此处列出843家参展商中的2家。"),
        ("more_than", "2 of more than 843 exhibitors are named here.", "此处列出超过843家参展商中的2家。"),
    ],
)
def test_the_list_says_how_many_of_those_stated_it_names(client, qualifier, english, chinese):
    make_edition()
    make_participation()
    make_participation()
    make_stated_figure(figure="exhibitors", value=843, qualifier=qualifier)

    assert english in client.get(LIST).text
    assert chinese in client.get("/zh-hans/2019/exhibitors/").text


def test_a_list_of_all_that_were_stated_or_of_some_that_were_searched_says_nothing_of_it(client):
    make_edition()
    make_participation()
    make_stated_figure(figure="exhibitors", value=1)

    assert "named here" not in client.get(LIST).text
    make_stated_figure(figure="exhibitors", value=843, headline=False)
    assert "named here" not in client.get(f"{LIST}?q=Company").text


def test_all_people_of_an_exhibitor_stand_on_its_page_and_nobody_of_a_namesake(client):
    acme, other = make_organisation(name_en="Acme"), make_organisation(name_en="Acme Robotics")
    edition = make_participation(organisation=acme, slug="acme").edition
    for firm in (acme, other):
        for number in range(8):
            person = make_person(name_en=f"{firm.name_en} Person {number}", name_zh="")
            make_attendance(edition=edition, person=person, organisation=firm)

    answer = client.get("/en/2019/exhibitors/acme/")

    named = {text for text in texts(answer, "a") if "Person" in text}
    assert named == {f"Acme Person {number}" for number in range(8)}
