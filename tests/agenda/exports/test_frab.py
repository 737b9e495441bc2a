"""schedule.xml and schedule.json: valid by their schemas, and fit for the apps that read them."""

import re

import pytest

from agenda.releases import publication
from tests.agenda.exports.exports import conference, faults_of_json, faults_of_xml, needs_schemas, talks, xml
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db
XML, JSON = "/2019/schedule.xml", "/2019/schedule.json"


def make_awkward():
    """An edition with everything that a schema or an app has been known to refuse."""
    edition = make_edition()
    person, firm = make_person(name_en="Ada & <Li>"), make_organisation()
    twins = [make_room(name_en="Stage", name_zh="舞台") for _ in range(2)]
    for room in twins:
        make_session(room=room, roles=[(person, "chair"), (person, "speaker"), firm], areas=[make_area()])
    make_session(slug="X-", name_en="", name_zh="只有中文", languages="")
    make_session(
        slug="a", room=None, place_note_en="Stage", abstract_en="\x01<b>&</b>\r\n\x0b", stream_url="https://a.cn/?a&b"
    )
    make_session(room=None, hour=23, minutes=25 * 60)
    make_session(kind="exhibition", hour=9, minutes=480, last_day=edition.ends_on)
    make_session(status="cancelled", name_en="Cancelled")
    make_session(starts_at=None)
    return edition


@needs_schemas
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_files_are_valid_whatever_is_in_the_agenda(client, language):
    make_awkward()

    assert faults_of_xml(client.get(XML, {"lang": language})) == []
    assert faults_of_json(client.get(JSON, {"lang": language})) == []


@needs_schemas
def test_an_edition_without_hours_has_a_note_which_apps_need(client):
    make_edition()
    make_session(starts_at=None, name_en="Untold")

    assert faults_of_xml(client.get(XML)) == []
    assert faults_of_json(client.get(JSON)) == []
    assert [one["title"] for one in talks(client.get(JSON))] == ["No times have been announced"]


def test_both_files_tell_the_same(client):
    make_awkward()
    told = talks(client.get(JSON))

    events = xml(client.get(XML)).findall("day/room/event")

    for name in ("room", "title", "date", "start", "duration", "slug", "track", "abstract", "url"):
        assert [event.findtext(name) or "" for event in events] == [one[name] for one in told]
    assert [(event.get("guid"), event.get("id")) for event in events] == [(one["guid"], str(one["id"])) for one in told]
    assert xml(client.get(XML)).findtext("conference/acronym") == conference(client.get(JSON))["acronym"] == "sce2019"


def test_days_durations_and_people_are_as_the_apps_want_them(client):
    make_awkward()

    days, told = xml(client.get(XML)).findall("day"), talks(client.get(JSON))

    assert [(day.get("index"), day.get("date")) for day in days] == [(str(n), f"2019-08-{25 + n}") for n in range(1, 5)]
    assert {one["duration"] for one in told} == {"01:00", "08:00", "23:59"}
    assert all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", one["duration"]) for one in told)
    assert {frozenset(person) for one in told for person in one["persons"]} == {frozenset({"guid", "name"})}
    assert sorted(len(one["persons"]) for one in told)[-3:] == [0, 1, 1]
    assert "Cancelled" not in {one["title"] for one in told}


@pytest.mark.parametrize("name", ["guid", "id", "slug"])
def test_no_two_entries_share_a_name(client, name):
    make_awkward()

    found = [one[name] for one in talks(client.get(JSON))]

    assert len(found) == len(set(found)) == 9


def test_rooms_of_one_name_are_told_apart_and_all_are_listed(client):
    make_awkward()
    response = client.get(JSON)

    used = {one["room"] for one in talks(response)}

    assert len([room for room in used if room.startswith("Stage")]) == 3
    assert used == {room["name"] for room in conference(response)["rooms"]}


def test_the_version_changes_with_the_contents_and_with_nothing_else(client):
    make_edition()
    session = make_session()
    before = client.get(XML)

    make_session(status="draft")
    make_session(visibility="staff")
    assert client.get(XML).content == before.content

    session.name_en = "Another"
    session.save()
    assert client.get(XML).content == before.content

    publication.publish(session.edition, by=None)
    versions = [xml(answer).findtext("version") for answer in (before, client.get(XML))]
    assert [version[:4] for version in versions] == ["1.0-", "2.0-"]
