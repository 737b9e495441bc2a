"""What is found in a whole plan is found once, until somebody writes, by whatever hand, what it was found in."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from agenda.checks import problems
from agenda.models import OpeningHours, Room, Session, SessionRole, Walk
from agenda.planning.plan_tally import tally_plan
from agenda.releases import diff
from expo.models import Edition, ImportedFile, Person
from expo.problems import all_problems
from expo.versions import triggers
from expo.versions.row_memory import PLAN_ROWS
from tests.support.agenda_factories import make_opening, make_room, make_session, make_walk
from tests.support.factories import make_area, make_edition, make_hall, make_participation, make_person
from tests.support.schedules import event, schedule
from tests.support.staff import an_editor

pytestmark = pytest.mark.django_db
DAY = dt.date(2019, 8, 26)


@pytest.fixture(autouse=True)
def edition():
    """Ada walks from hall to hall in no time, in a room that is closed by then."""
    edition, ada = make_edition(), make_person(name_en="Ada", name_zh="艾达")
    one, other = make_hall(), make_hall()
    make_walk(one=one, other=other, minutes=5)
    make_opening(day=DAY, hall=one, opens=dt.time(9), closes=dt.time(18))
    make_session(name_en="First", roles=[ada], room=make_room(hall=one), hour=10)
    make_session(name_en="Second", roles=[ada], room=make_room(hall=other), hour=11)
    make_participation(profile_zh="")
    return edition


def told(edition):
    """All that staff are told of the plan."""
    edition = Edition.objects.get(pk=edition.pk)
    changes = [(each.kinds, each.session.name_en) for each in diff.pending_changes(edition)]
    found = [(each.kind.key, each.sentence) for each in problems.find_problems(edition)]
    counts = [(each.kind.key, each.rows, each.count) for each in all_problems(edition)]
    return found, counts, changes, diff.count_unreleased(edition), tally_plan(edition)


def first():
    return Session.objects.working().get(name_en="First")


def by_hand():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agenda_sessionrole")


def save():
    session = first()
    session.room = None
    session.save()


def save_in_bulk():
    session = first()
    session.name_zh = ""
    Session.objects.bulk_update([session], ["name_zh"])


def create_in_bulk():
    role = SessionRole.objects.filter(session=first()).get()
    role.pk, role.role = None, "chair"
    SessionRole.objects.bulk_create([role])


def delete():
    session = first()
    session.copies.all().delete()
    session.delete()


def bring_and_undo():
    client, desk = an_editor(), "/desk/agenda/2019/import/"
    file = SimpleUploadedFile("schedule.xml", schedule(event(people=["Bo"])))
    client.post(desk, {"file": file}, follow=True)
    run = ImportedFile.objects.latest("pk")
    client.post(f"{desk}{run.pk}/rows/")
    yield
    client.post(f"{desk}{run.pk}/undo/", follow=True)


def in_one_step(write):
    def steps():
        write()
        yield

    return steps


WRITES = {
    "save": save,
    "bulk": save_in_bulk,
    "bulk, new rows": create_in_bulk,
    "by hand": by_hand,
    "update": lambda: Session.objects.working().update(name_en=""),
    "hours": lambda: Session.objects.working().filter(name_en="First").update(starts_at=None, ends_at=None),
    "deleted": delete,
    "a draft": lambda: make_session(status="draft", visibility="staff", name_en="Third").copies.all().delete(),
    "a link": lambda: first().areas.add(make_area()),
    "a person": lambda: Person.objects.update(name_zh=""),
    "another name": lambda: Person.objects.update(name_en="Ida"),
    "a walk": lambda: Walk.objects.update(minutes=50),
    "no walk": lambda: Walk.objects.all().delete(),
    "opening hours": lambda: OpeningHours.objects.update(closes=dt.time(10, 30)),
    "a room": lambda: Room.objects.update(name_en=""),
    "a hall": lambda: Room.objects.update(hall=None),
    "days": lambda: Edition.objects.update(starts_on=DAY + dt.timedelta(days=1)),
    "an exhibitor": lambda: make_participation(profile_en=""),
}
STEPS = {name: in_one_step(write) for name, write in WRITES.items()} | {"import, then undo": bring_and_undo}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_whatever_writes_is_seen_at_once(edition, steps):
    before = told(edition)

    for _step in steps():
        remembered = told(edition)
        PLAN_ROWS.forget()
        assert remembered == told(edition)
        assert remembered != before
    remembered = told(edition)
    PLAN_ROWS.forget()
    assert remembered == told(edition)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_is_rolled_back_is_seen_no_more(edition, write):
    before = told(edition)

    with transaction.atomic():
        write()
        told(edition)
        transaction.set_rollback(True)

    assert told(edition) == before


@pytest.mark.parametrize("write", [save, save_in_bulk, by_hand])
def test_without_the_triggers_it_would_be_stale(edition, write):
    """What the tests above are worth."""
    before = told(edition)

    with transaction.atomic():
        for name, table in triggers.standing_triggers(connection):
            triggers.drop_trigger(connection, name, table)
        write()
        assert told(edition)[0] == [(kind, said) for kind, said in before[0]]
        transaction.set_rollback(True)


def test_with_nothing_changed_each_part_costs_a_look_at_the_marks(edition, django_assert_num_queries):
    told(edition)

    with django_assert_num_queries(1):
        problems.find_findings(edition)
    with django_assert_num_queries(1):
        diff.pending_changes(edition)
    with django_assert_num_queries(1):
        tally_plan(edition)
    with django_assert_num_queries(3):
        all_problems(edition)


def test_an_edition_with_other_days_is_asked_anew(edition):
    problems.find_problems(edition)

    edition.starts_on = edition.ends_on = DAY + dt.timedelta(days=1)

    assert [each.kind.key for each in problems.find_problems(edition)][:2] == ["outside", "outside"]
