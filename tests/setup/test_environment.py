"""The environment variables: those that the code reads are those that README.md tells of."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# Of a request, `environ` is something else.
READERS = ("env", "os.environ")


def names_read(source: str) -> Iterator[str]:
    """The names in env.str("NAME"), os.environ.get("NAME"), os.environ["NAME"] and the like."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            reader, name = ast.unparse(node.func.value), node.args[0]
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            reader, name = ast.unparse(node.value), node.slice
        else:
            continue
        is_reader = reader in READERS or ast.unparse(node).startswith("os.getenv")
        if is_reader and isinstance(name, ast.Constant) and re.fullmatch("[A-Z][A-Z0-9_]+", str(name.value)):
            yield name.value


def code() -> Iterator[Path]:
    yield settings.BASE_DIR / "manage.py"
    for folder in ("expo", "agenda", "deals"):
        yield from (settings.BASE_DIR / folder).rglob("*.py")
    yield settings.BASE_DIR / "tests" / "support" / "chromium.py"


@pytest.mark.parametrize(
    "source", ['env.bool("DEBUG")', 'os.environ["DEBUG"]', 'os.environ.get("DEBUG")', 'os.getenv("DEBUG", "")']
)
def test_reading_a_variable_is_noticed_in_every_way_of_writing_it(source):
    assert list(names_read(source)) == ["DEBUG"]


@pytest.mark.thorough
def test_every_variable_that_is_read_stands_in_the_readme_and_the_reverse():
    read = {name for path in code() for name in names_read(path.read_text(encoding="utf-8"))}
    told = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", (settings.BASE_DIR / "README.md").read_text("utf-8"), re.MULTILINE)

    # DJANGO_SETTINGS_MODULE has one value, which manage.py and expo/wsgi.py set themselves; the other is Python's own.
    assert sorted(told) == sorted(read - {"DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"})


def settings_with(**environment: str) -> subprocess.CompletedProcess:
    wanted = "import json; from expo import settings as s; print(json.dumps([s.DEBUG, s.HTTPS, s.SECURE_SSL_REDIRECT]))"
    return subprocess.run(
        [sys.executable, "-c", wanted],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_without_a_secret_key_stops_with_a_sentence():
    run = settings_with()

    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith(
        "SECRET_KEY is not set. Give the site a long random one, or set DEBUG=1 on your own machine."
    )


def test_settings_are_those_of_production_unless_told_otherwise():
    assert settings_with(SECRET_KEY="long and random").stdout == "[false, true, true]\n"
