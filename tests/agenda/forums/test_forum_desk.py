"""Entering a forum with its talks on one page: looked at, saved as a whole and once, undone as a whole."""

import datetime as dt
import re

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from agenda.models import Session
from agenda.releases.publication import publish
from expo.models import ImportedFile, Person
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_person
from tests.support.reading import links
from tests.support.staff import make_editor, page, signed_in

pytestmark = pytest.mark.django_db
START = "/desk/agenda/2019/forum/"
ROW = ("type", "name_zh", "name_en", "minutes", "speakers", "role", "moderators")
TALKS = (
    ("talk", "云", "Clouds", "30", "李娜", "", ""),
    ("break", "", "", "15", "", "", ""),
    ("panel", "", "Round table", "45 min", "Wang Wei", "", "Li Na"),
)


@pytest.fixture(autouse=True)
def edition():
    make_person(slug="li-na", name_zh="李娜", name_en="Li Na")
    make_person(slug="wang-wei", name_zh="王伟", name_en="Wang Wei")
    edition = make_edition(slug="2019")
    make_room(edition=edition, slug="great", name_en="Great room")
    return edition


@pytest.fixture
def client():
    return signed_in(make_editor())


def typed(*parts, **head):
    """What the page sends."""
    sent = {
        "key": "0d5e3a52-6a0e-4a3c-8ab7-4d4b4f0f3a01",
        "name_zh": "智造论坛",
        "name_en": "Making Forum",
        "kind": "forum",
        "day": "2019-08-26",
        "start": "09:00",
        "status": "draft",
        "parts-TOTAL_FORMS": str(len(parts) + 2),
        "parts-INITIAL_FORMS": "0",
    }
    if edition_room := head.pop("room", None):
        sent["room"] = edition_room.pk
    for number, part in enumerate(parts):
        sent |= {f"parts-{number}-{name}": value for name, value in zip(ROW, part, strict=True)}
    return sent | head


def look(client, sent, start=START):
    return client.post(start, sent | {"look": "1"})


def save(client, sent, start=START, **more):
    """Look, then save what was looked at just so."""
    seen = look(client, sent, start).context["seen"]
    return client.post(start, sent | {"save": "1", "seen": seen} | more)


def clock(session):
    zone = session.edition.tz
    return f"{session.starts_at.astimezone(zone):%d %H:%M}-{session.ends_at.astimezone(zone):%H:%M}"


def cast(session):
    return sorted((role.role, str(role.person.slug)) for role in session.roles.all())


def planned():
    """The forum before a part that is as long as it."""
    forum_first = F("parent").asc(nulls_first=True)
    return list(Session.objects.working().order_by("starts_at", "-ends_at", forum_first, "pk"))


def test_a_forum_is_saved_with_its_parts_one_after_the_other(client, edition):
    room = edition.rooms.get()

    answer = save(client, typed(*TALKS, room=room, moderators="Li Na", languages="zh,en"))

    forum, talk, pause, panel = planned()
    assert answer.url == f"/desk/agenda/2019/sessions/{forum.pk}/parts/"
    assert [(each.kind, clock(each)) for each in (forum, talk, pause, panel)] == [
        ("forum", "26 09:00-10:30"),
        ("forum", "26 09:00-09:30"),
        ("break", "26 09:30-09:45"),
        ("forum", "26 09:45-10:30"),
    ]
    assert {(each.room, each.day, each.languages, each.status) for each in (forum, talk, pause, panel)} == {
        (room, dt.date(2019, 8, 26), "zh,en", "draft")
    }
    assert [each.parent for each in (forum, talk, pause, panel)] == [None, forum, forum, forum]
    assert [pause.name_zh, pause.name_en] == ["茶歇", "Break"]
    assert [cast(each) for each in (forum, talk, panel)] == [
        [("host", "li-na")],
        [("speaker", "li-na")],
        [("host", "li-na"), ("panellist", "wang-wei")],
    ]


def test_the_parts_are_public_with_the_next_release(client, edition):
    save(client, typed(*TALKS, status="confirmed"))
    before = client.get("/en/2019/agenda/2019-08-26/")

    publish(edition, by=None, note_en="Forum", note_zh="论坛")
    after = client.get("/en/2019/agenda/2019-08-26/")
    assert "Round table" not in before.text
    assert [title for title in ("Clouds", "Break", "Round table") if title not in after.text] == []


def test_sent_twice_it_is_saved_once(client):
    sent = typed(*TALKS)
    seen = look(client, sent).context["seen"]

    first = client.post(START, sent | {"save": "1", "seen": seen})
    second = client.post(START, sent | {"save": "1", "seen": seen})

    assert first.url == second.url
    assert len(planned()) == 4
    assert ImportedFile.objects.filter(state="done").count() == 1


def test_what_was_changed_after_the_look_is_looked_at_first(client):
    sent = typed(*TALKS)
    seen = look(client, sent).context["seen"]

    answer = client.post(START, sent | {"save": "1", "seen": seen, "parts-0-minutes": "40"})

    assert (answer.status_code, planned()) == (200, [])
    assert [f"{row.starts_at:%H:%M}" for row in answer.context["look"].rows.values()] == ["09:00", "09:40", "09:55"]


def test_a_new_person_is_entered_only_where_somebody_says_so(client):
    sent = typed(("talk", "", "Clouds", "30", "Ada Lovelace", "", ""))

    asked, silent = look(client, sent), save(client, sent)
    people = Person.objects.count()
    save(client, sent, new_people="Ada Lovelace")

    assert (silent.status_code, people) == (422, 2)
    assert "This would be saved, once you have said below whether these people are new" in asked.text
    assert "Not saved yet: say below whether these people are new" in silent.text
    assert "This would be saved" not in silent.text
    assert [cast(each) for each in planned()] == [[], [("speaker", "ada-lovelace")]]


def test_of_two_people_of_one_name_it_is_asked_who_is_meant(client):
    make_person(slug="wang-wei-2", name_zh="王伟", name_en="Wang Wei")
    sent = typed(("talk", "", "Clouds", "30", "Li Na; Wang Wei", "", ""))

    asked = look(client, sent)
    doubt = asked.context["look"].rows[0].doubts[0]
    save(client, sent | {"pick-parts-0-speakers": doubt.choices[1][0]})

    assert asked.status_code == 422
    assert 'name="pick-parts-0-speakers"' in asked.text
    assert cast(planned()[1]) == [("speaker", "li-na"), ("speaker", "wang-wei-2")]


def test_a_question_that_nobody_answered_heads_the_page_and_leads_to_its_box(client):
    make_person(slug="wang-wei-2", name_zh="王伟", name_en="Wang Wei")
    sent = typed(
        ("talk", "", "Clouds", "30", "Li Na; Wang Wei", "", ""), ("talk", "", "Robots", "20", "Wang Wei", "", "")
    )

    asked, silent = look(client, sent), look(client, sent)
    answered = look(client, sent | {"pick-parts-0-speakers": asked.context["look"].rows[0].doubts[0].choices[1][0]})

    for answer, places in ((asked, ["0", "1"]), (silent, ["0", "1"]), (answered, ["1"])):
        assert answer.text.count('class="error-summary"') == 1
        assert re.findall(r'<a href="#id_pick-parts-(.)-speakers">Part', answer.text) == places
    assert planned() == []


def test_clashes_of_room_and_speakers_are_named_and_do_not_forbid(client, edition):
    room = edition.rooms.get()
    make_session(name_en="Rival", room=room, hour=9, roles=[Person.objects.get(slug="li-na")], edition=edition)

    looked = look(client, typed(TALKS[0], room=room))
    save(client, typed(TALKS[0], room=room))

    assert len([each for each in looked.context["look"].clashes if "Rival" in each]) == 3
    assert len(planned()) == 3


def test_what_ends_after_the_forum_is_named_and_forbids(client):
    looked = look(client, typed(*TALKS, end="10:00"))

    assert looked.context["look"].late == ["“Round table” would end at 10:30, and the forum ends at 10:00."]
    assert (looked.status_code, looked.context["look"].ready, planned()) == (422, False, [])


def test_a_stated_end_leaves_time_at_the_end(client):
    save(client, typed(*TALKS, end="11:00"))

    assert clock(planned()[0]) == "26 09:00-11:00"


def test_parts_go_on_after_midnight(client):
    late = ("talk", "", "Late", "90", "", "", "")
    save(client, typed(late, late, start="22:00"))

    assert [clock(each) for each in planned()] == ["26 22:00-01:00", "26 22:00-23:30", "26 23:30-01:00"]


def test_a_part_that_begins_after_midnight_is_of_the_next_day(client):
    long = ("talk", "", "Late", "180", "", "", "")
    looked = look(client, typed(long, TALKS[0], start="22:00")).text
    save(client, typed(long, TALKS[0], start="22:00"))

    assert [hours in looked for hours in ("22:00–01:00\n", "01:00–01:30 (after midnight)")] == [True, True]
    assert "The forum ends at 01:30." in looked

    assert [(clock(each), each.day.day) for each in planned()] == [
        ("26 22:00-01:30", 26),
        ("26 22:00-01:00", 26),
        ("27 01:00-01:30", 27),
    ]


def test_after_the_last_day_nothing_begins(client):
    long = ("talk", "", "Late", "180", "", "", "")
    looked = look(client, typed(long, TALKS[0], start="22:00", day="2019-08-29"))

    assert [each.sentence for each in looked.context["look"].rows[1].doubts] == [
        "This day is not one of the edition's days."
    ]


def test_in_the_night_of_summer_time_each_part_lasts_what_it_says(edition):
    edition.timezone, edition.starts_on, edition.ends_on = "Europe/Berlin", dt.date(2019, 10, 26), dt.date(2019, 10, 28)
    edition.save()
    hour = ("talk", "", "Hour", "60", "", "", "")

    save(signed_in(make_editor()), typed(hour, hour, hour, start="01:30", day="2019-10-27"))

    moments = [
        f"{each.starts_at.astimezone(dt.UTC):%H:%M}-{each.ends_at.astimezone(dt.UTC):%H:%M}" for each in planned()
    ]
    assert moments == ["23:30-02:30", "23:30-00:30", "00:30-01:30", "01:30-02:30"]


def test_an_hour_that_the_clocks_skip_is_refused(edition):
    edition.timezone, edition.starts_on, edition.ends_on = "Europe/Berlin", dt.date(2019, 3, 30), dt.date(2019, 4, 1)
    edition.save()

    looked = look(signed_in(make_editor()), typed(TALKS[0], start="02:30", day="2019-03-31"))

    assert list(looked.context["forms"].head.errors) == ["start"]


def test_each_session_has_one_entry_in_its_history(client):
    save(client, typed(*TALKS))

    entries = LogEntry.objects.filter(action_flag=ADDITION, content_type__model="session")
    assert sorted(int(each.object_id) for each in entries) == sorted(each.pk for each in planned())


def test_the_whole_is_undone_in_one_step(client):
    saved = save(client, typed(("talk", "", "Clouds", "30", "Ada Lovelace", "", "")), new_people="Ada Lovelace")

    client.post(client.get(saved.url).context["undo"])

    assert (planned(), Person.objects.filter(name_en="Ada Lovelace").exists()) == ([], False)


def test_one_bad_row_keeps_all_from_being_saved(client):
    too_long = ("talk", "", "x" * 300, "30", "", "", "")

    answer = client.post(START, typed(TALKS[0], too_long) | {"save": "1"})

    assert (answer.status_code, planned()) == (422, [])


def test_a_row_needs_a_title_and_minutes_but_an_empty_one_nothing(client):
    answer = look(client, typed(("talk", "", "", "", "Li Na", "", ""), ("talk", "", "", "", "", "", "")))

    assert [sorted(row.errors) for row in answer.context["forms"].rows.forms[:3]] == [["minutes", "name_zh"], [], []]


def test_five_more_rows_keep_what_was_typed(client):
    answer = client.post(START, typed(*TALKS) | {"more": "5"})

    rows = answer.context["forms"].rows.forms
    assert (answer.status_code, len(rows), rows[0]["name_en"].value(), rows[9]["name_en"].value()) == (
        200,
        10,
        "Clouds",
        None,
    )
    assert answer.context["forms"].head["name_en"].value() == "Making Forum"


def test_what_is_called_as_another_session_is_a_session_of_its_own(client, edition):
    make_session(name_en="Break", name_zh="茶歇", edition=edition, starts_at=None, room=None)
    save(client, typed(*TALKS))

    assert Session.objects.working().filter(name_en="Break").count() == 2


def test_a_look_costs_the_same_however_many_parts_there_are(client):
    rows = [("talk", "", f"Talk {each}", "30", "Li Na", "", "") for each in range(3)]
    look(client, typed(*rows))

    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            look(client, typed(*rows[:number]))
        counts.append(len(asked))

    assert counts == [counts[0], counts[0]]


def test_the_board_leads_to_a_forum_on_its_day_in_each_room(client, edition):
    board = client.get("/desk/agenda/2019/board/2019-08-27/").text
    room = edition.rooms.get()
    address = f"{START}?day=2019-08-27&room={room.pk}"

    head = client.get(address).context["forms"].head
    assert address.replace("&", "&amp;") in board
    assert (head["day"].value(), head["room"].value()) == ("2019-08-27", str(room.pk))


def test_session_list_session_form_and_start_page_lead_to_forums(client, edition):
    session = make_session(edition=edition)
    pages = (
        "/admin/agenda/session/?edition=2019",
        f"/admin/agenda/session/{session.pk}/change/",
        "/admin/?edition=2019",
    )
    listed, form, start = (client.get(each).text for each in pages)

    assert (START in listed, START in start) == (True, True)
    assert [f"/sessions/{session.pk}/{step}/" in form for step in ("parts", "duplicate")] == [True, True]


@pytest.mark.thorough
@pytest.mark.parametrize("missing", ["add_sessionrole", "change_room"])
def test_nobody_is_led_to_a_page_that_is_closed_to_them(edition, missing):
    session = make_session(edition=edition)
    user = make_editor()
    pages = ["/admin/", page("agenda.session", "changelist"), page("agenda.session", "change", session.pk)]
    pages.append(f"/desk/agenda/{edition.slug}/board/2019-08-26/")

    led = [leads_to_forums(signed_in(user).get(address, follow=True)) for address in pages]
    user.user_permissions.remove(Permission.objects.get(codename=missing))
    led_on = [leads_to_forums(signed_in(user).get(address, follow=True)) for address in pages]

    assert (led, led_on) == ([True] * 4, [False] * 4)


def leads_to_forums(response):
    return any("/forum/" in link or "/parts/" in link for link in links(response))


def test_a_title_in_brackets_is_shown_and_kept_with_the_talk(client):
    sent = typed(("talk", "云", "Clouds", "30", "李娜（云公司总裁）、王伟（主持人）", "", ""))
    looked = look(client, sent).context["look"]
    save(client, sent)

    assert [named.name for named in looked.rows[0].people] == ["Li Na · 云公司总裁", "Wang Wei"]
    assert [(each.role, each.title_zh) for each in Session.objects.get(name_en="Clouds").roles.order_by("pk")] == [
        ("speaker", "云公司总裁"),
        ("host", ""),
    ]
