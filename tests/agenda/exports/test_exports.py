"""The files' addresses: filters, language, headers, cost, and that nothing hidden is in them."""

import pytest

from tests.agenda.exports.exports import events, talks, titles
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_attendance, make_edition, make_person
from tests.support.reading import elements, links

pytestmark = pytest.mark.django_db
CALENDAR = "/2019/agenda.ics"
ALL = [CALENDAR, "/2019/schedule.xml", "/2019/schedule.json"]
TYPES = {"ics": "text/calendar; charset=utf-8", "xml": "application/xml; charset=utf-8", "json": "application/json"}


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [(CALENDAR, 3), (f"{CALENDAR}?kind=forum&day=2019-08-26", 5), (ALL[1], 5), (ALL[2], 5)]
)
def test_a_file_costs_the_same_queries_however_full_the_agenda(
    client, path, queries, sessions, django_assert_num_queries
):
    make_edition()
    for _ in range(sessions):
        make_session(areas=[make_area()], roles=[make_person(), make_person()])

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert len(talks(response) if path.endswith("json") else response.content) >= sessions


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ["Forum", "Signing", "Later"]),
        ("?kind=signing", ["Signing"]),
        ("?day=2019-08-27", ["Later"]),
        ("?day=2019-08-26&kind=forum", ["Forum"]),
        ("?room=blue", ["Signing"]),
        ("?area=chips", ["Forum", "Later"]),
        ("?language=en", ["Signing"]),
        ("?area=chips&language=zh&kind=contest", ["Later"]),
        ("?q=orum", ["Forum"]),
        ("?day=2019-02-31", ["Forum", "Signing", "Later"]),
        ("?day=2020-01-01&kind=nonsense&page=9", ["Forum", "Signing", "Later"]),
        ("?lang=xx", ["Forum", "Signing", "Later"]),
    ],
)
def test_the_calendar_has_the_filters_of_the_page_and_ignores_what_makes_no_sense(client, query, left):
    edition = make_edition()
    chips = {"areas": [make_area(slug="chips")], "languages": "zh"}
    make_session(name_en="Forum", **chips)
    make_session(name_en="Signing", kind="signing", hour=11, room=make_room(slug="blue"), languages="zh,en")
    make_session(name_en="Later", day=edition.ends_on.replace(day=27), kind="contest", **chips)

    assert titles(client.get(f"{CALENDAR}{query}")) == left


def test_a_session_and_a_person_have_calendars_of_their_own(client):
    make_edition()
    ada = make_person(slug="ada", name_en="Ada Li")
    make_attendance(person=ada)
    make_session(slug="hers", name_en="Hers", roles=[ada])
    make_session(slug="secret", name_en="Secret", roles=[ada], status="draft")
    make_session(name_en="Another")

    assert titles(client.get("/2019/agenda/sessions/hers.ics")) == ["Hers"]
    assert titles(client.get("/2019/people/ada.ics")) == ["Hers"]


@pytest.mark.parametrize(
    "path", ["/1999/agenda.ics", "/2019/people/nobody.ics", "/2019/agenda/sessions/draft.ics", "/1999/schedule.xml"]
)
def test_what_is_not_public_has_no_file(client, path):
    make_edition()
    make_edition(slug="1999", published=False)
    make_person(slug="nobody")
    make_session(slug="draft", status="draft")

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ALL)
def test_files_are_the_same_to_the_byte_with_and_without_hidden_sessions(client, path):
    make_edition()
    shown = make_session()
    before = client.get(path).content

    room = make_room(name_en="Secret room")
    make_session(room=room, status="draft", roles=[make_person()])
    make_session(room=room, visibility="staff", starts_at=None)
    make_session(room=room, parent=shown, status="draft", areas=[make_area()])

    assert client.get(path).content == before


@pytest.mark.parametrize("path", ALL)
def test_files_are_public_for_a_second_carry_no_cookie_and_are_sent_once(client, path):
    make_edition()
    make_session()

    response = client.get(path, headers={"cookie": "staff_language=zh-hans", "accept-language": "zh-CN"})

    assert response["Content-Type"] == TYPES[path.rpartition(".")[2]]
    assert response["Cache-Control"] == "public, max-age=1"
    assert response["Content-Language"] == "en"
    assert not response.cookies
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(path, headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_the_language_is_in_the_address(client):
    make_edition()
    make_session(name_zh="论坛")

    response = client.get(CALENDAR, {"lang": "zh-hans"})

    assert (response["Content-Language"], titles(response)) == ("zh-hans", ["论坛"])
    assert len(events(response)) == 1


def test_pages_lead_to_their_calendars_with_the_filters_in_the_address(client):
    make_edition()
    make_session(slug="opening", name_en="Forum")
    make_session(slug="untold", starts_at=None)
    make_session(name_en="Signing", kind="signing")

    for language in ("en", "zh-hans"):
        page = client.get(f"/{language}/2019/agenda/2019-08-26/?kind=signing&page=1")
        alternate = next(one for one in elements(page, "link") if one.attributes.get("type") == "text/calendar")
        link = next(one for one in elements(page, "a") if one.attributes.get("type") == "text/calendar")
        assert link.attributes["href"] == alternate.attributes["href"]
        assert len(titles(client.get(link.attributes["href"]))) == 1

    session = client.get("/en/2019/agenda/sessions/opening/")
    assert "/2019/agenda/sessions/opening.ics?lang=en" in links(session)
    assert "Add to calendar" not in client.get("/en/2019/agenda/sessions/untold/").text
