"""The agenda in data entry: from the form to the public page."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.db.models import QuerySet

from agenda.models import Session
from agenda.releases import publication
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_hall, make_person
from tests.support.staff import an_editor, filled, page

pytestmark = pytest.mark.django_db


def form(session=None, client=None):
    client = client or an_editor()
    return client.get(page("agenda.session", "change", session.pk) if session else page("agenda.session", "add"))


def send(response, **changes):
    """Send the page's form after these changes, as the same person."""
    return response.client.post(response.wsgi_request.path, filled(response, **changes))


def errors(response):
    return {field: list(said) for field, said in response.context["adminform"].form.errors.items()}


def test_title_and_room_that_an_editor_changes_are_on_the_public_page_when_released(client):
    session = make_session(slug="opening", name_en="Opening", name_zh="开幕")
    hall = make_room(name_en="Great Hall", name_zh="大礼堂")

    response = send(form(session), name_en="Grand opening", room=hall.pk)

    assert response.status_code == 302
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert f'href="/desk/agenda/2019/release/{session.pk}/"' in said[0]
    assert "Grand opening" not in client.get("/en/2019/agenda/sessions/opening/").content.decode()
    publication.publish_hot_fix(session, by=None)
    english = client.get("/en/2019/agenda/sessions/opening/").content.decode()
    chinese = client.get("/zh-hans/2019/agenda/sessions/opening/").content.decode()
    assert [words in english for words in ("Grand opening", "Great Hall")] == [True, True]
    assert [words in chinese for words in ("开幕", "大礼堂")] == [True, True]


def test_session_entered_from_scratch_becomes_public_when_it_is_confirmed_and_released(client):
    edition = make_edition()
    new = {
        "edition": edition.pk,
        "name_zh": "智能制造论坛",
        "kind": "forum",
        "starts_at_0": "2019-08-27",
        "starts_at_1": "09:30",
        "ends_at_0": "2019-08-27",
        "ends_at_1": "11:00",
    }

    send(form(), **new)

    session = Session.objects.get()
    assert (session.slug, session.day, session.status) == ("zhi-neng-zhi-zao-lun-tan", dt.date(2019, 8, 27), "draft")
    assert client.get("/en/2019/agenda/sessions/zhi-neng-zhi-zao-lun-tan/").status_code == 404

    confirm = {"action": "confirm", "_selected_action": [session.pk], "confirmed": "yes"}
    an_editor().post(page("agenda.session", "changelist"), confirm)
    assert client.get("/en/2019/agenda/sessions/zhi-neng-zhi-zao-lun-tan/").status_code == 404
    publication.publish(edition, by=None)

    assert "智能制造论坛" in client.get("/en/2019/agenda/sessions/zhi-neng-zhi-zao-lun-tan/").content.decode()


def test_hours_are_entered_and_shown_by_the_clock_at_the_venue():
    dubai = make_edition(slug="dubai", timezone="Asia/Dubai")
    session = make_session(edition=dubai, hour=10)

    shown = form(session)
    send(shown, starts_at_1="14:00", ends_at_1="15:30")

    assert "By the clock at the venue (Asia/Dubai)" in shown.content.decode()
    assert 'value="10:00:00"' in shown.content.decode()
    session.refresh_from_db()
    assert session.starts_at == dt.datetime(2019, 8, 26, 14, tzinfo=dubai.tz)
    assert "14:00–15:30" in an_editor().get(page("agenda.session", "changelist")).content.decode()


def test_form_sent_back_unchanged_changes_nothing():
    session = make_session(roles=[make_person()], edition=make_edition(timezone="Asia/Dubai"))
    before = Session.objects.working().values().get()

    response = send(form(session))

    assert [str(message) for message in get_messages(response.wsgi_request)] != []
    after = Session.objects.working().values().get()
    assert after == before | {"changed_at": after["changed_at"]}
    assert session.roles.count() == 1
    history = an_editor().get(page("agenda.session", "history", session.pk)).content.decode()
    assert "No fields changed." in history


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_at_1": "09:00"}, {"ends_at": ["A session must end after it starts."]}),
        ({"ends_at_0": "", "ends_at_1": ""}, {"ends_at": ["Give both start and end, or neither."]}),
        (
            {"last_day": "2019-08-26"},
            {"last_day": ["The last day must lie after the first; leave it empty for one day."]},
        ),
        ({"day": "2019-08-30"}, {"day": ["This day is not one of the edition's days."]}),
        ({"day": "2019-08-27"}, {"starts_at": ["The start does not lie on the day given."]}),
        ({"name_en": "", "name_zh": ""}, {"name_en": ["Fill this in in English or in Chinese, better in both."]}),
        ({"slug": "taken"}, {"slug": ["This edition has a session with this address already."]}),
    ],
)
def test_what_is_wrong_with_a_session_is_said_beside_its_field(changes, said):
    make_session(slug="taken")
    session = make_session()

    assert errors(send(form(session), **changes)) == said


def test_room_of_another_edition_and_a_session_within_itself_are_refused():
    session = make_session()
    room = make_room(edition=make_edition(slug="2020"), hall=None)

    response = send(form(session), room=room.pk, parent=session.pk)

    assert errors(response) == {
        "room": ["Something chosen here belongs to another edition."],
        "parent": ["A session cannot be part of itself."],
    }


def test_person_entered_twice_in_one_role_is_told_beside_the_second_row():
    session, person = make_session(), make_person()
    twice = {"roles-TOTAL_FORMS": "2"}
    for row in (0, 1):
        twice |= {f"roles-{row}-role": "speaker", f"roles-{row}-person": person.pk, f"roles-{row}-order": "1"}

    response = send(form(session), **twice)

    rows = response.context["inline_admin_formsets"][0].formset.forms
    assert [dict(row.errors) for row in rows] == [
        {},
        {"role": ["This person or organisation already has this role here."]},
    ]
    assert session.roles.count() == 0


def test_role_of_nobody_is_told_beside_the_person():
    nobody = {"roles-TOTAL_FORMS": "1", "roles-0-role": "speaker", "roles-0-order": "1"}

    response = send(form(make_session()), **nobody)

    assert response.context["inline_admin_formsets"][0].formset.forms[0].errors == {
        "person": ["Name a person or an organisation."]
    }


@pytest.mark.parametrize(
    ("action", "became", "said"),
    [
        ("confirm", ["confirmed", "confirmed", "cancelled"], "1 session: confirmed."),
        ("cancel", ["draft", "cancelled", "cancelled"], "1 session: cancelled."),
        ("reinstate", ["draft", "confirmed", "confirmed"], "1 session: confirmed."),
        ("unpublish", ["draft", "draft", "draft"], "2 sessions: back to draft."),
    ],
)
def test_sessions_change_their_standing_only_along_the_way_there_is(action, became, said):
    sessions = [make_session(status=status) for status in ("draft", "confirmed", "cancelled")]
    chosen = {"action": action, "_selected_action": [session.pk for session in sessions], "confirmed": "yes"}

    response = an_editor().post(page("agenda.session", "changelist"), chosen)

    assert list(Session.objects.working().order_by("pk").values_list("status", flat=True)) == became
    assert str(next(iter(get_messages(response.wsgi_request)))) == said


def test_room_is_entered_with_an_address_of_its_own():
    hall = make_hall()
    client = an_editor()
    path = page("agenda.room", "add")

    client.post(path, filled(client.get(path), edition=hall.edition_id, name_zh="主会场", hall=hall.pk))

    assert list(hall.rooms.values_list("slug", flat=True)) == ["zhu-hui-chang"]


@pytest.mark.parametrize("kind", ["day", "month", "year"])
@pytest.mark.parametrize("order", ["ASC", "DESC"])
def test_the_days_months_and_years_of_sessions_are_those_that_django_finds(kind, order):
    make_edition()
    for day in (dt.date(2019, 8, 26), dt.date(2019, 8, 28), dt.date(2019, 8, 28), None):
        make_session(day=day)

    assert Session.objects.dates("day", kind, order) == [*QuerySet.dates(Session.objects.all(), "day", kind, order)]
