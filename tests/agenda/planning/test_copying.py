"""Beginning a new edition with an earlier one's rooms and structure."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry

from agenda.models import Room, Session
from agenda.planning.copy_edition import CopyContent, CopyReason, copy_structure, plan_copy
from expo.models import Hall
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_hall, make_person, make_scenario
from tests.support.reading import texts
from tests.support.staff import an_editor, make_editor, page

pytestmark = pytest.mark.django_db
DESK = "/desk/agenda/2020/copy/"
BOTH = [CopyContent.ROOMS, CopyContent.SESSIONS]


@pytest.fixture
def old():
    return make_edition(slug="2019")


@pytest.fixture
def new(old):
    days = {"starts_on": dt.date(2020, 9, 15), "ends_on": dt.date(2020, 9, 17)}
    return make_edition(slug="2020", status="planning", published=False, **days)


def clock(session):
    return [f"{each.astimezone(session.edition.tz):%m-%d %H:%M}" for each in (session.starts_at, session.ends_at)]


def test_rooms_come_with_their_halls_and_everything_about_them(old, new):
    make_room(slug="great", hall=make_hall(code="S4", edition=old), capacity=900, level=2, parallel=True, order=3)
    make_room(slug="yard", hall=None, edition=old)

    copy_structure(old, new, [CopyContent.ROOMS], make_editor())

    made = Room.objects.filter(edition=new).values_list("slug", "hall__code", "capacity", "level", "parallel", "order")
    assert list(made) == [("yard", None, None, None, False, 0), ("great", "S4", 900, 2, True, 3)]
    assert Hall.objects.get(edition=new).code == "S4"
    assert not new.sessions.exists()


def test_sessions_become_drafts_on_the_same_day_of_the_new_edition_at_the_same_time(old, new):
    area = make_area()
    make_scenario(edition=old, slug="home")
    make_scenario(edition=new, slug="home")
    room = make_room(slug="great", edition=old)
    day = old.starts_on + dt.timedelta(1)
    source = make_session(
        slug="opening",
        kind="ceremony",
        day=day,
        hour=9,
        minutes=90,
        room=room,
        areas=[area],
        scenarios=old.scenarios.all(),
        roles=[make_person()],
        stream_url="https://example.org/live",
    )

    copy_structure(old, new, BOTH, make_editor())

    made = new.sessions.get()
    assert (made.slug, made.kind, made.status, made.name_zh) == ("opening", "ceremony", "draft", source.name_zh)
    assert (str(made.day), clock(made)) == ("2020-09-16", ["09-16 09:00", "09-16 10:30"])
    assert made.room == new.rooms.get()
    assert (list(made.areas.all()), list(made.scenarios.all())) == ([area], list(new.scenarios.all()))
    assert (made.roles.count(), made.abstract_en, made.stream_url) == (0, "", "")
    assert made.uid != source.uid


def test_the_time_is_kept_by_the_clock_at_the_venue(old):
    there = make_edition(
        slug="2020", timezone="Europe/Berlin", starts_on=dt.date(2020, 10, 24), ends_on=dt.date(2020, 10, 25)
    )
    make_session(edition=old, day=old.starts_on + dt.timedelta(1), hour=10)

    copy_structure(old, there, BOTH, make_editor())

    assert clock(there.sessions.get()) == ["10-25 10:00", "10-25 11:00"]
    assert there.sessions.get().starts_at.hour == 9


def test_what_is_not_known_stays_unknown(old, new):
    make_session(slug="a", edition=old, day=None)
    make_session(slug="b", edition=old, starts_at=None, part_of_day="evening", order=4)

    copy_structure(old, new, BOTH, make_editor())

    made = new.sessions.order_by("slug").values_list("day", "starts_at", "part_of_day", "order")
    assert list(made) == [(None, None, "", 0), (new.starts_on, None, "evening", 4)]


def test_parts_are_parts_of_the_new_forum(old, new):
    forum = make_session(slug="forum", edition=old, hour=12)
    make_session(slug="talk", edition=old, parent=forum, hour=9)

    copy_structure(old, new, BOTH, make_editor())

    assert new.sessions.get(slug="talk").parent == new.sessions.get(slug="forum")


def test_abstracts_and_people_come_where_they_are_chosen(old, new):
    person = make_person()
    source = make_session(edition=old, roles=[(person, "chair")])

    copy_structure(old, new, [*BOTH, CopyContent.ABSTRACTS, CopyContent.ROLES], make_editor())

    made = new.sessions.get()
    assert made.abstract_zh == source.abstract_zh
    assert list(made.roles.values_list("role", "person", "title_zh")) == [("chair", person.pk, "当时的职务")]


def test_what_has_no_place_in_the_new_edition_is_listed(old, new):
    forum = make_session(slug="forum", edition=old, day=old.ends_on)
    talk = make_session(slug="talk", edition=old, parent=forum)
    off = make_session(slug="off", edition=old, status="cancelled")
    show = make_session(slug="show", kind="exhibition", edition=old, starts_at=None, last_day=old.ends_on)

    plan = copy_structure(old, new, BOTH, make_editor())

    assert plan.left_out == [(off, CopyReason.CANCELLED), (forum, CopyReason.BEYOND)]
    assert plan.altered == [(show, CopyReason.SHORTER), (talk, CopyReason.NO_PARENT)]
    assert new.sessions.get(slug="show").last_day == new.ends_on
    assert sorted(new.sessions.values_list("slug", flat=True)) == ["show", "talk"]


def test_without_its_room_a_session_says_so_and_with_one_of_its_address_it_stands_there(old, new):
    lost = make_session(slug="lost", room=make_room(slug="small", edition=old))
    make_session(slug="found", edition=old, room=make_room(slug="great", edition=old))
    great = make_room(slug="great", edition=new)

    plan = copy_structure(old, new, [CopyContent.SESSIONS], make_editor())

    assert plan.altered == [(lost, CopyReason.NO_ROOM)]
    assert list(new.sessions.order_by("slug").values_list("room", flat=True)) == [great.pk, None]


def test_a_second_time_makes_nothing_and_what_was_there_is_left_alone(old, new):
    make_session(slug="forum", room=make_room(slug="great", edition=old), roles=[make_person()])
    make_room(slug="great", edition=new, name_en="Ours", hall=None)
    editor = make_editor()
    copy_structure(old, new, list(CopyContent), editor)
    Session.objects.filter(edition=new).update(name_en="Edited", status="confirmed")

    plan = copy_structure(old, new, list(CopyContent), editor)

    assert (plan.empty, plan.known) == (True, {"rooms": 1, "sessions": 1})
    assert (new.sessions.get().name_en, new.sessions.get().status) == ("Edited", "confirmed")
    assert (new.rooms.get().name_en, new.sessions.get().roles.count()) == ("Ours", 1)
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_copy_costs_as_much_for_one_session_as_for_many(old, new, sessions, django_assert_num_queries):
    editor, area = make_editor(), make_area()
    forum = make_session(edition=old)
    for _ in range(sessions):
        make_session(edition=old, parent=forum, roles=[make_person()], areas=[area])

    with django_assert_num_queries(9):
        plan_copy(old, new, list(CopyContent))

    copy_structure(old, new, list(CopyContent), editor)
    assert new.sessions.count() == sessions + 1


def test_the_desk_shows_first_and_copies_when_somebody_says_so(old, new):
    make_session(slug="forum", name_en="Chips forum", edition=old)
    client = an_editor()
    asked = {"source": "2019", "what": ["rooms", "sessions"]}

    shown = client.get(DESK, asked)
    before = new.sessions.count()
    done = client.post(DESK, asked, follow=True)

    assert before == 0
    assert "New sessions, as drafts 1" in texts(shown, "summary")
    assert "Copied. Halls: 1, rooms: 1, sessions: 1, roles: 0." in done.text
    assert "Nothing to make: all of it is there." in texts(done, "h2")
    assert new.sessions.get().name_en == "Chips forum"


def test_the_desk_offers_real_editions_that_were_earlier(old, new):
    make_edition(slug="2018", starts_on=dt.date(2018, 8, 23), ends_on=dt.date(2018, 8, 25), rehearsal=True)
    client = an_editor()

    assert texts(client.get(DESK), "option") == ["2019 · 2019 Smart China Expo"]
    assert client.get(DESK, {"source": "2020", "what": "rooms"}).context["form"].errors.keys() == {"source"}
    assert "There is no earlier edition" in client.get("/desk/agenda/2019/copy/").text


def test_people_without_their_sessions_are_refused_in_a_sentence(old, new):
    response = an_editor().get(DESK, {"source": "2019", "what": "roles"})

    assert response.context["form"].errors == {"what": ["Abstracts and roles can be copied only with their sessions."]}


def test_the_form_of_an_edition_leads_to_its_copying(new):
    response = an_editor().get(page("expo.edition", "change", new.pk))

    assert f'<a href="{DESK}">Copy an earlier edition</a>' in response.text
