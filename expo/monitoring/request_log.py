"""One line in the log for each request: who asked what, how it was answered, and how long that took."""

import logging
from http import HTTPStatus

from expo.monitoring.exchange import Exchange

LOGGER = logging.getLogger("expo.requests")


def log_request(exchange: Exchange) -> None:
    """As an error with its trace where the site failed. No query, cookie, body or heading is in it."""
    failed = exchange.error is not None or exchange.status == HTTPStatus.INTERNAL_SERVER_ERROR
    level = logging.ERROR if failed else logging.INFO
    if not LOGGER.isEnabledFor(level):
        return
    milliseconds = round(exchange.seconds * 1000, 1)
    facts = {
        "request_id": exchange.request_id,
        "method": exchange.method,
        "path": exchange.path,
        "route": exchange.route,
        "status": exchange.status,
        "user": exchange.user,
        "ms": milliseconds,
        "queries": exchange.queries,
        "database_ms": round(exchange.database_seconds * 1000, 1),
    }
    LOGGER.log(
        level,
        "%s %s %s in %s ms [%s]",
        exchange.method,
        exchange.path,
        exchange.status,
        milliseconds,
        exchange.request_id,
        exc_info=exchange.error,
        extra={"facts": facts},
    )
