"""The page that tells those who look after the site how it stands."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from expo.backup.heads import append_anchor
from expo.backup.manifest import Manifest
from expo.backup.outcome import note_outcome
from expo.models import ImportedFile
from expo.monitoring import site_status
from tests.support.factories import make_edition
from tests.support.staff import make_staff, signed_in

NOW = dt.datetime(2026, 8, 26, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.BACKUP_DIR, settings.BACKUP_HEADS = tmp_path, tmp_path, tmp_path / "heads.txt"
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return tmp_path


def trouble():
    return {str(part.name): str(part.trouble) for part in site_status.site_parts() if part.trouble}


def back_up(folder, name, heads):
    archive = folder / name
    archive.touch()
    append_anchor(folder / "heads.txt", archive, Manifest("2026-08-26T03:00:00+00:00", "sqlite", heads, {}))


def test_what_is_missing_is_said(db, monkeypatch):
    monkeypatch.setattr(site_status.shutil, "disk_usage", lambda folder: SimpleNamespace(free=5 << 20))
    monkeypatch.setattr(site_status.readiness, "tables_problem", lambda: "older")
    monkeypatch.setattr(site_status.readiness, "static_files_problem", lambda: "none")

    assert trouble() == {
        "Database": "older than the code: its tables have to be brought forward",
        "Static files": "missing, or collected after the start",
        "Disk": "almost full",
        "Last backup": "There is none.",
        "Log's end written down elsewhere": "nothing yet",
    }


def test_a_file_of_the_logs_ends_that_is_gone_though_there_is_a_backup_is_said(db, installation):
    (installation / "expo-20260826T033000Z.tar").touch()

    assert trouble() == {
        "Log's end written down elsewhere": "The file cannot be read, or somebody has changed it.",
    }


def test_a_backup_that_is_old_failed_or_not_written_down_is_said(db, installation):
    back_up(installation, "expo-20260826T030000Z.tar", {"deals": "8:3f9a"})
    assert trouble() == {}

    (installation / "expo-20260826T033000Z.tar").touch()
    assert trouble() == {"Log's end written down elsewhere": "not that of the last backup"}

    note_outcome("the disk is full")
    assert trouble()["Last backup"] == "The last try failed."


def test_a_backup_of_the_day_before_yesterday_is_old(db, installation):
    back_up(installation, "expo-20260824T030000Z.tar", {})

    assert trouble() == {"Last backup": "more than a day old"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["Status of the site", "1 is being imported", "0 wait for somebody", "deals 8: 3f9ac0", "2026-08-26 11:00"],
        ),
        ("zh-hans", ["网站状态", "1个正在导入", "0个等待处理", "deals 8: 3f9ac0", "2026-08-26 11:00"]),
    ],
)
def test_the_page_tells_it_in_both_languages(db, installation, language, words):
    back_up(installation, "expo-20260826T030000Z.tar", {"deals": "8:3f9ac0"})
    edition = make_edition()
    ImportedFile.objects.create(kind="programme", edition=edition, name="a.xml", digest="1", state="running")
    client = signed_in(make_staff(("auth",)))
    client.cookies["staff_language"] = language

    page = client.get("/desk/status/").text

    assert [word for word in words if word not in page] == []
    assert connection.display_name in page


def test_whoever_enters_data_learns_nothing_of_it(db):
    assert signed_in(make_staff(("expo", "agenda"))).get("/desk/status/").status_code == 404
