"""Pages tell machines what they show in the words of schema.org."""

import json
import re

import pytest

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_region,
)

pytestmark = pytest.mark.django_db


def linked_data(client, path: str) -> dict:
    found = re.findall('<script type="application/ld[+]json">(.*?)</script>', client.get(path).text)
    [written] = found
    return json.loads(written)


def test_the_home_tells_of_the_exhibition(client):
    make_edition(website="https://expo.example.org/")

    assert linked_data(client, "/zh-hans/2019/") == {
        "@context": "https://schema.org",
        "url": "http://testserver/zh-hans/2019/",
        "@type": "ExhibitionEvent",
        "name": "2019中国国际智能产业博览会",
        "alternateName": "2019 Smart China Expo",
        "description": "智能化:为经济赋能,为生活添彩",
        "startDate": "2019-08-26",
        "endDate": "2019-08-29",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "重庆国际博览中心", "address": "重庆"},
        "sameAs": "https://expo.example.org/",
    }


@pytest.mark.parametrize(("zone", "starts"), [("Asia/Shanghai", "+08:00"), ("America/Los_Angeles", "-07:00")])
def test_a_session_tells_its_hours_at_the_venue_its_room_and_who_speaks(client, zone, starts):
    make_edition(timezone=zone)
    room = make_room(name_en="Grand Hall")
    make_session(slug="chips", name_en="Chips", room=room, hour=10, roles=[make_person(name_en="Ada Li")])

    told = linked_data(client, "/en/2019/agenda/sessions/chips/")

    assert told["startDate"] == f"2019-08-26T10:00:00{starts}"
    assert told["location"]["name"] == "Grand Hall"
    assert told["location"]["containedInPlace"]["name"] == "Chongqing International Expo Center"
    assert [one["name"] for one in told["performer"]] == ["Ada Li"]
    assert told["eventStatus"] == "https://schema.org/EventScheduled"


def test_a_cancelled_session_without_hours_says_so(client):
    make_edition()
    make_session(slug="off", status="cancelled", starts_at=None)

    told = linked_data(client, "/en/2019/agenda/sessions/off/")

    assert (told["eventStatus"], told["startDate"]) == ("https://schema.org/EventCancelled", "2019-08-26")
    assert "endDate" not in told


def test_exhibitors_and_people_tell_who_they_are(client):
    make_edition()
    firm = make_organisation(name_en="Firm", name_zh="企业", region=make_region(name_en="Germany"))
    make_participation(slug="firm", organisation=firm)
    make_attendance(person=make_person(slug="ada", name_en="Ada Li", name_zh=""), organisation=firm, title_en="Chair")

    exhibitor = linked_data(client, "/en/2019/exhibitors/firm/")
    person = linked_data(client, "/en/2019/people/ada/")

    assert [exhibitor[name] for name in ("@type", "name", "alternateName", "address")] == [
        "Organization",
        "Firm",
        "企业",
        "Germany",
    ]
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Ada Li", "Chair")
    assert person["worksFor"] == {"@type": "Organization", "name": "Firm"}


def test_no_name_ends_the_element(client):
    make_edition()
    make_participation(slug="firm", organisation=make_organisation(name_en="</script><script>alert(1)</script>&"))

    assert linked_data(client, "/en/2019/exhibitors/firm/")["name"] == "</script><script>alert(1)</script>&"
