"""What one request may cost the others: places for costly pages, and how long the public may keep the database busy."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from expo.availability.failures import BUSY, failure_content
from expo.availability.places import Place, take_place
from expo.presence import require_value
from expo.web.middleware import is_staff_site

Handler = Callable[[HttpRequest], HttpResponse]
# Of each connection to PostgreSQL: the milliseconds it was last given; None where a transaction may have taken it back.
LIMITS: WeakKeyDictionary = WeakKeyDictionary()


class LimitCostlyPages:
    """Of each room of `COSTLY_PAGES` so many are answered at a time; the rest is told at once to come back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.rooms = {route: room for room, (_number, routes) in settings.COSTLY_PAGES.items() for route in routes}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if place := request.META.pop("expo.place", None):
            leave_with_last_byte(response, place)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        room = self.rooms.get(require_value(request.resolver_match).view_name)
        if room is None:
            return None
        place = take_place(room, settings.COSTLY_PAGES[room][0])
        if place is None:
            content, headers = failure_content(BUSY, request.META)
            return HttpResponse(content, status=BUSY.status, headers=headers)
        request.META["expo.place"] = place
        return None


def leave_with_last_byte(response: HttpResponse, place: Place) -> None:
    """At once where the answer is made already; where it is streamed, once the server has passed it on."""
    if not response.streaming:
        place.leave()
        return
    close = response.close

    def close_and_leave() -> None:
        place.leave()
        close()

    response.close = close_and_leave  # type: ignore[method-assign]  # of this answer alone


class LimitStatements:
    """On PostgreSQL a statement of a public request ends after `PUBLIC_STATEMENT_SECONDS`; staff may wait.

    Where connections are pooled the limit would be left to whoever has one next: the pool of public reads has its own.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if connection.vendor != "postgresql" or settings.POOLED:
            return self.get_response(request)
        with connection.execute_wrapper(StatementLimit(allowed_milliseconds(request.path_info))):
            return self.get_response(request)


def allowed_milliseconds(path: str) -> int:
    """0 is without end: for staff, and for partner systems, whose signings nothing may cut off."""
    if is_staff_site(path) or path in settings.TOKEN_PATHS:
        return 0
    return settings.PUBLIC_STATEMENT_SECONDS * 1000


class StatementLimit:
    """Tells the database before the first statement of a request, where it was not told the same before."""

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds
        self.given = False

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not self.given:
            give_limit(context["connection"], self.milliseconds)
            self.given = True
        return execute(sql, params, many, context)


def give_limit(database: Any, milliseconds: int) -> None:
    link = database.connection
    if LIMITS.get(link, 0) == milliseconds:
        return
    with link.cursor() as cursor:
        # Sums of many parts are soon made: PostgreSQL may take ten times as long to compile them first.
        cursor.execute("SET statement_timeout = %s; SET jit = off", [milliseconds])
    LIMITS[link] = None if database.in_atomic_block else milliseconds
