"""Sessions lie within the days of their edition and the night after the last: at every door."""

import datetime as dt
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from agenda.checks import problems
from agenda.imports import programme_file, save
from agenda.migrations import __name__ as migrations
from agenda.models import Session
from agenda.releases import publication
from expo.i18n.instants import DAY, moment_at
from expo.models import Edition
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.schedules import event, schedule
from tests.support.staff import an_editor, filled, page

pytestmark = pytest.mark.django_db
LONG = "It lasts longer than 24 hours: give it a last day, or another end."
NIGHT = "It must end by 06:00 of the night after the edition's last day."
OWN_NIGHT = "It must end by 06:00 of the night after its last day."
CHINESE = {
    LONG: "时长超过24小时：请填写最后一天，或改正结束时间。",
    NIGHT: "须在本届最后一天次日凌晨06:00前结束。",
    OWN_NIGHT: "须在其最后一天次日凌晨06:00前结束。",
}
CASES = [
    # day, last day, start, and the end with its date
    ("26", None, "10:00", "2019-08-27 10:00", {}),
    ("26", None, "10:00", "2019-08-27 10:01", {"ends_at": LONG}),
    ("26", None, "10:00", "2038-08-26 10:00", {"ends_at": LONG}),
    ("29", None, "23:00", "2019-08-30 06:00", {}),
    ("29", None, "23:00", "2019-08-30 06:01", {"ends_at": NIGHT}),
    ("26", "29", "09:00", "2019-08-29 17:00", {}),
    ("26", "27", "09:00", "2019-08-28 02:00", {}),
    ("26", "27", "09:00", "2019-08-28 17:00", {"ends_at": OWN_NIGHT}),
    ("26", "30", "09:00", "2019-08-26 17:00", {"last_day": "It would last longer than the edition does."}),
    ("25", None, "09:00", "2019-08-25 17:00", {"day": "This day is not one of the edition's days."}),
    ("27", None, "09:00", "2019-08-27 17:00", {}),
]


def moment(edition, written):
    at = dt.datetime.fromisoformat(written)
    return moment_at(at.date(), at.time(), edition.tz)


@pytest.fixture
def edition():
    return make_edition(slug="2019", status="live")


def session_of(edition, day, last_day, start, end):
    return Session(
        edition=edition,
        slug="s",
        kind="forum",
        name_en="Session",
        name_zh="场次",
        day=dt.date(2019, 8, int(day)),
        last_day=last_day and dt.date(2019, 8, int(last_day)),
        starts_at=moment(edition, f"2019-08-{day} {start}"),
        ends_at=moment(edition, end),
    )


@pytest.mark.parametrize(("day", "last_day", "start", "end", "errors"), CASES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_session_lies_within_its_edition(edition, day, last_day, start, end, errors, language):
    session = session_of(edition, day, last_day, start, end)
    said = {}

    with translation.override(language):
        try:
            session.full_clean()
        except ValidationError as error:
            said = {field: messages[0] for field, messages in error.message_dict.items()}

    own = {field: CHINESE.get(told) for field, told in errors.items()}
    assert said.keys() == errors.keys()
    assert said == errors or (language == "zh-hans" and (said == own or None in own.values()))


def test_the_form_of_staff_says_so_beside_the_end(edition):
    session = make_session()
    client, address = an_editor(), page("agenda.session", "change", session.pk)

    sent = client.post(address, filled(client.get(address), ends_at_0="2038-08-26"))

    assert sent.context["adminform"].form.errors == {"ends_at": [LONG]}


def test_the_board_says_so_beside_the_length(edition):
    session = make_session(day=edition.ends_on, hour=20)
    client, address = an_editor(), f"/desk/agenda/2019/sessions/{session.pk}/move/"

    answers = [
        client.post(address, {**filled(client.get(address)), "end": "", "length": length, "until": until})
        for length, until in ((26 * 60, ""), (11 * 60, ""))
    ]

    assert [list(answer.context["form"].errors.values()) for answer in answers] == [[[LONG]], [[NIGHT]]]


def test_the_database_keeps_what_lasts_for_years_out(edition):
    session = session_of(edition, "26", None, "10:00", "2038-08-26 10:00")
    lasting = session_of(edition, "26", "27", "10:00", "2019-08-29 10:00")

    for row in (session, lasting):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    session_of(edition, "26", "29", "00:00", "2019-08-30 06:00").save()


@pytest.mark.parametrize("extend", [False, True])
def test_an_import_leaves_out_what_ends_after_the_last_night(edition, extend):
    late = event(date="2019-08-29T22:00:00+08:00", start="22:00", duration="09:00", title="Late")
    fine = event(date="2019-08-29T22:00:00+08:00", start="22:00", duration="08:00", title="Fine")

    report = save.import_programme(
        programme_file.read_programme(schedule(late, fine), edition.tz), edition, extend=extend
    )

    assert [session.name_en for session in Session.objects.all()] == ["Fine"]
    assert [(odd.kind.value, odd.detail) for odd in report.oddities if odd.title == "Late"][:1] == [
        ("ends_outside", "2019-08-30 07:00")
    ]
    assert report.refused == 1


def test_a_change_of_the_edition_s_days_or_clock_that_leaves_sessions_outside_stops_the_release(edition):
    room = make_room(parallel=True)
    inside = make_session(day=edition.starts_on, room=room)
    make_session(day=edition.ends_on, hour=20, minutes=60, room=room, name_en="Last")
    make_session(day=edition.starts_on, last_day=edition.ends_on, hour=9, room=room, name_en="Show")
    assert [each for each in problems.find_problems(edition) if each.kind.key == "outside"] == []

    Edition.objects.filter(pk=edition.pk).update(ends_on=edition.ends_on - DAY)
    edition.refresh_from_db()
    fatal = [each for each in problems.fatal_problems(edition) if each.kind.key == "outside"]
    Session.objects.filter(pk=inside.pk).update(name_en="Other name")
    with pytest.raises(ValidationError) as refused:
        publication.publish(edition, by=None)

    assert sorted(each.sessions[0].name_en for each in fatal) == ["Last", "Show"]
    assert fatal[0].sentence == "“Show” does not lie within the edition's days and the night after the last of them."
    assert refused.value.code == "problems"

    Edition.objects.filter(pk=edition.pk).update(ends_on=edition.ends_on + DAY, timezone="America/Los_Angeles")
    edition.refresh_from_db()
    assert "outside" in {each.kind.key for each in problems.fatal_problems(edition)}


@pytest.fixture
def without_rule():
    """The table as it was before: its rules are not looked at, until the test is rolled back."""
    sqlite = connection.vendor == "sqlite"
    name = "session_ends_by_the_night_after_its_last_day"
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA ignore_check_constraints = ON" if sqlite else f"ALTER TABLE agenda_session DROP CONSTRAINT {name}"
        )
        try:
            yield
        finally:
            if sqlite:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_the_migration_puts_what_lasted_for_years_on_its_days_without_hours(without_rule, edition):
    end_sessions = import_module(f"{migrations}.0009_end_sessions_with_their_last_day").end_sessions
    ages, fine = session_of(edition, "26", None, "10:00", "2038-08-26 10:00"), make_session(slug="fine")
    last = session_of(edition, "29", None, "10:00", "2038-08-26 10:00")
    last.slug = "last"
    for row in (ages, last):
        row.save()

    end_sessions(apps, SimpleNamespace(connection=connection))

    found = {row.slug: (row.day, row.last_day, row.starts_at) for row in Session.objects.working()}
    assert found == {
        "s": (dt.date(2019, 8, 26), dt.date(2019, 8, 29), None),
        "last": (dt.date(2019, 8, 29), None, None),
        "fine": (fine.day, None, fine.starts_at),
    }
