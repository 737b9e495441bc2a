"""The pages on which halls are drawn: all of it by plain forms, and what the editor sends."""

import html
import json

import pytest
from django.contrib.auth.models import Permission

from expo.models import Booth, Edition, HallFeature, HallPlan
from tests.support.factories import make_booth, make_edition, make_hall, make_participation
from tests.support.floor import make_drawn, make_exhibitor_at, make_feature, make_plan
from tests.support.reading import links
from tests.support.staff import make_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db
DESK = "/desk/halls/2019/"
EMPTY = "0,0 6000,0 6000,4000 0,4000"
HALL = f"{DESK}S4/"
JSON = {"headers": {"Accept": "application/json"}, "content_type": "application/json"}


@pytest.fixture
def hall():
    return make_hall(edition=make_edition(slug="2019"), code="S4")


@pytest.fixture
def plan(hall):
    return make_plan(hall)


@pytest.fixture
def staff():
    return signed_in(make_editor())


def send(staff, *rows) -> tuple[int, dict]:
    response = staff.post(f"{HALL}change/", json.dumps(rows), **JSON)
    return response.status_code, response.json()


def seen(staff, number: str) -> dict:
    stands = {stand["number"]: stand for stand in staff.get(f"{HALL}state/").json()["stands"]}
    return stands[number]


def stand_form(staff, booth: Booth, **fields) -> dict:
    state = seen(staff, booth.number)
    metres = {name: state[name] / 100 for name in ("x", "y", "width", "depth")}
    return metres | {"number": booth.number, "seen": state["seen"], "kind": "shell"} | fields


def test_the_schematic_is_made_a_plan_by_one_button_and_shown_by_another(client, staff, hall):
    make_exhibitor_at(make_booth(hall=hall, number="A01"), "Acme")
    assert "Make it a plan" in staff.get(HALL).text

    staff.post(f"{HALL}plan/")
    hidden = client.get("/en/2019/halls/S4/").text
    staff.post(f"{HALL}shown/", {"shown": "1"})

    assert "Schematic" in hidden
    assert '<rect x="500" y="500" width="300" height="300"/>' in client.get("/en/2019/halls/S4/").text
    staff.post(f"{HALL}plan/")
    staff.post(f"{HALL}shown/", {"shown": "0"})
    assert HallPlan.objects.get().published is False


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("", 18), ("S4/", 18), ("S4/state/", 15)])
def test_the_desk_costs_the_same_queries_however_many_stand_there(
    staff, plan, number, page, queries, django_assert_max_num_queries
):
    for each in range(number):
        make_exhibitor_at(make_drawn(plan.hall, f"A{each}", 0, 0), f"Firm {each}")
        make_participation(edition=plan.hall.edition)

    with django_assert_max_num_queries(queries):
        assert staff.get(DESK + page).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "Without a stand"), ("zh-hans", "尚无展位")])
def test_the_hall_tells_what_is_wrong_and_who_waits(staff, plan, language, words):
    make_drawn(plan.hall, "A01", 0, 0)
    make_drawn(plan.hall, "A02", 100, 0)
    firm = make_participation(edition=plan.hall.edition)
    staff.cookies["staff_language"] = language

    text = staff.get(HALL).text

    assert words in text
    assert f'<li data-pk="{firm.pk}" tabindex="0">' in text
    assert text.count('<li class="grave">') == 1


def test_the_editor_moves_draws_and_lifts_in_one_answer(staff, plan):
    first, second = make_drawn(plan.hall, "A01", 0, 0), make_drawn(plan.hall, "A02", 300, 0)
    nothing = dict.fromkeys(("x", "y", "width", "depth"))

    status, state = send(
        staff,
        {"booth": first.pk, "seen": seen(staff, "A01")["seen"], "x": 900},
        {"booth": second.pk, "seen": seen(staff, "A02")["seen"], **nothing},
        {"booth": None, "seen": "", "number": "A03", "x": 0, "y": 300, "width": 300, "depth": 300},
    )

    assert (status, {one["number"]: one["x"] for one in state["stands"]}) == (200, {"A01": 900, "A02": None, "A03": 0})
    assert (state["undo"], state["redo"]) == (True, False)


def test_a_conflict_shows_both_and_overwrites_nothing(staff, plan):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    old = seen(staff, "A01")["seen"]
    Booth.objects.update(x=600)

    status, answer = send(staff, {"booth": booth.pk, "seen": old, "x": 900})

    assert (status, Booth.objects.get().x) == (409, 600)
    assert ("6, 0 m" in answer["both"], "9, 0 m" in answer["both"]) == (True, True)
    again = answer["again"][str(booth.pk)]
    assert send(staff, {"booth": booth.pk, "seen": again, "x": 900})[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        "", "{}", "[]", "[1]", "[" * 100_000, '[{"booth": "1"}]', '[{"x": -1}]', '[{"x": 1e3}]', '[{"x": true}]',
        '[{"x": 99999999999999999999}]', '[{"hall": 1}]', '[{"number": 7}]', '[{"exhibitors": ["1"]}]', '[{"seen": 1}]',
        '[{"number": "A1", "x": 0, "y": 0, "width": 3, "depth": 3, "outline": "<script>"}]', "\udcff",
    ],
)  # fmt: skip
def test_what_no_editor_sends_is_refused_in_a_sentence(staff, plan, body):
    response = staff.post(f"{HALL}change/", body.encode(errors="surrogateescape"), **JSON)

    assert (response.status_code, bool(response.json()["said"])) == (422, True)
    assert not Booth.objects.exists()


def test_a_stand_is_changed_by_its_form_in_metres(staff, plan):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    firm = make_participation(edition=plan.hall.edition)
    form = stand_form(staff, booth, x="4.5", width="6", exhibitors=[firm.pk], open_sides=["N", "S"])

    response = staff.post(f"{HALL}stands/{booth.pk}/", form)

    row = Booth.objects.get()
    assert response.status_code == 302
    assert (row.x, row.width, row.kind, row.open_sides) == (450, 600, "shell", "NS")
    assert list(row.participations.all()) == [firm]


@pytest.mark.parametrize("fields", [{"width": "0"}, {"x": ""}, {"number": ""}, {"x": "1e9"}, {"number": "A02"}])
def test_a_form_says_what_a_stand_cannot_be(staff, plan, fields):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    make_drawn(plan.hall, "A02", 300, 0)

    response = staff.post(f"{HALL}stands/{booth.pk}/", stand_form(staff, booth, **fields))

    assert (response.status_code, Booth.objects.get(pk=booth.pk).x) == (422, 0)


def test_a_form_that_was_overtaken_keeps_what_is_there(staff, plan):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    form = stand_form(staff, booth, x="9")
    Booth.objects.update(x=600)

    response = staff.post(f"{HALL}stands/{booth.pk}/", form)

    assert (response.status_code, Booth.objects.get().x) == (422, 600)
    assert "Somebody has changed A01" in response.text


def test_a_row_is_numbered_in_series_a_stand_split_and_both_undone_without_scripts(staff, plan):
    row = {"number": "A01", "count": 2, "step": 1, "x": 5, "y": 5, "width": 3, "depth": 3, "gap": 0}
    staff.post(f"{HALL}row/", row | {"direction": "right"})
    booth = Booth.objects.get(number="A01")
    split = {"number": "A09", "share": "1", "direction": "right", "seen": seen(staff, "A01")["seen"]}
    staff.post(f"{HALL}stands/{booth.pk}/split/", split)
    drawn = dict(Booth.objects.order_by("number").values_list("number", "x"))

    for _each in range(2):
        staff.post(f"{HALL}undo/")

    assert drawn == {"A01": 500, "A02": 800, "A09": 600}
    assert not Booth.objects.exists()
    assert "nothing to undo" in staff.post(f"{HALL}undo/", follow=True).text


def test_the_state_is_sent_again_only_where_it_changed(staff, plan):
    booth = make_drawn(plan.hall, "A01", 0, 0)
    known = {"If-None-Match": staff.get(f"{HALL}state/")["ETag"]}

    same = staff.get(f"{HALL}state/", headers=known)
    Booth.objects.filter(pk=booth.pk).update(y=300)

    assert (same.status_code, staff.get(f"{HALL}state/", headers=known).status_code) == (304, 200)


def test_a_hall_is_added_from_the_list_of_plans_by_those_who_may(hall):
    link = '<a class="button" href="/admin/expo/hall/add/?edition=2019&amp;to=plan">Add a hall</a>'
    drawer = make_staff()
    drawer.user_permissions.add(Permission.objects.get(codename="change_booth"))

    assert link in signed_in(make_editor()).get(DESK).text
    assert "Add a hall" not in signed_in(drawer).get(DESK).text


def test_a_hall_without_stands_is_not_said_to_have_a_schematic(staff, hall):
    page = staff.get(HALL).text

    assert ("Begin with an empty floor" in page, "its 0 stands" in page) == (True, False)


def test_an_empty_floor_is_large_enough_for_stands_and_its_walls_are_moved(staff, hall):
    staff.post(f"{HALL}plan/")
    begun = HallPlan.objects.get().outline
    offered = staff.get(f"{HALL}walls/").context["form"].initial
    size(staff, "80", "52.5")
    door = HallFeature.objects.get()

    assert (begun, offered) == (EMPTY, {"width": 6000, "depth": 4000, "seen": EMPTY})
    assert HallPlan.objects.get().outline == "0,0 8000,0 8000,5250 0,5250"
    assert (door.x, door.y + door.depth) == (3800, 5250)


def size(staff, width: str, depth: str, seen: str = ""):
    seen = seen or HallPlan.objects.get().outline
    return staff.post(f"{HALL}walls/", {"width": width, "depth": depth, "seen": seen})


def test_entrances_stand_where_they_did_when_a_hall_is_made_smaller_and_as_large_again(staff, hall):
    staff.post(f"{HALL}plan/")
    make_feature(hall, "entrance", 5960, 1000, 40, 400)
    make_feature(hall, "entrance", 0, 1000, 40, 400)
    places = HallFeature.objects.order_by("pk").values_list("x", "y")

    size(staff, "30", "25")
    small = list(places)
    size(staff, "60", "40")

    assert small == [(1300, 2460), (2960, 1000), (0, 1000)]
    assert list(places.all()) == [(2800, 3960), (5960, 1000), (0, 1000)]


def test_a_new_size_of_the_hall_is_undone_and_taken_again_with_its_entrances(staff, hall):
    staff.post(f"{HALL}plan/")
    size(staff, "80", "52.5")
    wide = walls_and_door()

    undone = staff.post(f"{HALL}undo/", headers={"Accept": "application/json"}).json()
    before = walls_and_door()
    staff.post(f"{HALL}redo/")

    assert (undone["said"], undone["walls"], undone["undo"], undone["redo"]) == (
        "The walls are saved.",
        EMPTY,
        False,
        True,
    )
    assert before == (EMPTY, (2800, 3960))
    assert walls_and_door() == wide == ("0,0 8000,0 8000,5250 0,5250", (3800, 5210))


def walls_and_door():
    return HallPlan.objects.get().outline, HallFeature.objects.values_list("x", "y").get()


def test_a_size_that_somebody_changed_since_is_not_undone_and_an_entrance_moved_since_stays(staff, hall):
    staff.post(f"{HALL}plan/")
    size(staff, "80", "40")
    HallFeature.objects.update(x=100)
    staff.post(f"{HALL}undo/")
    moved = walls_and_door()
    staff.post(f"{HALL}redo/")
    size(signed_in(make_editor()), "90", "40")
    late = staff.post(f"{HALL}undo/", headers={"Accept": "application/json"})

    assert moved == (EMPTY, (100, 3960))
    assert (late.status_code, late.json()["said"]) == (
        422,
        "Somebody has changed the walls since; they stay as they are.",
    )
    assert walls_and_door()[0] == "0,0 9000,0 9000,4000 0,4000"


def test_the_plan_shows_what_stands_in_and_beyond_its_walls_whole(staff, hall):
    make_plan(hall, outline=EMPTY)
    make_feature(hall, "entrance", 2800, 4000, 400, 150)

    assert 'viewBox="-100 -100 6200 4350"' in staff.get(HALL).text


def test_the_second_of_two_who_set_the_size_of_a_hall_is_told_of_the_first(staff, hall):
    staff.post(f"{HALL}plan/")
    field = f'name="seen" value="{EMPTY}"'
    shown = staff.get(f"{HALL}walls/").text
    size(staff, "80", "40", EMPTY)
    late = size(staff, "60", "50", EMPTY)

    assert (field in shown, late.status_code, HallPlan.objects.get().outline) == (
        True,
        422,
        "0,0 8000,0 8000,4000 0,4000",
    )
    assert "Somebody changed this meanwhile. Nothing of yours is saved." in late.text


def test_walls_with_more_corners_or_without_room_are_not_moved(staff, hall):
    corners = "0,0 6000,0 6000,2000 3000,2000 3000,4000 0,4000"
    plan = make_plan(hall, outline=corners)
    small = size(staff, "80", "4")
    lost = size(staff, "80", "50")
    plan.refresh_from_db()

    assert (small.status_code, lost.status_code, plan.outline) == (422, 422, corners)
    assert "A hall is at least five metres wide and deep." in small.text
    assert "These walls have more than four corners" in lost.text


def test_a_hall_that_is_added_from_the_plans_leads_to_its_plan(staff):
    make_edition(slug="2019")
    [add] = [address for address in links(staff.get(DESK)) if "/hall/add/" in address]
    sent = {"code": "N3", "name_en": "North", "edition": Edition.objects.get().pk, "_save": "yes"}
    forms = {"booths-TOTAL_FORMS": "0", "booths-INITIAL_FORMS": "0"}
    saved = staff.post(html.unescape(add), sent | forms)

    assert saved["Location"] == f"{DESK}N3/"
