"""Backups: made whole or not at all, restored by the commands that would be used, and never believed unread."""

import datetime as dt
import io
import os
import tarfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from agenda.models import PushMessage
from deals.models import ChainHead, Deal, Event, Scan
from deals.verification import scans
from expo.backup import databases, drill, heads
from expo.backup.archive import unpack_archive, write_archive
from expo.backup.errors import BackupError
from expo.backup.manifest import NAME, Manifest
from expo.backup.outcome import last_outcome
from expo.backup.retention import list_archives, outdated_archives
from tests.support.deal_factories import make_announced, make_clerk, make_deal
from tests.support.push_service import Browser
from tests.support.push_world import make_coming_edition, make_keynote, move, release, subscribe, switch_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]
# What a restored site needs to send what waits: where to, sealed how, of which session and release.
READ_SUBSCRIPTION = """
from agenda.models import PushMessage
row = PushMessage.objects.get()
to = row.subscription
keys = to.receiver_key.hex(), to.secret.hex(), to.application_key
print(to.endpoint, *keys, to.kept_sessions.get().number, row.release_id)
"""
NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def places(settings, tmp_path) -> None:
    """Backups and heads of this test in folders of their own."""
    settings.BACKUP_DIR, settings.BACKUP_HEADS = tmp_path / "backups", tmp_path / "elsewhere" / "heads.txt"


@pytest.fixture
def scan() -> Scan:
    deal = make_announced()
    return scans.attach(deal, SimpleUploadedFile("signed.pdf", b"%PDF-1.7 signed"), by=make_clerk())


def back_up() -> Path:
    call_command("backup", stdout=io.StringIO())
    return drill.newest_archive()


def run_drill(*archive: Path) -> str:
    out = io.StringIO()
    call_command("restore_drill", *archive, stdout=out)
    return out.getvalue()


def rewritten(path: Path, change) -> Path:
    """The archive once more, with what `change` makes of each part: other bytes, or None for none."""
    other = path.with_name("other.tar")
    with tarfile.open(path) as old, tarfile.open(other, "w") as new:
        for info in old:
            contents = change(info.name, old.extractfile(info).read())
            if contents is not None:
                info.size = len(contents)
                new.addfile(info, io.BytesIO(contents))
    return other


def test_what_was_backed_up_can_be_restored_with_its_files_and_its_log(scan):
    archive = back_up()

    said = run_drill()

    head = ChainHead.objects.get()
    assert f"Its head: {head.position}:{head.digest}" in said
    assert f"{archive.name} can be restored." in said
    assert (archive.stat().st_mode & 0o077, last_outcome().error) == (0, "")


def test_a_restored_database_has_every_row_and_every_file(scan, tmp_path):
    contents = unpack_archive(back_up(), tmp_path / "unpacked")

    name = f"private/{scan.file.name}"
    assert (tmp_path / "unpacked" / name).read_bytes() == b"%PDF-1.7 signed"
    assert {name, databases.PARTS[connection.vendor]} <= set(contents.parts)
    with drill.scratch_place() as place:
        drill.run_manage(place, "restore", str(drill.newest_archive()))
        counted = "from deals.models import Deal, Event; print(Deal.objects.count(), Event.objects.count())"
        assert drill.run_manage(place, "shell", "-c", counted)[-1] == f"{Deal.objects.count()} {Event.objects.count()}"


def test_a_restored_site_knows_the_browsers_that_asked_to_be_told_and_what_waits(settings):
    switch_on(settings)
    keynote = make_keynote(make_coming_edition())
    asked = subscribe(Browser("https://push.example.org/one"), keynote)
    move(keynote)
    release(keynote.edition)
    back_up()

    with drill.scratch_place() as place:
        drill.run_manage(place, "restore", str(drill.newest_archive()))
        told = drill.run_manage(place, "shell", "-c", READ_SUBSCRIPTION)[-1]

    stood = [asked.endpoint, asked.receiver_key.hex(), asked.secret.hex(), asked.application_key]
    assert told.split() == [*stood, str(asked.kept_sessions.get().number), str(PushMessage.objects.get().release_id)]


def test_what_is_written_while_a_backup_runs_is_in_it_whole_or_not_at_all(scan, monkeypatch):
    read_heads, before = databases.read_heads, ChainHead.objects.get()

    def read_later(read_row):
        make_deal(edition=scan.deal.edition)
        return read_heads(read_row)

    if connection.vendor == "sqlite":
        monkeypatch.setattr(databases, "read_heads", read_later)

    archive = back_up()

    assert heads.read_anchors(drill.settings.BACKUP_HEADS)[-1].heads["deals"] == f"{before.position}:{before.digest}"
    assert f"{archive.name} can be restored." in run_drill()


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7])
def test_one_changed_byte_is_named(scan, tmp_path, at):
    archive = back_up()
    changed = bytearray(archive.read_bytes())
    changed[int(len(changed) * at)] ^= 1
    archive.write_bytes(changed)

    with pytest.raises(CommandError, match=r"was changed|cannot be read|cut short|signature"):
        run_drill()


@pytest.mark.parametrize("share", [0, 0.2, 0.6, 0.95])
def test_an_archive_cut_short_is_named(scan, tmp_path, share):
    archive = back_up()
    whole = archive.read_bytes()
    end = whole.rindex(NAME.encode())
    archive.write_bytes(whole[: int(end * share)])

    with pytest.raises(BackupError, match="cut short"):
        unpack_archive(archive, tmp_path / "unpacked")


def test_a_part_taken_out_put_in_or_swapped_is_named(scan, tmp_path):
    archive = back_up()
    pdf = f"private/{scan.file.name}"
    cases = {
        f"lacks {pdf}": lambda name, contents: None if name == pdf else contents,
        f"{pdf} in other.tar was changed": lambda name, contents: b"%PDF other" if name == pdf else contents,
        "signature does not fit": lambda name, contents: (
            contents.replace(b"sqlite", b"oracle").replace(b"postgresql", b"oracle") if name == NAME else contents
        ),
    }
    for number, (said, change) in enumerate(cases.items()):
        with pytest.raises(BackupError, match=said):
            unpack_archive(rewritten(archive, change), tmp_path / str(number))


def test_a_part_that_leads_out_of_the_archive_is_refused(scan, tmp_path):
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        tar.addfile(tarfile.TarInfo("../outside"), io.BytesIO(b""))

    with pytest.raises(BackupError, match="leads out"):
        unpack_archive(evil, tmp_path / "unpacked")

    assert not (tmp_path / "outside").exists()


def test_a_backup_of_another_key_is_not_believed_unless_that_key_is_named(scan, settings, tmp_path):
    archive, key = back_up(), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(BackupError, match="SECRET_KEY"):
        unpack_archive(archive, tmp_path / "refused")

    settings.SECRET_KEY_FALLBACKS = [key]

    assert unpack_archive(archive, tmp_path / "unpacked").engine == connection.vendor


def test_a_scan_that_is_gone_fails_the_backup_by_name_and_what_there_is_is_kept(scan):
    Path(scan.file.path).unlink()

    with pytest.raises(CommandError, match=scan.file.name):
        call_command("backup")

    assert (len(list_archives(drill.settings.BACKUP_DIR)), scan.file.name in last_outcome().error) == (1, True)
    with pytest.raises(CommandError, match=scan.file.name):
        run_drill()


def test_a_log_that_does_not_end_where_it_was_written_down_elsewhere_fails_the_drill(scan):
    """Somebody who holds the key and the backups, and has cut the log; not the place where its heads are kept."""
    back_up()
    path = drill.settings.BACKUP_HEADS
    honest = heads.read_anchors(path)[-1]
    claimed = {"deals": f"9{honest.heads['deals']}"}
    path.unlink()
    heads.append_anchor(path, Path(honest.archive), Manifest(honest.made_at, connection.vendor, claimed, {}))

    with pytest.raises(CommandError, match=r"head is in no log|does not hold"):
        run_drill()


def test_a_changed_line_of_heads_is_not_believed(scan):
    back_up()
    path = drill.settings.BACKUP_HEADS
    path.write_text(path.read_text().replace("deals=", "deals=1"))

    with pytest.raises(CommandError, match="signature"):
        run_drill()


def test_an_encrypted_archive_opens_with_its_passphrase_only(scan, settings, tmp_path):
    settings.BACKUP_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    Path(settings.BACKUP_PASSPHRASE_FILE).write_text("correct horse\n")
    archive = back_up()
    wrong = tmp_path / "wrong"
    wrong.write_text("battery staple\n")

    assert (archive.name[-8:], b"%PDF-1.7 signed" in archive.read_bytes()) == (".tar.gpg", False)
    assert unpack_archive(archive, tmp_path / "unpacked", Path(settings.BACKUP_PASSPHRASE_FILE)).parts
    with pytest.raises(BackupError, match=r"gpg failed|cut short"):
        unpack_archive(archive, tmp_path / "refused", wrong)
    with pytest.raises(BackupError, match="BACKUP_PASSPHRASE_FILE"):
        unpack_archive(archive, tmp_path / "refused too")


def test_nothing_is_restored_over_what_is_there(scan):
    archive = back_up()

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", archive)


def test_an_archive_is_there_whole_or_not_at_all(scan, settings, monkeypatch):
    def fail(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("expo.backup.archive.add_bytes", fail)

    with pytest.raises(CommandError, match="No space left"):
        call_command("backup")

    assert (list_archives(settings.BACKUP_DIR), "No space left" in last_outcome().error) == ([], True)
    assert [path.name for path in settings.BACKUP_DIR.iterdir()] == ["last.json"]


def test_what_a_killed_backup_left_goes_with_the_next_one(scan, settings):
    left = settings.BACKUP_DIR / "making-killed"
    left.mkdir(parents=True)
    (left / "copy.sqlite3").write_bytes(b"x" * 1000)
    os.utime(left, (0, 0))
    running = settings.BACKUP_DIR / "making-beside"
    running.mkdir()

    back_up()

    assert (left.exists(), running.exists()) == (False, True)


def test_a_scan_that_is_gone_does_not_keep_old_archives_for_ever(scan, settings):
    settings.BACKUP_DIR.mkdir()
    for hour in (1, 2, 3):
        (settings.BACKUP_DIR / f"expo-20200101T0{hour}0000Z.tar").touch()
    Path(scan.file.path).unlink()

    with pytest.raises(CommandError, match=scan.file.name):
        call_command("backup")

    assert [path.name[5:9] for path in list_archives(settings.BACKUP_DIR)] == [str(timezone.now().year)]


def test_a_place_that_cannot_be_written_is_named_and_not_what_follows_from_it(scan, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "file" / "backups"
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CommandError, match=r"The backup failed: .*Not a directory"):
        call_command("backup")


def test_archives_go_by_a_rule_and_never_the_newest(tmp_path):
    moments = [NOON - dt.timedelta(hours=hours) for hours in range(0, 24 * 500, 6)]
    archives = [tmp_path / f"expo-{moment:%Y%m%dT%H%M%SZ}.tar" for moment in moments]

    kept = sorted(set(archives) - set(outdated_archives(archives, NOON)), reverse=True)

    ages = [(NOON - dt.datetime.strptime(path.name[5:20] + "+0000", "%Y%m%dT%H%M%S%z")).days for path in kept]
    assert ages[:9] == [0] * 4 + [1] * 4 + [2]
    assert sum(1 for age in ages if age <= 31) in range(37, 41)
    assert sum(1 for age in ages if age > 31) in range(12, 15)
    assert outdated_archives(archives[-1:], NOON) == []


def test_an_installation_without_a_single_deal_is_backed_up_too():
    archive = back_up()

    assert f"{archive.name} can be restored." in run_drill()


def test_a_drill_without_a_backup_says_so():
    with pytest.raises(CommandError, match="no backup"):
        run_drill()


def test_a_second_backup_of_one_second_does_not_overwrite_the_first(scan, settings, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    first = write_archive(settings.BACKUP_DIR)[0].read_bytes()

    with pytest.raises(BackupError, match="there already"):
        write_archive(settings.BACKUP_DIR)

    assert list_archives(settings.BACKUP_DIR)[0].read_bytes() == first
