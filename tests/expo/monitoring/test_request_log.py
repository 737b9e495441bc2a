"""One line for each request: enough to find out what happened, and nothing that somebody has sent."""

import io
import json
import logging
import re

import pytest

from expo.accounts import login_form
from expo.monitoring.json_lines import JsonLines
from expo.monitoring.request_log import LOGGER
from tests.support.server import ask_server
from tests.support.staff import make_editor, signed_in

CANARY = "canary-4711"


@pytest.fixture
def lines():
    """What the log has been told, as JSON, each time it is asked."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), LOGGER.level
    root.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    LOGGER.setLevel(level)


def test_a_line_tells_what_was_asked_and_how_it_was_answered(db, lines):
    answer = ask_server("/en/2019/agenda/mine/", query="s=1")

    [line] = lines()
    told = {name: line[name] for name in ("method", "path", "route", "status", "user", "level", "request_id")}
    assert told == {
        "method": "GET",
        "path": "/en/2019/agenda/mine/",
        "route": "agenda:mine",
        "status": 404,
        "user": None,
        "level": "INFO",
        "request_id": answer.headers["X-Request-ID"],
    }
    assert line["ms"] > 0
    assert line["queries"] > 0


def test_a_line_names_whoever_is_logged_in(db, lines):
    editor = make_editor()
    session = signed_in(editor).cookies["sessionid"].value

    ask_server("/admin/", HTTP_COOKIE=f"sessionid={session}")

    [line] = lines()
    assert (line["user"], line["route"], line["status"]) == (editor.pk, "admin:index", 200)
    assert session not in json.dumps(line)


def test_an_error_is_one_line_with_its_trace(lines, monkeypatch):
    monkeypatch.setattr("expo.views.site.ROBOTS", None)

    ask_server("/robots.txt")

    [line] = lines()
    assert (line["level"], line["status"], line["error"]) == ("ERROR", 500, ["builtins.AttributeError"])
    assert re.search(r"expo/views/site\.py:\d+ robots_file$", line["trace"][-1])


def test_nothing_that_somebody_sends_is_in_the_log(db, lines, monkeypatch):
    """Also not where it makes an error, whose message repeats it."""

    def refuse(self):
        raise ValueError(self.data["password"]) from KeyError(CANARY)

    sent = {
        "query": f"next={CANARY}&token={CANARY}",
        "body": f"username={CANARY}&password={CANARY}&csrfmiddlewaretoken={'a' * 32}".encode(),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "HTTP_COOKIE": f"csrftoken={'a' * 32}; sessionid={CANARY}",
        "HTTP_AUTHORIZATION": f"Bearer {CANARY}",
        "HTTP_REFERER": f"http://127.0.0.1/{CANARY}",
        "HTTP_USER_AGENT": CANARY,
        "HTTP_X_REQUEST_ID": CANARY,
    }
    ask_server("/accounts/login/", "POST", **sent)
    ask_server("/en/2019/search/", query=f"q={CANARY}")
    monkeypatch.setattr(login_form.LoginForm, "is_valid", refuse)
    failed = ask_server("/accounts/login/", "POST", **sent)

    assert (failed.status, len(lines())) == (500, 3)
    assert [line for line in lines() if CANARY in json.dumps(line)] == []
    assert lines()[-1]["error"] == ["builtins.ValueError", "builtins.KeyError"]


@pytest.mark.parametrize(
    ("behind_proxy", "given", "taken"),
    [
        (True, "0123456789abcdef0123456789abcdef", True),
        (False, "0123456789abcdef0123456789abcdef", False),
        (True, "short", False),
        (True, "a" * 65, False),
        (True, "0123456789\r\nSet-Cookie: x", False),
        (True, "<script>alert</script>", False),
    ],
)
def test_the_number_is_the_proxy_s_where_it_can_be_one(settings, behind_proxy, given, taken):
    settings.BEHIND_PROXY = behind_proxy

    number = ask_server("/healthz", HTTP_X_REQUEST_ID=given, HTTP_X_FORWARDED_PROTO="https").headers["X-Request-ID"]

    assert (number == given) is taken
    assert re.fullmatch("[A-Za-z0-9-]{8,64}", number)


def test_a_path_cannot_begin_a_line_of_its_own(lines):
    ask_server("/en/\n" + "x" * 1000)

    [line] = lines()
    assert (line["path"][:9], len(line["path"])) == ("/en/%0Axx", 300)
