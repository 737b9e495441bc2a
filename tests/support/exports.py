"""Exports of the site in tests: at one moment, with static files that nobody has collected."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from django.utils import timezone

ORIGIN = "http://testserver"


@contextmanager
def asked_at_one_moment() -> Iterator[None]:
    """Totals say as of when they are. And requests end no connection: a test's transaction is on it."""
    moment = timezone.now()
    static = override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True)
    with pytest.MonkeyPatch.context() as patch, static:
        patch.setattr("django.utils.timezone.now", lambda: moment)
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _connection: None)
        yield
