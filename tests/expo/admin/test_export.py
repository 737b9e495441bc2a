"""A list of data entry as a file: exactly its rows, in its order, and no contact without a permission of its own."""

import csv
import io

import openpyxl
import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.http import QueryDict

from expo.accounts import staff_log
from expo.models import StaffEvent
from expo.spreadsheets.formulas import unescape_formula
from expo.web.edition_choice import path_to_edition
from tests.support.agenda_factories import make_session
from tests.support.entries import MAKERS
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
)
from tests.support.staff import a_superuser, an_editor, make_editor, page, signed_in

pytestmark = pytest.mark.django_db


def rows_of(response):
    """The rows of a CSV or an XLSX as texts, by heading."""
    content = b"".join(response.streaming_content)
    if "csv" in response["Content-Type"]:
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    heads, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    found = []
    for row in rows:
        found.append({head: "" if cell is None else str(cell) for head, cell in zip(heads, row, strict=True)})
    return found


def export(client, label, query="", extent=("csv",)):
    name = "export" if len(extent) == 1 else "export_of"
    return client.get(page(label, name, *extent) + query)


def make_exhibitor(name="Acme Robots", **fields):
    firm = make_organisation(name_en=name, name_zh="艾克米机器人", uscc="", aliases="Acme\n=SUM(A1)")
    return make_participation(organisation=firm, contact_name="Li Lei", contact_phone="+86 23 1234", **fields)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_exhibitor_stands_in_one_row_with_its_organisation_and_its_stands(ending):
    hall = make_hall(code="N3")
    stands = [make_booth(hall=hall, number="01"), make_booth(hall=hall, number="02")]
    firm = make_exhibitor(areas=[make_area(slug="5g"), make_area(slug="ai")], booths=stands, profile_zh="机器人")

    (row,) = rows_of(export(an_editor(), "expo.participation", extent=(ending,)))

    wanted = {
        "edition": "2019",
        "name_en": "Acme Robots",
        "name_zh": "艾克米机器人",
        "aliases": "Acme\n=SUM(A1)",
        "region": firm.organisation.region.code,
        "organisation_kind": "company",
        "fortune_500": "no",
        "kind": "exhibitor",
        "status": "published",
        "stands": "N3-01; N3-02",
        "areas": "5g; ai",
        "profile_zh": "机器人",
        "slug": firm.slug,
    }
    assert {head: row[head] for head in wanted} == wanted
    assert not {head for head in row if head.startswith("contact")}


def test_a_file_holds_what_the_list_shows_on_all_pages_in_its_order():
    make_edition()
    for number in range(60):
        make_hall(code=f"H{number:02}", name_en=f"Big {number}" if number % 2 else f"Small {number}")
    make_hall(edition=make_edition(slug="2020", status="live"), code="H99", name_en="Big 99")

    rows = rows_of(export(an_editor(), "expo.hall", "?edition=2019&q=big&o=-1"))

    assert [row["code"] for row in rows] == [f"H{number:02}" for number in range(59, 0, -2)]


def test_a_list_that_cannot_be_shown_leads_back_to_the_list():
    response = export(an_editor(), "expo.hall", "?nonsense=1")

    assert response["Location"] == page("expo.hall", "changelist") + "?e=1"


def test_no_cell_can_begin_a_formula_and_each_says_what_it_said_when_it_is_read_again():
    names = ["=1+1", "+86 1", "'=1", "plain", "O'Brien", "'tis"]
    for name in names:
        make_person(name_en=name)

    rows = rows_of(export(an_editor(), "expo.person", "?o=1", extent=("xlsx",)))

    cells = {row["name_en"] for row in rows}
    assert cells == {"'=1+1", "'+86 1", "''=1", "plain", "O'Brien", "''tis"}
    assert {unescape_formula(cell) for cell in cells} == set(names)


def test_contacts_leave_by_a_permission_of_their_own_and_each_file_is_an_event():
    make_exhibitor()
    editor = make_editor()
    editor.user_permissions.remove(Permission.objects.get(codename="export_contacts"))
    extent = ("csv", "contacts")

    assert export(signed_in(editor), "expo.participation", extent=extent).status_code == 404
    assert "/contacts/" not in signed_in(editor).get(page("expo.participation", "changelist")).content.decode()
    assert not StaffEvent.objects.exists()

    editor = make_editor()
    (row,) = rows_of(export(signed_in(editor), "expo.participation", "?q=acme", extent))

    assert (row["contact_name"], row["contact_phone"]) == ("Li Lei", "'+86 23 1234")
    event = StaffEvent.objects.get()
    assert (event.verb, event.actor, event.subject) == ("exported", editor.username, "2019-exhibitors.csv")
    assert (event.told["rows"], event.told["list"], event.told["where"]) == (1, "q=acme", "127.0.0.1")
    assert "/contacts/" in signed_in(editor).get(page("expo.participation", "changelist")).content.decode()


def test_a_list_without_contacts_has_no_file_with_contacts():
    assert export(a_superuser(), "expo.hall", extent=("csv", "contacts")).status_code == 404
    assert export(a_superuser(), "expo.hall", extent=("ods",)).status_code == 404


def test_the_log_of_contacts_only_grows_and_holds(capsys):
    staff_log.record_export("2019-exhibitors.csv", 1, QueryDict("q=acme"), make_editor())

    with pytest.raises(DatabaseError), transaction.atomic():
        StaffEvent.objects.update(actor="nobody")
    with pytest.raises(DatabaseError), transaction.atomic():
        StaffEvent.objects.all().delete()
    assert list(staff_log.LOG.find_breaks()) == []
    call_command("verify_ledger")
    assert "staff" in capsys.readouterr().out


def test_hours_are_by_the_clock_at_the_venue_and_people_stand_under_their_roles():
    speaker = make_person(name_zh="张伟")
    session = make_session(edition=make_edition(timezone="Europe/Berlin"), roles=[speaker])

    (row,) = rows_of(export(an_editor(), "agenda.session"))

    assert row["starts_at"] == session.starts_at.astimezone(session.edition.tz).strftime("%Y-%m-%d %H:%M")
    assert [head for head in row if row[head] == "张伟"] == [session.roles.get().role]


ONCE = {"expo.edition", "expo.statedfigure", "agenda.walk", "agenda.openinghours"}


@pytest.mark.parametrize("label", sorted(MAKERS))
def test_every_list_is_there_as_a_file_at_a_cost_that_does_not_grow(label, django_assert_max_num_queries):
    client = a_superuser()
    query = "?edition=all" if path_to_edition(apps.get_model(label)) else ""
    MAKERS[label]()
    rows_of(export(client, label))
    with django_assert_max_num_queries(40) as one:
        assert rows_of(export(client, label, query))

    if label in ONCE:
        return
    MAKERS[label]()
    MAKERS[label]()
    with django_assert_max_num_queries(len(one)):
        rows = rows_of(export(client, label, query))
    assert len(rows) >= 3


def test_what_is_deleted_and_accounts_can_be_taken_out_too_without_secrets():
    client = a_superuser()

    for label in ("auth.group", "expo.trace", "expo.operation", "expo.staffevent", "deals.deal", "deals.event"):
        assert isinstance(rows_of(export(client, label)), list), label
    (row,) = rows_of(export(client, "auth.user"))
    assert not {"password", "email"} & {*row}
