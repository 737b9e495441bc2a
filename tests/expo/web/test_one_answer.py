"""Whoever lacks a permission gets one answer on every staff page, and whoever has none at all reads what to do."""

import pytest
from django.contrib.auth.models import Group, User

from agenda.models import Session
from deals.models import Terms
from expo.setup import reference_data
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_deal
from tests.support.factories import make_organisation
from tests.support.staff import a_clerk, an_editor, make_staff, page, signed_in

pytestmark = pytest.mark.django_db
DESK = ("import/", "copy/", "release/", "problems/", "board/", "changes/")


def test_the_agenda_desk_answers_a_clerk_as_though_there_were_no_such_page():
    session = make_session()
    clerk = a_clerk()
    paths = [f"/desk/agenda/2019/{each}" for each in (*DESK, f"release/{session.pk}/", f"sessions/{session.pk}/move/")]

    answers = [clerk.get(path) for path in (*paths, "/desk/agenda/2019/nothing/")]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[-1].content)}


@pytest.mark.parametrize("which", ["changelist", "add"])
@pytest.mark.parametrize("label", ["agenda.session", "expo.organisation"])
def test_data_entry_answers_a_clerk_as_though_there_were_no_such_page(label, which):
    answers = [a_clerk().get(path) for path in (page(label, which), "/admin/nothing/here/")]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[-1].content)}


def test_a_row_that_is_there_answers_like_one_that_is_not():
    deal, session, firm = make_deal(), make_session(), make_organisation()
    rows = [("agenda.session", session.pk), ("expo.organisation", firm.pk)]
    rows += [("deals.deal", deal.pk), ("deals.terms", Terms.objects.get().pk)]
    clerk = signed_in(make_staff(codenames=("record_deal",)))

    for label, pk in rows:
        for which in ("change", "delete", "history"):
            answers = [clerk.get(page(label, which, key)) for key in (pk, 99_999)]
            assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}, label


def test_an_autocomplete_of_what_one_may_not_see_is_not_there():
    field = {"app_label": "agenda", "model_name": "session", "field_name": "room", "term": "a"}

    assert a_clerk().get("/admin/autocomplete/", field).status_code == 404
    assert an_editor().get("/admin/autocomplete/", field).status_code == 200


def nobody(**fields):
    User.objects.create_user("newcomer", password="long enough to be one", **fields)
    return {"username": "newcomer", "password": "long enough to be one"}


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
@pytest.mark.parametrize("next_page", ["", "?next=/desk/", "?next=/admin/"])
def test_somebody_in_no_group_lands_on_a_page_that_says_what_to_do(client, fields, next_page):
    sent = nobody(**fields)

    answer = client.post(f"/accounts/login/{next_page}", sent, follow=True)

    assert (answer.status_code, answer.redirect_chain) == (200, [("/accounts/", 302)])
    for said in (
        "Your account is in no group yet.",
        "Ask an administrator to put your account into the group",
        "您的账号尚未分配用户组。",
        "请联系管理员，把您的账号加入相应的用户组",
        "newcomer",
    ):
        assert said in answer.text
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.post("/accounts/logout/", follow=True).redirect_chain == [("/accounts/login/", 302)]


def test_data_entry_without_the_mark_of_staff_reads_it_too_instead_of_going_round():
    reference_data.load_groups()
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name="Data entry"))
    client = signed_in(user)

    assert "Your account is in no group yet." in client.get("/accounts/").text
    user.is_staff = True
    user.save()
    assert client.get("/accounts/")["Location"] == "/admin/"


def test_the_anonymous_are_asked_to_log_in_as_ever(client):
    paths = [f"/desk/agenda/2019/{each}" for each in DESK] + ["/accounts/", page("agenda.session", "changelist")]

    for path in paths:
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0] == f"/accounts/login/?next={path}"
    assert not Session.objects.exists()
