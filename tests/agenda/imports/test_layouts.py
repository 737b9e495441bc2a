"""Programmes as other makers lay them out, and files that are none: what is read of them, and what they are called."""

import json
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation

from agenda.imports import programme_file
from agenda.imports.formats.raw import UnreadableProgramme
from agenda.models import Session
from tests.support.factories import make_edition
from tests.support.staff import an_editor

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT_TEN = ("Talk", "Hall A", "2019-08-26T10:00+08:00", "2019-08-26T11:30+08:00")


def told(data):
    """The one entry of a file: its title, room and hours."""
    [entry] = programme_file.read_programme(data if isinstance(data, bytes) else data.encode(), SHANGHAI).entries
    return entry.title, entry.room, *(at.isoformat(timespec="minutes") for at in entry.when[2:])


EVENT = "<title>Talk</title><room>Hall A</room><start>10:00</start><duration>01:30</duration>"
XML = {
    "frab": '<day date="2019-08-26"><room name="Hall A"><event><title>Talk</title><start>10:00</start>'
    "<duration>01:30</duration></event></room></day>",
    "events directly under the day": f'<day date="2019-08-26" index="1"><event id="1">{EVENT}</event></day>',
    "the day within the room": '<room name="Hall A"><day date="2019-08-26"><event><title>Talk</title>'
    "<start>10:00</start><duration>01:30</duration></event></day></room>",
    "everything in attributes": '<day date="2019-08-26"><event title="Talk" room="Hall A" start="10:00"'
    ' end="11:30"/></day>',
    "no day at all": f"<event><date>2019-08-26</date>{EVENT}</event>",
    "the date in an attribute": f'<event date="2019-08-26">{EVENT}</event>',
    "start and end with their dates": "<event><title>Talk</title><location>Hall A</location>"
    "<start>2019-08-26T10:00:00+08:00</start><end>2019-08-26T03:30:00Z</end></event>",
    "entries": f'<day date="2019-08-26"><entry>{EVENT}</entry></day>',
    "sessions in a track": f'<day date="2019-08-26"><track name="AI"><session>{EVENT}</session></track></day>',
    "minutes": '<day date="2019-08-26"><event title="Talk" room="Hall A" start-time="10:00" duration="90"/></day>',
    "a length in words": '<day date="2019-08-26"><event title="Talk" room="Hall A" start="10:00 am"'
    ' duration="1h30"/></day>',
    "the room as an element": "<event><title>Talk</title><room><id>5</id><name>Hall A</name></room>"
    "<start>2019-08-26 10:00</start><duration>PT1H30M</duration></event>",
    "a slashed date": f'<day date="2019/8/26"><event>{EVENT}</event></day>',
}


@pytest.mark.parametrize("inside", XML.values(), ids=XML)
def test_day_room_and_time_of_xml_are_found_by_what_they_mean(inside):
    assert told(f"<schedule>{inside}</schedule>") == AT_TEN
    prefixed = inside.replace("<", "<p:").replace("<p:/", "</p:")
    assert told(f'<p:schedule xmlns:p="http://example.org/">{prefixed}</p:schedule>') == AT_TEN
    assert told(f'<schedule xmlns="http://example.org/">{inside}</schedule>') == AT_TEN


def test_a_calendar_in_xml_is_read():
    event = "<dtstart>20190826T100000</dtstart><dtend>20190826T113000</dtend><location>Hall A</location>"
    data = f"<iCalendar><vcalendar><vevent><uid>1</uid><summary>Talk</summary>{event}</vevent></vcalendar></iCalendar>"

    assert told(data) == AT_TEN


TALK = {"title": "Talk", "room": "Hall A"}
JSON = {
    "frab": {
        "schedule": {"conference": {"days": [{"date": "2019-08-26", "rooms": {"Hall A": [
            {"title": "Talk", "start": "10:00", "duration": "01:30"}]}}]}}},
    "a list of days": [{"date": "2019-08-26", "events": [TALK | {"start": "10:00", "duration": "01:30"}]}],
    "days with a list of rooms": {"days": [{"day": "2019-08-26", "rooms": [
        {"name": "Hall A", "talks": [{"title": "Talk", "start": "10:00", "end": "11:30"}]}]}]},
    "days by their date": {"2019-08-26": [TALK | {"start": "10:00", "end": "11:30"}]},
    "a flat list": [TALK | {"start": "2019-08-26T10:00:00", "end": "2019-08-26T11:30:00"}],
    "a flat list of parts": [TALK | {"date": "2019-08-26", "start_time": "10:00", "end_time": "11:30"}],
    "Sched": [{"event_key": "a1", "name": "Talk", "event_start": "2019-08-26 10:00", "event_end": "2019-08-26 11:30",
               "event_type": "Forum", "venue": "Hall A", "speakers": "Ada Li, Bo Chen"}],
    "pretalx's talks": {"talks": [{"code": "A", "title": "Talk", "start": "2019-08-26T10:00:00+08:00", "room": 7,
                                   "end": "2019-08-26T11:30:00+08:00", "speakers": ["X"]}],
                        "rooms": [{"id": 7, "name": {"en": "Hall A"}}], "speakers": [{"code": "X", "name": "Ada Li"}]},
    "pretalx's interface": {"count": 1, "results": [{"code": "A", "title": "Talk", "speakers": [{"name": "Ada Li"}],
        "slot": {"room": {"en": "Hall A"}, "start": "2019-08-26T10:00:00+08:00", "end": "2019-08-26T11:30:00+08:00"}}]},
    "OSEM": {"events": [{"guid": "g", "title": "Talk", "date": "2019-08-26T10:00:00.000+08:00", "length": 90,
                         "room": "Hall A", "speaker_names": "Ada Li"}]},
}  # fmt: skip


@pytest.mark.parametrize("document", JSON.values(), ids=JSON)
def test_day_room_and_time_of_json_are_found_by_what_they_mean(document):
    assert told(json.dumps(document)) == AT_TEN


def test_people_and_rooms_that_are_named_by_number_or_code_come_with_their_names():
    for name in ("Sched", "pretalx's talks", "pretalx's interface"):
        [entry] = programme_file.read_programme(json.dumps(JSON[name]).encode(), SHANGHAI).entries

        assert entry.people[0].name == "Ada Li"


def test_an_end_before_the_start_lies_in_the_night_after_it():
    data = '<schedule><event title="Party" room="Hall A" date="2019-08-26" start="23:00" end="02:00"/></schedule>'

    assert told(data)[2:] == ("2019-08-26T23:00+08:00", "2019-08-27T02:00+08:00")


DEALS, EXHIBITORS, EMPTY = "a list of deals", "a list of exhibitors", "The programme in this file is empty"
OTHERS = {
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>News</title><updated>2019-08-26</updated>'
    b"</entry></feed>": "a news feed",
    b"<rss><channel><item><title>News</title><pubDate>Mon</pubDate></item></channel></rss>": "a news feed",
    b"<rdf:RDF xmlns:rdf='x'><item><title>News</title></item></rdf:RDF>": "a news feed",
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR": "an iCalendar file",
    b"<!DOCTYPE html><html><body>Programme</body></html>": "a web page",
    b"\n <HTML><body><p>Programme": "a web page",
    b"%PDF-1.7 ...": "a document for reading",
    b"PK\x03\x04...": "a table",
    b"<deals><deal><title>Works</title><amount>5</amount></deal></deals>": DEALS,
    b'[{"name": "Works", "date": "2019-08-26", "amount": "500"}]': DEALS,
    "项目名称,签约金额,甲方\n".encode(): DEALS,
    "﻿project,investor,amount".encode("utf-16"): DEALS,
    b"exhibitor;stand;website\n": EXHIBITORS,
    b'{"exhibitors": [{"name": "Works", "stand": "H1-01"}]}': EXHIBITORS,
    b"title,start,room\nTalk,10:00,A\n": "a table",
    b"<svg><title>Map</title></svg>": "a drawing or a map",
    b"<schedule><conference><title>Expo</title></conference></schedule>": EMPTY,
    b'<schedule><day date="2019-08-26"><room name="A"/></day></schedule>': EMPTY,
    b'<schedule><entry><note>10:00</note></entry></schedule>': EMPTY,
    b'{"schedule": {"conference": {"title": "Expo", "days": []}}}': EMPTY,
    b'{"version": 1}': "No programme is found",
    b"[]": "No programme is found",
    b"<note/>": "No programme is found",
    b"nothing of the kind": "No programme is found",
}  # fmt: skip


@pytest.mark.parametrize(("data", "seems"), OTHERS.items())
def test_a_file_of_which_nothing_is_read_is_refused_by_what_it_seems_to_be(data, seems):
    with pytest.raises(UnreadableProgramme) as refused:
        programme_file.read_programme(data, SHANGHAI)

    with translation.override("en"):
        assert seems in str(refused.value.messages[0])
    with translation.override("zh-hans"):
        assert seems not in refused.value.messages[0]


@pytest.mark.django_db
def test_the_command_and_the_page_refuse_a_file_without_entries():
    make_edition(slug="2019")
    deals, told = b"<deals><deal><amount>5</amount></deal></deals>", "This seems to be a list of deals."

    response = an_editor().post("/desk/agenda/2019/import/", {"file": SimpleUploadedFile("a.xml", deals)})

    assert response.context["form"].errors["file"][0].startswith(told)
    assert Session.objects.count() == 0


@pytest.mark.django_db
def test_the_command_says_the_sentence_and_fails(tmp_path):
    make_edition(slug="2019")
    file = tmp_path / "empty.xml"
    file.write_text("<schedule><conference/></schedule>")

    with pytest.raises(CommandError) as refused:
        call_command("import_schedule", str(file), "--edition", "2019", stdout=StringIO())

    assert str(refused.value) == f"{file}: The programme in this file is empty: not one session stands in it."
    assert refused.value.returncode == 1
