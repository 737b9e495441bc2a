"""Whatever is edited in the plan, no public byte tells of it before it is released, and some do afterwards."""

import datetime as dt

import pytest
from django.test import Client

from agenda.models import Session
from agenda.releases import publication
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_area, make_edition, make_person

pytestmark = pytest.mark.django_db
# Of the agenda, and of what links to it.
PATHS = (
    *("agenda/", "agenda/2019-08-26/", "agenda/2019-08-26/?view=grid", "agenda/sessions/talk/"),
    *("agenda/releases/", "agenda/releases/1.0/", "agenda/releases/1.0/2019-08-26/"),
    *("", "rooms/", "people/", "scenarios/", "launches/"),
)
PAGES = [f"/{language}/2019/{path}" for path in PATHS for language in ("en", "zh-hans")]
FILES = [f"/2019/{path}" for path in ("agenda.atom", "agenda.ics", "schedule.xml", "schedule.json")]
ADDRESSES = [*PAGES, *FILES, "/2019/agenda/sessions/talk.ics"]


def told(client, path: str) -> tuple[int, bytes]:
    answer = client.get(path)
    return answer.status_code, answer.content


@pytest.fixture(scope="module")
def session(make_once) -> Session:
    return make_once(make_public_session)


def make_public_session() -> Session:
    make_edition(slug="2019")
    return make_session(slug="talk", roles=[make_person()], areas=[make_area()])


@pytest.fixture(scope="module")
def before(make_once, session) -> dict[str, tuple[int, bytes]]:
    return make_once(lambda: {path: told(Client(), path) for path in ADDRESSES})


def later(session: Session) -> dict[str, dt.datetime]:
    by = dt.timedelta(minutes=30)
    return {"starts_at": session.starts_at + by, "ends_at": session.ends_at + by}


EDITS = {
    "moved": lambda row: Session.objects.filter(pk=row.pk).update(**later(row)),
    "renamed": lambda row: Session.objects.filter(pk=row.pk).update(name_en="Secret plan", slug="secret"),
    "cancelled": lambda row: Session.objects.filter(pk=row.pk).update(status="cancelled"),
    "taken off": lambda row: Session.objects.filter(pk=row.pk).update(status="draft"),
    "staff only": lambda row: Session.objects.filter(pk=row.pk).update(visibility="staff"),
    "people": lambda row: row.roles.create(role="guest", person=make_person()),
    "room": lambda row: Session.objects.filter(pk=row.pk).update(room=make_room(name_en="Secret room")),
    "added": lambda row: unreleased(name_en="Secret session", room=make_room()),
    "part": lambda row: unreleased(name_en="Secret part", parent=row),
    "all links": lambda row: row.areas.clear(),
}


def unreleased(**fields):
    session = make_session(**fields)
    session.copies.all().delete()


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_reaches_a_public_byte_before_it_is_released(client, session, before, edit):
    EDITS[edit](session)

    assert [path for path, known in before.items() if told(client, path) != known] == []
    assert publication.publish(session.edition, by=None).ordinal == 2
    assert any(told(client, path) != known for path, known in before.items())
