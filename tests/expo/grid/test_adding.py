"""New rows of a grid: made by the form of data entry, once however often they are sent."""

import uuid

import pytest
from django.contrib.admin.models import LogEntry

from expo.grid.kinds import grid_kinds
from expo.models import Attendance, Booth, Participation, Person
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    the_edition,
)
from tests.support.grids import add_cells, grid_address, post_cells, read_otherwise, send_cells
from tests.support.hidden import recorded
from tests.support.staff import an_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    the_edition()
    return an_editor()


def test_a_new_exhibitor_is_an_organisation_that_is_known(client):
    firm = make_organisation(name_en="Riverside", name_zh="江畔科技")
    make_booth(hall=make_hall(code="N3"), number="E07")

    status, told = add_cells(client, "exhibitors", organisation="riverside", stands="N3 E07", status="草稿")

    made = Participation.objects.get()
    assert (status, told["refused"], told["pk"], told["name"]) == (200, {}, made.pk, "Riverside")
    assert (made.organisation, made.edition, made.kind, made.slug) == (firm, the_edition(), "exhibitor", "riverside")
    assert [booth.label for booth in made.booths.all()] == ["N3-E07"]
    assert LogEntry.objects.get().is_addition()


def test_an_organisation_that_nobody_knows_is_not_made(client):
    status, told = add_cells(client, "exhibitors", organisation="Nobody Ltd")

    assert (status, Participation.objects.count()) == (422, 0)
    assert told["refused"] == {"organisation": "No organisation is known as “Nobody Ltd”: add it first."}


def test_of_two_organisations_of_one_name_either_is_typed_by_what_is_offered(client):
    firms = [make_organisation(name_en="Same", name_zh="同名公司") for _number in range(2)]
    labels = [f"同名公司 #{firm.pk}" for firm in firms]

    asked, told = add_cells(client, "exhibitors", organisation="Same")
    status, _told = add_cells(client, "exhibitors", organisation=labels[1])

    words = f"More than one organisation is called so. Possible: {labels[0]}; {labels[1]}."
    assert (asked, told["refused"]) == (422, {"organisation": words})
    assert (status, Participation.objects.get().organisation) == (200, firms[1])


def test_a_new_row_without_what_it_needs_says_so_at_the_cell(client):
    make_hall(code="N3")

    status, told = add_cells(client, "stands", hall="N3")

    assert (status, told["refused"], Booth.objects.count()) == (422, {"number": "This field is required."}, 0)


def test_a_new_row_sent_twice_is_made_once(client):
    make_hall(code="N3")
    key = uuid.uuid4()

    first = add_cells(client, "stands", key, hall="N3", number="E07")
    again = add_cells(client, "stands", key, hall="N3", number="E07")

    assert (first[0], again[0], first[1]["pk"]) == (200, 200, again[1]["pk"])
    assert Booth.objects.count() == 1


def test_what_was_typed_on_while_the_answer_was_lost_is_told_and_not_lost(client):
    make_hall(code="N3")
    key = uuid.uuid4()
    add_cells(client, "stands", key, hall="N3", number="E07")

    status, told = add_cells(client, "stands", key, hall="N3", number="E08")

    assert (status, told["stale"], Booth.objects.get().number) == (409, {"number": "E07"}, "E07")


def test_a_key_that_made_an_exhibitor_saves_into_no_stand(client):
    make_organisation(name_en="Riverside")
    key = uuid.uuid4()
    made = add_cells(client, "exhibitors", key, organisation="Riverside")[1]["pk"]
    make_booth(pk=made, hall=make_hall(code="N3"), number="E07")

    status, told = add_cells(client, "stands", key, hall="N3", number="E08")

    labels = [each.label for each in Booth.objects.order_by("number")]
    assert (status, told["name"], labels) == (200, "N3-E08", ["N3-E07", "N3-E08"])


def test_a_refused_row_can_be_sent_again_with_its_key(client):
    make_hall(code="N3")
    key = uuid.uuid4()

    refused, _told = add_cells(client, "stands", key, hall="N3")
    status, _told = add_cells(client, "stands", key, hall="N3", number="E07")

    assert (refused, status, Booth.objects.get().label) == (422, 200, "N3-E07")


def test_whoever_may_not_add_rows_adds_none():
    make_hall(code="N3")
    user = make_staff(("expo",))
    user.user_permissions.remove(*user.user_permissions.filter(codename="add_booth"))
    client = signed_in(user)

    status, _told = add_cells(client, "stands", hall="N3", number="E07")

    assert (status, Booth.objects.count()) == (422, 0)
    assert "data-add" not in client.get(grid_address("stands")).content.decode()


@pytest.mark.parametrize("key", ["", "x", "1"])
def test_a_row_without_a_key_is_refused(client, key):
    status, _told = post_cells(client, f"{grid_address('stands')}new/", {"number": ("", "E07")}, key=key)

    assert status == 400


def test_the_organisation_of_an_exhibitor_that_is_there_stays(client):
    exhibitor = make_participation()
    make_organisation(name_en="Riverside")

    path = f"{grid_address()}{exhibitor.pk}/"
    status, told = post_cells(client, path, {"organisation": (exhibitor.organisation.name_zh, "Riverside")})

    assert (status, told["refused"]) == (422, {"organisation": "You may not change this."})


def test_an_organisation_that_only_the_ledger_holds_is_as_unknown_as_one_that_is_not_there(client):
    recorded("Secret Works")
    row = make_attendance(organisation=None)

    answers = []
    for name in ("Secret Works", "No Such Works"):
        _status, made = add_cells(client, "exhibitors", organisation=name)
        _status, set_there = send_cells(client, row, "people", organisation=("", name))
        answers.append([str(told["refused"]).replace(name, "NAME") for told in (made, set_there)])

    assert answers[0] == answers[1]
    assert answers[0][0] == "{'organisation': 'No organisation is known as “NAME”: add it first.'}"


def test_a_new_person_is_entered_with_what_they_are_there(client):
    make_organisation(name_en="Riverside", name_zh="江畔 / 科技")
    cells = {"person__name_zh": "王小江", "person__name_en": "Wang Xiaojiang", "title_en": "Dean"}

    status, told = add_cells(client, "people", organisation="江畔 / 科技", **cells)

    made = Attendance.objects.get()
    assert (status, told["refused"], told["pk"], told["name"]) == (200, {}, made.pk, "Wang Xiaojiang")
    assert (made.person.name_zh, made.person.slug, made.title_en) == ("王小江", "wang-xiaojiang", "Dean")
    assert (str(made.organisation), made.edition) == ("Riverside", the_edition())


def test_a_new_person_sent_twice_is_made_once(client):
    key = uuid.uuid4()
    first = add_cells(client, "people", key, person__name_en="Ann Lee")
    again = add_cells(client, "people", key, person__name_en="Ann Lee")

    assert (first[0], again[0], first[1]["pk"]) == (200, 200, again[1]["pk"])
    assert (Person.objects.count(), Attendance.objects.count()) == (1, 1)


def test_a_name_that_is_known_is_asked_about_and_may_be_somebody_else(client):
    make_person(slug="ann-lee", name_en="Ann Lee", name_zh="")
    path, key = f"{grid_address('people')}new/", str(uuid.uuid4())

    asked, told = post_cells(client, path, {"person-name_en": ("", "ann lee")}, key=key)
    kept, _told = post_cells(client, path, {"person-name_en": ("", "ann lee", "kept")}, key=key)

    said = "Known already: Ann Lee (ann-lee). Name them in the first column, or say that this is somebody else."
    assert (asked, told["refused"], told["asked"]) == (422, {"person-name_en": said}, ["person-name_en"])
    assert (kept, Person.objects.count(), Attendance.objects.get().person.name_en) == (200, 2, "ann lee")


def test_somebody_entered_before_is_named_and_stays_as_they_are(client):
    ann = make_person(slug="ann-lee", name_en="Ann Lee", name_zh="")

    refused, told = add_cells(client, "people", person="Ann Lee", person__honorific_en="Dr.")
    status, _told = add_cells(client, "people", person="ann-lee", title_en="Dean")

    said = "The row names somebody entered before: change that once it is made."
    assert (refused, told["refused"]) == (422, {"person-honorific_en": said})
    assert (status, Attendance.objects.get().person, Person.objects.count()) == (200, ann, 1)


def test_of_a_person_whose_row_is_refused_nothing_stays(client):
    status, told = add_cells(client, "people", person__name_en="Ann Lee", organisation="Nobody Ltd")

    assert (status, [*told["refused"]], Person.objects.count()) == (422, ["organisation"], 0)


@pytest.mark.parametrize("taken", ["add_person", "add_attendance"])
def test_whoever_may_add_no_person_is_offered_no_row_and_makes_none(taken):
    user = make_staff(("expo",))
    user.user_permissions.remove(*user.user_permissions.filter(codename=taken))
    client = signed_in(user)

    status, _told = add_cells(client, "people", person__name_en="Ann Lee")

    assert (status, Person.objects.count()) == (422, 0)
    assert client.get(grid_address("people")).context["addable"] is False


def test_areas_with_a_slash_in_their_names_are_read_as_they_are_shown(client):
    areas = [make_area(slug=slug, name_en=name) for slug, name in (("cloud", "Cloud / Edge"), ("chips", "Chips"))]
    row = make_participation(edition=the_edition(), areas=areas)

    assert read_otherwise(row, "exhibitors")[0] == []


def test_each_grid_is_named_as_its_list(client):
    assert [(slug, kind.slug) for slug, kind in grid_kinds().items()] == [
        (slug, slug) for slug in ("exhibitors", "stands", "people", "sessions")
    ]
