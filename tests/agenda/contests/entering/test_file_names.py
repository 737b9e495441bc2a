"""A file that a team sends is a PDF by its name too, whatever it was called."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.contests.entering.file_names import pdf_name
from agenda.models.contests import Entry, EntryFile
from tests.agenda.contests.entering.test_review import accept
from tests.support.entering import enter, make_call
from tests.support.staff import a_superuser
from tests.support.uploads import PDF, upload

NAMES = [
    ("plan.pdf", "plan.pdf"),
    ("计划 (终稿).PDF", "计划 (终稿).pdf"),
    ("plan.hta", "plan.hta.pdf"),
    ("run.bat .pdf. ", "run.bat.pdf"),
    ("\u202efdp.exe", "fdp.exe.pdf"),
    ("plan.pdf\x00.exe", "plan.pdf.exe.pdf"),
    ("evil.exe\u2028.pd\u200bf", "evil.exe.pdf"),
    ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
    ("", "file.pdf"),
    (".pdf", "pdf.pdf"),
    ("x" * 300, "x" * 196 + ".pdf"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_every_name_is_that_of_a_pdf(name, shown):
    assert pdf_name(name) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["plan.hta", "\u202efdp.exe", "run.bat"])
def test_no_program_is_stored_or_sent_by_its_name(client, name):
    contest = make_call()
    key = enter(client, contest)
    upload(client, contest, key, {"file": "add", "file-file": SimpleUploadedFile(name, PDF)})
    accept(a_superuser(), Entry.objects.all())
    row = EntryFile.objects.get()
    path = f"/{contest.edition.slug}/contests/{contest.slug}/files/{row.public_number}.pdf"

    assert row.name == pdf_name(name)
    assert client.get(path)["Content-Disposition"] == f'attachment; filename="{pdf_name(name)}"'

    EntryFile.objects.update(name=name)
    assert client.get(path)["Content-Disposition"] == f'attachment; filename="{pdf_name(name)}"'
