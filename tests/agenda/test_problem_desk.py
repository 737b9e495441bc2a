"""The desk's list of problems: by kind, worst first, paged, each one click from its fix."""

import pytest
from django.urls import reverse

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_person
from tests.support.staff import an_editor

pytestmark = pytest.mark.django_db

PAGE = "/desk/agenda/2019/problems/"


def shown(response):
    """Each group's kind, how many there are of it, and how many stand on this page."""
    return [(kind.key, number, len(problems)) for kind, number, problems in response.context["groups"]]


def test_problems_stand_by_kind_worst_first_and_lead_to_their_fix():
    room = make_room()
    rows = [make_session(room=room, name_en=name) for name in ("One", "Other")]
    make_session(room=None, hour=15)

    response = an_editor().get(PAGE)

    assert shown(response) == [("room", 1, 1), ("no_room", 1, 1)]
    assert "“One” and “Other” are in the same room at the same time." in response.text
    for row in rows:
        assert f'href="{reverse("admin:agenda_session_change", args=[row.pk])}"' in response.text


def test_the_page_speaks_chinese_too():
    make_session(room=None, name_zh="开幕式")
    editor = an_editor()
    editor.cookies["staff_language"] = "zh-hans"

    response = editor.get(PAGE)

    assert "“开幕式”既没有会议室，也没有地点说明。" in response.text
    assert 'lang="zh-hans"' in response.text.lower()


def test_long_lists_are_paged_and_one_kind_can_be_asked_for():
    for _number in range(70):
        make_session(room=None)
    make_session(name_zh="")
    editor = an_editor()

    pages = [shown(editor.get(f"{PAGE}{query}")) for query in ("", "?page=2", "?kind=no_zh", "?kind=nonsense")]

    assert pages == [
        [("no_room", 70, 60)],
        [("no_room", 70, 10), ("no_zh", 1, 1)],
        [("no_zh", 1, 1)],
        [("no_room", 70, 60)],
    ]


def test_without_problems_the_page_says_so():
    make_session(roles=[make_person()])

    assert "Nothing is wrong." in an_editor().get(PAGE).text


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_costs_the_same_however_many_problems_there_are(sessions, django_assert_num_queries):
    for _number in range(sessions):
        make_session(room=None, name_zh="")
    editor = an_editor()

    with django_assert_num_queries(21):
        editor.get(PAGE)
