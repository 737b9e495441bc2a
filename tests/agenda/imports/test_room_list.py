"""Lists of rooms: by their names, with hall, floor and how many people they hold; asked, repeated, taken back."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.imports.room_list import ROOMS
from agenda.models import Room
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_hall
from tests.support.listed import import_rows
from tests.support.reading import texts
from tests.support.staff import make_staff, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
CHINESE = [
    ["会议室名称", "英文名称", "展馆", "楼层", "容纳人数", "可同时使用"],
    ["会议室一", "Meeting Room 1", "N1馆", "2层", 200, "否"],
    ["签约台", None, "n1", "B1", None, "是"],
]
ENGLISH = [
    ["Room name (English)", "Name (Chinese)", "Hall", "Level", "Capacity", "Parallel"],
    ["Meeting Room 1", "会议室一", "N1", "2F", 200, "no"],
    ["Signing Table", "签约台", "Hall N1", -1, None, "yes"],
]


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_hall(edition=edition, code="N1")
    return edition


@pytest.fixture
def bring(tmp_path):
    def bring(*rows):
        return import_rows(tmp_path, "rooms", rows)

    return bring


def stored():
    return list(Room.objects.values_list("name_zh", "hall__code", "level", "capacity", "parallel").order_by("pk"))


@pytest.mark.parametrize("rows", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_rooms_are_made_in_either_language_and_the_same_list_again_changes_nothing(bring, rows):
    first = bring(*rows)
    again = bring(*rows)

    assert stored() == [("会议室一", "N1", 2, 200, False), ("签约台", "N1", -1, None, True)]
    assert [row["change"] for row in first["accepted"]] == ["new", "new"]
    assert [row["change"] for row in again["accepted"]] == ["unchanged", "unchanged"]
    assert first["columns_not_understood"] == []


@pytest.mark.parametrize(
    ("cell", "level"),
    [("3楼", 3), ("负一层", None), ("地下2层", -2), ("-1F", -1), ("L4", 4), ("Level 4", 4), ("0", 0), ("ground", None)],
)
def test_a_floor_is_read_or_refused_with_its_reason(bring, cell, level):
    told = bring(["会议室", "楼层"], ["会议室一", cell])

    assert list(Room.objects.values_list("level", flat=True)) == ([] if level is None else [level])
    reasons = [row["reason"] for row in told["rejected"]]
    assert reasons == ([f"“{cell}” is no floor: write a number, or B1."] if level is None else [])


def test_a_hall_that_the_edition_lacks_is_asked_and_a_name_that_two_rooms_bear_too(bring, edition):
    for slug in ("one", "two"):
        make_room(edition=edition, slug=slug, name_zh="多功能厅", name_en="")

    told = bring(["会议室", "展馆", "容量"], ["会议室一", "S9", 10], ["多功能厅", "N1", 20])

    assert [(row["row"], row["column"]) for row in told["asked"]] == [(2, "展馆"), (3, "会议室")]
    assert Room.objects.count() == 2


def test_rooms_of_one_name_are_told_apart_by_their_hall_and_one_that_moved_is_asked_about(bring, edition):
    for code in ("N2", "N3"):
        make_hall(edition=edition, code=code)
    head = ["会议室", "展馆", "容量"]
    rows = [head, ["会议室一", "N1", 10], ["会议室一", "N2", 20]]
    bring(*rows)
    assert [row["change"] for row in bring(*rows)["accepted"]] == ["unchanged", "unchanged"]
    first, second = Room.objects.order_by("capacity")

    moved = bring(head, ["会议室一", "N3", 10])

    assert [[choice["value"] for choice in row["choices"]] for row in moved["asked"]] == [
        [f"#{first.pk}", f"#{second.pk}", "new"]
    ]
    assert [row["reason"] for row in moved["asked"]] == ["A room of this name is in another hall: is it the same?"]
    assert list(Room.objects.order_by("capacity").values_list("hall__code", "capacity")) == [("N1", 10), ("N2", 20)]


def test_a_room_without_a_hall_is_given_the_one_that_the_list_says(bring, edition):
    make_room(edition=edition, name_zh="会议室一", name_en="", hall=None)

    assert [row["change"] for row in bring(["会议室", "展馆"], ["会议室一", "N1"])["accepted"]] == ["changed"]
    assert Room.objects.get().hall.code == "N1"


def test_a_run_is_taken_back_but_for_the_room_that_a_session_needs(bring, edition):
    bring(*CHINESE)
    needed = Room.objects.get(name_zh="会议室一")
    make_session(edition=edition, room=needed)

    undone = undo_list(ROOMS, ImportedFile.objects.get(), User())

    assert (list(Room.objects.all()), [name for name, _why in undone.left]) == ([needed], [str(needed)])


def test_the_pages_lead_a_list_of_rooms_that_comes_by_another_door_to_this_one():
    desk = signed_in(make_staff(("expo", "agenda")))
    file = SimpleUploadedFile("rooms.xlsx", workbook(CHINESE))

    page = desk.post("/desk/lists/2019/sessions/", {"file": file}, follow=True)

    assert "Import rooms" in texts(page, "a")
    desk.post("/desk/lists/2019/rooms/", {"file": SimpleUploadedFile("rooms.xlsx", workbook(CHINESE))})
    looked = desk.get(f"/desk/lists/2019/rooms/{ImportedFile.objects.get(kind='rooms').pk}/")
    assert texts(looked, "dd")[0] == "2"
