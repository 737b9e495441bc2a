"""One more session like another: a draft at a new time, with roles and parts, without what has become of the first."""

import datetime as dt

import pytest
from django.contrib.admin.models import ADDITION, LogEntry

from agenda.models import Session
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_person
from tests.support.staff import make_editor, signed_in

pytestmark = pytest.mark.django_db
KEY = "0d5e3a52-6a0e-4a3c-8ab7-4d4b4f0f3a03"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


@pytest.fixture
def forum(edition):
    return make_session(
        edition=edition,
        slug="making",
        name_en="Making",
        hour=9,
        minutes=120,
        room=make_room(edition=edition),
        roles=[make_person()],
        areas=[make_area()],
        stream_url="https://example.org/live",
        recording_url="https://example.org/recording",
        materials_url="https://example.org/slides",
        outcome_en="All agreed.",
    )


def send(client, session, **changed):
    sent = {"day": "2019-08-27", "start": "14:00", "length": "120", "seen": "x", "key": KEY, "roles": "on"}
    return client.post(f"/desk/agenda/2019/sessions/{session.pk}/duplicate/", sent | changed)


def duplicate_of(session):
    return Session.objects.working().exclude(pk=session.pk).get(name_en=session.name_en)


def hours(session):
    zone = session.edition.tz
    return f"{session.starts_at.astimezone(zone):%d %H:%M}-{session.ends_at.astimezone(zone):%H:%M}"


def test_a_duplicate_is_a_draft_at_the_new_time_with_what_makes_sense(client, forum):
    answer = send(client, forum)

    copy = duplicate_of(forum)
    assert answer.url == f"/admin/agenda/session/{copy.pk}/change/"
    assert (copy.name_en, copy.slug, copy.status, copy.abstract_en) == (
        "Making",
        "making-2",
        "draft",
        forum.abstract_en,
    )
    assert (hours(copy), copy.room) == ("27 14:00-16:00", None)
    assert (list(copy.areas.all()), list(copy.roles.values_list("role", "person", "title_en"))) == (
        list(forum.areas.all()),
        list(forum.roles.values_list("role", "person", "title_en")),
    )
    assert [copy.stream_url, copy.recording_url, copy.materials_url, copy.outcome_en] == ["", "", "", ""]
    assert (copy.copies.count(), copy.public_number == forum.public_number) == (0, False)


def test_sent_twice_there_is_one_duplicate_and_one_entry_in_its_history(client, forum):
    first, second = send(client, forum), send(client, forum)

    assert first.url == second.url
    assert Session.objects.working().filter(name_en="Making").count() == 2
    assert LogEntry.objects.filter(action_flag=ADDITION).count() == 1


def test_another_time_sent_from_the_same_page_is_another_duplicate(client, forum):
    first, second = send(client, forum), send(client, forum, start="16:00")
    send(client, forum, start="16:00")

    copies = Session.objects.working().filter(name_en="Making").exclude(pk=forum.pk).order_by("starts_at")
    assert [hours(each) for each in copies] == ["27 14:00-16:00", "27 16:00-18:00"]
    assert first.url != second.url


@pytest.mark.parametrize("slug", ["2019", "2021"])
def test_a_key_by_which_a_session_is_called_makes_a_duplicate_too(client, forum, slug):
    other = forum
    if slug != "2019":
        other = make_session(edition=make_edition(slug=slug))

    answer = send(client, forum, key=str(other.uid))

    assert answer.url == f"/admin/agenda/session/{duplicate_of(forum).pk}/change/"


def test_cancelled_parts_do_not_come_back(client, forum, edition):
    make_session(edition=edition, parent=forum, hour=9, name_en="Talk")
    make_session(edition=edition, parent=forum, hour=10, name_en="Off", status="cancelled")

    send(client, forum, parts="on")

    assert list(duplicate_of(forum).parts.values_list("name_en", flat=True)) == ["Talk"]


def test_those_who_take_part_may_be_left_out(client, forum):
    send(client, forum, roles="")

    assert not duplicate_of(forum).roles.exists()


def test_parts_come_along_as_much_later_and_in_the_new_room(client, forum, edition):
    other, elsewhere = make_room(edition=edition), make_room(edition=edition)
    make_session(edition=edition, parent=forum, room=forum.room, hour=10, minutes=30, name_en="Talk")
    make_session(edition=edition, parent=forum, room=elsewhere, hour=9, minutes=30, name_en="Visit")

    send(client, forum, parts="on", room=other.pk)

    copy = duplicate_of(forum)
    assert [(part.name_en, hours(part), part.room, part.status) for part in copy.parts.order_by("starts_at")] == [
        ("Visit", "27 14:00-14:30", elsewhere, "draft"),
        ("Talk", "27 15:00-15:30", other, "draft"),
    ]


def test_parts_stay_where_nobody_asks_for_them(client, forum, edition):
    make_session(edition=edition, parent=forum, hour=10)

    send(client, forum)

    assert not duplicate_of(forum).parts.exists()


def test_a_part_is_duplicated_within_its_forum(client, forum, edition):
    talk = make_session(edition=edition, parent=forum, hour=10)

    send(client, talk, day="2019-08-26")

    assert duplicate_of(talk).parent == forum


def test_what_may_not_stand_there_is_refused_beside_its_field(client, forum):
    answer = send(client, forum, day="2019-08-29", start="22:00", length="600")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["end"])
    assert list(Session.objects.working()) == [forum]


def test_what_lasts_several_days_keeps_its_hours_of_each(client, edition):
    several = {"last_day": dt.date(2019, 8, 27), "daily_hours": {"2019-08-27": ["10:00", "12:00"]}}
    show = make_session(edition=edition, hour=9, minutes=60 * 30, **several)

    send(client, show, length=str(60 * 25))

    copy = duplicate_of(show)
    assert (copy.last_day, copy.daily_hours) == (dt.date(2019, 8, 28), {"2019-08-28": ["10:00", "12:00"]})


def test_parts_without_hours_and_of_several_days_stay_as_many_days_after_the_first(client, forum, edition):
    second, third = (edition.starts_on + dt.timedelta(days=number) for number in (1, 2))
    make_session(edition=edition, parent=forum, day=second, starts_at=None, ends_at=None, name_en="Open house")
    make_session(edition=edition, parent=forum, hour=9, minutes=3000, last_day=third, name_en="Show")

    send(client, forum, parts="on")

    days = duplicate_of(forum).parts.order_by("name_en").values_list("name_en", "day", "last_day")
    assert list(days) == [
        ("Open house", third, None),
        ("Show", second, third + dt.timedelta(days=1)),
    ]
