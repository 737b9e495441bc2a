"""The list of people and each one's page."""

import pytest

from tests.support.agenda_factories import make_session
from tests.support.factories import make_attendance, make_edition, make_organisation, make_person, make_source
from tests.support.reading import card_titles, elements, links, texts
from tests.support.showcase_factories import make_letter

pytestmark = pytest.mark.django_db
LIST = "/en/2019/people/"


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_six_queries_however_long_it_is(client, people, django_assert_num_queries):
    make_edition()
    shown = [make_attendance() for _ in range(people)]
    client.get(LIST)

    with django_assert_num_queries(6):
        response = client.get(LIST)

    assert card_titles(response) == [row.person.name_en for row in shown]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_nine_queries_however_much_it_shows(client, rows, django_assert_num_queries):
    make_edition()
    person = make_person(slug="ada")
    make_attendance(person=person, sources=[make_source() for _ in range(rows)])
    for number in range(rows):
        make_session(roles=[(person, "chair")])
        make_letter(author=person)
        make_attendance(edition=make_edition(slug=f"20{20 + number}"), person=person)

    with django_assert_num_queries(9):
        response = client.get(f"{LIST}ada/")

    assert len(card_titles(response)) == rows


def test_people_stand_in_protocol_order_and_then_by_name(client):
    make_edition()
    for name, order in (("Zoe", 1), ("Bob", 2), ("Al", 2)):
        make_attendance(person=make_person(name_en=name), order=order)

    assert card_titles(client.get(LIST)) == ["Zoe", "Al", "Bob"]


@pytest.mark.parametrize("words", ["ada", "李", "li ai", "Memory", "jygc"])
def test_search_finds_names_in_both_languages_pinyin_and_organisations(client, words):
    make_edition()
    organisation = make_organisation(name_en="Memory Works", name_zh="记忆工厂")
    make_attendance(person=make_person(name_en="Ada", name_zh="李爱达", pinyin="li aida"), organisation=organisation)
    make_attendance()

    assert card_titles(client.get(LIST, {"q": words})) == ["Ada"]


def test_capacities_are_offered_with_their_numbers_and_filter(client):
    make_edition()
    make_attendance(person=make_person(name_en="Mayor"), capacity="official")
    make_attendance(capacity="guest")

    response = client.get(f"{LIST}?capacity=official")

    assert card_titles(response) == ["Mayor"]
    assert texts(response, "option")[:3] == ["all", "official (1)", "guest (1)"]


def test_a_capacity_that_is_not_offered_filters_nothing_and_is_named(client):
    make_edition()
    make_attendance()

    response = client.get(f"{LIST}?capacity=judge")

    assert len(card_titles(response)) == 1
    assert "“judge” is not offered here" in response.text


def test_long_lists_come_in_pages_of_sixty(client):
    make_edition()
    for _ in range(61):
        make_attendance(organisation=None)

    assert [len(card_titles(client.get(f"{LIST}?page={page}"))) for page in (1, 2)] == [60, 1]


def test_who_is_not_published_is_nowhere(client):
    make_edition()
    make_attendance(person=make_person(name_en="Hidden Person", slug="hidden"), published=False)

    assert "Hidden Person" not in client.get(LIST).text
    assert client.get(f"{LIST}hidden/").status_code == 404


def test_a_page_shows_titles_of_the_time_and_roles_in_public_sessions(client):
    make_edition()
    person = make_person(slug="ada", name_en="Ada", name_zh="艾达")
    make_attendance(person=person, title_en="Chair of Memory Works")
    make_session(slug="forum", name_en="Forum", roles=[(person, "keynote")])
    make_session(name_en="Draft", status="draft", roles=[person])
    make_session(name_en="Staff", visibility="staff", roles=[person])

    response = client.get(f"{LIST}ada/")

    assert texts(response, "h1") == ["Ada"]
    assert "Chair of Memory Works" in texts(response, "p")
    assert card_titles(response) == ["Forum"]
    assert "Keynote" in texts(response, "li")
    assert "/en/2019/agenda/sessions/forum/" in links(response)


def test_a_page_links_the_person_at_other_editions(client):
    make_edition(slug="2018")
    person = make_person(slug="ada")
    make_attendance(person=person)
    make_attendance(edition=make_edition(slug="2019"), person=person)
    make_attendance(edition=make_edition(slug="2020", published=False), person=person)

    found = links(client.get(f"{LIST}ada/"))

    assert "/en/2018/people/ada/" in found
    assert "/en/2020/people/ada/" not in found


def test_a_missing_language_is_stood_in_for_and_marked(client):
    make_edition()
    make_attendance(person=make_person(slug="ada", name_en="", name_zh="艾达"), title_en="", title_zh="主席")

    for path in (LIST, f"{LIST}ada/"):
        marked = [e.text for e in elements(client.get(path), "span") if e.attributes.get("lang") == "zh-Hans"]

        assert {"艾达", "主席"} <= set(marked), path


def test_before_anybody_is_announced_the_list_says_what_will_be_there(client):
    make_edition(status="planning")

    assert "as soon as they are announced" in client.get(LIST).text
