"""The hours of each day of what lasts several: entered by staff, and told on every page that is about a day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agenda.models import Session
from agenda.schedule.visit.sessions import address_key
from expo.models import Edition
from tests.support.agenda_factories import make_public, make_room, make_session
from tests.support.factories import make_edition
from tests.support.reading import texts
from tests.support.staff import an_editor, filled, page

pytestmark = pytest.mark.django_db

DAYS = [dt.date(2019, 8, day) for day in range(26, 30)]
HOURS = {"2019-08-27": None, "2019-08-29": ["09:30", "16:00"]}


@pytest.fixture
def show():
    room = make_room(slug="floor", parallel=True)
    return make_session(
        slug="show", name_en="Show", room=room, hour=9, minutes=480, last_day=DAYS[3], daily_hours=HOURS
    )


def send(session, **changes):
    client = an_editor()
    path = page("agenda.session", "change", session.pk)
    return client.post(path, filled(client.get(path), **changes))


def hours_of(session):
    return Session.objects.values_list("daily_hours", flat=True).get(pk=session.pk)


def test_form_sent_back_unchanged_keeps_them(show):
    assert send(show).status_code == 302
    assert hours_of(show) == HOURS


def test_each_day_of_the_edition_has_a_row_that_is_saved_with_the_form(show):
    changes = {
        "daily_hours_2019-08-26_opens": "10:00",
        "daily_hours_2019-08-26_closes": "18:00:00",
        "daily_hours_2019-08-27_closed": None,
        "daily_hours_2019-08-28_closed": "on",
        "daily_hours_2019-08-29_closes": "9:00",
    }

    assert send(show, **changes).status_code == 302

    found = {"2019-08-26": ["10:00", "18:00"], "2019-08-28": None, "2019-08-29": ["09:30", "09:00"]}
    assert hours_of(show) == found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"26_opens": "10:00"}, "Monday 26 August: give both the opening and the closing time."),
        ({"27_opens": "10:00"}, "Tuesday 27 August: closed, or open with hours, not both."),
        ({"29_opens": "half past"}, "Thursday 29 August: give the times like 09:30."),
        ({"29_opens": "16:00"}, "Thursday 29 August: it must close at another time than it opens."),
    ],
)
def test_what_is_wrong_with_a_day_is_said_beside_the_hours(show, changes, said):
    response = send(show, **{f"daily_hours_2019-08-{name}": value for name, value in changes.items()})

    assert response.context["adminform"].form.errors == {"daily_hours": [said]}
    assert hours_of(show) == HOURS


def test_a_day_outside_the_session_is_refused_beside_the_hours(show):
    response = send(show, last_day="2019-08-28")

    said = ["Hours are given for a day on which it does not take place."]
    assert response.context["adminform"].form.errors == {"daily_hours": said}


def test_a_new_session_has_a_row_for_each_day_of_the_edition_that_it_begins_in():
    make_edition(status="live")

    html = an_editor().get(page("agenda.session", "add")).content.decode()

    assert [f'name="daily_hours_{day}_opens"' in html for day in DAYS] == [True] * 4


def test_hours_of_each_day_need_a_last_day_in_the_form_and_in_the_database(show):
    Session.objects.filter(pk=show.pk).update(daily_hours={"2019-08-26": ["09:30", "16:00"]})
    show.refresh_from_db()
    show.last_day = None

    with pytest.raises(ValidationError) as refused:
        show.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=show.pk).update(last_day=None)

    assert refused.value.messages == ["Hours of each day need a last day."]
    sent = send(show, last_day="")
    assert sent.context["adminform"].form.errors == {"last_day": refused.value.messages}


@pytest.mark.parametrize(
    "wrong", [{"2019-08-26": ["9:30", "16:00"]}, {"x": None}, ["09:30"], {"2019-08-26": ["09:30"]}]
)
def test_what_is_no_hours_of_days_is_refused(show, wrong):
    show.daily_hours = wrong

    with pytest.raises(ValidationError):
        show.full_clean()


def test_the_session_tells_the_hours_of_each_day(client, show):
    response = client.get("/en/2019/agenda/sessions/show/")

    assert texts(response, "th") == [
        "Monday 26 August",
        "Tuesday 27 August",
        "Wednesday 28 August",
        "Thursday 29 August",
    ]
    assert texts(response, "td") == ["09:00–17:00", "closed", "09:00–17:00", "09:30–16:00"]


@pytest.mark.parametrize("view", ["", "?view=grid"])
def test_each_day_tells_its_own_hours(client, show, view):
    said = [client.get(f"/en/2019/agenda/{day}/{view}").text for day in DAYS]

    assert ["09:00" in html for html in said] == [True, False, True, False]
    assert ["closed on this day" in html for html in said] == [False, True, False, False]
    assert ["16:00" in html for html in said] == [False, False, False, True]


def at(monkeypatch, day, hour, minute=0):
    moment = dt.datetime(2019, 8, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(Edition, "now", lambda self: moment)


@pytest.mark.parametrize(
    ("day", "hour", "now", "after"),
    [
        (26, 10, ["Show"], []),
        (26, 18, [], []),
        (27, 10, ["Show"], []),
        (29, 9, [], ["Show"]),
        (29, 10, ["Show"], []),
        (29, 16, [], []),
    ],
)
def test_the_door_follows_the_hours_of_the_day(client, show, monkeypatch, day, hour, now, after):
    at(monkeypatch, day, hour)

    response = client.get("/en/2019/rooms/floor/screen/")

    current, following = response.text.split("Next", 1)
    assert (["Show"] * ("Show" in current), ["Show"] * ("Show" in following)) == (now, after)
    assert ("closed on this day" in response.text) == (day == 27)
    assert ("<b>30</b> min" in response.text) == (day == 29 and hour == 9)


def test_my_agenda_and_the_room_tell_them_in_short(client, show):
    said = (
        "26–29 August 2019: Mon 26 Aug 09:00–17:00; Tue 27 Aug closed; Wed 28 Aug 09:00–17:00; Thu 29 Aug 09:30–16:00"
    )
    for path in (f"agenda/mine/?s={address_key(show)}", "rooms/floor/"):
        assert said in [" ".join(item.split()) for item in texts(client.get(f"/en/2019/{path}"), "li")]


def test_days_with_the_same_hours_are_told_together(client, show):
    show.daily_hours = {"2019-08-29": ["09:30", "16:00"]}
    show.save()
    make_public(show)

    items = [" ".join(item.split()) for item in texts(client.get("/en/2019/rooms/floor/"), "li")]

    assert "26–29 August 2019: Mon 26 Aug–Wed 28 Aug 09:00–17:00; Thu 29 Aug 09:30–16:00" in items
