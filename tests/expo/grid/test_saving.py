"""Saving a row of a grid: the checks, the history and the permission of its form, and nothing over others' work."""

import pytest
from django.contrib.admin.models import LogEntry

from expo.grid.saving import RowSave
from expo.models import Booth, Participation, Person, Version
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_hall,
    make_organisation,
    make_participation,
)
from tests.support.grids import grid_address, read_otherwise, send_cells
from tests.support.staff import an_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return an_editor()


@pytest.fixture
def exhibitor(db):
    return make_participation(contact_name="Li Jiang", order=3)


def test_a_cell_is_saved_and_no_other_column_changes(client, exhibitor):
    before = Participation.objects.filter(pk=exhibitor.pk).values().get()

    status, told = send_cells(client, exhibitor, contact_name=("Li Jiang", " Wang Yu "))

    after = Participation.objects.filter(pk=exhibitor.pk).values().get()
    assert (status, told["refused"], told["stale"]) == (200, {}, {})
    assert told["cells"]["contact_name"] == "Wang Yu"
    assert {name for name in after if after[name] != before[name]} == {"contact_name"}


def test_a_save_is_in_the_history_of_its_row(client, exhibitor):
    send_cells(client, exhibitor, contact_name=("Li Jiang", "Wang Yu"))

    versions = Version.objects.of(exhibitor)
    assert [version.state["fields"]["contact_name"] for version in versions] == ["Wang Yu", "Li Jiang"]
    assert LogEntry.objects.get().get_change_message() == "Changed Contact person."


def test_what_somebody_else_wrote_meanwhile_is_told_and_stays(client, exhibitor):
    Participation.objects.filter(pk=exhibitor.pk).update(contact_name="Zhao Min")

    status, told = send_cells(client, exhibitor, contact_name=("Li Jiang", "Wang Yu"), order=("3", "4"))

    exhibitor.refresh_from_db()
    assert (status, told["stale"]) == (409, {"contact_name": "Zhao Min"})
    assert (exhibitor.contact_name, exhibitor.order) == ("Zhao Min", 3)


def test_another_column_of_the_row_is_no_conflict(client, exhibitor):
    Participation.objects.filter(pk=exhibitor.pk).update(contact_name="Zhao Min")

    status, told = send_cells(client, exhibitor, order=("3", "4"))

    exhibitor.refresh_from_db()
    assert (status, told["cells"]["contact_name"]) == (200, "Zhao Min")
    assert (exhibitor.contact_name, exhibitor.order) == ("Zhao Min", 4)


def test_a_row_sent_twice_is_saved_once(client, exhibitor):
    for _time in range(2):
        status, _told = send_cells(client, exhibitor, contact_name=("Li Jiang", "Wang Yu"))
        assert status == 200

    assert LogEntry.objects.count() == 1


def test_a_refused_cell_says_why_and_nothing_of_its_row_is_saved(client, exhibitor):
    status, told = send_cells(client, exhibitor, order=("3", "many"), contact_name=("Li Jiang", "Wang Yu"))

    exhibitor.refresh_from_db()
    assert status == 422
    assert told["refused"] == {"order": "“many” is no whole number that is possible here."}
    assert exhibitor.contact_name == "Li Jiang"


def test_a_word_that_is_no_status_is_answered_with_those_that_are(client, exhibitor):
    status, told = send_cells(client, exhibitor, status=("published", "nonsense"))

    assert (status, [*told["refused"]]) == (422, ["status"])
    assert "Possible: draft; " in told["refused"]["status"]


def test_stands_areas_hall_and_status_are_read_as_lists_are(client, exhibitor):
    hall = make_hall(code="N3", name_en="Hall three", name_zh="三号馆")
    for number in ("E07", "E08"):
        make_booth(hall=hall, number=number)
    area = make_area(name_en="Robots", name_zh="机器人")

    typed = {"stands": "N3 E07、e08", "hall": "三号馆", "areas": "机器人"}
    status, told = send_cells(
        client, exhibitor, status=("published", "草稿"), **{key: ("", typed[key]) for key in typed}
    )

    exhibitor.refresh_from_db()
    assert (status, told["refused"]) == (200, {})
    assert [booth.label for booth in exhibitor.booths.order_by("number")] == ["N3-E07", "N3-E08"]
    assert (exhibitor.hall, [*exhibitor.areas.all()], exhibitor.status) == (hall, [area], "draft")
    shown = [told["cells"][key] for key in ("stands", "hall", "areas", "status")]
    assert shown == ["N3-E07; N3-E08", "N3", "Robots", "draft"]


def test_stands_are_taken_away_and_unknown_ones_refused(client, exhibitor):
    hall = make_hall(code="N3")
    for number in ("E07", "E08"):
        exhibitor.booths.add(make_booth(hall=hall, number=number))

    _status, unknown = send_cells(client, exhibitor, stands=("N3-E07; N3-E08", "N3-E99"))
    status, _told = send_cells(client, exhibitor, stands=("N3-E07; N3-E08", "N3-E08"))

    assert unknown["refused"] == {"stands": "There is no stand “N3-E99” in this edition."}
    assert (status, [booth.label for booth in exhibitor.booths.all()]) == (200, ["N3-E08"])


def test_a_stand_that_is_given_while_others_are_typed_stays(client, exhibitor, monkeypatch):
    hall = make_hall(code="N3")
    stands = [make_booth(hall=hall, number=number) for number in ("E07", "E08", "E09")]
    exhibitor.booths.add(stands[0])
    save_parts = RowSave.save_parts

    def save_after_another(save, row, fresh):
        exhibitor.booths.add(stands[2])
        save_parts(save, row, fresh)

    monkeypatch.setattr(RowSave, "save_parts", save_after_another)
    status, told = send_cells(client, exhibitor, stands=("N3-E07", "N3-E08"))

    assert (status, told["cells"]["stands"]) == (200, "N3-E08; N3-E09")


def test_a_stand_of_somebody_else_is_asked_about_and_shared_when_said_so(client, exhibitor):
    booth = make_booth(hall=make_hall(code="N3"), number="E07")
    make_participation(booths=[booth])

    asked, told = send_cells(client, exhibitor, stands=("", "N3-E07"))
    status, _told = send_cells(client, exhibitor, stands=("", "N3-E07", "kept"))

    booth.refresh_from_db()
    assert (asked, told["asked"], status) == (422, ["stands"], 200)
    assert (booth.shared, booth.participations.count()) == (True, 2)


def test_a_text_of_the_other_language_is_asked_about(client, exhibitor):
    base = exhibitor.profile_en

    asked, told = send_cells(client, exhibitor, profile_en=(base, "智能机器人"))
    status, _told = send_cells(client, exhibitor, profile_en=(base, "智能机器人", "kept"))

    exhibitor.refresh_from_db()
    assert (asked, told["asked"], status, exhibitor.profile_en) == (422, ["profile_en"], 200, "智能机器人")


def test_line_breaks_of_a_form_and_blanks_at_the_end_are_no_conflict(client):
    exhibitor = make_participation(profile_en="Makes robots.\r\nSince 1999. ")

    shown = client.get(grid_address()).context["rows"][0]["cells"]
    texts = {column.key: text for column, text in shown}
    status, told = send_cells(client, exhibitor, profile_en=(texts["profile_en"], "Makes robots.\nAnd arms."))

    exhibitor.refresh_from_db()
    assert texts["profile_en"] == "Makes robots.\nSince 1999."
    assert (status, told["stale"], exhibitor.profile_en) == (200, {}, "Makes robots.\nAnd arms.")


def test_cells_are_emptied(client, exhibitor):
    exhibitor.areas.add(make_area(name_en="Robots", name_zh="机器人"))
    exhibitor.hall = make_hall(code="N3")
    exhibitor.save()

    status, _told = send_cells(client, exhibitor, areas=("Robots", ""), hall=("N3", ""), contact_name=("Li Jiang", ""))

    exhibitor.refresh_from_db()
    assert (status, exhibitor.areas.count(), exhibitor.hall, exhibitor.contact_name) == (200, 0, None, "")


def test_a_stand_is_changed_in_its_grid(client):
    booth = make_booth(hall=make_hall(code="N3"), number="E07")

    status, told = send_cells(
        client, booth, "stands", number=("E07", "E7A"), open_sides=("", "en"), shared=("no", "是")
    )

    booth.refresh_from_db()
    assert (status, told["refused"]) == (200, {})
    assert (booth.number, booth.open_sides, booth.shared) == ("E7A", "NE", True)


def test_two_stands_of_one_number_are_refused_in_words(client):
    hall = make_hall(code="N3")
    make_booth(hall=hall, number="E07")
    booth = make_booth(hall=hall, number="E08")

    status, told = send_cells(client, booth, "stands", number=("E08", "E07"))

    assert (status, Booth.objects.get(pk=booth.pk).number) == (422, "E08")
    assert [*told["refused"]] == ["number"]


def test_a_person_and_what_they_are_here_are_saved_together_or_not_at_all(client):
    row = make_attendance(organisation=None)
    firm = make_organisation(name_en="Riverside", name_zh="江畔科技")
    name = row.person.name_en

    refused, _told = send_cells(
        client, row, "people", person__name_en=(name, "Wang Yu"), organisation=("", "Nobody Ltd")
    )
    between = Person.objects.get(pk=row.person_id).name_en
    status, told = send_cells(client, row, "people", person__name_en=(name, "Wang Yu"), organisation=("", "riverside"))

    row.refresh_from_db()
    assert (refused, between) == (422, name)
    assert (status, told["refused"]) == (200, {})
    assert (row.person.name_en, row.organisation, told["cells"]["organisation"]) == ("Wang Yu", firm, "江畔科技")


def test_whoever_may_not_change_people_changes_only_what_they_are_here():
    row = make_attendance()
    user = make_staff(("expo",))
    user.user_permissions.remove(*user.user_permissions.filter(codename="change_person"))

    status, told = send_cells(signed_in(user), row, "people", person__name_en=(row.person.name_en, "Wang Yu"))

    assert (status, told["refused"]) == (422, {"person-name_en": "You may not change this."})


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"cells": []}', b'{"cells": {"order": {"base": 1, "text": "2"}}}', b'{"cells": {"x": {}}}']
)
def test_nonsense_is_refused(client, exhibitor, body):
    path = f"{grid_address()}{exhibitor.pk}/"

    assert client.post(path, body, content_type="application/json").status_code == 400


def test_a_row_that_is_gone_says_so(client, exhibitor):
    exhibitor.delete()
    exhibitor.pk = 4711

    assert send_cells(client, exhibitor, order=("3", "4"))[0] == 410


@pytest.mark.parametrize(("kind", "cells"), [("exhibitors", 14), ("stands", 5), ("people", 15)])
def test_every_cell_that_is_shown_is_read_as_what_it_is(kind, cells):
    booth = make_booth(hall=make_hall(code="N3"), number="E07", kind="raw", open_sides="NE")
    area = make_area(name_en="Robots; arms", name_zh="机器人")
    exhibitor = make_participation(booths=[booth], areas=[area], hall=booth.hall, profile_en="One.\nTwo.")
    row = {"exhibitors": exhibitor, "stands": booth, "people": make_attendance()}[kind]

    assert read_otherwise(row, kind) == ([], cells)


def test_what_was_saved_is_no_conflict_when_it_is_sent_again(client, exhibitor):
    """The answer was lost, and what is stored is written otherwise than it was typed."""
    booth = make_booth(hall=make_hall(code="N3"), number="E07")
    typed = {"stands": ("", "n3 e07"), "hall": ("", "n3"), "status": ("published", "草稿"), "order": ("3", "04")}
    first, second = send_cells(client, exhibitor, **typed), send_cells(client, exhibitor, **typed)

    assert (first[0], second) == (200, first)
    assert list(exhibitor.booths.all()) == [booth]


def test_a_stand_without_a_hall_is_in_the_hall_that_is_typed_beside_it(client, exhibitor):
    north, south = make_hall(code="N3"), make_hall(code="S1")
    Participation.objects.filter(pk=exhibitor.pk).update(hall=north)
    make_booth(hall=north, number="E07")
    there = make_booth(hall=south, number="E07")

    status, _told = send_cells(client, exhibitor, stands=("", "E07"), hall=("N3", "S1"))

    assert (status, list(exhibitor.booths.all())) == (200, [there])


def test_nothing_is_told_of_a_part_that_was_taken_back_with_another(client, monkeypatch):
    attendance = make_attendance()
    sent = RowSave.send

    def send_telling(saving, *args):
        saved = sent(saving, *args)
        saving.answer.said.append("It is so.")
        return saved

    monkeypatch.setattr(RowSave, "send", send_telling)

    status, told = send_cells(
        client, attendance, "people", person__name_en=(attendance.person.name_en, "Renamed"), order=("100", "many")
    )

    assert (status, told["said"]) == (422, "")
