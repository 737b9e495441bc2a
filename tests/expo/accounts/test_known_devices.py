"""A browser on which its owner has logged in before: no neighbour and no stranger shuts them out there."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from expo.accounts import known_devices, login_throttle
from expo.models import LoginAttempts

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
SECRET = "a long secret"


@pytest.fixture(autouse=True)
def ada():
    return User.objects.create_user("ada", password=SECRET)


def log_in(client, name="ada", password=SECRET):
    return client.post(LOGIN, {"username": name, "password": password}).status_code


@pytest.fixture
def known():
    """A browser on which Ada has logged in and out again."""
    client = Client()
    log_in(client)
    client.post("/accounts/logout/")
    return client


def shut_out() -> None:
    """As after a neighbour's many guesses: everybody at this address, and this name everywhere, waits."""
    now = timezone.now()
    later = {"failures": 50, "tried_at": now, "not_before": now + dt.timedelta(minutes=15)}
    for name, address in (("ada", "127.0.0.1"), ("ada", ""), ("", "127.0.0.1")):
        LoginAttempts.objects.update_or_create(name=name, address=address, defaults=later)


def test_the_owner_logs_in_where_they_are_known_whatever_others_try(known):
    shut_out()

    assert (log_in(Client()), log_in(known)) == (200, 302)


def test_without_the_cookie_the_owner_waits_like_everybody(known):
    shut_out()
    del known.cookies[known_devices.COOKIE]

    assert log_in(known) == 200


def test_guesses_on_a_known_device_wait_too(known):
    statuses = [log_in(known, password="wrong") for _ in range(login_throttle.FREE + 1)]
    LoginAttempts.objects.update(not_before=timezone.now() + dt.timedelta(seconds=30))

    assert (statuses, log_in(known)) == ([200] * (login_throttle.FREE + 1), 200)


def test_a_device_is_known_for_its_owner_s_name_only(known):
    User.objects.create_user("bea", password=SECRET)
    shut_out()

    assert log_in(known, "bea") == 200


@pytest.mark.parametrize("value", ["", "x", "0" * 32 + ":" + "0" * 32, "a:b:c"])
def test_a_cookie_that_is_not_ours_makes_no_device_known(known, value):
    shut_out()
    known.cookies[known_devices.COOKIE] = value

    assert log_in(known) == 200


def test_the_cookie_goes_to_the_accounts_only_and_names_nobody(client):
    User.objects.create_user("olympia", password=SECRET)
    log_in(client, "olympia")
    cookie = client.cookies[known_devices.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Lax")
    assert "olympia" not in cookie.value


def test_a_shared_device_knows_all_who_logged_in_on_it(known):
    User.objects.create_user("bea", password=SECRET)
    log_in(known, "bea")
    known.post("/accounts/logout/")
    shut_out()

    assert (log_in(known, "bea"), log_in(known)) == (302, 302)
