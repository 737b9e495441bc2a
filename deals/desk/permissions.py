"""Who may pass at the deal desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from deals.ledger.event_log import set_event_address
from expo.accounts import access
from expo.accounts.login_throttle import client_address

RATES = "deals.add_exchangerate"
FOLLOW, TAKE = "deals.follow_up_project", "deals.take_snapshot"
View = Callable[..., HttpResponse]
READ, RECORD, VERIFY, ANNOUNCE = (
    f"deals.{name}" for name in ("view_ledger", "record_deal", "verify_deal", "announce_deal")
)


def may(permission: str) -> Callable[[View], View]:
    """As on all of the staff site; what is done in the view is logged with the address that it was asked from."""

    def guard(view: View) -> View:
        @access.require_permission(permission)
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with set_event_address(client_address(request)):
                return view(request, *args, **kwargs)

        return guarded

    return guard
