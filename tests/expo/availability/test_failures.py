"""What stands in the site's way is said with a true status, on a page that needs nothing, in both languages."""

import errno
import json
import re

import pytest
from django.db import InterfaceError, OperationalError

from expo.availability import failures
from expo.views import site
from tests.support.server import ask_server

PATH = "/robots.txt"


class DriverError(Exception):
    def __init__(self, pgcode=None, sqlite_errorname=None):
        self.pgcode, self.sqlite_errorname = pgcode, sqlite_errorname


def database_error(**numbers):
    error = OperationalError("canary of the database")
    error.__cause__ = DriverError(**numbers)
    return error


@pytest.fixture
def fail_with(monkeypatch):
    """Let the view behind PATH end with an error, as though the machine had failed beneath it."""

    def arrange(error):
        def refuse(*arguments):
            raise error

        monkeypatch.setattr(site, "reverse", refuse)

    return arrange


@pytest.mark.parametrize(
    ("error", "status", "retry", "english", "chinese"),
    [
        (OperationalError("gone"), 503, "10", "The database does not answer", "数据库暂时没有响应"),
        (InterfaceError("closed"), 503, "10", "The database does not answer", "数据库暂时没有响应"),
        (
            database_error(sqlite_errorname="SQLITE_BUSY"),
            503,
            "10",
            "The database does not answer",
            "数据库暂时没有响应",
        ),
        (database_error(pgcode="53100"), 503, "120", "There is no room left", "服务器存储空间已满"),
        (database_error(sqlite_errorname="SQLITE_FULL"), 503, "120", "There is no room left", "服务器存储空间已满"),
        (OSError(errno.ENOSPC, "full"), 503, "120", "There is no room left", "服务器存储空间已满"),
        (database_error(pgcode="57014"), 503, "3", "Too many are asking", "当前访问人数过多"),
        (ValueError("canary"), 500, None, "Something went wrong on our side", "服务器出错"),
        (OSError(errno.EACCES, "canary"), 500, None, "Something went wrong on our side", "服务器出错"),
    ],
)
def test_each_failure_has_its_status_and_its_words(fail_with, error, status, retry, english, chinese):
    fail_with(error)

    answer = ask_server(PATH)

    assert (answer.status, answer.headers.get("Retry-After")) == (status, retry)
    assert (answer.headers["Cache-Control"], "canary" in answer.body) == ("no-store", False)
    assert (answer.body.count(f"<h1>{english}"), answer.body.count(f'<span lang="zh-Hans">{chinese}')) == (1, 1)


def test_without_static_files_the_page_says_so(fail_with, monkeypatch):
    fail_with(ValueError("Missing staticfiles manifest entry"))
    monkeypatch.setattr(failures.readiness, "static_files_problem", lambda: "None are there.")

    answer = ask_server(PATH)

    assert (answer.status, answer.headers["Retry-After"], "缺少静态文件" in answer.body) == (503, "60", True)


def test_an_error_tells_the_number_under_which_the_log_has_it(fail_with):
    fail_with(ValueError)

    answer = ask_server(PATH)

    number = answer.headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{16}", number)
    assert f"Number of this request: <code>{number}</code>" in answer.body
    assert f"请求编号：<code>{number}</code>" in answer.body


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("", "The database does not answer at this moment. Please try again shortly. "),
        ("fr, zh-CN;q=0.5, en;q=0.1", "数据库暂时没有响应。请稍后再试。"),
        ("en-GB, zh", "The database does not answer at this moment. Please try again shortly. "),
    ],
)
def test_a_program_is_told_in_its_own_language_and_form(fail_with, language, detail):
    fail_with(OperationalError("gone"))

    answer = ask_server(PATH, HTTP_ACCEPT="application/json", HTTP_ACCEPT_LANGUAGE=language)

    told = json.loads(answer.body)
    assert (answer.headers["Content-Type"], answer.headers["Retry-After"]) == ("application/problem+json", "10")
    assert (told["status"], told["code"], told["request"]) == (503, "database", answer.headers["X-Request-ID"])
    assert told["detail"].startswith(detail)


@pytest.mark.parametrize(
    ("path", "accepted", "program"),
    [
        ("/en/", "text/html,application/xhtml+xml,application/json;q=0.9", False),
        ("/en/", "", False),
        ("/desk/2019/", "application/json", True),
        ("/api/v1/editions", "text/html", True),
    ],
)
def test_programs_are_told_from_people(path, accepted, program):
    assert failures.is_program({"PATH_INFO": path, "HTTP_ACCEPT": accepted}) is program
