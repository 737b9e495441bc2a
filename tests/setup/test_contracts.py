"""The import contracts of pyproject.toml: kept here, and each of them seen to break."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

LINTER = (
    "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()"
)
CONTRACTS = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def lint(folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", LINTER, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def apps(tmp_path: Path) -> Path:
    """Three apps with an empty module for each that the contracts name, and the project's own contracts."""
    for contract in CONTRACTS:
        for app in contract.get("containers", []):
            (tmp_path / app).mkdir()
            (tmp_path / app / "__init__.py").touch()
            for module in re.findall(r"\w+", " ".join(contract["layers"])):
                (tmp_path / app / f"{module}.py").touch()
    shutil.copy(settings.BASE_DIR / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_project_keeps_its_contracts():
    assert lint(settings.BASE_DIR).returncode == 0


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("expo.views", "deals.models"),
        ("expo.models", "agenda.models"),
        ("agenda.views", "deals.models"),
        ("deals.ledger", "agenda.models"),
        ("deals.views", "deals.urls"),
        ("deals.forms", "deals.views"),
        ("deals.admin", "deals.views"),
        ("deals.ledger", "deals.forms"),
        ("deals.ledger", "deals.public"),
        ("deals.models", "deals.ledger"),
        ("deals.models", "deals.forms"),
        ("deals.money", "deals.models"),
        ("agenda.planning", "agenda.releases"),
        ("expo.i18n", "expo.exhibition"),
        ("expo.data", "expo.models"),
    ],
)
def test_import_that_points_up_or_across_breaks_a_contract(apps, importer, imported):
    (apps / f"{importer.replace('.', '/')}.py").write_text(f"import {imported}\n")

    result = lint(apps)

    assert result.returncode == 1
    assert f"{importer} -> {imported}" in result.stdout


def test_module_on_no_layer_breaks_a_contract(apps):
    (apps / "deals" / "helpers.py").touch()

    assert lint(apps).returncode == 1


def test_imports_that_point_down_break_none(apps):
    (apps / "deals" / "urls.py").write_text("import deals.views\n")
    (apps / "deals" / "views.py").write_text("import deals.forms, deals.ledger, expo.forms\n")
    (apps / "deals" / "forms.py").write_text("import deals.ledger\n")
    (apps / "deals" / "ledger.py").write_text("import deals.duplicates, deals.totals, deals.models, expo.models\n")
    (apps / "expo" / "models.py").write_text("import expo.db\n")

    assert lint(apps).returncode == 0
