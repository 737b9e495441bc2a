"""What leaves as a file and is imported again changes nothing."""

import json

import pytest
from django.core.management import call_command

from tests.expo.admin.test_export import export, make_exhibitor
from tests.support.factories import make_area, make_booth, make_hall
from tests.support.staff import an_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "label", "extent"),
    [
        ("exhibitors", "expo.participation", ("csv", "contacts")),
        ("exhibitors", "expo.participation", ("xlsx", "contacts")),
        ("organisations", "expo.organisation", ("csv",)),
    ],
)
def test_a_file_that_is_imported_again_changes_nothing(tmp_path, kind, label, extent):
    hall = make_hall(code="N3")
    stands = [make_booth(hall=hall, number="01"), make_booth(hall=hall, number="02")]
    make_exhibitor(areas=[make_area(slug="5g")], booths=stands, profile_zh="机器人")
    file, report = tmp_path / f"list.{extent[0]}", tmp_path / "report.json"
    file.write_bytes(b"".join(export(an_editor(), label, extent=extent).streaming_content))

    call_command("import_exhibition", kind, str(file), "--edition", "2019", "--dry-run", "--report", str(report))

    told = json.loads(report.read_text())
    assert (told["rejected"], told["asked"]) == ([], [])
    assert [row["change"] for row in told["accepted"]] == ["unchanged"]
