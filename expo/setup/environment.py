"""What the demo and the tests put into the environment before the settings read it: nothing is asked of the user."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

TESTING_KEY = "only-for-the-tests"
# On this machine alone, and otherwise as in production.
ALONE = {
    "DEBUG": "0",
    "HTTPS": "0",
    "BEHIND_PROXY": "0",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "LOG_LEVEL": "WARNING",
    "LOG_FORMAT": "text",
}


def prepare_environment(command: str) -> None:
    """Set the environment for a command of manage.py that must run without any settings of the user's."""
    if command == "demo":
        prepare_demo()
    elif command in ("test", "texts", "rank_scores"):
        prepare_tests()


def prepare_demo() -> None:
    """Settings as in production, on the demo's own SQLite file: never on a database that DATABASE_URL names."""
    folder = Path(os.environ.get("VAR_DIR") or Path(__file__).parents[2] / "var").resolve() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(ALONE, VAR_DIR=str(folder), SECRET_KEY=secret_key(folder))
    for name in ("DATABASE_URL", "CSRF_TRUSTED_ORIGINS"):
        os.environ.pop(name, None)


def secret_key(folder: Path) -> str:
    """The demo's own key, made at its first run and kept, so that a login outlives a restart."""
    file = folder / "secret-key"
    if not file.exists():
        fresh = file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.replace(file)
    return file.read_text()


def is_demo(folder: Path, key: str) -> bool:
    """Whether settings with this VAR_DIR and SECRET_KEY are those that for_demo has made."""
    file = folder / "secret-key"
    return file.exists() and file.read_text() == key


def prepare_tests() -> None:
    """Settings as in production, in a folder that goes when the run ends; DATABASE_URL stays what the user set."""
    if os.environ.get("SECRET_KEY") == TESTING_KEY:
        return
    folder = tempfile.mkdtemp(prefix="expo-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # A test looks at what a page is made of; those of the store of finished pages turn it on.
    os.environ.update(ALONE, VAR_DIR=folder, SECRET_KEY=TESTING_KEY, WARM_MEMORY="0")
    # Without it one public address would not be there.
    os.environ["SECURITY_CONTACTS"] = "mailto:security@expo.example.org"
