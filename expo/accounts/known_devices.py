"""Browsers on which somebody has logged in before: nobody's guessing elsewhere makes their owner wait there."""

import datetime as dt
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "known_device"
SALT = "expo.accounts.known_devices"
KEPT_FOR = dt.timedelta(days=180)
# On a laptop that a whole desk shares.
MOST_NAMES = 20


def device_of(request: HttpRequest, name: str) -> str:
    """The number of this browser where this name has logged in on it; empty where it has not."""
    device, *marks = marks_of(request)
    if device and mark_of(device, name) in marks:
        return device
    return ""


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Note in the browser, signed, that this user has logged in on it; their name cannot be read there."""
    device, *marks = marks_of(request)
    device = device or secrets.token_hex(16)
    mine = mark_of(device, user.get_username())
    marks = [mine, *(mark for mark in marks if mark != mine)][:MOST_NAMES]
    response.set_signed_cookie(
        COOKIE,
        ":".join([device, *marks]),
        salt=SALT,
        max_age=KEPT_FOR,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def marks_of(request: HttpRequest) -> list[str]:
    """The device's number and a mark for each name; an empty number where the cookie is absent, old or not ours."""
    value = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT_FOR)
    return (value or "").split(":")


def mark_of(device: str, name: str) -> str:
    return salted_hmac(SALT, f"{device} {name.casefold()}", algorithm="sha256").hexdigest()[:32]
