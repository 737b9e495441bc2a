"""What a browser sends when it subscribes, judged before anything of it is kept."""

import binascii
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.web_push import vapid
from expo.web_push.encryption import SECRET_BYTES, read_point
from expo.web_push.endpoints import RefusedEndpoint, read_endpoint

# A key of an address is 13 characters at most, and a point.
LONGEST_CHOICE = 2_000
UNKNOWN = _("This browser’s push service is not one that we can reach.")
BROKEN = _("The browser’s keys cannot be read. Switch the notice off and on again.")


def check_endpoint(endpoint: str) -> None:
    try:
        read_endpoint(endpoint)
    except RefusedEndpoint as error:
        raise ValidationError(UNKNOWN, code="endpoint") from error


class EndpointForm(forms.Form):
    """The address alone, which only the browser and its push service know."""

    endpoint = forms.CharField(
        max_length=1_000, strip=False, validators=[check_endpoint], error_messages={"required": UNKNOWN}
    )


class SubscriptionForm(EndpointForm):
    p256dh = forms.CharField(max_length=100, error_messages={"required": BROKEN, "max_length": BROKEN})
    auth = forms.CharField(max_length=40, error_messages={"required": BROKEN, "max_length": BROKEN})
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    sessions = forms.CharField(required=False, max_length=LONGEST_CHOICE)

    def clean_p256dh(self) -> bytes:
        """A point of the curve: others could give away the key of the message."""
        key = decode_key(self.cleaned_data["p256dh"])
        try:
            read_point(key)
        except ValueError as error:
            raise ValidationError(BROKEN, code="key") from error
        return key

    def clean_auth(self) -> bytes:
        secret = decode_key(self.cleaned_data["auth"])
        if len(secret) != SECRET_BYTES:
            raise ValidationError(BROKEN, code="key")
        return secret


def decode_key(written: Any) -> bytes:
    try:
        return vapid.decode(written)
    except (ValueError, binascii.Error) as error:
        raise ValidationError(BROKEN, code="key") from error


def first_sentence(form: forms.Form) -> str:
    """What is wrong, in one sentence."""
    return next(str(errors[0]) for errors in form.errors.values())
