"""What the tests run in, loaded by pytest before the settings: their environment, database, static files, browser."""

from pathlib import Path

import pytest

from expo import local
from tests import chromium

local.for_tests()

deselected = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # No manifest in a fresh clone: names stay as they are.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # In memory, SQLite locks otherwise than in a file, and a race would prove nothing.
        database.setdefault("TEST", {})["NAME"] = str(Path(settings.VAR_DIR) / "tests.sqlite3")
    # Slow hashes protect passwords; there are none here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are left out, and the summary says so."""
    if chromium.find():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.stash[deselected] = len(left_out)
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(deselected, 0):
        terminalreporter.write_line(
            f"{count} browser tests left out: no Chromium. {chromium.HOW_TO_GET_IT}", yellow=True
        )
