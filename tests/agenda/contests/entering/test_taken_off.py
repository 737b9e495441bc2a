"""What staff take off an entry is shown to nobody, and its file leaves the disk once it cannot come back."""

import datetime as dt

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.utils import timezone

from agenda.migration_names import private_storage
from agenda.models.contests import Entry, EntryFile
from expo.models import Operation, Trace
from expo.recovery.deletions import delete_rows
from expo.recovery.restoration import restore
from tests.agenda.contests.entering.test_attachments import enter_with_files, public_addresses
from tests.agenda.contests.entering.test_review import accept
from tests.agenda.contests.jury.test_judging import come_in
from tests.support.contest_factories import (
    assign,
    enter_round,
    make_contest,
    make_entry,
    make_entry_file,
    make_juror,
    make_round,
)
from tests.support.entering import address_of, make_call
from tests.support.staff import a_superuser, filled, page

pytestmark = pytest.mark.django_db


def clear_deleted(days, django_capture_on_commit_callbacks):
    Operation.objects.update(at=timezone.now() - dt.timedelta(days=days))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clear_deleted")


def test_what_staff_take_off_an_entry_answers_nobody_any_more(client):
    entry = enter_with_files(client, make_call())
    staff, final = a_superuser(), make_round(entry.contest)
    accept(staff, [entry])
    row = final.round_entries.first() or enter_round(final, entry)[0]
    juror = make_juror(final)
    assign(juror, row)
    judge = come_in(juror)
    file, picture = entry.files.get(), entry.shown_pictures.get()
    asked = [(client, path) for path in public_addresses(entry)]
    asked += [
        (staff, f"/desk/contests/files/{file.public_number}.pdf"),
        (judge, f"/jury/files/{file.pk}.pdf"),
        (judge, f"/jury/pictures/{picture.pk}-{picture.picture.width}.webp"),
    ]

    def statuses():
        return [browser.get(path).status_code for browser, path in asked]

    before, form = statuses(), page("agenda.entry", "change", entry.pk)
    taken = {"files-0-DELETE": "on", "shown_pictures-0-DELETE": "on"}
    answer = staff.post(form, filled(staff.get(form), **taken))

    assert (before, answer.status_code) == ([200] * 5, 302)
    assert statuses() == [404] * 5
    shown = client.get(Entry.objects.get().get_absolute_url()).text
    assert ("plan.pdf" in shown, address_of(entry.contest) in shown) == (False, False)


def test_a_file_that_was_taken_off_comes_back_whole_for_a_year(django_capture_on_commit_callbacks):
    file = make_entry_file(make_entry())
    delete_rows([file], None)

    clear_deleted(364, django_capture_on_commit_callbacks)
    restore(Trace.objects.get())

    with EntryFile.objects.get().file.open() as stored:
        assert stored.read() == b"%PDF-1.7 plan"


@pytest.mark.parametrize("with_entry", [False, True])
def test_after_a_year_its_file_leaves_the_disk_and_others_stay(with_entry, django_capture_on_commit_callbacks):
    contest = make_contest()
    file, other = (make_entry_file(make_entry(contest, status="applied")) for _ in range(2))
    delete_rows([file.entry if with_entry else file], None)

    clear_deleted(366, django_capture_on_commit_callbacks)

    stored = [private_storage().exists(row.file.name) for row in (file, other)]
    assert stored == [False, True]


def test_a_file_that_cannot_be_deleted_keeps_no_other_on_the_disk(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    files = [make_entry_file(make_entry()) for _ in range(3)]
    delete_rows(files, None)
    first, deleted = [], FileSystemStorage.delete

    def delete(storage, name):
        if not first:
            first.append(name)
            raise PermissionError(name)
        deleted(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", delete)
    clear_deleted(366, django_capture_on_commit_callbacks)

    assert [file.file.name for file in files if private_storage().exists(file.file.name)] == first
    assert first[0] in caplog.text


def test_a_file_that_came_back_stays_when_its_deletion_is_forgotten(django_capture_on_commit_callbacks):
    file = make_entry_file(make_entry())
    delete_rows([file], None)
    restore(Trace.objects.get())

    clear_deleted(366, django_capture_on_commit_callbacks)

    assert private_storage().exists(file.file.name)


def test_a_file_that_was_deleted_again_stays_as_long_as_it_can_be_restored(django_capture_on_commit_callbacks):
    file = make_entry_file(make_entry())
    delete_rows([file], None)
    restore(Trace.objects.get())
    old = Operation.objects.get().pk
    delete_rows([EntryFile.objects.get()], None)
    Operation.objects.filter(pk=old).update(at=timezone.now() - dt.timedelta(days=366))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("clear_deleted")

    assert (Trace.objects.count(), private_storage().exists(file.file.name)) == (1, True)
