"""The form by which staff log in."""

import datetime as dt
import math
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from expo.accounts import known_devices, login_throttle


class LoginForm(AuthenticationForm):
    """Django's, which makes those who guess wait longer and longer."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        name, address = self.cleaned_data.get("username"), login_throttle.client_address(self.request)
        if name and self.cleaned_data.get("password"):
            device = known_devices.device_of(self.request, name)
            if wait := login_throttle.begin_attempt(name, address, timezone.now(), device):
                raise ValidationError(wait_message(wait), code="wait")
            cleaned = super().clean()
            login_throttle.forget_failures(name, address, device)
            return cleaned
        return super().clean()


def wait_message(wait: dt.timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    if seconds < 120:
        return ngettext(
            "Too many attempts failed. Wait %(number)d second and try again.",
            "Too many attempts failed. Wait %(number)d seconds and try again.",
            seconds,
        ) % {"number": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Too many attempts failed. Wait %(number)d minute and try again.",
        "Too many attempts failed. Wait %(number)d minutes and try again.",
        minutes,
    ) % {"number": minutes}
