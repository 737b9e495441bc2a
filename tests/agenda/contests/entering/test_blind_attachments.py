"""While a contest is blind, words and names of what a team sends do not tell whose it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agenda.models.contests import Contest, Entry
from tests.agenda.contests.entering.test_review import accept
from tests.agenda.contests.jury.test_judging import come_in
from tests.support.contest_factories import assign, make_juror, make_round
from tests.support.entering import enter, make_call
from tests.support.staff import a_superuser
from tests.support.uploads import PDF, send_picture, upload

pytestmark = pytest.mark.django_db


def test_neither_pages_nor_downloads_name_the_team(client):
    contest = make_call(blind=True)
    key, final = enter(client, contest), make_round(contest)
    send_picture(client, contest, key, **{"picture-untold": "on", "picture-alt_en": "Car of Zebra Works, by Zoe Zebra"})
    named = SimpleUploadedFile("Zebras - Zebra Works.pdf", PDF)
    upload(client, contest, key, {"file": "add", "file-untold": "on", "file-file": named})
    accept(a_superuser(), Entry.objects.all())
    entry, juror = Entry.objects.get(), make_juror(final)
    assign(juror, final.round_entries.get())
    judge, file = come_in(juror), entry.files.get()
    path = f"/{contest.edition.slug}/contests/{contest.slug}/files/{file.public_number}.pdf"

    pages = [judge.get("/jury/").content.decode(), client.get(entry.get_absolute_url()).content.decode()]

    assert ["Zebra" in page for page in pages] == [False, False]
    assert ["Car of [hidden], by [hidden]" in page for page in pages] == [True, True]
    sent = [judge.get(f"/jury/files/{file.pk}.pdf"), client.get(path)]
    assert [answer["Content-Disposition"] for answer in sent] == ['attachment; filename="E001-1.pdf"'] * 2

    Contest.objects.update(revealed_at=timezone.now())
    page = client.get(entry.get_absolute_url()).content.decode()
    assert ("Car of Zebra Works, by Zoe Zebra" in page, "Zebras - Zebra Works.pdf" in page) == (True, True)
    assert client.get(path)["Content-Disposition"] == 'attachment; filename="Zebras - Zebra Works.pdf"'
