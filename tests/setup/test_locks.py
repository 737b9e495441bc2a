"""The locks: every package pinned, hashed, and from wherever the user's pip looks."""

import re
import tomllib

import pytest
from django.conf import settings
from packaging.requirements import Requirement

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def locked(name: str) -> dict[str, str]:
    """What a lock says of each package: its line, markers and hashes included."""
    text = (settings.BASE_DIR / name).read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.split("==")[0]: line for line in lines}


def pinned(line: str) -> list[str]:
    """Version and hashes; the tests may need on every system what the site needs on one."""
    return re.findall(r"==[\w.]+(?= |$)|--hash=\S+", line)


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_has_one_version_and_its_hashes(name):
    shape = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+")

    assert [line for line in locked(name).values() if not shape.fullmatch(line)] == []


def test_lock_for_tests_holds_all_of_the_other_at_the_same_versions():
    runtime, development = ({name: pinned(line) for name, line in locked(lock).items()} for lock in LOCKS)

    assert {name: development.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("name", LOCKS)
def test_each_declared_dependency_is_locked_within_its_bounds(name):
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    declared = project["project"]["dependencies"]
    if name == "requirements-dev.lock":
        declared = declared + project["dependency-groups"]["dev"]

    outside = []
    for requirement in map(Requirement, declared):
        version = re.match(r"[a-z0-9-]+==([\w.]+)", locked(name).get(requirement.name, ""))
        if version is None or version[1] not in requirement.specifier:
            outside.append(requirement.name)
    assert outside == []
