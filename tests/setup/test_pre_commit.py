"""The checks before a commit are the project's own: locked tools of .venv, the ones that .ci/run asks as well."""

import re

import pytest
from django.conf import settings

CONFIGURATION = (settings.BASE_DIR / ".pre-commit-config.yaml").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^ +entry: (.+)$", CONFIGURATION, re.MULTILINE)


def test_every_hook_is_local_and_starts_a_tool_of_the_venv():
    hooks = re.findall(r"^ +- id: ([\w-]+)$", CONFIGURATION, re.MULTILINE)

    assert re.findall(r"repo: (\S+)", CONFIGURATION) == ["local"]
    assert re.findall(r"language: (\S+)", CONFIGURATION) == ["system"] * len(hooks)
    assert [entry for entry in ENTRIES if not re.match(r"(env [A-Z_]+=\S+ )?\.venv/bin/", entry)] == []


@pytest.mark.parametrize("check", ["ruff check", "ruff format", "djade --target-version 5.2", "lint-imports", "mypy"])
def test_what_is_checked_before_a_commit_is_checked_before_a_change_lands(check):
    continuous = (settings.BASE_DIR / ".ci" / "run").read_text(encoding="utf-8").replace("djade --check", "djade")

    assert any(check in entry for entry in ENTRIES)
    assert check in continuous


def test_every_test_module_that_a_hook_runs_is_there():
    modules = re.findall(r"tests/\S+\.py", " ".join(ENTRIES))

    assert [module for module in modules if not (settings.BASE_DIR / module).exists()] == []
    assert modules != []
