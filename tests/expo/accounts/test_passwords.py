"""Passwords that are too easy to guess here, and everybody's own page to change theirs."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.support.factories import make_edition
from tests.support.staff import a_clerk, signed_in

PAGE = "/accounts/password/"


def is_taken(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        "expo2019!",
        "Expo-2026-!!",
        "3xp02019!!",
        "SmartChina2019",
        "Chongqing#1997",
        "智博会20190826",
        "智博會2019082６",
        "Welcome2026!",
        "P@ssw0rd-2026",
        "sunshine!!2026",
        "adminadmin1",
        "12345678901",
    ],
)
def test_words_that_others_would_try_first_are_no_password(password):
    assert not is_taken(password)


@pytest.mark.parametrize("password", ["liwei-2026!", "li.wei.1985", "WeiLi#20190826", "liwei@example"])
def test_nor_are_those_of_the_own_name(password):
    user = User(username="li.wei", first_name="Wei", last_name="Li", email="liwei@example.org")

    assert not is_taken(password, user)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "x7$Kq9!z2W", "84-93-xk-20-77", "expo and seven grey herons", "山高月小水落石出"],
)
def test_what_nobody_would_guess_is_one(password):
    assert is_taken(password, User(username="li.wei"))


@pytest.fixture
def clerk(db):
    make_edition(slug="2019")
    client = a_clerk()
    client.user = User.objects.get()
    return client


def change(client, new, old="secret"):
    return client.post(PAGE, {"old_password": old, "new_password1": new, "new_password2": new}, follow=True)


def test_a_clerk_changes_the_own_password_and_stays_logged_in(clerk):
    other = signed_in(clerk.user)

    answer = change(clerk, "seven grey herons")

    clerk.user.refresh_from_db()
    assert clerk.user.check_password("seven grey herons")
    assert "Your password is changed." in answer.text
    assert (clerk.get("/desk/").status_code in (200, 302), other.get(PAGE).status_code) == (True, 302)


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "the expo&#x27;s, those of your own name"), ("zh-hans", "展会名称、您的姓名")]
)
def test_a_password_that_is_too_easy_is_refused_in_a_sentence(clerk, language, sentence):
    clerk.cookies["staff_language"] = language

    answer = change(clerk, "expo2019!")

    clerk.user.refresh_from_db()
    assert clerk.user.check_password("secret")
    assert sentence in answer.text


def test_without_the_old_password_nothing_is_changed(clerk):
    change(clerk, "seven grey herons", old="guessed")

    clerk.user.refresh_from_db()
    assert clerk.user.check_password("secret")


def test_every_page_of_the_desk_leads_there(clerk):
    assert f'href="{PAGE}"' in clerk.get("/desk/", follow=True).text
