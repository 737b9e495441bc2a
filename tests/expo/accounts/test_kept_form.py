"""Nothing typed is lost by whoever is logged out when they send it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from expo.models import Person
from tests.support.reading import elements, texts

pytestmark = pytest.mark.django_db
ADD = "/admin/expo/person/add/"
BY_HAND = {"accept": "text/html,*/*"}
TYPED = {"name_en": 'Ada "Li" <3', "areas": ["1", "2"], "password": "never", "_save": "Save"}


@pytest.fixture(autouse=True)
def ada():
    return User.objects.create_superuser("ada", password="a long secret")


def hidden(response):
    return [
        (one.attributes["name"], one.attributes.get("value", ""))
        for one in elements(response, "input")
        if one.attributes.get("type") == "hidden" and one.attributes["name"] != "csrfmiddlewaretoken"
    ]


def logged_in_on(client, page, *, mistyped=False):
    typed = {"username": "ada", "password": "wrong" if mistyped else "a long secret"}
    return client.post("/accounts/login/", typed | dict(hidden(page)))


def test_what_is_sent_while_logged_out_is_offered_after_logging_in(client):
    page = client.post(ADD, TYPED, headers=BY_HAND)
    mistyped = logged_in_on(client, page, mistyped=True)

    offered = logged_in_on(client, mistyped)

    assert page.status_code == 403
    assert not Person.objects.exists()
    assert {one.attributes["action"] for one in elements(offered, "form")} >= {ADD}
    assert [pair for pair in hidden(offered) if pair[0] != "next"] == [
        ("name_en", 'Ada "Li" <3'),
        ("areas", "1"),
        ("areas", "2"),
        ("_save", "Save"),
    ]


def test_files_are_said_to_be_missing(client, tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4")
    with path.open("rb") as file:
        page = client.post(ADD, {"name_en": "Ada", "scan": file}, headers=BY_HAND)

    offered = logged_in_on(client, page)

    assert "Files are not kept: choose them again afterwards." in texts(offered, "p")


def test_scripts_are_led_to_the_login_as_ever(client):
    answer = client.post(ADD, TYPED, headers={"accept": "application/json"})

    assert answer.status_code == 302


def test_logging_in_leads_to_the_page_that_was_asked_for(client):
    answer = client.post("/accounts/login/", {"username": "ada", "password": "a long secret", "next": ADD})

    assert answer["Location"] == ADD


def test_nothing_is_offered_to_be_sent_to_another_site(client):
    sent = {"username": "ada", "password": "a long secret", "next": "https://example.org/", "kept": "a=b"}

    assert client.post("/accounts/login/", sent)["Location"] == reverse("staff")


@pytest.mark.parametrize(
    ("headers", "offered"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://testserver"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, False),
        ({}, False),
    ],
)
def test_a_form_opened_before_logging_in_anew_is_offered_if_it_is_ours(ada, headers, offered):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    page = client.post(ADD, TYPED, headers=headers)

    assert page.status_code == 403
    assert (("name_en", 'Ada "Li" <3') in hidden(page)) == offered
    assert ("The form was not accepted." in page.text) != offered
    assert not Person.objects.exists()


def test_whoever_is_not_logged_in_is_offered_nothing():
    page = Client(enforce_csrf_checks=True).post(ADD, TYPED, headers={"sec-fetch-site": "same-origin"})

    assert "The form was not accepted." in page.text
