"""A copy of manage.py in an empty folder, with a venv and a pip that only note down what is asked of them."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.patience import PATIENCE

FAKE_VENV = """
import os, pathlib, shutil, sys
*options, folder = sys.argv[1:]
folder = pathlib.Path(folder)
if "--clear" in options:
    shutil.rmtree(folder, ignore_errors=True)
(folder / "bin").mkdir(parents=True)
python = folder / "bin" / "python"
python.write_text((pathlib.Path(__file__).parent / "python").read_text())
python.chmod(0o755)
with open("asked", "a") as asked:
    asked.write("venv\\n")
"""
# The gate is a named pipe: a pip that finds it waits there until somebody opens it.
FAKE_PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m pip" ]; then
  echo "pip $*" >> asked
  echo "$PIP_INDEX_URL $HTTPS_PROXY" > heard
  if [ -p gate ]; then read -r answer < gate; fi
  if [ -e broken ]; then exit 1; fi
else
  echo "arrived: $*"
fi
"""


@dataclass
class House:
    """A fresh clone on a machine where Django cannot be imported."""

    folder: Path

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen:
        return subprocess.Popen(
            # Without site-packages no interpreter has Django.
            [sys.executable, "-S", "manage.py", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder / "fakes"), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        process = self.start(*arguments, **environment)
        output, errors = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    @property
    def asked(self) -> list[str]:
        """What the venv and the pip were asked, one line each."""
        file = self.folder / "asked"
        return file.read_text().splitlines() if file.exists() else []

    @property
    def tools(self) -> list[str]:
        return [line.split()[0] for line in self.asked]


@pytest.fixture
def house(tmp_path: Path) -> House:
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    (tmp_path / "requirements.lock").write_text("django==1\n")
    (tmp_path / "requirements-dev.lock").write_text("django==1\npytest==1\n")
    fakes = tmp_path / "fakes" / "venv"
    fakes.mkdir(parents=True)
    (fakes / "__init__.py").touch()
    (fakes / "__main__.py").write_text(FAKE_VENV)
    (fakes / "python").write_text(FAKE_PYTHON)
    return House(tmp_path)
