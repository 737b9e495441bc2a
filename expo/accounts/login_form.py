"""The form by which staff log in."""

import datetime as dt
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from expo.accounts import known_devices, login_throttle, second_factor
from expo.models import SecondFactor


class CodeField(forms.CharField):
    """A code of the app on the phone, or a recovery code; digits alone, so that a phone shows its keys for them."""

    def __init__(self, **options: Any) -> None:
        keys = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "maxlength": "40"}
        super().__init__(widget=forms.TextInput(attrs=keys), **options)


class LoginForm(AuthenticationForm):
    """Django's, which makes those who guess wait longer and longer, and asks for a second factor where there is one.

    What was wrong of the three is not told: a password alone would be half the way in.
    """

    request: HttpRequest
    factor: SecondFactor | None = None
    code = CodeField(
        label=_("Code from your phone"), required=False, help_text=_("Only if you have turned on two-step log-in.")
    )
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("Name and password do not fit, or the code that belongs to them is missing or wrong.")
    }

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if not (name and self.cleaned_data.get("password")):
            return super().clean()
        with counted_try(self.request, name):
            cleaned = self.check_password()
            self.check_code(cleaned.get("code", ""))
        return cleaned

    def check_password(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError:
            second_factor.compare_with_none(self.cleaned_data.get("code", ""), timezone.now())
            raise

    def check_code(self, code: str) -> None:
        try:
            self.factor = second_factor.use_code(self.get_user(), code, timezone.now())
        except second_factor.WrongCodeError:
            raise self.get_invalid_login_error() from None


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
        with counted_try(self.request, self.user.get_username()):
            if not self.user.check_password(cleaned["password"]):
                raise ValidationError({"password": gettext("This is not your password.")}, code="password")
            if not self.accepts(cleaned["code"]):
                raise wrong_code()
        return cleaned


class OwnPasswordForm(PasswordChangeForm):
    """Django's, which asks for a code where there is a second factor. Both are one try, and count as one to log in."""

    code = CodeField(label=_("Code from your phone"))

    def __init__(self, request: HttpRequest, user: User, *sent: Any, **more: Any) -> None:
        self.request = request
        super().__init__(user, *sent, **more)
        if not second_factor.factor_of(user):
            del self.fields["code"]

    def clean_old_password(self) -> str:
        begin_try(self.request, self.user.get_username())
        return super().clean_old_password()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "code" in self.fields:
            # Not used up by a new password that will not do.
            if self.errors:
                return cleaned
            if not second_factor.is_good_code(self.user, cleaned["code"], timezone.now()):
                raise wrong_code()
        if "old_password" in cleaned:
            end_try(self.request, self.user.get_username())
        return cleaned


@contextmanager
def counted_try(request: HttpRequest, name: str) -> Iterator[None]:
    """Raises ValidationError where this name has to wait. A failure inside counts, a success forgets the former."""
    begin_try(request, name)
    yield
    end_try(request, name)


def begin_try(request: HttpRequest, name: str) -> None:
    address, device = login_throttle.client_address(request), known_devices.device_of(request, name)
    if wait := login_throttle.begin_attempt(name, address, timezone.now(), device):
        raise ValidationError(wait_message(wait), code="wait")


def end_try(request: HttpRequest, name: str) -> None:
    """It was a success."""
    address, device = login_throttle.client_address(request), known_devices.device_of(request, name)
    login_throttle.forget_failures(name, address, device)


def wrong_code() -> ValidationError:
    said = gettext("This code is not good, or no longer: type the newest one.")
    return ValidationError({"code": said}, code="code")


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
