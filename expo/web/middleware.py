"""What keeps the public site and the staff site apart, and the headers both carry."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from expo.accounts.resubmit import resubmit_login_page
from expo.web.edition_choice import keep_choice

Handler = Callable[[HttpRequest], HttpResponse]

# One second lets a proxy answer a crowded hall once a second, and a change is still public within two.
PUBLIC_CACHE = "public, max-age=1"
# What is compressed by its kind already: compressing it again costs time at each request and saves nothing.
COMPRESSED_KINDS = {"application/pdf", "application/zip", "font/woff2", "image/jpeg", "image/png", "image/webp"}


def is_staff_site(path: str) -> bool:
    return path.startswith(settings.STAFF_PREFIXES)


def is_sent_by_visitors(path: str) -> bool:
    """Whether visitors send something there: neither a public page nor one of staff."""
    return path.startswith(settings.SENT_PREFIXES)


class TwoSitesMiddleware:
    """The public site never sees a cookie; the staff site is never stored, nor what a token opens.

    A public answer can so depend on nothing but address, language and data, whoever asks.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_site(request.path_info):
            response = self.get_response(request)
            add_never_cache_headers(response)
            return response
        request.META.pop("HTTP_COOKIE", None)
        if request.path_info in settings.TOKEN_PATHS:
            response = self.get_response(request)
            response.headers["Cache-Control"] = "no-store"
            return response
        request.META.pop("HTTP_AUTHORIZATION", None)
        response = self.get_response(request)
        if is_sent_by_visitors(request.path_info):
            response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Cache-Control", PUBLIC_CACHE)
        return response


def content_security_policy() -> str:
    """The header of `SECURE_CSP`, written as Django 6 writes it."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items())


class SecurityHeaders:
    """A policy under which no inline script or style and no foreign host can run, on every answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = content_security_policy()
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but what does not exist for staff is a 404 there: below a language it could be a public address.

    A file whose address names no language is the same in all of them, and so is not told apart by what is accepted.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        outside = is_staff_site(request.path_info) or is_sent_by_visitors(request.path_info)
        if response.status_code == HTTPStatus.NOT_FOUND and outside:
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        if is_same_in_every_language(request, response):
            return response
        return super().process_response(request, response)


def is_same_in_every_language(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A file, a feed or the interface's answer: in both languages, or in the one of `?lang=`. Refusals are not."""
    in_language = translation.get_language_from_path(request.path_info)
    return response.status_code == HTTPStatus.OK and not in_language and not is_staff_site(request.path_info)


class KeepEditionMiddleware:
    """The edition in the address of a page that staff open is the one they work on until they choose another.

    What a page asks for in the background, as a board does every few seconds, chooses nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_opened_by_staff(request) and response.status_code < HTTPStatus.BAD_REQUEST:
            keep_choice(request)
        return response


def is_opened_by_staff(request: HttpRequest) -> bool:
    """A page of the staff site, in a tab of its own; a browser too old to say so is taken to open one."""
    opened = request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return opened and is_staff_site(request.path_info) and request.user.is_authenticated


class ResubmitMiddleware:
    """Whoever sends a form while logged out logs in on a page that holds it; a script is led there as ever."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_sent_by_hand(request, "POST") and leads_to_login(response):
            return resubmit_login_page(request)
        return response


def is_sent_by_hand(request: HttpRequest, method: str) -> bool:
    """Asked by somebody in front of a browser, not by a script of a page."""
    return request.method == method and "text/html" in request.headers.get("Accept", "")


def leads_to_login(response: HttpResponse) -> bool:
    """Logging out leads there too, but not back."""
    return response.status_code == HTTPStatus.FOUND and "/login/?next=" in response["Location"]


class StepsLeadBackMiddleware:
    """An address where something is only ever sent is still in the bar of the page that says what was wrong with it.

    Whoever asks for it again, or in the other language, is led to the page above it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and is_staff_site(request.path_info)
        if refused and is_sent_by_hand(request, "GET"):
            return redirect(page_above(request.path_info))
        return response


def page_above(path: str) -> str:
    """The nearest address above this one where there is anything."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return above if above == "/" or is_valid_path(above) else page_above(above)


class PublicGZip(GZipMiddleware):
    """Compresses public pages only, the same bytes each time: they carry no secret that their size could betray."""

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_staff_site(request.path_info) or is_sent_by_visitors(request.path_info) or is_compressed(response):
            return response
        return super().process_response(request, response)


def is_compressed(response: HttpResponseBase) -> bool:
    """Whether its bytes are of a kind that is compressed already."""
    return response.headers.get("Content-Type", "") in COMPRESSED_KINDS
