"""A picture is there for everybody while something public shows it, and for nobody else but data entry."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import storages

from expo.models import Edition, Exhibit, Hall, Launch, NewsItem, Participation, Person, Picture, Scenario
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_scenario,
)
from tests.support.showcase_factories import make_exhibit, make_launch, make_news

pytestmark = pytest.mark.django_db
LONG = "public, max-age=31536000, s-maxage=1, proxy-revalidate"
LATER = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)


def address(picture: Picture, width: int = 32) -> str:
    return f"/media/{picture.name}-{width}.webp"


def show_logo(picture):
    make_participation(organisation=make_organisation(logo=picture))


def show_portrait(picture):
    make_attendance(person=make_person(portrait=picture))


def show_speaker(picture):
    make_session(roles=[(make_person(portrait=picture), "speaker")])


SHOWN_BY = {
    "exhibitor": (show_logo, Participation, {"status": "withdrawn"}),
    "person": (show_portrait, Edition, {"published": False}),
    "speaker": (show_speaker, Person, {"portrait": None}),
    "edition": (lambda picture: make_edition(slug="2021", key_visual=picture), Edition, {"published": False}),
    "hall": (lambda picture: make_hall(picture=picture), Hall, {"picture": None}),
    "exhibit": (lambda picture: make_exhibit(picture=picture), Exhibit, {"status": "draft"}),
    "launch": (lambda picture: make_launch(picture=picture), Launch, {"published": False}),
    "news": (lambda picture: make_news(picture=picture), NewsItem, {"published": False}),
    "news to come": (lambda picture: make_news(picture=picture), NewsItem, {"publish_at": LATER}),
    "scenario": (lambda picture: make_scenario(picture=picture), Scenario, {"picture": None}),
}


@pytest.mark.parametrize("what", SHOWN_BY)
def test_a_picture_is_there_while_what_it_shows_is_public(client, what):
    picture = make_picture()
    show, model, withdrawal = SHOWN_BY[what]

    before = client.get(address(picture))
    show(picture)
    meanwhile = client.get(address(picture))
    model.objects.update(**withdrawal)
    after = client.get(address(picture))

    assert (before.status_code, meanwhile.status_code, after.status_code) == (404, 200, 404)
    assert (meanwhile["Content-Type"], meanwhile["Cache-Control"]) == ("image/webp", LONG)
    assert (before.content, before.headers) == (after.content, after.headers)
    assert after["Cache-Control"] == "public, max-age=1"


@pytest.mark.parametrize("status", ["draft", "confirmed", "withdrawn"])
def test_a_picture_of_what_is_not_public_answers_like_one_that_is_not_there(client, status):
    make_participation(organisation=make_organisation(logo=make_picture(7)), status=status)
    hidden, unknown = client.get(address(Picture.objects.get())), client.get(f"/media/{'0' * 40}-32.webp")

    assert (hidden.status_code, hidden.content, hidden.headers) == (404, unknown.content, unknown.headers)


def test_only_the_widths_that_were_made_have_addresses(client):
    picture = make_picture(width=700, height=350)
    make_hall(picture=picture)

    found = [width for width in (32, 320, 640, 700, 1280) if client.get(address(picture, width)).status_code == 200]

    assert found == [320, 640, 700] == picture.widths


def test_who_has_it_already_is_not_sent_it_again(client):
    picture = make_picture()
    make_hall(picture=picture)
    etag = client.get(address(picture))["ETag"]

    assert client.get(address(picture), headers={"if-none-match": etag}).status_code == 304


def test_nginx_is_told_which_file_to_send(client, settings):
    settings.ACCEL_PICTURES = "/stored-pictures/"
    picture = make_picture(width=700, height=350)
    make_hall(picture=picture)

    wide, small = client.get(address(picture, 700)), client.get(address(picture, 320))

    assert wide["X-Accel-Redirect"] == f"/stored-pictures/{picture.name}.webp"
    assert small["X-Accel-Redirect"] == f"/stored-pictures/{picture.name}-320.webp"
    assert (small.content, small["Cache-Control"]) == (b"", LONG)


def test_data_entry_sees_a_picture_before_the_public_and_nothing_keeps_it(client):
    picture = make_picture()
    user = User.objects.create_user("typist", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client.force_login(user)

    response = client.get(f"/admin/pictures/{picture.name}-32.webp")

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_was_lost_is_a_page_that_is_not_there(client):
    picture = make_picture(91)
    make_hall(picture=picture)
    storages["pictures"].delete(picture.file.name)

    assert client.get(address(picture)).status_code == 404
