"""Calendars: what stands in them, and that they are written as RFC 5545 has it."""

import datetime as dt
import re

import pytest

from agenda.exports.ical import fold_line
from agenda.models import Session
from agenda.releases import publication
from tests.agenda.exports.exports import events, titles
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition

pytestmark = pytest.mark.django_db
FILE = "/2019/agenda.ics"


def lines(response) -> list[str]:
    """Unfolded, as 3.1 tells to."""
    assert response.content.endswith(b"\r\n")
    return response.content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_session_is_written_in_utc_with_all_that_a_calendar_shows(client):
    make_edition()
    room = make_room(name_en="Hall of Light; upper, left")
    session = make_session(
        slug="opening",
        room=room,
        name_en="Opening, at last",
        abstract_en="First line\nsecond \\ line; end",
        areas=[make_area(name_en="Chips")],
    )

    [event] = events(client.get(FILE))

    assert event["DTSTART"].to_ical() == b"20190826T020000Z"
    assert event["DTEND"].to_ical() == b"20190826T030000Z"
    assert str(event["UID"]) == str(session.uid)
    assert str(event["SUMMARY"]) == "Opening, at last"
    assert str(event["DESCRIPTION"]) == "First line\nsecond \\ line; end"
    assert str(event["LOCATION"]) == f"Hall of Light; upper, left, {room.hall.code} {room.hall.name_en}"
    assert event["CATEGORIES"].cats == ["forum", "Chips"]
    assert str(event["URL"]) == "http://testserver/en/2019/agenda/sessions/opening/"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")


def test_chinese_calendar_is_chinese_and_leads_to_chinese_pages(client):
    make_edition()
    make_session(name_zh="智能制造论坛" * 9, abstract_zh="论坛摘要，" * 60, slug="zhi-zao")

    response = client.get(FILE, {"lang": "zh-hans"})
    [event] = events(response)

    assert str(event["SUMMARY"]) == "智能制造论坛" * 9
    assert str(event["DESCRIPTION"]) == "论坛摘要，" * 60
    assert str(event["URL"]).endswith("/zh-hans/2019/agenda/sessions/zhi-zao/")
    assert "X-WR-CALNAME:2019中国国际智能产业博览会" in lines(response)


def test_lines_end_as_they_must_and_none_is_longer_than_75_octets(client):
    make_edition()
    make_session(abstract_en="a" * 74 + "ü中文😀" * 40 + "\x01\x07\r\nend")

    content = client.get(FILE).content

    assert re.findall(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content) == []
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode().encode() == line


@pytest.mark.parametrize("letter", ["a", "ü", "中", "😀"])
@pytest.mark.parametrize("length", [20, 37, 74, 75, 76, 150, 400])
def test_folding_loses_nothing(letter, length):
    assert fold_line(letter * length).replace("\r\n ", "") == letter * length + "\r\n"


def test_cancelled_sessions_stay_and_say_so(client):
    make_edition()
    make_session(status="cancelled")

    [event] = events(client.get(FILE))

    assert event["STATUS"] == "CANCELLED"


def test_a_new_address_or_time_keeps_the_name_that_calendars_know_it_by(client):
    make_edition()
    session = make_session()
    [before] = events(client.get(FILE))

    Session.objects.filter(pk=session.pk).update(slug="renamed", ends_at=session.ends_at + dt.timedelta(hours=1))
    publication.publish_hot_fix(session, by=None)
    [after] = events(client.get(FILE))

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTEND"].dt - before["DTEND"].dt == dt.timedelta(hours=1)


def test_without_hours_there_is_no_entry_but_a_note(client):
    make_edition()
    make_session(starts_at=None)
    make_session(day=None)
    make_session(name_en="Timed")

    response = client.get(FILE)

    assert titles(response) == ["Timed"]
    assert "X-WR-CALDESC:2 sessions have no hours yet and are on the website only." in lines(response)


def test_an_exhibition_of_several_days_has_its_hours_on_each_of_them(client):
    edition = make_edition()
    make_session(kind="exhibition", hour=9, minutes=8 * 60, last_day=edition.ends_on)

    found = events(client.get(FILE))

    assert [event["DTSTART"].to_ical() for event in found] == [f"201908{day}T010000Z".encode() for day in range(26, 30)]
    assert [event["DTEND"].to_ical() for event in found] == [f"201908{day}T090000Z".encode() for day in range(26, 30)]
    assert len({str(event["UID"]) for event in found}) == 4


@pytest.mark.parametrize(
    "address", [FILE, "/2019/schedule.json", "/en/2019/agenda/sessions/{}/", "/zh-hans/2019/agenda/sessions/{}/"]
)
def test_of_a_session_only_the_last_day_may_be_known(client, address):
    edition = make_edition()
    session = make_session(day=None, last_day=edition.ends_on)

    assert client.get(address.format(session.slug)).status_code == 200


def test_a_calendar_without_sessions_still_holds_something(client):
    make_edition()

    response = client.get(FILE)

    assert events(response) == []
    assert "BEGIN:VTIMEZONE" in lines(response)
