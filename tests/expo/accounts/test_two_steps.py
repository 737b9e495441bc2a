"""Logging in in two steps: a code from the phone besides the password, or a recovery code, each good once."""

import datetime as dt
import html
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expo.accounts import login_throttle, second_factor
from expo.models import LoginAttempts, RecoveryCode, SecondFactor, StaffEvent, Trace
from expo.recovery import deletions
from tests.support.staff import signed_in

pytestmark = pytest.mark.django_db
LOGIN, PAGE, PASSWORD = "/accounts/login/", "/accounts/two-steps/", "a long secret"
TYPED = "/admin/expo/person/add/"
# RFC 6238, appendix B: the secret of its table for SHA-1, and moments with the last six digits of their codes.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
MOMENTS = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}


@pytest.fixture(autouse=True)
def ada():
    return User.objects.create_user("ada", password=PASSWORD, is_staff=True)


def at(seconds):
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def code_at(moment, secret=SECRET):
    return second_factor.one_time_codes(secret).generate(int(moment.timestamp())).decode()


@pytest.fixture
def codes(ada):
    """Recovery codes of Ada, who has set her phone up an hour ago."""
    before = timezone.now() - dt.timedelta(hours=1)
    return second_factor.set_up(ada, SECRET, code_at(before), before)


def log_in(client, code="", **more):
    return client.post(LOGIN, {"username": "ada", "password": PASSWORD, "code": code} | more)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("seconds", "code"), MOMENTS.items())
def test_codes_are_those_of_the_rfc(seconds, code):
    assert second_factor.is_code_of(SECRET, code, at(seconds))
    assert not second_factor.is_code_of(SECRET, f"{int(code) + 1:06}", at(seconds))


@pytest.mark.parametrize(("late", "good"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_phone_s_clock_may_be_half_a_minute_off(late, good):
    assert second_factor.is_code_of(SECRET, code_at(at(1_000_000_000 + late)), at(1_000_000_000)) is good


@pytest.mark.parametrize("typed", ["287 082", "287-082", "２８７０８２", " 287082\t"])
def test_a_code_may_be_typed_as_it_is_shown_or_in_full_width(typed):
    assert second_factor.is_code_of(SECRET, typed, at(59))


@pytest.mark.parametrize("typed", ["", "28708", "2870822", "٢٨٧٠٨٢", "aaaaaa", "💥", "-1", "二八七〇八二"])
def test_nonsense_is_no_code(typed):
    assert not second_factor.is_code_of(SECRET, typed, at(59))


def test_without_a_second_factor_the_password_is_enough(client):
    assert log_in(client).status_code == 302


def test_with_one_the_password_alone_is_not_enough_and_nobody_learns_that_it_was_right(client, codes):
    alone, wrong = log_in(client), log_in(client, password="guess")
    mistaken = log_in(client, "000000" if code_at(timezone.now()) != "000000" else "000001")

    said = [[*answer.context["form"].non_field_errors()] for answer in (alone, wrong, mistaken)]
    assert said[0] == said[1] == said[2] != []
    assert not is_in(client)
    assert log_in(client, code_at(timezone.now())).status_code == 302


def test_nor_by_what_is_asked_of_the_database(client, codes):
    asked = []
    for sent in ({"password": "guess"}, {}):
        LoginAttempts.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            log_in(client, "12345", **sent)
        asked.append([re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in queries])

    assert len(asked[0]) == len(asked[1])


def test_no_code_is_good_twice_nor_one_before_it(client, codes):
    now = timezone.now()
    first = log_in(client, code_at(now + dt.timedelta(seconds=30)))
    others = [log_in(Client(), code_at(now + dt.timedelta(seconds=late))).status_code for late in (30, 0, -30)]

    assert (first.status_code, others) == (302, [200, 200, 200])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_one_code_at_once_one_comes_in(ada):
    before, now = timezone.now() - dt.timedelta(hours=1), timezone.now()
    recovery = second_factor.set_up(ada, SECRET, code_at(before), before)[0]

    def use(code):
        try:
            return second_factor.is_good_code(ada, code, now)
        finally:
            connection.close()

    for code in (code_at(now), recovery):
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(use, [code] * 4)) == [False, False, False, True]


def test_codes_are_good_again_once_a_clock_that_ran_ahead_is_set_right(client, codes):
    SecondFactor.objects.update(last_period=2**40)

    assert [log_in(Client(), code_at(timezone.now())).status_code for _try in "12"] == [302, 200]


def test_a_recovery_code_lets_in_once(client, codes):
    typed = f"{codes[0][:4]} {codes[0][4:8]} {codes[0][8:]}"

    assert [log_in(Client(), typed).status_code for _try in "12"] == [302, 200]
    assert second_factor.unused_recovery_codes(User.objects.get()) == 9
    assert not RecoveryCode.objects.filter(digest__contains=codes[0]).exists()


def test_wrong_codes_wait_as_wrong_passwords_do(client, codes):
    for _ in range(login_throttle.FREE + 1):
        log_in(client)
    LoginAttempts.objects.update(not_before=timezone.now() + dt.timedelta(seconds=59.5))

    assert log_in(client, code_at(timezone.now())).status_code == 200
    assert not is_in(client)


def test_another_s_code_opens_nothing(client, codes):
    other = User.objects.create_user("bob", password=PASSWORD)
    secret, now = second_factor.new_secret(), timezone.now() - dt.timedelta(hours=1)
    theirs = second_factor.set_up(other, secret, code_at(now, secret), now)

    assert [log_in(client, code).status_code for code in (theirs[0], code_at(timezone.now(), secret))] == [200, 200]


def send(client, what, code, password=PASSWORD):
    return client.post(f"{PAGE}{what}/", {"password": password, "code": code})


def shown_secret(client):
    return re.sub(r"\s", "", re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(PAGE).content.decode())[1])


def shown_codes(answer):
    return [code.replace(" ", "") for code in re.findall(r"<code>([\d ]+)</code>", answer.content.decode())]


def test_it_is_set_up_with_the_key_that_the_page_shows_and_looking_twice_shows_the_same(ada):
    client = signed_in(ada)
    secret = shown_secret(client)
    answer = send(client, "set-up", code_at(timezone.now(), shown_secret(client)))

    assert SecondFactor.objects.get().secret == secret
    assert len(set(shown_codes(answer))) == 10
    assert log_in(Client(), shown_codes(answer)[3]).status_code == 302
    assert secret not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("password", "code", "field"), [("guess", None, "password"), (PASSWORD, "12", "code")])
def test_it_is_not_set_up_by_whoever_finds_an_open_laptop_or_scans_nothing(ada, password, code, field):
    client = signed_in(ada)
    answer = send(client, "set-up", code or code_at(timezone.now(), shown_secret(client)), password)

    assert list(answer.context["form"].errors) == [field]
    assert not SecondFactor.objects.exists()


def test_pressed_twice_it_is_set_up_once(ada):
    client = signed_in(ada)
    code = code_at(timezone.now(), shown_secret(client))
    send(client, "set-up", code)
    twice = send(client, "set-up", code)

    assert (twice.status_code, twice["Location"]) == (302, PAGE)
    assert SecondFactor.objects.count() == 1
    assert RecoveryCode.objects.count() == 10


def test_the_key_is_another_one_for_whoever_comes_by_later(ada):
    client = signed_in(ada)
    first = shown_secret(client)
    session = client.session
    session["second_factor_shown"] = [first, timezone.now().timestamp() - 16 * 60]
    session.save()

    assert shown_secret(client) != first


def test_nor_is_it_shown_again_after_another_device_was_set_up_and_turned_off(ada):
    mine, other = signed_in(ada), signed_in(ada)
    first = shown_secret(mine)
    codes = shown_codes(send(other, "set-up", code_at(timezone.now(), shown_secret(other))))
    mine.get(PAGE)
    send(other, "off", codes[0])

    assert shown_secret(mine) != first


def test_a_session_that_came_second_has_given_no_code(ada, monkeypatch):
    client = signed_in(ada)
    code = code_at(timezone.now(), shown_secret(client))
    monkeypatch.setattr(second_factor, "set_up", lambda *given: [])
    answer = send(client, "set-up", code)

    assert (answer.status_code, second_factor.GIVEN in client.session) == (302, False)


def test_new_codes_make_the_former_void(ada, codes):
    answer = send(signed_in(ada), "codes", codes[0])

    assert not set(codes) & set(shown_codes(answer))
    assert log_in(Client(), codes[1]).status_code == 200
    assert log_in(Client(), shown_codes(answer)[0]).status_code == 302


@pytest.mark.parametrize(("password", "code"), [("guess", 0), (PASSWORD, "123456789012"), (PASSWORD, "")])
def test_it_is_turned_off_by_password_and_code_alone(ada, codes, password, code):
    client = signed_in(ada)
    refused = send(client, "off", codes[code] if code == 0 else code, password)
    still_on = SecondFactor.objects.exists()
    send(client, "off", codes[1])

    assert (refused.status_code, still_on, SecondFactor.objects.exists()) == (200, True, False)
    assert log_in(Client()).status_code == 302


def test_each_change_stands_in_the_log_of_staff(ada, codes):
    client = signed_in(ada)
    send(client, "codes", codes[0])
    send(client, "off", code_at(timezone.now()))

    events = StaffEvent.objects.order_by("position").values_list("verb", "subject", "actor")
    assert list(events) == [(verb, "ada", "ada") for verb in ("steps_on", "new_codes", "steps_off")]
    assert StaffEvent.objects.last().told["where"] == "127.0.0.1"
    assert not any(secret in event.body for event in StaffEvent.objects.all() for secret in (SECRET, *codes))


def change_password(client, old=PASSWORD, **more):
    new = "another long secret"
    sent = {"old_password": old, "new_password1": new, "new_password2": new} | more
    return client.post("/accounts/password/", sent)


def test_a_password_is_changed_with_a_code_where_there_is_a_second_factor(ada, codes):
    client = signed_in(ada)
    answers = [change_password(client, code=code).status_code for code in ("", "123456789012", codes[0])]

    assert answers == [200, 200, 302]


def test_whoever_guesses_at_an_open_laptop_waits_as_at_the_door(ada):
    client = signed_in(ada)
    for _ in range(login_throttle.FREE + 1):
        change_password(client, "guess")
    LoginAttempts.objects.update(not_before=timezone.now() + dt.timedelta(seconds=59.5))
    answer = change_password(client)

    assert "Too many attempts failed" in answer.content.decode()
    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/"


def test_wrong_codes_wait_there_too_although_the_password_is_right(ada, codes):
    client = signed_in(ada)
    for _ in range(login_throttle.FREE + 1):
        change_password(client, code="123456789012")
    LoginAttempts.objects.update(not_before=timezone.now() + dt.timedelta(seconds=59.5))

    assert "Too many attempts failed" in change_password(client, code=codes[0]).content.decode()


def test_a_new_password_that_will_not_do_uses_no_code_up(ada, codes):
    client = signed_in(ada)
    refused = change_password(client, code=codes[0], new_password2="mistyped")

    assert (refused.status_code, change_password(client, code=codes[0]).status_code) == (200, 302)


def test_a_deleted_account_leaves_no_secret_and_comes_back_without(ada, codes):
    keeper = User.objects.create_superuser("chief")
    deletions.delete_rows([ada], by=keeper)

    trace = Trace.objects.get()
    assert "secret" not in json.dumps(trace.below)
    assert not RecoveryCode.objects.exists()


def test_a_code_that_was_sent_while_logged_out_is_not_kept_in_the_page(client, codes):
    answer = client.post(f"{PAGE}off/", {"password": PASSWORD, "code": codes[0]}, HTTP_ACCEPT="text/html")

    assert answer.status_code == 403
    assert codes[0] not in answer.content.decode()


class TestWhereTheHouseAsksEverybody:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.REQUIRE_SECOND_FACTOR = True

    def test_whoever_has_none_is_led_to_where_it_is_set_up_and_on_from_there(self, ada):
        client = signed_in(ada)

        assert client.get("/desk/status/")["Location"] == f"{PAGE}?next=%2Fdesk%2Fstatus%2F"
        assert (
            '<input type="hidden" name="next" value="/admin/">' in client.get(f"{PAGE}?next=/admin/").content.decode()
        )
        code = code_at(timezone.now(), shown_secret(client))
        answer = client.post(f"{PAGE}set-up/", {"password": PASSWORD, "code": code, "next": "/admin/"})
        assert '<a href="/admin/">I have them</a>' in answer.content.decode()
        assert client.get("/admin/").status_code == 200

    @pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_nobody_is_led_elsewhere(self, ada, address):
        page = signed_in(ada).get(PAGE, {"next": address}).content.decode()

        assert f'name="next" value="{address}' not in page

    def test_what_whoever_has_none_has_typed_is_sent_once_it_is_set_up(self, ada):
        client = signed_in(ada)
        page = client.post(TYPED, {"name_en": "Ada Typed"}, HTTP_ACCEPT="text/html")
        kept = re.search(r'name="kept" value="([^"]+)"', page.content.decode())[1]
        code = code_at(timezone.now(), shown_secret(client))
        wrong = {"password": "guess", "code": code, "next": TYPED, "kept": html.unescape(kept)}
        again = client.post(f"{PAGE}set-up/", wrong).content.decode()
        answer = client.post(f"{PAGE}set-up/", wrong | {"password": PASSWORD}).content.decode()

        assert (page.status_code, kept in again) == (403, True)
        assert f'action="{TYPED}"' in answer
        assert '<input type="hidden" name="name_en" value="Ada Typed">' in answer

    def test_nor_is_it_lost_where_it_was_set_up_elsewhere_meanwhile(self, ada, codes):
        page = signed_in(ada).post(TYPED, {"name_en": "Ada Typed"}, HTTP_ACCEPT="text/html")

        assert (page.status_code, "name_en=Ada+Typed" in page.content.decode()) == (403, True)

    def test_whoever_came_in_before_it_was_set_up_logs_in_again(self, ada, codes):
        client = signed_in(ada)

        assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
        assert not is_in(client)
        log_in(client, codes[0])
        assert client.get("/admin/").status_code == 200

    def test_public_pages_and_the_way_out_ask_nobody(self, ada):
        client = signed_in(ada)

        assert client.get("/accounts/password/").status_code == 200
        assert client.post("/accounts/logout/").status_code == 302
        assert client.get("/healthz").status_code == 200
