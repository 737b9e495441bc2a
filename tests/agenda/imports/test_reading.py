"""Files of other people's programmes: what is read of them, what is odd, and what is refused."""

import contextlib
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.imports import programme_file
from agenda.imports.formats import detection, plain_text
from agenda.imports.formats.raw import UnreadableProgramme
from tests.support.chance import examples
from tests.support.schedules import event, schedule

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
AGENDAS, EXAMPLES = SHARED / "agendas", SHARED / "schedule-schemas" / "examples"
NO_SHARED = "the real programmes are not here: ../shared/data is absent"


def read(*events, **fields):
    return programme_file.read_programme(schedule(*events, **fields), SHANGHAI)


def oddities(programme):
    return [(odd.kind.value, odd.detail) for odd in programme.oddities]


def kinds(programme):
    return [odd.kind.value for odd in programme.oddities]


def test_an_orderly_entry_is_read_whole_and_nothing_about_it_is_odd():
    programme = read(event(title="Opening", language="en", people=["Ada Li", "Bo Chen"], type="lecture"))

    [entry] = programme.entries
    assert programme.oddities == []
    assert (entry.title, entry.room, entry.languages, entry.kind) == ("Opening", "Hall A", "en", "forum")
    assert [person.name for person in entry.people] == ["Ada Li", "Bo Chen"]
    assert entry.when.starts_at.isoformat() == "2019-08-26T10:00:00+08:00"
    assert entry.when.ends_at.isoformat() == "2019-08-26T11:00:00+08:00"


@pytest.mark.parametrize(
    ("changes", "found", "when"),
    [
        ({"duration": "0:00"}, ["length_zero"], "2019-08-26"),
        ({"duration": "36:00"}, ["length_days"], "2019-08-26 2019-08-27"),
        ({"duration": ""}, ["length_missing"], "2019-08-26"),
        ({"duration": "an hour"}, ["length_bad"], "2019-08-26"),
        ({"duration": "1:75"}, ["length_bad"], "2019-08-26"),
        ({"duration": "01:30:00"}, ["length_odd"], "2019-08-26 10:00 11:30"),
        ({"date": ""}, ["date_missing"], "2019-08-26 10:00 11:00"),
        ({"date": "26 August"}, ["date_bad"], "2019-08-26 10:00 11:00"),
        ({"date": "", "start": "02:00"}, ["date_missing"], "2019-08-27 02:00 03:00"),
        ({"date": "", "start": ""}, ["date_missing", "start_missing"], "2019-08-26"),
        ({"date": "2019-08-27", "start": "25:00"}, ["start_bad", "start_missing"], "2019-08-27"),
        ({"date": "2019-08-26T02:00:00Z"}, [], "2019-08-26 10:00 11:00"),
        ({"start": "09:00"}, ["start_disagrees"], "2019-08-26 10:00 11:00"),
        ({"date": "9999-12-31T23:59:59+00:00"}, ["date_bad"], "2019-08-26 10:00 11:00"),
        ({"date": "", "day": ""}, ["day_missing"], ""),
    ],
)
def test_times_that_are_missing_or_wrong_are_reported_and_never_guessed(changes, found, when):
    programme = read(event(**changes))

    moment = programme.entries[0].when
    days = [day for day in moment[:2] if day]
    hours = [at.strftime("%H:%M") for at in moment[2:] if at]
    assert kinds(programme) == found
    assert " ".join([*map(str, days), *hours]) == when


def test_the_file_s_time_zone_counts_where_an_hour_has_none_and_is_reported():
    programme = read(event(date="", start="10:00"), zone="Europe/Berlin")

    assert ("zone_differs", "Europe/Berlin ≠ Asia/Shanghai") in oddities(programme)
    assert programme.entries[0].when.starts_at.isoformat() == "2019-08-26T10:00:00+02:00"
    assert kinds(read(event(), zone="Mars/Olympus")) == ["zone_unknown"]


def test_guids_and_ids_that_come_again_keep_their_entries_apart():
    programme = read(event(guid="g", id="1"), event(guid="g", id="1", hour=12), event(guid="h", id="1", hour=14))

    assert [entry.key for entry in programme.entries] == ["g", "g#2", "h"]
    assert kinds(programme) == ["guid_repeated", "id_repeated", "id_repeated"]


def test_an_entry_without_guid_is_known_by_its_id_and_without_both_by_its_title():
    programme = read(event(guid="", id="7"), event(guid="", id="", hour=12))

    assert programme.entries[0].key == "id:7"
    assert programme.entries[1].key.startswith("title:")
    assert kinds(programme) == ["id_missing"]


def test_each_entry_that_begins_in_a_taken_room_is_reported_with_the_one_that_has_it():
    long = event(title="Long", duration="05:00")
    programme = read(long, event(title="Inside", hour=12), event(title="Next door", hour=12, room="Hall B"))

    assert [(odd.title, odd.detail) for odd in programme.oddities] == [("Inside", "Hall A: Long")]


@pytest.mark.parametrize(
    ("written", "codes", "chinese", "found"),
    [
        ("zh-CN", "zh", True, []),
        ("de", "de", False, []),
        ("zh,en", "zh,en", True, []),
        ("pt_BR", "pt-br", False, []),
        ("klingon", "", True, ["language_unknown"]),
        ("", "", True, ["language_missing"]),
    ],
)
def test_the_language_decides_where_texts_go_and_without_one_their_characters(written, codes, chinese, found):
    programme = read(event(title="开幕式", language=written))

    assert (programme.entries[0].languages, programme.entries[0].chinese) == (codes, chinese)
    assert kinds(programme) == found


def test_people_come_once_and_never_without_a_name():
    programme = read(event(people=["Ada Li", "ada  li", " "]))

    assert [person.name for person in programme.entries[0].people] == ["Ada Li"]
    assert oddities(programme) == [("person_twice", "ada li"), ("person_nameless", "")]


def test_what_is_too_long_is_cut_and_said_so():
    programme = read(event(title="t" * 300, abstract="a" * 30_000, guid="g" * 500))

    [entry] = programme.entries
    assert (len(entry.title), len(entry.abstract), len(entry.key)) == (250, 20_000, 40)
    assert oddities(programme) == [("text_cut", "300 > 250"), ("text_cut", "30000 > 20000")]


def test_a_room_named_otherwise_than_it_stands_is_reported():
    assert oddities(read(event(inner_room="A"))) == [("room_disagrees", "A ≠ Hall A")]
    assert kinds(read(event(room="", inner_room=""))) == ["room_missing"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("a < b & c > d", "a < b & c > d"),
        ("<p>One</p><ul><li>two</ul>", "One\n\n* two"),
        ("<script>alert(1)</script>after", "after"),
        ("<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>after", "after"),
        ("<a href='https://e.org/?a=1&amp;b=2'>E</a>", "E (https://e.org/?a=1&b=2)"),
        ("<a href='javascript:x'>E</a>", "E"),
        ("<img src=x onerror=alert(1)>kept", "kept"),
        ("see <betrusted.io>", "see ‹betrusted.io›"),
        ("<!-- hidden -->shown<br/>", "shown"),
        ("half <b", "half ‹b"),
        ("nul\x00 and \ud800 half", "nul and  half"),
    ],
)
def test_texts_become_plain_and_keep_what_a_reader_would_have_seen(written, plain):
    assert plain_text.clean_text(written)[0] == plain


@given(st.text(alphabet="<>/!-ab= \"'&;lgt#\n\x00", max_size=200))
def test_no_text_whatever_keeps_a_tag(text):
    assert not plain_text.TAG.search(plain_text.clean_text(text)[0])


BILLION = (
    b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><schedule><event><title>&b;</title></event></schedule>"""
)
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><schedule><title>&a;</title></schedule>"""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (BILLION, "document type"),
        (OUTSIDE, "document type"),
        (b"", "No programme is found"),
        (b"<schedule><day>", "not complete XML"),
        (b"<html></html>", "seems to be a web page"),
        (b"<schedule>" * 100, "nested too deeply"),
        (b'<?xml version="1.0" encoding="klingon"?><schedule/>', "not complete XML"),
        (b"[" * 100_000, "not complete JSON"),
        (b'{"schedule": []}', "is empty"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not complete JSON"),
        (b"<" + b" " * detection.LARGEST, "larger than 10 MB"),
        (b"<schedule>" + b"<event/>" * (detection.MOST + 1) + b"</schedule>", "more than"),
    ],
)
def test_what_is_no_programme_is_refused_in_a_sentence(data, why):
    with pytest.raises(UnreadableProgramme) as refused:
        programme_file.read_programme(data, SHANGHAI)

    assert why in refused.value.messages[0]


WHOLE = schedule(event(people=["Ada Li"]), event(title="<b>开幕</b>", hour=12))


def survives(data):
    with contextlib.suppress(UnreadableProgramme):
        programme_file.read_programme(data, SHANGHAI)


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda tail: b"<schedule>" + tail)))
def test_no_bytes_crash_it(data):
    survives(data)


@given(st.data())
@examples(60)
def test_no_file_that_was_cut_or_damaged_crashes_it(data):
    at = data.draw(st.integers(0, len(WHOLE)))
    survives(WHOLE[:at])
    survives(WHOLE[:at] + data.draw(st.binary(max_size=6)) + WHOLE[at + 1 :])


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["name", "en", "guid", "x"]), inside),
    max_leaves=6,
)
FIELDS = [
    "guid",
    "id",
    "date",
    "start",
    "end",
    "duration",
    "room",
    "title",
    "language",
    "type",
    "persons",
    "participants",
    "links",
    "abstract",
    "track",
]


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), anything), max_size=4), anything)
@examples(80)
def test_no_values_where_others_belong_crash_it(events, other):
    days = [{"date": other, "rooms": {"Hall": events, "Other": other}}, other]
    document = {"schedule": {"conference": {"acronym": other, "days": days}, "events": events}}

    survives(json.dumps(document).encode())


def test_both_versions_of_schedule_json_say_the_same():
    common = {"guid": "g", "title": "Opening", "language": "en", "abstract": "Hello"}
    start = {"date": "2019-08-26T10:00:00+08:00", "start": "10:00", "duration": "1:30", "persons": [{"name": "Ada"}]}
    first = {"days": [{"index": 1, "date": "2019-08-26", "rooms": {"Hall A": [common | start]}}]}
    end = {"start": "2019-08-26T10:00:00+08:00", "end": "2019-08-26T11:30:00+08:00", "room": {"name": "Hall A"}}
    second = [common | end | {"participants": [{"name": "Ada", "role": "SPEAKER"}]}]
    documents = [{"conference": {"title": "x"} | first}, {"conference": {"title": "x"}, "events": second}]

    programmes = [
        programme_file.read_programme(json.dumps({"schedule": each}).encode(), SHANGHAI) for each in documents
    ]

    assert programmes[0].entries == programmes[1].entries
    assert programmes[0].oddities == programmes[1].oddities == []


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason=NO_SHARED)
def test_every_example_of_the_format_is_read():
    counts = {
        file.name: len(programme_file.read_programme(file.read_bytes(), SHANGHAI).entries)
        for file in EXAMPLES.glob("*.json")
    }

    assert counts == {
        "frab-camp2019.json": 79,
        "hub-schedule2.json": 2,
        "invalid-example.json": 1,
        "pretalx-democon.json": 36,
        "pretalx-rc3.json": 48,
    }


@pytest.mark.skipif(not AGENDAS.is_dir(), reason=NO_SHARED)
@pytest.mark.parametrize(("name", "zone"), [("36c3_merged.xml", "Europe/Berlin"), ("debconf23.xml", "Asia/Kolkata")])
def test_real_programmes_are_read_as_they_were_counted(name, zone):
    expected = json.loads((AGENDAS / "expected_counts.json").read_text())[name]

    programme = programme_file.read_programme((AGENDAS / name).read_bytes(), ZoneInfo(zone))

    found = kinds(programme)
    names = {person.name for entry in programme.entries for person in entry.people}
    assert (len(programme.entries), programme.days) == (expected["events"], expected["days"])
    assert (len(programme.rooms), len(names)) == (expected["rooms"], expected["persons_distinct_name"])
    assert found.count("guid_repeated") == len(expected["duplicate_guids"])
    assert found.count("id_repeated") == expected["duplicate_ids"]
    assert found.count("room_overlap") == expected["room_overlaps"]
    assert found.count("length_zero") == expected["zero_minutes"]
    assert found.count("language_missing") == expected["languages"].get("", 0)
    assert programme.beside.get("link", 0) == expected["links"]
    assert programme.beside.get("attachment", 0) == expected["attachments"]
