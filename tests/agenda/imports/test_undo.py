"""Taking an import back: the agenda is as it was before, save what somebody has touched since or what is needed."""

import datetime as dt

import pytest
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.desk.imports import PROGRAMME_IMPORT
from agenda.models import ImportedPerson, ImportedSession, Room, Session, SessionRole
from expo.imports import runs
from expo.imports.written_rows import written_entry
from expo.models import Edition, ImportedFile, Organisation, Person
from tests.support.agenda_factories import make_opening, make_public, make_role, make_session
from tests.support.factories import make_area, make_edition, make_organisation, make_person
from tests.support.reading import texts
from tests.support.schedules import event, schedule
from tests.support.staff import an_editor, make_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db
DESK = "/desk/agenda/2019/import/"
WRITTEN = (Edition, Room, Person, Session, SessionRole, ImportedSession, ImportedPerson)
LATER = "2019-08-31T10:00:00+08:00"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def bring(client, *events, **fields):
    """Bring a file of these and import it; the run."""
    client.post(DESK, {"file": SimpleUploadedFile("schedule.xml", schedule(*events)), **fields}, follow=True)
    run = ImportedFile.objects.latest("pk")
    client.post(f"{DESK}{run.pk}/rows/")
    return run


def undo(client, run):
    return client.post(f"{DESK}{run.pk}/undo/", follow=True)


def everything():
    """All columns of all that an import writes, but when it was last saved."""
    rows = {}
    for model in WRITTEN:
        for row in serializers.serialize("python", model.objects.order_by("pk")):
            row["fields"].pop("changed_at", None)
            rows[model.__name__, row["pk"]] = row["fields"]
    return rows


def test_an_undone_import_leaves_the_edition_as_it_was_and_may_come_again():
    client = an_editor()
    make_session(roles=[make_person(name_en="Ada")])
    before = everything()
    events = event(people=["Ada", ("Bo", "guid-bo")]), event(room="Hall B", date=LATER)
    run = bring(client, *events, widening="on")
    written = everything()

    page = undo(client, run)
    undone = everything()
    again = bring(client, *events, widening="on")

    assert len(written) == len(before) + 2 + 1 + 2 + 2 + 2 + 2
    assert str(Edition.objects.get().ends_on) == "2019-08-31"
    assert undone == before
    assert "2 sessions are as they were before." in page.text
    assert "This import is undone." in page.text
    assert again.pk != run.pk
    assert len(everything()) == len(written)


def test_what_a_second_file_changed_is_what_it_was_and_the_first_can_be_undone_after_it():
    client = an_editor()
    empty = everything()
    first, second = event(title="Opening", people=["Ada", "Bo"]), event(hour=14)
    one = bring(client, first, second)
    before = everything()
    moved = first | {"title": "Grand opening", "room": "Hall B", "inner_room": "Hall B", "people": ["Bo", "Cy"]}
    two = bring(client, moved | {"date": "2019-08-27T09:00+08:00", "start": "09:00"}, second, event(hour=16))
    after = everything()

    undo(client, two)
    back = everything()
    undo(client, one)

    assert after != before
    assert back == before
    assert everything() == empty


def test_what_somebody_has_touched_since_stays_with_what_it_needs_and_is_named():
    client = an_editor()
    run = bring(client, event(title="Opening", people=["Ada"]), event(title="Closing", room="Hall B", people=["Bo"]))
    Session.objects.filter(name_en="Opening").update(abstract_en="By hand")

    page = undo(client, run)
    client.cookies["staff_language"] = "zh-hans"
    chinese = client.get(f"{DESK}{run.pk}/")

    stay = ["Opening", "Ada", "Hall A"]
    reasons = ["Somebody has changed it since.", "Something else depends on it.", "Something else depends on it."]
    assert [text for text in texts(page, "li") if text.partition(": ")[2] in reasons] == [
        f"{name}: {why}" for name, why in zip(stay, reasons, strict=True)
    ]
    assert "1 session is as it was before. What was touched since, or is needed, stays." in page.text
    assert "Ada: 有其他内容依赖于它。" in texts(chinese, "li")
    assert "This import is undone in part. What stays is named below." in page.text
    assert "本次导入已部分撤销，保留的内容列于下方。" in chinese.text
    assert [str(row) for model in (Session, Person, Room) for row in model.objects.all()] == stay
    assert [row.session.name_en for row in ImportedSession.objects.all()] == ["Opening"]
    assert [str(row.person) for row in ImportedPerson.objects.all()] == ["Ada"]


@pytest.mark.parametrize("touched", ["a role", "a part", "an area", "a release"])
def test_what_hangs_on_a_session_keeps_it(touched, edition):
    client = an_editor()
    run = bring(client, event(title="Opening", people=["Ada"]), confirmed="on")
    session = Session.objects.get()
    if touched == "a role":
        make_role(session, make_person(name_en="Bo"))
    elif touched == "a part":
        make_session(parent=session, room=session.room)
    elif touched == "an area":
        session.areas.add(make_area())
    else:
        make_public(session)

    undo(client, run)

    assert Session.objects.working().filter(pk=session.pk, name_en="Opening").exists()
    assert ImportedFile.objects.get().report["left"][0][0] == "Opening"


def test_a_second_press_undoes_nothing_more_and_what_was_deleted_since_stays_deleted():
    client = an_editor()
    run = bring(client, event(title="Opening"), event(hour=12))
    Session.objects.filter(name_en="Opening").delete()
    first, second = undo(client, run), undo(client, run)

    assert "1 session is as it was before." in first.text
    assert "as it was before" not in second.text
    assert (Session.objects.count(), ImportedFile.objects.get().trail) == (0, [])


def test_a_session_whose_former_room_is_gone_stays_where_the_file_put_it():
    client = an_editor()
    first = event(title="Opening")
    bring(client, first)
    run = bring(client, first | {"room": "Hall B", "inner_room": "Hall B"})
    Room.objects.filter(name_en="Hall A").delete()

    undo(client, run)

    assert Session.objects.get().room.name_en == "Hall B"
    assert ImportedFile.objects.get(pk=run.pk).report["left"][0] == ["Opening", "deleted"]


@pytest.mark.parametrize("earlier", [False, True])
def test_a_session_that_the_file_left_as_it_was_is_neither_counted_nor_written(earlier):
    client = an_editor()
    first = event(title="Opening")
    bring(client, first)
    # What the file says next stands here already.
    Session.objects.update(name_en="Grand opening")
    before, saved_at = everything(), Session.objects.get().changed_at
    run = bring(client, first | {"title": "Grand opening"}, event(hour=14))
    learnt = ImportedSession.objects.order_by("pk")[0].values["name_en"]
    if earlier:
        note_as_earlier(ImportedFile.objects.get(pk=run.pk))

    page = undo(client, run)

    assert "1 session is as it was before." in page.text
    assert learnt == "Grand opening"
    assert (everything(), Session.objects.get().changed_at) == (before, saved_at)


def note_as_earlier(run):
    """Earlier versions noted the session, though nothing of it was written."""
    session = Session.objects.get(name_en="Grand opening")
    at = [each["model"] for each in run.trail].index("agenda.ImportedSession")
    run.trail[at] = written_entry(session, session.roles.all(), run.trail[at]["before"])
    run.save()


def test_what_a_later_file_said_of_a_session_stays():
    client = an_editor()
    first = event(title="Opening")
    bring(client, first)
    Session.objects.update(name_en="Grand opening")
    run = bring(client, first | {"title": "Grand opening"}, event(hour=14))
    bring(client, first | {"title": "Grand opening", "abstract": "New"})

    page = undo(client, run)

    assert ImportedSession.objects.get().values["name_en"] == "Grand opening"
    assert "1 session is as it was before." in page.text


@pytest.mark.parametrize("deleted", ["person", "organisation"])
def test_a_session_whose_former_speaker_cannot_come_back_stays_and_is_named(deleted):
    client = an_editor()
    first = event(title="Opening", people=["Ada"])
    bring(client, first)
    SessionRole.objects.update(organisation=make_organisation())
    run = bring(client, first | {"people": ["Bo"]})
    Organisation.objects.all().delete() if deleted == "organisation" else Person.objects.get(name_en="Ada").delete()

    page = undo(client, run)

    assert "Opening: What it needed before has been deleted since." in texts(page, "li")
    assert [role.person.name_en for role in SessionRole.objects.all()] == ["Bo"]


@pytest.mark.parametrize(("apps", "last"), [(("agenda",), "2019-08-31"), (("agenda", "expo"), "2019-08-29")])
def test_only_who_may_change_the_edition_narrows_it_again(apps, last, edition):
    run = bring(an_editor(), event(date=LATER), widening="on")

    runs.undo_run(PROGRAMME_IMPORT, run, by=make_staff(apps))

    edition.refresh_from_db()
    assert str(edition.ends_on) == last


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "Whoever undid the import is not allowed to change the edition's days."),
        ("zh-hans", "撤销本次导入的人员无权更改本届的日期。"),
    ],
)
def test_an_edition_that_whoever_undoes_may_not_change_is_named_with_that_reason(language, why):
    run = bring(an_editor(), event(date=LATER), widening="on")
    client = signed_in(make_staff(("agenda",)))
    undo(client, run)
    client.cookies["staff_language"] = language

    assert [text for text in texts(client.get(f"{DESK}{run.pk}/"), "li") if text.endswith(why)] != []


@pytest.mark.parametrize("noted", [True, False])
def test_days_that_somebody_has_changed_since_stay_and_are_named(noted, edition):
    client = an_editor()
    run = bring(client, event(date=LATER), widening="on")
    if not noted:
        # As earlier versions kept it: nobody knows to which days it was widened.
        run.refresh_from_db()
        run.trail = [{name: each[name] for name in each if name != "to"} for each in run.trail]
        run.save()
    Edition.objects.update(ends_on="2019-08-31" if not noted else "2019-09-01")
    changed = Edition.objects.get().ends_on

    undo(client, run)

    assert Edition.objects.get().ends_on == changed
    assert ImportedFile.objects.get().report["left"] == [[str(edition), "touched"]]


def test_days_that_are_again_what_they_were_are_not_named():
    client = an_editor()
    run = bring(client, event(date=LATER), widening="on")
    Edition.objects.update(ends_on="2019-08-29")

    undo(client, run)

    assert ImportedFile.objects.get().report["left"] == []


def test_an_edition_stays_as_long_as_sessions_lie_on_its_new_days():
    client = an_editor()
    run = bring(client, event(date=LATER), widening="on")
    Session.objects.update(abstract_en="By hand")

    undo(client, run)

    assert str(Edition.objects.get().ends_on) == "2019-08-31"


@pytest.mark.parametrize("lying", ["a night that ends too late", "opening hours"])
def test_an_edition_stays_as_long_as_anything_of_it_would_lie_outside(lying, edition):
    client = an_editor()
    run = bring(client, event(date=LATER), widening="on")
    if lying == "opening hours":
        make_opening(edition=edition, day=dt.date(2019, 8, 31))
    else:
        make_session(day=edition.ends_on, hour=22, minutes=9 * 60)

    undo(client, run)

    assert str(Edition.objects.get().ends_on) == "2019-08-31"
    assert ImportedFile.objects.get().report["left"] == [[str(edition), "needed"]]


def test_an_import_of_an_earlier_version_offers_no_undo():
    client = an_editor()
    run = bring(client, event())
    ImportedFile.objects.update(trail=[])

    page = undo(client, run)

    assert "Undo this import" not in texts(page, "button")
    assert (Session.objects.count(), ImportedFile.objects.get().state) == (1, "done")


@pytest.mark.parametrize("count", [3, 12])
def test_an_undo_takes_as_many_queries_however_many_sessions_it_takes_back(count, django_assert_max_num_queries):
    run = bring(an_editor(), *(event(hour=9 + at % 12, people=[f"Speaker {at}"]) for at in range(count)))

    with django_assert_max_num_queries(100):
        runs.undo_run(PROGRAMME_IMPORT, run, by=make_editor())
    assert Session.objects.count() == 0
