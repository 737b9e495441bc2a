"""Other people's validators over every export: of an empty edition, 2019, the rehearsal, and two real programmes.

    python bench/check_exports.py PYTHON [--tools FOLDER]

PYTHON is that of a venv with FOLDER/check_exports.requirements.txt installed; FOLDER is ../shared/tools unless told.
The real programmes of FOLDER/../data/agendas are imported twice, which must change nothing, released, and exported as
they then are; a hot fix must make SEQUENCE grow. It ends with the checker's own last line.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from apart import run_again, told

ROOT = Path(__file__).resolve().parent.parent
FILES = ["agenda.ics", "schedule.xml", "schedule.json"]
LANGUAGES = ["en", "zh-hans"]
PROGRAMMES = {
    "36c3": ("36c3_merged.xml", dt.date(2019, 12, 27), "Europe/Berlin"),
    "debconf": ("debconf23.xml", dt.date(2023, 9, 10), "Asia/Kolkata"),
}


def export(folder: Path, agendas: Path) -> None:
    """Load all editions into a database of this run's own, and write their exports."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    from expo.models import Edition

    call_command("migrate", verbosity=0)
    for loader in settings.EXPO_DEMO:
        import_string(loader)(scale=1)
    day = dt.date(2021, 8, 23)
    Edition.objects.create(slug="empty", name_en="Empty", starts_on=day, ends_on=day, published=True)
    expected = json.loads((agendas / "expected_counts.json").read_text())
    for slug, (file, first, zone) in PROGRAMMES.items():
        edition = Edition.objects.create(
            slug=slug, name_en=slug, starts_on=first, ends_on=first, timezone=zone, published=True
        )
        bring(edition, agendas / file, expected[file])
    for edition in ["empty", "2019", "rehearsal", *PROGRAMMES]:
        write(folder, edition)
    hot_fix("36c3")


def bring(edition: object, file: Path, expected: dict) -> None:
    """Import it twice and release it in spite of its overlaps."""
    from agenda.imports import programme_file, save
    from agenda.releases import publication

    told = []
    for _ in range(2):
        programme = programme_file.read_programme(file.read_bytes(), edition.tz)
        done = save.import_programme(programme, edition, confirmed=True, extend=True).as_dict()
        told.append(done["sessions"])
        edition.refresh_from_db()
    counts = {
        name: done["counts"].get(name, 0) for name in ("guid_repeated", "id_repeated", "room_overlap", "length_zero")
    }
    print(f"{file.name}: first {told[0]}, second {told[1]}, odd {counts}")
    right = {
        "guid_repeated": len(expected["duplicate_guids"]),
        "id_repeated": expected["duplicate_ids"],
        "room_overlap": expected["room_overlaps"],
        "length_zero": expected["zero_minutes"],
    }
    if counts != right or told[0]["new"] != expected["events"] or told[1]["new"] or told[1]["changed"]:
        raise SystemExit(f"{file.name} came in otherwise than it was counted: {right}, {expected['events']} entries")
    publication.publish(edition, by=None, overridden="Real programmes overlap")


def write(folder: Path, edition: str) -> None:
    for language in LANGUAGES:
        for name in FILES:
            (folder / f"{edition}-{language}-{name}").write_bytes(asked(f"/{edition}/{name}?lang={language}"))


def asked(path: str) -> bytes:
    from django.test import Client

    answer = Client().get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return answer.content


def hot_fix(edition: str) -> None:
    """Move one session by half an hour: its SEQUENCE, and only its, is one higher."""
    from django.db.models import F

    from agenda.models import Session
    from agenda.releases import publication

    before = asked(f"/{edition}/agenda.ics")
    session = Session.objects.releasable().filter(edition__slug=edition, starts_at__isnull=False).first()
    half = dt.timedelta(minutes=30)
    Session.objects.filter(pk=session.pk).update(ends_at=F("ends_at") + half)
    publication.publish_hot_fix(Session.objects.get(pk=session.pk), by=None, overridden="Real programmes overlap")
    counts = [
        (text.count(b"SEQUENCE:0\r\n"), text.count(b"SEQUENCE:1\r\n"))
        for text in (before, asked(f"/{edition}/agenda.ics"))
    ]
    print(f"SEQUENCE 0 and 1 in {edition}/agenda.ics before a hot fix {counts[0]}, after {counts[1]}")
    if counts[1] != (counts[0][0] - 1, counts[0][1] + 1):
        raise SystemExit("A hot fix must make one SEQUENCE grow")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("python")
    parser.add_argument("--tools", type=Path, default=ROOT.parent / "shared" / "tools")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as files:
        run_again(__file__, files=files, agendas=str(given.tools.parent / "data" / "agendas"))
        paths = sorted(map(str, Path(files).iterdir()))
        checked = subprocess.run([given.python, str(given.tools / "check_exports.py"), *paths], check=False)
    sys.exit(checked.returncode)


if __name__ == "__main__":
    if files := told("files"):
        export(Path(files), Path(told("agendas")))
    else:
        main()
