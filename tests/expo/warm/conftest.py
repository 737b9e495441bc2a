"""The store of finished pages, on and empty; what it knows of the database is read anew for each question."""

import pytest

from expo.versions import marks
from expo.warm.store import STORE


@pytest.fixture
def warm(settings, tmp_path, monkeypatch):
    settings.WARM_MEMORY, settings.WARM_FILES = 8 << 20, tmp_path
    monkeypatch.setattr(marks, "OLDEST", 0)
    STORE.forget()
    yield STORE
    STORE.forget()
