"""Reading what was sent: JSON, strictly, and no more of it than a signing can need."""

import json
from http import HTTPStatus
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _

from expo.api.errors import ApiProblem
from expo.api.fields import Field

LARGEST = 64 * 1024


class JsonNumber:
    """A number, whatever it was. No field takes one: read as a float, it could be off by a yuan."""

    def __init__(self, written: str) -> None:
        self.written = written


class NotJson(ValueError):
    """JSON that others might read otherwise: a name twice, NaN, half a character."""


def read_body(request: HttpRequest, field: Field) -> Any:
    """The value that was sent, as the field wants it. Raises Problem with everything that is wrong with it."""
    value = parse_json(read_content(request))
    if faults := sorted(field.faults(value, ()), key=lambda fault: fault.pointer):
        sentence = _("What was sent cannot be recorded: each error names its field.")
        raise ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", sentence, faults)
    return value


def read_content(request: HttpRequest) -> bytes:
    charset = (request.content_params or {}).get("charset", "utf-8")
    if request.content_type != "application/json" or charset.lower() != "utf-8":
        sentence = _("Send JSON in UTF-8, with Content-Type: application/json.")
        raise ApiProblem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", sentence)
    told = request.META.get("CONTENT_LENGTH") or "0"
    content = request.read(LARGEST + 1) if len(told) < 7 else b""
    if len(told) > 6 or len(content) > LARGEST:
        sentence = _("This is more than %(most)s kilobytes: one signing never is.") % {"most": LARGEST // 1024}
        raise ApiProblem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", sentence)
    return content


def parse_json(content: bytes) -> Any:
    try:
        value = json.loads(
            content.decode(),
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=refuse_constant,
            object_pairs_hook=build_object,
        )
        json.dumps(value, ensure_ascii=False, default=vars).encode()
    except (ValueError, RecursionError) as error:
        raise ApiProblem(HTTPStatus.BAD_REQUEST, "malformed", json_refusal(error)) from error
    return value


def build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise NotJson(_("A field stands twice in one object."))
    return found


def refuse_constant(constant: str) -> NoReturn:
    raise NotJson(_("%(found)s is not JSON.") % {"found": constant})


def json_refusal(error: Exception) -> str:
    if isinstance(error, NotJson):
        return str(error)
    if isinstance(error, json.JSONDecodeError):
        place = {"line": error.lineno, "column": error.colno}
        return _("This is not JSON: it cannot be read from line %(line)s, column %(column)s on.") % place
    return _("This is not JSON in UTF-8.")
