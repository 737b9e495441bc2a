"""What leaves as a file and is imported again changes nothing."""

import json

import pytest
from django.core.management import call_command

from tests.expo.admin.test_export import export, make_exhibitor
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import make_rate
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_stated_figure,
)
from tests.support.showcase_factories import make_delegation, make_exhibit, make_launch, make_news
from tests.support.staff import a_superuser, an_editor

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


def make_figure(**fields):
    make_stated_figure(
        value=136, figure="foreign_share", unit="per_mille", as_printed="13.6%", said_by="Xinhua", **fields
    )


def make_dollar(**_fields):
    make_rate()


def make_stand(edition):
    make_booth(hall=make_hall(edition=edition))


def make_guest(edition):
    make_attendance(edition=edition, person=make_person(), organisation=make_organisation())


def make_shown(edition):
    make_exhibit(edition=edition, participation=make_participation(edition=edition), areas=[make_area()])


def make_talk(edition):
    firm, speaker = make_organisation(), make_person()
    make_session(edition=edition, roles=[(speaker, "keynote"), (firm, "organiser")], room=make_room(edition=edition))


def make_basement(edition):
    hall = make_hall(edition=edition)
    make_room(edition=edition, hall=hall, level=-1, capacity=120, parallel=True, order=3)


@pytest.mark.parametrize(
    ("kind", "label", "make"),
    [
        ("delegations", "expo.delegation", make_delegation),
        ("news", "expo.newsitem", make_news),
        ("figures", "expo.statedfigure", make_figure),
        ("rates", "deals.exchangerate", make_dollar),
        ("sessions", "agenda.session", make_talk),
        ("halls", "expo.hall", make_hall),
        ("rooms", "agenda.room", make_basement),
        ("stands", "expo.booth", make_stand),
        ("people", "expo.attendance", make_guest),
        ("exhibits", "expo.exhibit", make_shown),
        ("launches", "expo.launch", make_launch),
    ],
)
def test_what_is_known_by_its_name_comes_back_unchanged(tmp_path, kind, label, make):
    make(edition=make_edition(slug="2019", timezone="Europe/Berlin"))
    file, report = tmp_path / "list.csv", tmp_path / "report.json"
    file.write_bytes(b"".join(export(a_superuser(), label, extent=("csv",)).streaming_content))

    call_command("import_exhibition", kind, str(file), "--edition", "2019", "--dry-run", "--report", str(report))

    told = json.loads(report.read_text())
    assert (told["rejected"], told["asked"]) == ([], [])
    assert [row["change"] for row in told["accepted"]] == ["unchanged"]
