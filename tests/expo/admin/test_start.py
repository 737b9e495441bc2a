"""The start page of data entry: what is missing, worst first, each one click from its fix."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from expo.admin.exhibition import ParticipationAdmin
from expo.models import Participation
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
)
from tests.support.showcase_factories import make_exhibit, make_launch, make_letter
from tests.support.staff import a_clerk, a_superuser, an_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db

START = "/admin/"


def problems(client=None, query=""):
    """What the page says: how many of which rows, and what is wrong with them."""
    response = (client or an_editor()).get(START + query)
    return [(each.count, each.rows, str(each.kind.label)) for each in response.context["problems"]]


def complete_exhibitor(**fields):
    """With a logo and an exhibit."""
    firm = fields.pop("organisation", None) or make_organisation()
    firm.logo = firm.logo or make_picture()
    firm.save()
    maker = make_participation(organisation=firm, **fields)
    make_exhibit(participation=maker, areas=[make_area()])
    return maker


def nothing_missing():
    hall = make_hall()
    make_session(roles=[make_person()])
    complete_exhibitor(booths=[make_booth(hall=hall)])
    make_participation(kind="sponsor", profile_en="")
    complete_exhibitor(hall=hall)
    make_attendance()
    make_launch()
    make_letter()


def test_edition_in_which_nothing_is_missing_has_no_problems():
    nothing_missing()

    response = an_editor().get(START)

    assert response.context["problems"] == []
    assert "Nothing is missing in 2019 Smart China Expo" in response.content.decode()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: make_session(name_en=""), ("Sessions", "without an English title")),
        (lambda: make_session(name_zh=""), ("Sessions", "without a Chinese title")),
        (lambda: make_session(room=None), ("Sessions", "without a room")),
        (lambda: make_session(day=None, starts_at=None), ("Sessions", "without a day")),
        (lambda: make_session(starts_at=None), ("Sessions", "without hours")),
        (lambda: make_session(status="draft"), ("Sessions", "drafts, not shown to the public")),
        (lambda: make_session(roles=[make_person(name_en="")]), ("Sessions", "with a speaker who has no English name")),
        (lambda: make_session(roles=[make_person(name_zh="")]), ("Sessions", "with a speaker who has no Chinese name")),
        (lambda: make_room(name_en=""), ("Rooms", "without an English name")),
        (complete_exhibitor, ("Exhibitors", "exhibitors without a stand or hall")),
        (lambda: without_logo(stand()), ("Exhibitors", "exhibitors without a logo")),
        (lambda: stand().exhibits.all().delete(), ("Exhibitors", "exhibitors without an exhibit")),
        (lambda: stand(profile_en=""), ("Exhibitors", "exhibitors without an English profile")),
        (lambda: stand(profile_zh=""), ("Exhibitors", "exhibitors without a Chinese profile")),
        (lambda: stand(status="draft"), ("Exhibitors", "drafts")),
        (lambda: stand(status="confirmed"), ("Exhibitors", "confirmed but not published")),
        (lambda: stand(organisation=make_organisation(name_en="")), ("Organisations", "without an English name")),
        (lambda: stand(organisation=make_organisation(name_zh="")), ("Organisations", "without a Chinese name")),
        (lambda: make_attendance(person=make_person(name_zh="")), ("People", "without a Chinese name")),
        (lambda: make_attendance(title_en=""), ("Attendances", "without a position in English")),
        (lambda: make_attendance(published=False), ("Attendances", "not shown to the public")),
        (lambda: make_letter(text_en=""), ("Congratulatory letters", "without an English text")),
        (lambda: make_launch(published=False), ("Launches", "not shown to the public")),
    ],
)
def test_what_is_missing_is_counted_and_its_link_lists_just_those_rows(make, said):
    nothing_missing()
    make()
    client = an_editor()

    (problem,) = client.get(START).context["problems"]

    assert (problem.count, problem.rows, str(problem.kind.label)) == (1, *said)
    assert client.get(problem.url).context["cl"].result_count == 1


def stand(**fields):
    return complete_exhibitor(hall=make_hall(), **fields)


def without_logo(maker):
    maker.organisation.logo = None
    maker.organisation.save()


def test_the_list_tells_of_each_exhibitor_what_it_lacks():
    bare = make_participation(organisation=make_organisation(name_en=""), profile_en="")
    complete_exhibitor(hall=make_hall())
    make_participation(kind="sponsor")
    rows = an_editor().get("/admin/expo/participation/?edition=all").context["cl"].result_list
    shown = {row.pk: ParticipationAdmin(Participation, site).missing_parts(row) for row in rows}

    assert shown.pop(bare.pk) == ["profile (English)", "name (English)", "stand", "logo", "exhibit"]
    assert list(shown.values()) == [[], []]


def test_problems_are_listed_worst_first():
    make_session(status="draft")
    make_launch(name_zh="")
    make_session(name_zh="")
    make_session(name_zh="")
    room = make_room()
    make_session(room=room)
    make_session(room=room)

    assert problems() == [
        (1, "Agenda", "Two sessions in one room"),
        (2, "Sessions", "without a Chinese title"),
        (1, "Launches", "without a Chinese name"),
        (1, "Sessions", "drafts, not shown to the public"),
    ]


def test_withdrawn_exhibitors_and_cancelled_sessions_miss_nothing():
    make_participation(status="withdrawn", profile_en="")
    make_session(status="cancelled", name_en="", room=None)

    assert problems() == []


def test_problems_are_those_of_the_edition_chosen():
    make_launch(published=False, edition=make_edition())
    make_launch(name_en="", edition=make_edition(slug="2020"))
    client = an_editor()

    assert problems(client, "?edition=2019") == [(1, "Launches", "not shown to the public")]
    assert problems(client, "?edition=2020") == [(1, "Launches", "without an English name")]
    assert problems(client, "?edition=1999") == problems(client)


def test_one_sees_only_problems_that_one_may_mend():
    make_launch(published=False)
    make_session(status="draft")
    agenda_only = signed_in(make_staff(("agenda",)))

    assert problems(agenda_only) == [(1, "Sessions", "drafts, not shown to the public")]
    assert problems(a_clerk()) == []


def test_without_an_edition_the_page_says_what_to_do():
    html = a_superuser().get(START).content.decode()

    assert "There is no edition yet." in html


def test_models_are_grouped_by_task():
    groups = a_superuser().get(START).context["app_list"]

    assert [str(group["name"]) for group in groups] == [
        "Agenda",
        "Contests",
        "Exhibition",
        "People and letters",
        "Editions and places",
        "Facts and their sources",
        "Deals, to look at",
        "To restore and to undo",
        "Staff accounts",
    ]
    assert [str(model["name"]) for model in groups[0]["models"]] == [
        "Opening hours",
        "Rooms",
        "Sessions",
        "Walks between halls",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_start_page_costs_the_same_however_much_is_missing(rows, django_assert_num_queries):
    for _ in range(rows):
        make_session(name_en="", room=None)
        make_participation(profile_zh="")
        make_attendance(published=False)
        make_letter(text_en="")
    client = an_editor()

    with django_assert_num_queries(34):
        response = client.get(START)

    assert {problem.count for problem in response.context["problems"]} == {rows}


def test_each_page_offers_the_other_language_and_comes_back():
    client = an_editor()
    make_edition()

    response = client.post(reverse("set_language"), {"language": "zh-hans", "next": START})

    assert response.headers["Location"] == START
    assert '<html lang="zh-hans"' in client.get(START).content.decode()
    assert 'value="en" lang="en">English</button>' in client.get(START).content.decode()
