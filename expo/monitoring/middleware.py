"""What Django knows of a request and its server does not: route, user, and what was asked of the database."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from expo.monitoring.exchange import Exchange, current_exchange

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class DescribeRequest:
    """Stands before everything else, so that all that is asked of the database is counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        exchange = current_exchange(request.META)
        with connection.execute_wrapper(QueryMeter(exchange)):
            response = self.get_response(request)
        exchange.user = known_user(request)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        if request.resolver_match:
            current_exchange(request.META).route = request.resolver_match.view_name


class QueryMeter:
    """Counts statements and the time that they take."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.exchange.queries += 1
            self.exchange.database_seconds += time.perf_counter() - began


def known_user(request: HttpRequest) -> int | None:
    """Who it is, where the request was found out to be somebody's: nothing is read only for the log."""
    user = vars(request).get("_cached_user")
    return user.pk if user is not None else None
