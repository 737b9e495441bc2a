"""The form by which staff log in."""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from expo.accounts import known_devices, login_throttle, second_factor


class CodeField(forms.CharField):
    """A code of the app on the phone, or a recovery code; digits alone, so that a phone shows its keys for them."""

    def __init__(self, **options: Any) -> None:
        keys = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=keys), **options)


class LoginForm(AuthenticationForm):
    """Django's, which makes those who guess wait longer and longer, and asks for a second factor where there is one.

    What was wrong of the three is not told: a password alone would be half the way in.
    """

    request: HttpRequest
    code = CodeField(
        label=_("Code from your phone"), required=False, help_text=_("Only if you have turned on two-step log-in.")
    )
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("Name and password do not fit, or the code that belongs to them is missing or wrong.")
    }

    def clean(self) -> dict[str, Any]:
        name, address = self.cleaned_data.get("username"), login_throttle.client_address(self.request)
        if name and self.cleaned_data.get("password"):
            device = known_devices.device_of(self.request, name)
            if wait := login_throttle.begin_attempt(name, address, timezone.now(), device):
                raise ValidationError(wait_message(wait), code="wait")
            cleaned = super().clean()
            self.check_code(cleaned.get("code", ""))
            login_throttle.forget_failures(name, address, device)
            return cleaned
        return super().clean()

    def check_code(self, code: str) -> None:
        if not second_factor.use_code(self.get_user(), code, timezone.now()):
            raise self.get_invalid_login_error()


class SecondFactorForm(forms.Form):
    """The password again and a code, for each change of how somebody logs in; wrong tries count as those to log in."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = CodeField(label=_("Code from your phone"))

    def __init__(self, request: HttpRequest, user: User, accepts: Callable[[str], bool], *sent: Any) -> None:
        """`accepts`: whether a code is good, which using it ends."""
        self.request, self.user, self.accepts = request, user, accepts
        super().__init__(*sent)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        name, address = self.user.get_username(), login_throttle.client_address(self.request)
        device = known_devices.device_of(self.request, name)
        if wait := login_throttle.begin_attempt(name, address, timezone.now(), device):
            raise ValidationError(wait_message(wait), code="wait")
        if not self.user.check_password(cleaned["password"]):
            raise ValidationError({"password": gettext("This is not your password.")}, code="password")
        if not self.accepts(cleaned["code"]):
            raise ValidationError(
                {"code": gettext("This code is not good, or no longer: type the newest one.")}, code="code"
            )
        login_throttle.forget_failures(name, address, device)
        return cleaned


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
