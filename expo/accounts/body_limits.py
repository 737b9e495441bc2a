"""How much may be sent to which address: more is refused before any of it is read, let alone written to disk."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class BodyLimits:
    """Stands behind whatever knows the user and before whatever reads the body.

    Only those who are logged in may send files, and teams those of their entry; everybody else, and every other
    address, has the limit of a form.
    A body without a length (chunked) is none to Django, which reads nothing of it. Where a token opens the door, the
    view itself reads no more than a signing can need, and refuses in the words of its interface.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = content_length(request)
        if size <= form_limit(request.path_info) or size <= file_limit(request):
            return self.get_response(request)
        if request.path_info in settings.TOKEN_PATHS:
            response = self.get_response(request)
        else:
            response = render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        # What was not read must not be taken for the next request.
        response.headers["Connection"] = "close"
        return response


def form_limit(path: str) -> int:
    """Bytes of a form; visitors write less than staff do, and send files to one kind of address."""
    pattern, limit = settings.SENT_FILES
    if re.fullmatch(pattern, path):
        return limit
    return settings.SENT_LIMIT if path.startswith(settings.SENT_PREFIXES) else settings.BODY_LIMIT


def content_length(request: HttpRequest) -> int:
    """Bytes as announced; 0 where nothing sensible is, as Django has it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def file_limit(request: HttpRequest) -> int:
    """Bytes that somebody who is logged in may send to this address; 0 where it takes no files."""
    for pattern, limit in settings.FILE_LIMITS.items():
        if re.fullmatch(pattern, request.path) and request.user.is_authenticated:
            return limit
    return 0
