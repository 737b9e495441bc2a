"""Logging in: who mistypes tries again, who guesses waits longer and longer."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from expo.accounts import login_throttle
from expo.models import LoginAttempts

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2019, 8, 26, 9, tzinfo=dt.UTC)
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def ada():
    return User.objects.create_user("ada", password="a long secret")


def log_in(client, *password):
    return client.post(LOGIN, {"username": "ada", "password": password or "wrong"})


def said(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_the_wait_doubles_after_four_failures_and_ends_at_a_quarter_of_an_hour():
    waits = [login_throttle.wait_after(failures).total_seconds() for failures in (1, 4, 5, 6, 13, 14, 500)]

    assert waits == [0, 0, 2, 4, 512, 900, 900]


def test_a_few_mistakes_cost_nothing(client):
    answers = [log_in(client).status_code for _ in range(login_throttle.FREE)]

    assert answers == [200] * login_throttle.FREE
    assert log_in(client, "a long secret").status_code == 302
    assert not LoginAttempts.objects.filter(name="ada").exists()


def test_then_even_the_right_password_waits(client):
    for _ in range(login_throttle.FREE + 1):
        log_in(client)
    LoginAttempts.objects.update(not_before=timezone.now() + dt.timedelta(seconds=59.5))

    refused = log_in(client, "a long secret")
    LoginAttempts.objects.update(not_before=timezone.now())
    let_in = log_in(client, "a long secret")

    assert said(refused) == ["Too many attempts failed. Wait 60 seconds and try again."]
    assert let_in.status_code == 302


def test_without_the_count_guessing_goes_on(client, monkeypatch):
    monkeypatch.setattr(login_throttle, "wait_after", lambda *failures: dt.timedelta())

    for _ in range(login_throttle.FREE + 5):
        log_in(client)

    assert log_in(client, "a long secret").status_code == 302


@pytest.mark.parametrize(
    ("left", "language", "sentence"),
    [
        (0.5, "en", "Too many attempts failed. Wait 1 second and try again."),
        (600, "en", "Too many attempts failed. Wait 10 minutes and try again."),
        (30, "zh-hans", "登录失败次数过多。请等待 30 秒后重试。"),
        (600, "zh-hans", "登录失败次数过多。请等待 10 分钟后重试。"),
    ],
)
def test_the_wait_is_said_in_a_sentence(client, left, language, sentence):
    client.cookies["staff_language"] = language
    now = timezone.now()
    LoginAttempts.objects.create(
        name="ada", address="127.0.0.1", failures=9, tried_at=now, not_before=now + dt.timedelta(seconds=left)
    )

    assert said(log_in(client)) == [sentence]


def tries(name: str, address: str, times: int) -> list[float]:
    """The seconds that each of so many tries at once would have to wait."""
    return [login_throttle.begin_attempt(name, address, NOW).total_seconds() for _ in range(times)]


def test_one_name_from_one_address_waits_after_a_few_failures():
    tries("ada", "10.0.0.1", login_throttle.FREE + 1)

    waits = [tries(*who, 1) for who in (("Ada", "10.0.0.1"), ("ada", "10.0.0.2"), ("bea", "10.0.0.1"))]

    assert waits == [[2], [0], [0]]


def test_one_name_waits_however_many_addresses_it_is_tried_from():
    for number in range(login_throttle.FREE_OF_NAME + 1):
        tries("ada", f"10.0.0.{number}", 1)

    assert (tries("ada", "10.0.1.1", 1), tries("bea", "10.0.1.1", 1)) == ([2], [0])


def test_whoever_asked_a_moment_before_and_is_counted_after_does_not_wait():
    login_throttle.begin_attempt("ada", "10.0.0.1", NOW + dt.timedelta(milliseconds=20))

    assert (tries("bea", "10.0.0.1", 1), tries("ada", "10.0.0.1", 1), tries("ada", "10.0.0.2", 1)) == ([0], [0], [0])


@pytest.mark.parametrize(
    ("attacker", "stranger"), [("10.0.0.1", "10.0.0.2"), ("2001:db8::1", "2001:db8:0:1::1"), ("", "10.0.0.2")]
)
def test_one_address_waits_however_many_names_it_tries(attacker, stranger):
    for number in range(login_throttle.FREE_OF_ADDRESS + 1):
        tries(f"name-{number}", attacker, 1)

    assert (tries("another", attacker, 1), tries("another", stranger, 1)) == ([2], [0])


def test_the_addresses_of_one_ipv6_network_are_one():
    for number in range(login_throttle.FREE_OF_ADDRESS + 1):
        tries(f"name-{number}", f"2001:db8::{number:x}", 1)

    assert tries("another", "2001:db8::ffff", 1) == [2]


@pytest.mark.thorough
def test_hundreds_of_made_up_names_from_one_address_leave_a_few_rows_and_cost_a_few_hashes(client, monkeypatch):
    hashed = []
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(User, "set_password", lambda user, password: hashed.append(password))

    for number in range(300):
        client.post(LOGIN, {"username": f"nobody-{number}", "password": "wrong"})

    assert len(hashed) == login_throttle.FREE_OF_ADDRESS + 1
    assert LoginAttempts.objects.count() == 2 * (login_throttle.FREE_OF_ADDRESS + 1) + 1


def test_whoever_waits_writes_nothing(client, django_assert_num_queries):
    for _ in range(login_throttle.FREE + 1):
        log_in(client)
    LoginAttempts.objects.update(not_before=timezone.now() + dt.timedelta(minutes=1))
    before = list(LoginAttempts.objects.order_by("pk").values())

    with django_assert_num_queries(1):
        log_in(client)

    assert list(LoginAttempts.objects.order_by("pk").values()) == before


def test_a_login_of_one_s_own_does_not_let_one_go_on_guessing_at_others(client):
    User.objects.create_user("bea", password="a secret of bea")
    for number in range(login_throttle.FREE_OF_ADDRESS):
        client.post(LOGIN, {"username": f"name-{number}", "password": "wrong"})

    client.post(LOGIN, {"username": "bea", "password": "a secret of bea"})

    assert LoginAttempts.objects.get(name="").failures == login_throttle.FREE_OF_ADDRESS


def test_counts_are_forgotten_after_a_day():
    login_throttle.begin_attempt("ada", "10.0.0.1", NOW)

    login_throttle.begin_attempt("bea", "10.0.0.1", NOW + dt.timedelta(days=1, seconds=1))

    assert not LoginAttempts.objects.filter(name="ada").exists()


@pytest.mark.parametrize(("behind", "address"), [(False, "127.0.0.1"), (True, "203.0.113.9")])
def test_only_a_proxy_s_own_word_on_the_address_counts(settings, behind, address):
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get(LOGIN, headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})

    assert login_throttle.client_address(request) == address


def test_the_database_counts_each_name_and_address_once():
    LoginAttempts.objects.create(name="ada", address="10.0.0.1", tried_at=NOW, not_before=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        LoginAttempts.objects.create(name="ada", address="10.0.0.1", tried_at=NOW, not_before=NOW)


@pytest.mark.django_db(transaction=True)
def test_many_guesses_in_one_moment_are_all_counted():
    together = threading.Barrier(8)

    def guess(_number):
        together.wait()
        try:
            return bool(login_throttle.begin_attempt("ada", "10.0.0.1", NOW))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        refused = sorted(pool.map(guess, range(8)))

    assert refused == [False] * (login_throttle.FREE + 1) + [True] * 3
