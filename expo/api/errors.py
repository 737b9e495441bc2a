"""What goes wrong at the programming interface, as RFC 9457 has it: a sentence, and where it belongs."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from expo.i18n.characters import printable_json

View = Callable[..., HttpResponse]
MEDIA_TYPE = "application/problem+json"
ANY_SITE = {"Access-Control-Allow-Origin": "*"}


class FieldProblem(NamedTuple):
    """A sentence about one field; `at` leads to it: names and, in lists, numbers from 0."""

    at: tuple[str | int, ...]
    sentence: Any

    @property
    def pointer(self) -> str:
        """As a JSON pointer in a fragment: #/parties/0/country."""
        pointer = "#"
        for step in self.at:
            escaped = str(step).replace("~", "~0").replace("/", "~1")
            pointer += f"/{escaped}"
        return pointer


class ApiProblem(Exception):
    """Ends a request with this status; `code` tells programs which problem it is, `sentence` people."""

    def __init__(
        self, status: HTTPStatus, code: str, sentence: Any, faults: Iterable[FieldProblem] = (), **headers: str
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence
        self.faults = tuple(faults)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def told(self) -> dict[str, Any]:
        """In the active language."""
        about = {"type": "about:blank", "title": self.status.phrase, "status": int(self.status)}
        about |= {"code": self.code, "detail": str(self.sentence)}
        if self.faults:
            about["errors"] = [{"pointer": fault.pointer, "detail": str(fault.sentence)} for fault in self.faults]
        return about


def json_response(content: dict[str, Any], status: int = HTTPStatus.OK, **headers: Any) -> HttpResponse:
    return HttpResponse(json_text(content), status=status, content_type="application/json", **headers)


def json_text(content: dict[str, Any]) -> str:
    """Without what cannot be printed. Where nothing was escaped and all can be, no text need be looked at by itself."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if text.isprintable() and "\\" not in text:
        return text
    return json.dumps(printable_json(content), ensure_ascii=False, separators=(",", ":"))


def problem_response(problem: ApiProblem) -> HttpResponse:
    response = json_response(problem.told(), problem.status, headers=problem.headers)
    response.headers["Content-Type"] = MEDIA_TYPE
    return response


def catch_problems(view: View) -> View:
    """Turn the problems that a view ends with into answers. Nothing here is a browser's form: no cookie counts."""

    @csrf_exempt
    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ApiProblem as problem:
            return problem_response(problem)

    return telling
