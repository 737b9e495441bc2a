"""What migrations name from the code of this app: it stays here under these names for good (see expo's)."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext_lazy as _


def private() -> Storage:
    """Where no web server looks."""
    return storages["private"]


def known_instruments(value: object) -> None:
    """Raises ValidationError where it is no list of what a deal's terms may be signed as."""
    choices = apps.get_model("deals", "Terms")._meta.get_field("instrument").choices
    known = [instrument for instrument, _label in choices]
    if not isinstance(value, list) or not set(map(str, value)) <= set(known):
        raise ValidationError(_("Write a list of these words: %(known)s."), params={"known": ", ".join(known)})
