"""One value for a field of many rows: asked for, looked at, given, and taken back by one click."""

import datetime as dt
from functools import partial

import pytest
from django.contrib.admin.models import LogEntry

from expo.models import Operation, Participation
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
)
from tests.support.reading import texts
from tests.support.showcase_factories import (
    make_delegation,
    make_launch,
    make_letter,
    make_news,
    make_quotation,
)
from tests.support.staff import a_superuser, an_editor, make_editor, page, signed_in

pytestmark = pytest.mark.django_db


def act(client, name, rows, query="?edition=all", **sent):
    """Ask for a value, or with `value` look at what it changes, or with `confirmed` as well give it."""
    path = page(rows[0]._meta.label_lower, "changelist")
    chosen = {"action": f"set_{name}", "_selected_action": [row.pk for row in rows]}
    if "value" in sent:
        chosen["chosen"] = "yes"
    return client.post(path + query, chosen | sent, follow=True)


def take_back(client):
    response = client.post(page("expo.operation", "undo", Operation.objects.first().pk), follow=True)
    return [str(message) for message in response.context["messages"]]


def halls():
    return list(Participation.objects.order_by("pk").values_list("hall__code", flat=True))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["2 exhibitors: hall none → N3", "1 exhibitor: hall N1 → N3", "Left as they are (already so): 1"],
        ),
        ("zh-hans", ["2 参展商：展馆 无 → N3", "1 参展商：展馆 N1 → N3", "保持不变（已是如此）：1"]),
    ],
)
def test_it_is_shown_first_how_many_go_from_what_to_what(language, said):
    old, new = make_hall(code="N1"), make_hall(code="N3")
    rows = [make_participation(hall=hall) for hall in (None, None, old, new)]
    client = an_editor()
    client.cookies["staff_language"] = language

    shown = act(client, "hall", rows, value=new.pk)

    assert shown.context["preview"].changed == 3
    assert [line for line in texts(shown, "li") if "N3" in line or "1" in line][-3:] == said
    assert halls() == [None, None, "N1", "N3"]
    assert not Operation.objects.exists()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "Visitors are shown the hall of the stands: 2 of these exhibitors have theirs in another hall.",
        ),
        ("zh-hans", "访客看到的是展位所在的展馆：这些参展商中有2家的展位在其他展馆。"),
    ],
)
def test_exhibitors_with_stands_in_another_hall_are_said_to_stay_there_for_visitors(language, told):
    old, new = make_hall(code="N1"), make_hall(code="N3")
    rows = [make_participation() for _number in range(4)]
    make_booth(hall=old, participations=rows[:2])
    make_booth(hall=new, participations=rows[2:3])
    client = an_editor()
    client.cookies["staff_language"] = language

    there = act(client, "hall", rows, value=new.pk)
    none = act(client, "hall", rows[2:], value=new.pk)

    assert [line for line in texts(there, "p") if line == told] == [told]
    assert (there.context["preview"].note, none.context["preview"].note) == (told, "")
    assert "Visitors will notice nothing." not in texts(there, "p")


def test_thirty_exhibitors_get_their_hall_and_lose_it_again_by_one_click():
    hall = make_hall(code="N3")
    rows = [make_participation() for _number in range(29)] + [make_participation(hall=hall)]
    client = an_editor()

    act(client, "hall", rows, value=hall.pk, confirmed="yes")

    assert halls() == ["N3"] * 30
    assert LogEntry.objects.filter(object_id__in=[str(row.pk) for row in rows]).count() == 29
    assert LogEntry.objects.first().get_change_message() == "Changed Hall."
    assert take_back(client) == ["Undone: 29 exhibitors as before."]
    assert halls() == [None] * 29 + ["N3"]


def test_a_value_on_a_list_filtered_by_it_tells_what_visitors_will_see():
    row = make_session(visibility="staff", status="confirmed")

    shown = act(an_editor(), "visibility", [row], "?edition=all&visibility__exact=staff", value="public")

    assert shown.context["preview"].appearing.names == [str(row)]


def test_all_that_the_filter_finds_can_be_meant():
    hall = make_hall(code="N3")
    rows = [make_participation(kind=kind) for kind in ("exhibitor", "sponsor", "exhibitor")]

    query = "?edition=all&kind__exact=exhibitor"
    act(an_editor(), "hall", rows[:1], query, value=hall.pk, select_across="1", confirmed="yes")

    assert halls() == ["N3", None, "N3"]


@pytest.mark.parametrize(
    ("how", "left"),
    [("add", [["5g", "ai"], ["5g"], ["5g"]]), ("take", [["ai"], [], []]), ("replace", [["5g"], ["5g"], ["5g"]])],
)
def test_of_several_some_are_added_taken_away_or_put_in_the_place_of_all(how, left):
    fast, clever = make_area(slug="5g"), make_area(slug="ai")
    rows = [make_participation(areas=areas) for areas in ([clever], [], [fast])]
    client = an_editor()

    act(client, "areas", rows, value=[fast.pk], how=how, confirmed="yes")

    assert [sorted(row.areas.values_list("slug", flat=True)) for row in rows] == left
    take_back(client)
    assert [sorted(row.areas.values_list("slug", flat=True)) for row in rows] == [["ai"], [], ["5g"]]


def test_what_somebody_has_changed_since_stays_when_a_step_is_taken_back():
    area, later = make_area(slug="5g"), make_area(slug="ai")
    rows = [make_participation(), make_participation()]
    client = an_editor()
    act(client, "areas", rows, value=[area.pk], how="add", confirmed="yes")
    rows[1].areas.add(later)

    told = take_back(client)

    assert told[0] == "Undone: 1 exhibitor as before."
    assert told[1].endswith("is left as it is: Somebody has changed it since.")
    assert [rows[0].areas.count(), rows[1].areas.count()] == [0, 2]


def test_rows_of_another_edition_and_rows_that_a_rule_keeps_out_are_left_and_named():
    here, firm = make_edition(), make_organisation(name_en="Acme")
    elsewhere = make_participation(edition=make_edition(slug="2020"))
    twice = [make_participation(organisation=firm, kind=kind) for kind in ("exhibitor", "sponsor")]
    other, hall = make_participation(kind="exhibitor"), make_hall(edition=here)
    client = an_editor()

    shown = act(client, "hall", [elsewhere, other], value=hall.pk)
    assert shown.context["preview"].left == [(1, "of another edition than what is chosen")]

    shown = act(client, "kind", [*twice, other], value="sponsor")
    why = "This organisation already takes part in this edition in this way."
    assert (shown.context["preview"].kept_out, shown.context["preview"].changed) == ([(str(twice[0]), why)], 1)
    act(client, "kind", [*twice, other], value="sponsor", confirmed="yes")
    kinds = Participation.objects.filter(edition=here).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["exhibitor", "sponsor", "sponsor"]


def test_a_value_that_is_none_is_asked_for_again():
    rows = [make_participation()]

    assert act(an_editor(), "hall", rows).context["preview"] is None
    shown = act(an_editor(), "kind", rows, value="nonsense")
    assert (shown.context["preview"], bool(shown.context["form"].errors)) == (None, True)


def test_a_responsible_person_and_a_room_can_be_given_to_many():
    colleague, room = make_editor(), make_room()
    firms, sessions = [make_participation(), make_participation()], [make_session(), make_session()]
    client = an_editor()

    act(client, "responsible", firms, value=colleague.pk, confirmed="yes")
    act(client, "room", sessions, value=room.pk, confirmed="yes")

    assert set(Participation.objects.values_list("responsible", flat=True)) == {colleague.pk}
    assert {type(each).objects.get(pk=each.pk).room for each in sessions} == {room}


def test_who_may_only_look_is_offered_nothing_to_set():
    booth = make_booth()
    reader = make_editor()
    reader.user_permissions.set(reader.user_permissions.filter(codename__startswith="view"))

    act(signed_in(reader), "hall", [booth], value=make_hall().pk, confirmed="yes")

    assert not Operation.objects.exists()


def test_the_cost_of_a_step_does_not_grow_with_its_rows(django_assert_max_num_queries):
    hall, client = make_hall(), an_editor()
    few, many = [make_participation()], [make_participation() for _number in range(5)]
    act(client, "hall", few, value=hall.pk)
    with django_assert_max_num_queries(60) as one:
        act(client, "hall", few, value=hall.pk)
    with django_assert_max_num_queries(len(one)):
        act(client, "hall", many, value=hall.pk)


@pytest.mark.parametrize(
    ("name", "make", "value", "held"),
    [
        ("arrives_on", make_delegation, "2019-08-27", dt.date(2019, 8, 27)),
        ("pinned", make_news, "on", True),
        ("sense", make_quotation, "on", True),
        ("order", make_letter, "7", 7),
        ("open_sides", make_booth, "NE", "NE"),
        ("kind", make_booth, "raw", "raw"),
        ("hour", make_launch, "09:30", dt.time(9, 30)),
        ("interpretation", partial(make_session, interpretation=False), "on", True),
        ("languages", make_session, "en", "en"),
        ("part_of_day", partial(make_session, starts_at=None), "morning", "morning"),
    ],
)
def test_each_field_that_makes_sense_is_set_for_several_and_taken_back_by_one_click(name, make, value, held):
    rows = [make(), make()]
    before = [getattr(row, name) for row in rows]
    client = a_superuser()

    act(client, name, rows, value=value, confirmed="yes")
    given = [getattr(type(row).objects.get(pk=row.pk), name) for row in rows]
    take_back(client)

    assert given == [held, held]
    assert LogEntry.objects.filter(object_id__in=[str(row.pk) for row in rows]).count() >= 2
    assert [getattr(type(row).objects.get(pk=row.pk), name) for row in rows] == before
