"""Addresses of before lead on to those of today, on pages, files, the interface and the staff's desks."""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, resolve, reverse
from django.utils.module_loading import import_string

from expo.web.former_addresses import Route, edition_today
from expo.web.middleware import is_staff_site

Handler = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD")
# Where the query stands as it was sent, when pages see only the parameters that they know.
ASKED = "expo.query"
# Scripts of other sites read the agenda and the interface, and a browser follows for them only where it may.
ANY_SITE = {"Access-Control-Allow-Origin": "*"}


class FormerAddressMiddleware:
    """Where nothing is found, look whether what is asked for has another address today, and lead there.

    What is found costs nothing more, and whoever bears the address now comes first. Nobody is led to what they may not
    see: it is asked for first, and where it is not there either, the answer is the same as for a made-up address.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != HTTPStatus.NOT_FOUND or match is None or "edition" not in match.kwargs:
            return response
        find = staff_address if is_staff_site(request.path_info) else public_address
        address = find(request, match)
        if address and address != request.path:
            return redirect_permanently(request, address)
        return response


def redirect_permanently(request: HttpRequest, address: str) -> HttpResponse:
    """For good, with what was asked for; a form that was sent is sent again as it is."""
    query = request.META.get(ASKED, request.META.get("QUERY_STRING", ""))
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, headers=ANY_SITE)
    if request.method not in SAFE:
        response.status_code = HTTPStatus.PERMANENT_REDIRECT
    return response


def staff_address(request: HttpRequest, match: ResolverMatch) -> str | None:
    """For those who may see every edition, also the one that is not public."""
    if not any(request.user.has_perm(permission) for permission, _place in settings.STAFF_PLACES):
        return None
    edition = edition_today(match.kwargs["edition"], staff=True)
    if edition is None:
        return None
    return reverse(match.view_name, kwargs=match.kwargs | {"edition": edition.slug})


def public_address(request: HttpRequest, match: ResolverMatch) -> str | None:
    edition = edition_today(match.kwargs["edition"]) if request.method in SAFE else None
    if edition is None:
        return None
    named = match.kwargs | {"edition": edition.slug}
    route = routes_by_name().get(match.view_name)
    if route and (found := route.find(edition, match.kwargs[route.argument])):
        named[route.argument] = found
    if named == match.kwargs:
        return None
    address = reverse(match.view_name, kwargs=named)
    return address if is_reachable(request, address) else None


def is_reachable(request: HttpRequest, address: str) -> bool:
    match = resolve(address)
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return False
    return response.status_code < HTTPStatus.BAD_REQUEST


@cache
def routes_by_name() -> dict[str, Route]:
    """Those of every app whose addresses name a row, by the names of the routes."""
    found: dict[str, Any] = {}
    for path in settings.EXPO_ADDRESSES:
        found |= import_string(path)
    return found
