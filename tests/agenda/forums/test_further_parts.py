"""Adding parts to a forum that stands: where they begin, whether it ends later for them, what an undo takes back."""

import pytest

from agenda.models import Session
from agenda.releases.publication import publish
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.staff import make_editor, signed_in

pytestmark = pytest.mark.django_db
KEY = "0d5e3a52-6a0e-4a3c-8ab7-4d4b4f0f3a02"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def forum(edition):
    room = make_room(edition=edition)
    forum = make_session(edition=edition, hour=9, minutes=60, room=room, name_en="Forum", languages="en")
    make_session(edition=edition, hour=9, minutes=30, room=room, parent=forum, name_en="First")
    return forum


@pytest.fixture
def client():
    return signed_in(make_editor())


def address(forum):
    return f"/desk/agenda/2019/sessions/{forum.pk}/parts/"


def typed(minutes, **more):
    row = {"parts-0-type": "talk", "parts-0-name_en": "Second", "parts-0-minutes": minutes}
    rows = {"parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}
    return row | rows | {"key": KEY, "start": "09:30", "status": "draft"} | more


def save(client, forum, sent):
    looked = client.post(address(forum), sent)
    return client.post(address(forum), sent | {"save": "1", "seen": looked.context.get("seen", "")})


def hours(session):
    session.refresh_from_db()
    return [f"{each.astimezone(session.edition.tz):%H:%M}" for each in (session.starts_at, session.ends_at)]


def test_the_page_shows_the_parts_and_begins_where_they_end(client, forum):
    shown = client.get(address(forum))

    assert [part.name_en for part in shown.context["parts"]] == ["First"]
    assert f"{shown.context['forms'].head['start'].value():%H:%M}" == "09:30"


def test_a_further_part_has_day_room_and_languages_of_its_forum(client, forum):
    save(client, forum, typed("20"))

    part = Session.objects.get(name_en="Second")
    assert (part.parent, part.day, part.room, part.languages) == (forum, forum.day, forum.room, "en")
    assert (hours(part), hours(forum)) == (["09:30", "09:50"], ["09:00", "10:00"])


@pytest.mark.parametrize("visibility", ["public", "staff"])
def test_a_further_part_is_seen_by_those_who_see_its_forum(client, forum, visibility):
    Session.objects.filter(pk=forum.pk).update(visibility=visibility)

    save(client, forum, typed("20", status="confirmed"))

    publish(forum.edition, by=None, note_en="Part", note_zh="分场")
    assert Session.objects.working().get(name_en="Second").visibility == visibility
    assert Session.objects.public().filter(name_en="Second").exists() == (visibility == "public")


def test_what_ends_after_the_forum_is_refused(client, forum):
    looked = client.post(address(forum), typed("45"))

    assert looked.context["look"].late == ["“Second” would end at 10:15, and the forum ends at 10:00."]
    assert not Session.objects.filter(name_en="Second").exists()


def test_a_forum_ends_later_where_that_is_said_and_an_undo_takes_both_back(client, forum):
    saved = save(client, forum, typed("45", extend="on"))
    extended = hours(forum)
    client.post(client.get(saved.url).context["undo"])

    assert (extended, hours(forum)) == (["09:00", "10:15"], ["09:00", "10:00"])
    assert not Session.objects.filter(name_en="Second").exists()


def test_a_forum_without_a_day_gets_no_parts_with_hours(client, edition):
    forum = make_session(edition=edition, day=None, starts_at=None, room=None)

    looked = client.post(address(forum), typed("20"))

    assert looked.context["forms"].head.errors == {"start": ["A session with hours needs its day."]}


def test_parts_of_a_forum_in_the_night_begin_on_the_next_day(client, edition):
    forum = make_session(edition=edition, hour=22, minutes=180)

    save(client, forum, typed("20", start="00:30"))

    part = Session.objects.get(name_en="Second")
    assert (part.day.day, hours(part)) == (27, ["00:30", "00:50"])


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_many_parts_there_are(
    client, forum, edition, number, django_assert_num_queries
):
    for _ in range(number):
        make_session(edition=edition, hour=9, parent=forum)
    client.get(address(forum))

    with django_assert_num_queries(9):
        client.get(address(forum))
