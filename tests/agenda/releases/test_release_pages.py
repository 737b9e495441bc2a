"""What the public reads of releases: in place, on their own pages, and as a feed."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from agenda.models import Release, Session
from agenda.releases import publication
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_person
from tests.support.reading import links, texts

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/2019/agenda.atom"
DAY = "/en/2019/agenda/2019-08-26/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def at(monkeypatch, *moment):
    """Releases are made at this time."""
    monkeypatch.setattr("agenda.releases.publication.timezone.now", lambda: dt.datetime(*moment, tzinfo=dt.UTC))


def change(session, **fields):
    Session.objects.filter(pk=session.pk).update(**fields)
    return publication.publish(session.edition, by=None)


def later(session, minutes=30):
    by = dt.timedelta(minutes=minutes)
    return {"starts_at": session.starts_at + by, "ends_at": session.ends_at + by}


def entries_of(client, path):
    return ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own bytes


def test_a_move_is_told_in_place_with_the_old_time_and_room(client, monkeypatch):
    at(monkeypatch, 2019, 8, 26)
    session = make_session(slug="talk", room=make_room(name_en="Old Hall"), hour=10)

    change(session, room=make_room(name_en="New Hall"), **later(session))

    for path in (DAY, f"{DAY}?view=grid", "/en/2019/agenda/sessions/talk/", "/en/2019/agenda/"):
        assert "10:00–11:00 Old Hall" in texts(client.get(path), "s"), path


def test_a_move_to_another_day_names_the_old_day(client, monkeypatch):
    at(monkeypatch, 2019, 8, 26)
    session = make_session(hour=10)
    day = dt.timedelta(days=1)

    change(session, day=session.day + day, starts_at=session.starts_at + day, ends_at=session.ends_at + day)

    assert "Monday 26 August 10:00–11:00" in texts(client.get("/en/2019/agenda/2019-08-27/"), "s")


def test_moves_of_the_months_before_are_planning_and_not_told_in_place(client, monkeypatch):
    at(monkeypatch, 2019, 8, 11, 12)
    session = make_session(hour=10)

    change(session, **later(session))

    assert texts(client.get(DAY), "s") == []


def test_the_list_of_releases_tells_note_and_counts(client, monkeypatch):
    at(monkeypatch, 2019, 8, 20, 4, 30)
    session = make_session()
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    publication.publish(session.edition, by=None, note_en="One talk less.", note_zh="少了一场。")

    page = client.get("/en/2019/agenda/releases/")

    assert texts(page, "h2")[:2] == ["Version 2.0", "Version 1.0"]
    assert texts(page, "time")[0] == "Tuesday 20 August 2019 12:30"
    assert "One talk less." in page.text
    assert "cancelled 1" in texts(page, "li")
    assert "少了一场。" in client.get("/zh-hans/2019/agenda/releases/").text


def test_a_release_tells_each_change_with_what_was_before(client):
    session = make_session(slug="talk", name_en="Talk", hour=10)
    Session.objects.filter(pk=session.pk).update(name_en="Better talk", slug="better-talk", **later(session))
    publication.publish(session.edition, by=None)

    page = client.get("/en/2019/agenda/releases/2.0/")

    assert texts(page, "h3") == ["Better talk"]
    assert texts(page, "s") == ["Talk", "Monday 26 August · 10:00–11:00"]
    assert "/en/2019/agenda/sessions/better-talk/" in links(page)


def test_what_was_taken_off_is_told_without_a_link(client):
    session = make_session(slug="talk", name_en="Talk")

    change(session, status="draft")

    page = client.get("/en/2019/agenda/releases/2.0/")
    assert texts(page, "h3") == ["Talk"]
    assert "/en/2019/agenda/sessions/talk/" not in links(page)


def test_the_agenda_can_be_read_as_it_stood_at_an_earlier_version(client):
    session = make_session(name_en="Talk", hour=10)
    change(session, name_en="Better talk")

    assert texts(client.get("/en/2019/agenda/releases/1.0/2019-08-26/"), "h2")[0] == "Talk"
    assert texts(client.get("/en/2019/agenda/releases/2.0/2019-08-26/"), "h2")[0] == "Better talk"


def test_an_address_that_a_release_has_changed_leads_to_the_new_one(client):
    session = make_session(slug="talk")

    change(session, slug="better-talk")

    response = client.get("/en/2019/agenda/sessions/talk/")
    assert (response.status_code, response["Location"]) == (301, "/en/2019/agenda/sessions/better-talk/")
    change(session, status="draft")
    assert client.get("/en/2019/agenda/sessions/talk/").status_code == 404


@pytest.mark.parametrize("path", ["9.9/", "1.0/2019-08-25/", "1.0/2019-99-99/", "x/", "1/"])
def test_versions_and_days_that_never_were_are_not_found(client, path):
    make_session()

    assert client.get(f"/en/2019/agenda/releases/{path}").status_code == 404


def test_the_feed_has_an_entry_for_each_release_in_the_language_asked(client):
    session = make_session(name_en="Talk", name_zh="讲座", hour=10)
    change(session, **later(session))

    entries = {lang: entries_of(client, f"{FEED}?lang={lang}") for lang in ("en", "zh-hans")}

    titles = {
        lang: [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] for lang, feed in entries.items()
    }
    assert titles == {"en": ["Version 2.0", "Version 1.0"], "zh-hans": ["2.0版", "1.0版"]}
    told = entries["zh-hans"].find(f"{ATOM}entry").findtext(f"{ATOM}summary")
    assert "讲座" in told
    assert "/zh-hans/2019/agenda/sessions/" in told
    ids = [[entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] for feed in entries.values()]
    assert ids[0] == ids[1]


def test_an_agenda_that_was_never_released_says_so(client):
    make_edition(slug="2020", status="planning")

    assert "The agenda has not been released yet" in client.get("/en/2020/agenda/releases/").text
    assert "Nothing of this was published" in client.get("/en/2019/agenda/releases/").text
    assert entries_of(client, FEED).findall(f"{ATOM}entry") == []


PAGES = [
    ("/en/2019/agenda/releases/", 4),
    ("/en/2019/agenda/releases/2.0/", 5),
    ("/en/2019/agenda/releases/2.0/2019-08-26/", 5),
    (FEED, 3),
]


@pytest.mark.parametrize(("path", "queries"), PAGES)
@pytest.mark.parametrize("sessions", [1, 3])
def test_pages_of_releases_cost_the_same_however_much_changed(
    client, path, queries, sessions, django_assert_num_queries
):
    rows = [make_session(roles=[make_person()]) for _ in range(sessions)]
    for row in rows:
        Session.objects.filter(pk=row.pk).update(**later(row))
    publication.publish(rows[0].edition, by=None)

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def test_the_whole_day_of_an_expo_from_plan_to_cancellation(client, monkeypatch):
    at(monkeypatch, 2019, 8, 26)
    edition = make_edition(slug="2020", starts_on=dt.date(2020, 9, 15), ends_on=dt.date(2020, 9, 15))
    day = "/en/2020/agenda/2020-09-15/"
    talk, other = (make_session(edition=edition, name_en=name) for name in ("Talk", "Other"))
    Session.objects.filter(origin__isnull=False).delete()
    Release.objects.all().delete()

    shown = [titles(client, day)]
    for step in (
        lambda: publication.publish(edition, by=None),
        lambda: Session.objects.filter(pk=talk.pk).update(name_en="Better talk"),
        lambda: publication.publish_hot_fix(talk, by=None),
        lambda: Session.objects.filter(pk=other.pk).update(status="cancelled"),
        lambda: publication.publish(edition, by=None),
    ):
        step()
        shown.append(titles(client, day))

    assert shown == [
        [],
        ["Talk", "Other"],
        ["Talk", "Other"],
        ["Better talk", "Other"],
        ["Better talk", "Other"],
        ["Better talk", "Other"],
    ]
    assert "cancelled" in texts(client.get(day), "strong")
    assert texts(client.get("/en/2020/agenda/releases/"), "h2")[:3] == ["Version 2.0", "Version 1.1", "Version 1.0"]


def titles(client, path):
    return texts(client.get(path), "h3")
