"""Scans of signed pages: taken in strictly, kept apart, handed out to the desk only."""

import errno
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.utils.translation import override

from deals.ledger import hash_chain
from deals.models import Event, Scan
from deals.verification import scans
from tests.support.deal_factories import make_clerk, make_deal, make_reviewer, make_user
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
PDF, JPEG, PNG = b"%PDF-1.7 signed", b"\xff\xd8\xff\xe0 signed", b"\x89PNG\r\n\x1a\n signed"


@pytest.fixture
def deal():
    return make_deal(edition=make_edition(slug="2019"))


def upload(content: bytes = PDF, name: str = "signed.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def address(deal) -> str:
    return f"/desk/deals/{deal.number}/scans/"


def test_a_clerk_adds_several_scans_and_the_log_tells_of_each(client, deal):
    client.force_login(make_clerk())

    client.post(address(deal), {"scan": [upload(), upload(JPEG, "页2.jpg")]})

    assert [scan.kind for scan in deal.scans.all()] == ["application/pdf", "image/jpeg"]
    assert Event.objects.filter(deal_number=deal.number, verb="attached").count() == 2
    assert list(hash_chain.find_breaks()) == []


def test_the_same_file_is_added_once(deal):
    clerk = make_clerk()

    first, again = [scans.attach(deal, upload(), by=clerk) for _ in range(2)]

    assert first == again
    assert Event.objects.filter(verb="attached").count() == 1


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"PK\x03\x04", b"%!PS", b""])
def test_what_is_no_scan_is_refused_whatever_it_is_called(deal, content):
    with pytest.raises(ValidationError):
        scans.attach(deal, upload(content), by=make_clerk())

    assert not Scan.objects.exists()


def test_a_scan_that_is_too_large_is_refused(deal, monkeypatch):
    monkeypatch.setattr(scans, "LARGEST", 10)

    with pytest.raises(ValidationError, match="20 MB"):
        scans.attach(deal, upload(), by=make_clerk())


def test_one_bad_file_leaves_the_others_in_and_is_named(client, deal):
    client.force_login(make_clerk())

    answer = client.post(address(deal), {"scan": [upload(), upload(b"MZ", "virus.exe")]})

    assert answer.status_code == 422
    assert "virus.exe: A scan is a PDF, a JPEG or a PNG." in answer.text
    assert deal.scans.count() == 1


def test_a_scan_is_handed_out_as_a_download_only(client, deal):
    scan = scans.attach(deal, upload(name='a"b\r\n签.pdf'), by=make_clerk())
    client.force_login(make_reviewer())

    answer = client.get(f"{address(deal)}{scan.pk}/")

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "no-store" in answer["Cache-Control"]


def test_who_may_not_read_the_ledger_finds_no_scan(client, deal):
    scan = scans.attach(deal, upload(), by=make_clerk())
    client.force_login(make_user())

    assert client.get(f"{address(deal)}{scan.pk}/").status_code == 404


def test_a_scan_is_found_below_its_own_deal_only(client, deal):
    scan, other = scans.attach(deal, upload(), by=make_clerk()), make_deal(edition=deal.edition)
    client.force_login(make_reviewer())

    assert client.get(f"{address(other)}{scan.pk}/").status_code == 404


def test_its_file_has_a_random_name_outside_what_is_served(deal):
    scan = scans.attach(deal, upload(name="机密 secret.pdf"), by=make_clerk())

    path = Path(scan.file.path)
    assert "secret" not in path.name
    assert path.suffix == ".pdf"
    assert not {Path(settings.STATIC_ROOT), Path(settings.MEDIA_ROOT)}.intersection(path.parents)
    assert path.stat().st_mode & 0o077 == 0


def test_a_scan_that_is_not_written_leaves_no_file_behind(deal, monkeypatch):
    class Broken(Exception):
        pass

    def fail(*args, **kwargs):
        raise Broken

    monkeypatch.setattr(hash_chain, "append", fail)
    folder = Path(settings.VAR_DIR) / "private"
    before = set(folder.glob("*"))

    with pytest.raises(Broken):
        scans.attach(deal, upload(), by=make_clerk())

    assert (set(folder.glob("*")), Scan.objects.count()) == (before, 0)


class Disk(SimpleUploadedFile):
    """A file for which there is no room: its first part is written, the next is not. It can still be read through."""

    times = 0

    def chunks(self, chunk_size=None):
        self.times += 1
        yield b"%PDF-1.7"
        if self.times > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        yield b" signed"


def files():
    return set((Path(settings.VAR_DIR) / "private").glob("*"))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "there may be no room left"), ("zh-hans", "存储空间可能已满")],
)
def test_a_full_disk_leaves_no_part_of_a_file_and_says_so(deal, language, said):
    before = files()

    with override(language), pytest.raises(ValidationError) as refusal:
        scans.attach(deal, Disk("signed.pdf", PDF), by=make_clerk())

    with override(language):
        assert said in refusal.value.messages[0]
    assert (files(), Scan.objects.count(), Event.objects.filter(verb="attached").count()) == (before, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_scan_is_taken_in_by_a_transaction_of_its_own_that_no_other_can_roll_back(deal):
    before = files()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        scans.attach(deal, upload(), by=make_clerk())

    assert (files(), Scan.objects.count()) == (before, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("committed", [False, True])
def test_when_the_end_of_a_transaction_fails_a_file_is_there_exactly_where_its_row_is(deal, monkeypatch, committed):
    """The answer to a commit may be lost after the database has kept it."""
    before, clerk, commit = files(), make_clerk(), connection.commit

    def fail():
        if committed:
            commit()
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(connection, "commit", fail)
    with pytest.raises(OperationalError):
        scans.attach(deal, upload(), by=clerk)
    monkeypatch.undo()

    names = {Path(scan.file.path) for scan in Scan.objects.all()}
    assert (files() - before, len(names)) == (names, int(committed))


def test_pictures_of_the_signed_pages_stand_beside_the_figures_and_a_pdf_is_only_handed_out(client, deal):
    for content, name in ((PNG, "page.png"), (PDF, "signed.pdf")):
        scans.attach(deal, upload(content, name), by=make_clerk())
    picture, document = (f"{address(deal)}{scan.pk}/" for scan in deal.scans.all())
    client.force_login(make_reviewer())

    page = client.get(f"/desk/deals/{deal.number}/").text

    assert page.index(f'<img src="{picture}" alt="Signed page: page.png"') < page.index('class="facts"')
    assert f'<img src="{document}"' not in page
    assert f'<a href="{document}"' in page
