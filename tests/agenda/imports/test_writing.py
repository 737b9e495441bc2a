"""Programmes of elsewhere in an edition: what comes in, what a second import changes, and what stays."""

import json
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agenda.imports import programme_file, save
from agenda.models import Room, Session, SessionRole
from expo.models import Person
from tests.support.agenda_factories import make_room
from tests.support.factories import make_attendance, make_edition, make_hall, make_person
from tests.support.schedules import event, schedule
from tests.support.world import ADDRESSES, make_world

pytestmark = pytest.mark.django_db
AGENDAS = Path(__file__).resolve().parents[4] / "shared" / "data" / "agendas"
NO_SHARED = "the real programmes are not here: ../shared/data/agendas is absent"


@pytest.fixture
def edition():
    return make_edition()


def bring(edition, *events, **options):
    """Import these events as one file; the report as data."""
    return save.import_programme(
        programme_file.read_programme(schedule(*events), edition.tz), edition, **options
    ).as_dict()


def tally(report):
    return tuple(report["sessions"][name] for name in ("new", "changed", "unchanged", "refused", "gone"))


def everything():
    """All that an import writes, to be compared."""
    fields = ("pk", "slug", "name_en", "name_zh", "abstract_en", "room", "day", "starts_at", "ends_at", "status")
    roles = SessionRole.objects.order_by("pk").values_list("pk", "session", "person", "order")
    return list(Session.objects.order_by("pk").values_list(*fields)), list(roles), Room.objects.count()


def test_entries_become_drafts_with_room_hours_texts_and_speakers(edition):
    bring(edition, event(title="Opening", abstract="<p>Hello</p>", people=["Ada Li", "陈波"], type="Ceremony"))

    session = Session.objects.get()
    assert (session.status, session.kind, session.slug) == ("draft", "ceremony", "opening")
    assert (session.name_en, session.name_zh, session.abstract_en) == ("Opening", "", "Hello")
    assert (session.room.name_en, str(session.day)) == ("Hall A", "2019-08-26")
    assert [timezone.localtime(at, edition.tz).hour for at in (session.starts_at, session.ends_at)] == [10, 11]
    assert [str(role.person) for role in session.roles.all()] == ["Ada Li", "陈波"]
    assert [person.pinyin for person in Person.objects.order_by("pk")] == ["ada li", "chen bo"]


def test_chinese_entries_fill_the_chinese_fields(edition):
    bring(edition, event(title="开幕式", language="zh-CN"), event(title="Eröffnung", language="de", hour=12))

    assert list(Session.objects.order_by("pk").values_list("name_en", "name_zh", "languages")) == [
        ("", "开幕式", "zh"),
        ("Eröffnung", "", "de"),
    ]


def test_every_session_that_came_in_would_pass_the_form_s_own_checks(edition):
    nasty = [event(title="x" * 400, duration="26:00"), event(duration="0:00", hour=12), event(date="", day="")]

    bring(edition, *nasty, event(title="#!", room=""), event(people=["Ada", "Ada"], hour=23, duration="03:00"))

    assert Session.objects.count() == 5
    for session in Session.objects.all():
        session.full_clean()


def test_a_second_import_changes_nothing(edition):
    events = [
        event(people=["Ada Li", ("Bo", "guid-bo")]),
        event(guid="", id=""),
        event(duration="0:00"),
        event(title=""),
    ]
    bring(edition, *events)
    before = everything()

    again = bring(edition, *events)

    assert tally(again) == (0, 0, 3, 1, 0)
    assert (again["new_rooms"], again["new_people"], again["changes"]) == ([], 0, [])
    assert everything() == before


def test_a_changed_file_updates_what_changed_and_nothing_else(edition):
    first, second = event(title="Opening", people=["Ada", "Bo"]), event(hour=14)
    bring(edition, first, second)
    untouched = everything()[0][1]
    Session.objects.update(status="confirmed")
    changed_at = dict(Session.objects.values_list("slug", "changed_at"))

    moved = first | {
        "title": "Grand opening",
        "room": "Hall B",
        "people": ["Bo", "Cy"],
        "date": "2019-08-27T09:00+08:00",
    }
    report = bring(edition, moved | {"start": "09:00", "inner_room": "Hall B"}, second)

    session = Session.objects.get(name_en="Grand opening")
    assert tally(report) == (0, 1, 1, 0, 0)
    assert [(each["field"], each["old"], each["new"]) for each in report["changes"]] == [
        ("name_en", "Opening", "Grand opening"),
        ("room", "Hall A", "Hall B"),
        ("when", "2019-08-26 2019-08-26T10:00:00+08:00 2019-08-26T11:00:00+08:00",
         "2019-08-27 2019-08-27T09:00:00+08:00 2019-08-27T10:00:00+08:00"),
        ("people", "Ada, Bo", "Bo, Cy"),
    ]  # fmt: skip
    assert (session.slug, session.room.name_en, str(session.day)) == ("opening", "Hall B", "2019-08-27")
    assert [str(role.person) for role in session.roles.all()] == ["Bo", "Cy"]
    assert everything()[0][1][:9] == untouched[:9]
    assert [row.changed_at > changed_at[row.slug] for row in Session.objects.order_by("pk")] == [True, False]


def test_what_was_written_by_hand_outlives_a_second_import(edition):
    first = event(title="Opening", people=["Ada"])
    bring(edition, first)
    session = Session.objects.get()
    session.name_en, session.name_zh, session.status = "Opening ceremony", "开幕式", "confirmed"
    session.save()

    same = bring(edition, first)
    other = bring(edition, first | {"title": "Inauguration", "abstract": "New"})
    once_more = bring(edition, first | {"title": "Inauguration", "abstract": "New"})

    session.refresh_from_db()
    assert (session.name_en, session.name_zh, session.status) == ("Opening ceremony", "开幕式", "confirmed")
    assert session.abstract_en == "New"
    assert (same["counts"], tally(other), tally(once_more)) == (
        {"room_of_no_hall": 1},
        (0, 1, 0, 0, 0),
        (0, 0, 1, 0, 0),
    )
    details = [
        odd["detail"] for report in (other, once_more) for odd in report["oddities"] if odd["kind"] == "edited_here"
    ]
    assert details == ["name_en: Opening ceremony ≠ Inauguration"] * 2


def test_what_left_the_file_is_named_and_stays(edition):
    first, second = event(), event(hour=12)
    bring(edition, first, second)

    report = bring(edition, first)

    assert tally(report) == (0, 0, 1, 0, 1)
    assert [gone["title"] for gone in report["gone"]] == [second["title"]]
    assert Session.objects.count() == 2


def test_what_was_deleted_here_is_not_brought_back(edition):
    first = event()
    bring(edition, first)
    Session.objects.all().delete()

    report = bring(edition, first)

    assert tally(report) == (0, 0, 0, 1, 0)
    assert report["counts"] == {"deleted_here": 1}
    assert not Session.objects.exists()


def test_two_sources_may_use_the_same_ids(edition):
    one, other = event(guid="", id="1"), event(guid="", id="1", hour=12)
    save.import_programme(programme_file.read_programme(schedule(one, acronym="a"), edition.tz), edition)

    report = save.import_programme(programme_file.read_programme(schedule(other, acronym="b"), edition.tz), edition)

    assert (report.new, Session.objects.count()) == (1, 2)


def test_days_outside_the_edition_are_refused_unless_it_may_widen(edition):
    near, far = event(date="2019-08-31T10:00:00+08:00"), event(date="2109-08-26T10:00:00+08:00")

    refused, widened = bring(edition, near, far), bring(edition, near, far, extend=True)

    edition.refresh_from_db()
    assert (tally(refused), tally(widened)) == ((0, 0, 0, 2, 0), (1, 0, 0, 1, 0))
    assert (str(edition.ends_on), widened["widened_to"]) == ("2019-08-31", "2019-08-26 – 2019-08-31")


def test_a_dry_run_reports_what_the_import_will_and_leaves_no_trace(edition):
    events = [event(people=["Ada"]), event(date="2019-09-01T10:00:00+08:00"), event(title="")]
    before = everything()

    dry = bring(edition, *events, extend=True, dry_run=True)

    edition.refresh_from_db()
    assert (everything(), Person.objects.count(), str(edition.ends_on)) == (before, 0, "2019-08-29")
    assert dry.pop("dry_run")
    real = bring(edition, *events, extend=True)
    assert not real.pop("dry_run")
    assert {**real, "gone": []} == {**dry, "gone": []}


def test_people_and_rooms_of_the_edition_are_found_by_name_and_others_are_not(edition):
    hall = make_room(name_en="Hall A", hall=make_hall())
    ada = make_attendance(person=make_person(name_en="Ada Li")).person
    stranger = make_person(name_en="Bo Chen")

    report = bring(edition, event(people=["ada li", "Bo Chen"]))

    session = Session.objects.get()
    assert session.room == hall
    assert (report["new_rooms"], report["new_people"], report["counts"]) == ([], 1, {})
    assert [role.person == ada for role in session.roles.all()] == [True, False]
    assert not stranger.session_roles.exists()


def test_a_guid_tells_namesakes_apart_and_remembers_who_was_renamed(edition):
    first = event(people=[("Li Wei", "g1"), ("Li Wei", "g2")])
    bring(edition, first)
    Person.objects.filter(pk=Person.objects.earliest("pk").pk).update(name_en="Li Wei (Beijing)")

    report = bring(edition, first, event(people=[("Li Wei", "g1")], hour=12))

    assert (report["new_people"], Person.objects.count()) == (0, 2)
    assert str(Session.objects.latest("pk").roles.get().person) == "Li Wei (Beijing)"


def test_a_person_of_two_spellings_is_one_person_and_said_to_be(edition):
    report = bring(edition, event(people=["Ada Li"]), event(people=["ADA LI"], hour=12))

    assert (Person.objects.count(), report["counts"]["name_spellings"]) == (1, 1)


@pytest.mark.thorough
def test_no_public_byte_tells_of_drafts_that_were_imported(client, monkeypatch):
    edition = make_world()
    moment = timezone.now()
    # Pages say what time it is.
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    before = {address: client.get(address).content for address in ADDRESSES}

    bring(edition, event(title="Secret", people=["Nobody Yet"], room=str(Room.objects.earliest("pk"))))

    assert {address: client.get(address).content for address in ADDRESSES} == before


def test_confirmed_sessions_wait_for_the_next_release_when_asked_for(edition):
    bring(edition, event(), confirmed=True)

    assert (Session.objects.releasable().count(), Session.objects.public().count()) == (1, 0)


def test_an_import_takes_as_many_queries_for_twenty_entries_as_for_three(edition):
    counts = []
    for number in (3, 20):
        make_edition(slug=f"e{number}")
        events = [event(room=f"R{n}", people=[f"P{n}"]) for n in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bring(make_edition(slug=f"f{number}"), *events)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def run(*arguments):
    out = StringIO()
    call_command("import_schedule", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_imports_a_file_and_writes_its_report(edition, tmp_path):
    file, report = tmp_path / "schedule.xml", tmp_path / "report.json"
    file.write_bytes(schedule(event(title="Opening"), event(title="", hour=12)))

    shown = run(file, "--edition", edition.slug, "--report", report)

    assert "2 entries on 2 days in 1 rooms: 1 new, 0 changed, 0 unchanged, 1 left out" in shown
    written = json.loads(report.read_text())
    assert (written["sessions"]["new"], written["counts"]) == (1, {"title_missing": 1, "room_of_no_hall": 1})
    assert "This was a dry run" in run(file, "--edition", edition.slug, "--dry-run")


def test_the_command_refuses_what_it_cannot_read_in_a_sentence(edition, tmp_path):
    file = tmp_path / "schedule.xml"
    file.write_bytes(b"no schedule")

    for arguments, why in [
        ((file, "--edition", edition.slug), "No programme is found"),
        ((file, "--edition", "1999"), "no edition 1999"),
        ((tmp_path / "absent.xml", "--edition", edition.slug), "No such file"),
    ]:
        with pytest.raises(CommandError, match=why):
            run(*arguments)


@pytest.mark.thorough
@pytest.mark.skipif(not AGENDAS.is_dir(), reason=NO_SHARED)
@pytest.mark.parametrize(
    ("name", "days", "zone"),
    [
        ("36c3_merged.xml", ("2019-12-27", "2019-12-30"), "Europe/Berlin"),
        ("debconf23.xml", ("2023-09-10", "2023-09-17"), "Asia/Kolkata"),
    ],
)
def test_real_programmes_come_in_whole_and_a_second_time_change_nothing(name, days, zone):
    expected = json.loads((AGENDAS / "expected_counts.json").read_text())[name]
    edition = make_edition(starts_on=days[0], ends_on=days[1], timezone=zone)
    data = (AGENDAS / name).read_bytes()
    edition.refresh_from_db()

    began = time.process_time()
    first = save.import_programme(programme_file.read_programme(data, edition.tz), edition, extend=True)
    taken = time.process_time() - began
    second = save.import_programme(programme_file.read_programme(data, edition.tz), edition)

    assert (first.new, first.refused) == (expected["events"], 0)
    assert (second.new, second.changed, second.unchanged) == (0, 0, expected["events"])
    assert (Session.objects.count(), Room.objects.count()) == (expected["events"], expected["rooms"])
    assert taken < 5
    for session in Session.objects.order_by("?")[:40]:
        session.full_clean()
