"""Who may pass on the staff site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from expo.accounts.login_throttle import client_address
from expo.event_log.address import set_event_address

# Open to those alone whose account is marked as staff.
DATA_ENTRY = "/admin/"
# Private contacts are seen by whoever may change a row, but taken out, in a file or by the hundred, only with this.
MAY_EXPORT_CONTACTS = "expo.export_contacts"
View = Callable[..., HttpResponseBase]


def place_of_work(user: User) -> str | None:
    """The first place of the staff site that is open to this person; None for somebody in no group."""
    for permission, place in settings.STAFF_PLACES:
        if user.has_perm(permission) and (place != DATA_ENTRY or user.is_staff):
            return place
    return None


def staff_member(request: HttpRequest) -> User:
    """Who is logged in, for what only staff reach."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def require_permission(*permissions: str) -> Callable[[View], View]:
    """The one guard of every desk: whoever lacks one of them learns nothing, 404 as though there were no such page.

    What is done in the view is logged with the address that it was asked from. `permissions` stand at the view.
    """
    return guard_by(permissions, lambda user: user.has_perms(permissions))


def require_any_permission(*permissions: str) -> Callable[[View], View]:
    """The same guard, passed by whoever has one of them: of pages that lead on to what is open to each."""
    return guard_by(AnyOf(permissions), lambda user: any(map(user.has_perm, permissions)))


class AnyOf(tuple[str, ...]):
    """Permissions of which one is enough."""

    __slots__ = ()


def guard_by(permissions: tuple[str, ...], passes: Callable[[User], bool]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not passes(staff_member(request)):
                raise Http404
            with set_event_address(client_address(request)):
                return view(request, *args, **kwargs)

        guarded.permissions = permissions  # type: ignore[attr-defined]  # the table of addresses in the tests reads it
        return guarded

    return guard
