"""The desk makes each judge's link, shows it once, and revokes it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from agenda.models.contests import Juror
from tests.support.contest_factories import make_juror, make_round
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db


def desk_of(juror: Juror) -> tuple[Client, str]:
    user = make_staff()
    user.user_permissions.add(Permission.objects.get(codename="run_contests"))
    client = Client()
    client.force_login(user)
    return client, f"/desk/jury/{juror.round.contest.edition.slug}/"


def test_a_link_is_shown_once_and_replaces_the_one_before():
    juror = make_juror(make_round())
    desk, path = desk_of(juror)

    first, second = (made_link(desk.post(path, {"juror": juror.pk, "step": "invite"})) for _ in range(2))

    assert first != second
    assert "?key=" not in desk.get(path).content.decode()
    assert [Client().post(link).status_code for link in (first, second)] == [404, 302]


def test_a_revoked_link_opens_nothing():
    juror = make_juror(make_round())
    desk, path = desk_of(juror)
    link = made_link(desk.post(path, {"juror": juror.pk, "step": "invite"}))

    desk.post(path, {"juror": juror.pk, "step": "revoke"})

    assert Client().post(link).status_code == 404


def test_judges_of_another_edition_are_not_there():
    juror = make_juror(make_round())
    desk, _path = desk_of(juror)

    assert desk.post("/desk/jury/1999/", {"juror": juror.pk, "step": "invite"}).status_code == 404
    assert Juror.objects.get().key_digest == ""


def made_link(page) -> str:
    return re.search(r"/jury/invitation/\?key=[\w-]+", page.content.decode())[0]
