"""The page of a grid: whose it is, what it costs, and which rows it shows."""

import pytest
from django.contrib.auth.models import Permission

from expo.models import Edition
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    the_edition,
)
from tests.support.grids import grid_address, send_cells
from tests.support.staff import an_editor, make_editor, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


def make_row(kind):
    if kind == "people":
        return make_attendance()
    booth = make_booth(hall=make_hall())
    if kind == "stands":
        return booth
    return make_participation(booths=[booth], areas=[make_area()], hall=booth.hall)


def names(response):
    return [row["name"] for row in response.context["rows"]]


COSTS = {"exhibitors": 26, "stands": 17, "people": 16}
CHANGED = {"exhibitors": ("order", "7"), "stands": ("open_sides", "NE"), "people": ("order", "7")}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", COSTS)
def test_a_page_costs_the_same_however_many_rows_it_has(kind, rows, django_assert_num_queries):
    client = an_editor()
    for _row in range(rows):
        make_row(kind)

    with django_assert_num_queries(COSTS[kind]):
        response = client.get(grid_address(kind))

    assert len(names(response)) == rows


@pytest.mark.parametrize("kind", COSTS)
def test_saving_a_row_costs_the_same_however_many_there_are(kind, django_assert_max_num_queries):
    client = an_editor()
    counts = []
    # What is read once a process is read by the first.
    for _time in range(3):
        row = make_row(kind)
        with django_assert_max_num_queries(100) as counted:
            column, text = CHANGED[kind]
            sent = {"cells": {column: {"base": str(getattr(row, column)), "text": text}}}
            told = client.post(f"{grid_address(kind)}{row.pk}/", sent, content_type="application/json")
        counts.append((told.status_code, len(counted)))

    assert counts[1] == counts[2]
    assert counts[1][0] == 200


def test_the_list_in_data_entry_leads_to_its_grid_with_its_filters():
    make_participation(status="draft", organisation=make_organisation(name_en="Draft Ltd"))
    make_participation(organisation=make_organisation(name_en="Public Ltd"))
    client = an_editor()

    listed = client.get(page("expo.participation", "changelist") + "?status__exact=draft")
    shown = client.get(grid_address(query="?status__exact=draft"))

    assert f'{grid_address(query="?status__exact=draft")}"' in listed.content.decode()
    assert names(shown) == ["Draft Ltd"]


def test_a_search_keeps_the_filters():
    client = an_editor()
    make_participation(organisation=make_organisation(name_en="Alpha"))
    make_participation(organisation=make_organisation(name_en="Beta"))

    shown = client.get(grid_address(query="?status__exact=published&q=alph"))

    assert (names(shown), shown.context["kept"]) == (["Alpha"], [("status__exact", "published")])


def test_an_address_that_no_list_understands_leads_to_all_rows():
    response = an_editor().get(grid_address(query="?nonsense=1"))

    assert (response.status_code, response["Location"]) == (302, grid_address())


def test_only_the_rows_of_the_edition_are_there():
    make_participation(edition=the_edition(), organisation=make_organisation(name_en="Here"))
    elsewhere = make_participation(
        edition=make_edition(slug="2020"), organisation=make_organisation(name_en="Elsewhere")
    )
    client = an_editor()

    told = client.post(f"{grid_address()}{elsewhere.pk}/", {"cells": {}}, content_type="application/json")

    assert (names(client.get(grid_address())), told.status_code) == (["Here"], 410)


def test_whoever_may_not_change_a_kind_finds_no_grid_of_it():
    the_edition()
    user = make_staff(("expo",))
    user.user_permissions.remove(*user.user_permissions.filter(codename="change_booth"))
    client = signed_in(user)

    assert [client.get(grid_address(kind)).status_code for kind in ("exhibitors", "stands", "nothing")] == [
        200,
        404,
        404,
    ]


def test_columns_of_rows_that_one_may_not_change_are_closed():
    make_attendance()
    user = make_staff(("expo",))
    user.user_permissions.remove(*user.user_permissions.filter(codename="change_person"))

    response = signed_in(user).get(grid_address("people"))

    assert response.content.decode().count("data-closed") == 7


def test_columns_of_people_are_shown_to_nobody_who_may_not_view_people():
    row = make_attendance()
    user = make_staff(("expo",))
    user.user_permissions.remove(*user.user_permissions.filter(codename__in=["view_person", "change_person"]))
    client = signed_in(user)

    shown = client.get(grid_address("people")).context["columns"]
    refused, _told = send_cells(client, row, "people", person__biography_en=(row.person.biography_en, "Other"))
    saved, told = send_cells(client, row, "people", order=(str(row.order), "7"))

    assert [column.key for column in shown if column.part] == []
    assert (refused, saved, [key for key in told["cells"] if "person" in key]) == (400, 200, [])


def test_the_start_leads_to_the_exhibitors_of_the_edition_at_work():
    the_edition()

    response = an_editor().get("/desk/exhibition/grid/")

    assert response["Location"] == grid_address()


@pytest.mark.parametrize(
    ("codename", "kind"),
    [("change_session", "sessions"), ("change_attendance", "people"), ("change_booth", "stands")],
)
def test_the_start_leads_whoever_enters_one_kind_alone_to_its_grid(codename, kind):
    the_edition()
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename=codename))

    assert signed_in(user).get("/desk/exhibition/grid/")["Location"] == grid_address(kind)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_is_in_both_languages(language, settings):
    make_participation()
    client = an_editor()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = client.get(grid_address())

    heading = {"en": "<h1>Exhibitors</h1>", "zh-hans": "<h1>参展商</h1>"}[language]
    assert heading in response.content.decode()


def test_the_start_page_of_data_entry_leads_to_every_grid():
    edition = the_edition()
    Edition.objects.filter(pk=edition.pk).update(status="live")

    response = an_editor().get("/admin/")

    for kind in COSTS:
        assert f'href="{grid_address(kind)}"' in response.content.decode(), kind


def test_private_contacts_stand_in_the_grid_of_those_alone_who_may_take_them_out():
    row = make_participation(contact_name="Li Jiang", contact_phone="023 1234567")
    user = make_editor()
    shown = signed_in(user).get(grid_address("exhibitors")).text
    user.user_permissions.remove(Permission.objects.get(codename="export_contacts"))
    client = signed_in(user)
    hidden = client.get(grid_address("exhibitors")).text
    refused, _told = send_cells(client, row, contact_name=("Li Jiang", "Wang Yu"))
    saved, told = send_cells(client, row, order=(str(row.order), "7"))

    row.refresh_from_db()
    assert ("Li Jiang" in shown, "Li Jiang" in hidden, "contact" in hidden) == (True, False, False)
    assert (refused, saved, row.contact_name, row.order) == (400, 200, "Li Jiang", 7)
    assert not any("contact" in key for key in told["cells"])
