"""Which version of the code runs."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{40}")


@cache
def site_version() -> str:
    """As `0.2.0 (1a2b3c4d)`: what pyproject.toml says, and the commit, where the code lies in a clone."""
    declared = settings.BASE_DIR / "pyproject.toml"
    number = "unknown"
    if declared.is_file():
        number = tomllib.loads(declared.read_text(encoding="utf-8"))["project"]["version"]
    commit = current_commit(settings.BASE_DIR / ".git")
    return f"{number} ({commit[:8]})" if commit else number


def current_commit(git: Path) -> str:
    """As git has it in its files; empty where there is no clone, or another user's that cannot be read."""
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        if head.startswith("ref: "):
            head = read_reference(git, head.removeprefix("ref: "))
    except OSError:
        return ""
    return head if NAME.fullmatch(head) else ""


def read_reference(git: Path, name: str) -> str:
    """From its own file, or from the list of those that were packed."""
    loose = git / name
    if loose.is_file():
        return loose.read_text(encoding="ascii").strip()
    for line in (git / "packed-refs").read_text(encoding="ascii").splitlines():
        if line.endswith(f" {name}"):
            return line.partition(" ")[0]
    return ""
