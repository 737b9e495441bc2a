"""What leaves as a file and is imported again changes nothing."""

import json

import pytest
from django.core.management import call_command

from tests.expo.admin.test_export import export, make_exhibitor
from tests.support.factories import make_area, make_booth, make_edition, make_hall
from tests.support.showcase_factories import make_delegation, make_news
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


@pytest.mark.parametrize(
    ("kind", "label", "make"),
    [("delegations", "expo.delegation", make_delegation), ("news", "expo.newsitem", make_news)],
)
def test_what_is_known_by_its_name_comes_back_unchanged(tmp_path, kind, label, make):
    make(edition=make_edition(slug="2019", timezone="Europe/Berlin"))
    file, report = tmp_path / "list.csv", tmp_path / "report.json"
    file.write_bytes(b"".join(export(an_editor(), label, extent=("csv",)).streaming_content))

    call_command("import_exhibition", kind, str(file), "--edition", "2019", "--dry-run", "--report", str(report))

    told = json.loads(report.read_text())
    assert (told["rejected"], told["asked"]) == ([], [])
    assert [row["change"] for row in told["accepted"]] == ["unchanged"]
