"""The desk makes each judge's link, shows it once, and revokes it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from agenda.models.contests import Juror
from tests.support.contest_factories import make_contest, make_juror, make_round
from tests.support.factories import make_person
from tests.support.staff import a_superuser, filled, make_staff, page

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


def test_all_judges_of_a_round_who_have_no_link_get_one_in_one_press():
    juror = make_juror(make_round())
    make_juror(juror.round)
    make_juror(make_round(juror.round.contest))
    desk, path = desk_of(juror)
    kept = made_link(desk.post(path, {"juror": juror.pk, "step": "invite"}))

    page = desk.post(path, {"round": juror.round.pk, "step": "invite_all"}).content.decode()
    again = desk.post(path, {"round": juror.round.pk, "step": "invite_all"}, follow=True).content.decode()

    links = re.findall(r"/jury/invitation/\?key=[\w-]+", page)
    assert [Client().post(link).status_code for link in (kept, *links)] == [302, 302]
    assert ("?key=" in again, "Every judge of this round has a link already." in again) == (False, True)
    assert Juror.objects.filter(key_digest="").count() == 1


def test_the_judges_of_the_round_before_are_seated_once_in_their_tracks_and_have_links_of_their_own():
    contest = make_contest(tracks=2)
    first, track = make_round(contest), contest.tracks.last()
    for _ in range(2):
        make_juror(first, tracks=[track], title_en="Professor", published=True)
    final = make_round(contest)
    known = make_juror(final, person=first.jurors.last().person)
    desk, path = desk_of(known)
    desk.post(path, {"round": first.pk, "step": "invite_all"})

    for _ in range(2):
        assert desk.post(path, {"round": final.pk, "step": "seat"}).status_code == 302

    seats = final.jurors.order_by("number")
    assert [(seat.number, seat.person, seat.key_digest) for seat in seats] == [
        (1, known.person, ""),
        (2, first.jurors.first().person, ""),
    ]
    assert (list(seats[1].tracks.all()), seats[1].title_en, seats[1].published) == ([track], "Professor", True)


@pytest.mark.parametrize("step", ["invite", "invite_all", "seat"])
@pytest.mark.parametrize("key", ["", "x", "9" * 40, "٣"])
def test_what_is_no_key_is_not_there(step, key):
    desk, path = desk_of(make_juror(make_round()))

    assert desk.post(path, {"juror": key, "round": key, "step": step}).status_code == 404


def made_link(page) -> str:
    return re.search(r"/jury/invitation/\?key=[\w-]+", page.content.decode())[0]


def test_judges_are_seated_in_one_go_beside_their_round_with_the_next_numbers():
    round_, people = make_round(), [make_person(slug=f"judge-of-{number}") for number in range(3)]
    seated = make_juror(round_)
    client, form = a_superuser(), page("agenda.round", "change", round_.pk)
    sent = filled(client.get(form)) | {"jurors-TOTAL_FORMS": "3"}
    for number, person in enumerate(people):
        sent |= {f"jurors-{number}-person": person.pk, f"jurors-{number}-tracks": [round_.contest.tracks.get().pk]}

    answers = [client.post(form, sent).status_code for _ in range(2)]

    seats = list(round_.jurors.order_by("number").values_list("number", "person"))
    assert (answers[0], seats) == (302, [(1, seated.person_id), *((2 + at, row.pk) for at, row in enumerate(people))])
    assert answers[1] == 200
    assert round_.jurors.filter(tracks=round_.contest.tracks.get()).count() == 3
