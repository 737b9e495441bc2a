"""The ways in which the site can fail, and what it says then: on a page, or to a program.

All of it is text that was there before: no database, template, list of static files or catalogue is asked. A page says
both languages at once; a program is told in the one that it asked for.
"""

import errno
import html
import json
import string
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from expo.db.replica import note_failure
from expo.monitoring.exchange import current_exchange
from expo.web import readiness
from expo.web.middleware import content_security_policy

PAGE = string.Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
FULL = {errno.ENOSPC, errno.EDQUOT}
FULL_DATABASE = {"53100", "SQLITE_FULL"}
TIMED_OUT = "57014"


@dataclass(frozen=True)
class Failure:
    """`code` tells programs which it is; `retry_after` in seconds, 0 where nobody can say whether it will help."""

    code: str
    status: HTTPStatus
    head_en: str
    head_zh: str
    text_en: str
    text_zh: str
    retry_after: int = 0


ERROR = Failure(
    "error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong on our side.",
    "服务器出错。",
    "It has been noted in the log. Please try again in a minute. What was recorded stays recorded; what was being sent "
    "can be sent again without counting twice.",
    "错误已记入日志，请稍后再试。已经登记的内容不会丢失，正在提交的内容可以再次提交，不会重复计数。",
)
DATABASE = Failure(
    "database",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The database does not answer at this moment.",
    "数据库暂时没有响应。",
    "Please try again shortly. What was recorded stays recorded; what was being sent can be sent again without "
    "counting twice.",
    "请稍后再试。已经登记的内容不会丢失，正在提交的内容可以再次提交，不会重复计数。",
    10,
)
DISK = Failure(
    "disk",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "There is no room left to save anything.",
    "服务器存储空间已满。",
    "Nothing of what was sent was saved. Whoever runs the site has to make room; please try again later.",
    "提交的内容未被保存。需要由网站管理员清理空间，请稍后再试。",
    120,
)
STATIC = Failure(
    "static",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The site is not set up completely.",
    "网站尚未部署完成。",
    "Its static files are missing. Whoever runs the site finds at /readyz what to do; please try again later.",
    "缺少静态文件。网站管理员可在 /readyz 查看处理办法，请稍后再试。",
    60,
)
BUSY = Failure(
    "busy",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Too many are asking for this at this moment.",
    "当前访问人数过多。",
    "Please try again in a few seconds. All other pages are there.",
    "请过几秒再试，其他页面仍可正常访问。",
    3,
)
SEARCH = Failure(
    "search",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The search is being made ready.",
    "搜索索引正在更新。",
    "Please try again in a few seconds. All lists and pages are there without it.",
    "请过几秒再试，所有列表和页面仍可正常浏览。",
    5,
)
UNREACHABLE = Failure(
    "unreachable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The site is being started.",
    "网站正在启动。",
    "Please try again in a minute. What was recorded stays recorded; what was being sent can be sent again without "
    "counting twice.",
    "请稍后再试。已经登记的内容不会丢失，正在提交的内容可以再次提交，不会重复计数。",
    30,
)


def failure_page(request: HttpRequest) -> HttpResponse:
    """What Django calls where a view, or anything around it, has failed."""
    error = sys.exc_info()[1]
    current_exchange(request.META).error = error
    failure = recognise_failure(error)
    if isinstance(error, Error) and failure is not BUSY:
        # What took too long is not asked a second time, of a database that has more to do.
        note_failure()
    content, headers = failure_content(failure, request.META)
    return HttpResponse(content, status=failure.status, headers=headers)


def recognise_failure(error: BaseException | None) -> Failure:
    """What of the site's surroundings is missing; where it is none of these, the fault is the site's own."""
    number = getattr(error, "errno", None)
    if isinstance(error, OSError) and number in FULL:
        return DISK
    if isinstance(error, OperationalError | InterfaceError):
        return recognise_database_failure(error.__cause__)
    if isinstance(error, ValueError) and readiness.static_files_problem():
        return STATIC
    return ERROR


def recognise_database_failure(error: BaseException | None) -> Failure:
    """By the driver's own exception, which knows its number."""
    numbers = {getattr(error, "pgcode", None), getattr(error, "sqlite_errorname", None)}
    if numbers & FULL_DATABASE:
        return DISK
    return BUSY if TIMED_OUT in numbers else DATABASE


def failure_content(failure: Failure, environ: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The bytes of an answer and its headers: a problem for programs, a page for people."""
    number = current_exchange(environ).request_id
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": content_security_policy()}
    if failure.retry_after:
        headers["Retry-After"] = str(failure.retry_after)
    if is_program(environ):
        headers |= {"Content-Type": "application/problem+json", "Vary": "Accept-Language"}
        return problem(failure, number, prefers_chinese(environ)), headers
    headers["Content-Type"] = "text/html; charset=utf-8"
    return page(failure, number).encode(), headers


def is_program(environ: Mapping[str, Any]) -> bool:
    """The programming interface, and what asks for JSON, as the scripts of our own pages do."""
    accepted = environ.get("HTTP_ACCEPT", "")
    asks_for_json = "json" in accepted and "text/html" not in accepted
    return asks_for_json or environ.get("PATH_INFO", "").startswith("/api/")


def prefers_chinese(environ: Mapping[str, Any]) -> bool:
    for code, _weight in parse_accept_lang_header(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:500].lower()):
        if code.startswith(("zh", "en")):
            return code.startswith("zh")
    return False


def problem(failure: Failure, number: str, chinese: bool) -> bytes:
    """As RFC 9457 has it; `request` is what to tell whoever runs the site."""
    head, text = (failure.head_zh, failure.text_zh) if chinese else (failure.head_en, f" {failure.text_en}")
    told = {
        "type": "about:blank",
        "title": failure.status.phrase,
        "status": int(failure.status),
        "code": failure.code,
        "detail": head + text,
    }
    if number:
        told["request"] = number
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def page(failure: Failure, number: str) -> str:
    """Without a number where nobody could find it in a log: on pages that are written beforehand."""
    number_en = number_zh = ""
    if number:
        number_en = f"<p>Number of this request: <code>{number}</code></p>"
        number_zh = f"<p>请求编号：<code>{number}</code></p>"
    texts = {
        "status": str(int(failure.status)),
        "head_en": failure.head_en,
        "head_zh": failure.head_zh,
        "text_en": failure.text_en,
        "text_zh": failure.text_zh,
    }
    escaped = {name: html.escape(text) for name, text in texts.items()}
    return PAGE.substitute(escaped, number_en=number_en, number_zh=number_zh)
