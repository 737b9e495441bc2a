"""Bringing a programme in the browser: first its report, then the import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.imports.formats import detection
from agenda.models import Session
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.reading import texts
from tests.support.schedules import event, schedule
from tests.support.staff import an_editor, make_staff, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.reads_apart]
DESK = "/desk/agenda/2019/import/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def bring(client, *events, data=None, **fields):
    file = SimpleUploadedFile("schedule.xml", schedule(*events) if data is None else data)
    return client.post(DESK, {"file": file, **fields}, follow=True)


def test_a_file_is_looked_at_first_and_imported_when_somebody_says_so():
    client = an_editor()

    looked = bring(client, event(title="Opening <b>day</b>"), event(title="", hour=12))
    before = Session.objects.count()
    done = client.post(looked.redirect_chain[-1][0], follow=True)

    assert before == 0
    assert "Nothing is imported yet." in looked.text
    assert "HTML in a text: taken out 1" in texts(looked, "summary")
    assert [session.name_en for session in Session.objects.all()] == ["Opening day"]
    assert Session.objects.get().status == "draft"
    assert "Imported." in done.text
    assert ImportedFile.objects.get().content == b""


def test_a_file_of_which_nothing_would_be_imported_says_so_and_offers_no_import():
    client, only = an_editor(), event()
    client.post(bring(client, only).redirect_chain[-1][0])

    again = bring(client, only)

    assert "There is nothing in this file to import." in again.text
    assert "Import" not in texts(again, "button")


def test_sending_the_import_twice_imports_once():
    client = an_editor()
    looked = bring(client, event())
    address = looked.redirect_chain[-1][0]

    client.post(address)
    Session.objects.update(name_en="Edited")
    again = client.post(address, follow=True)

    assert (again.status_code, Session.objects.count()) == (200, 1)
    assert client.get(DESK).text.count("schedule.xml</a>") == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no schedule", "No programme is found"),
        (b"<!DOCTYPE schedule><schedule/>", "document type"),
        (b"<" + b" " * detection.LARGEST, "larger than 10 MB"),
        (b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(data, why):
    response = bring(an_editor(), data=data)

    assert why in response.text
    assert 'role="alert"' in response.text
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize(
    ("apps", "sessions", "last"), [(("agenda",), 0, "2019-08-29"), (("agenda", "expo"), 1, "2019-08-31")]
)
def test_only_who_may_change_the_edition_may_widen_it(edition, apps, sessions, last):
    client = signed_in(make_staff(apps))

    looked = bring(client, event(date="2019-08-31T10:00:00+08:00"), widening="on")
    client.post(looked.redirect_chain[-1][0])

    edition.refresh_from_db()
    assert (Session.objects.count(), str(edition.ends_on)) == (sessions, last)


def test_who_may_not_change_the_edition_imports_without_widening_it_for_whoever_brought_the_file(edition):
    looked = bring(an_editor(), event(), event(date="2019-08-31T10:00:00+08:00"), widening="on")

    signed_in(make_staff(("agenda",))).post(looked.redirect_chain[-1][0])

    edition.refresh_from_db()
    assert (Session.objects.count(), str(edition.ends_on)) == (1, "2019-08-29")


def test_a_new_look_forgets_the_files_that_were_never_imported():
    client = an_editor()

    for _ in range(3):
        bring(client, event())

    assert ImportedFile.objects.count() == 1


def test_a_report_of_another_edition_is_not_found_here():
    client = an_editor()
    bring(client, event())
    make_edition(slug="2018")

    assert client.get(f"/desk/agenda/2018/import/{ImportedFile.objects.get().pk}/").status_code == 404
