"""Browser tests where there is no browser."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.support import chromium


@pytest.mark.thorough
@pytest.mark.parametrize("side_by_side", [[], ["-n", "2", "--dist", "loadgroup"]])
def test_without_chromium_browser_tests_are_left_out_and_one_line_says_how_to_get_it(side_by_side):
    command = [sys.executable, "-m", "pytest", "tests/browser", "tests/setup/test_steps.py", *side_by_side]
    environment = {**os.environ, "CHROMIUM": "/there/is/none"}
    environment.pop("PYTEST_XDIST_WORKER", None)

    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    lines = [line for line in run.stdout.splitlines() if "left out" in line]
    assert len(lines) == 1
    assert re.fullmatch(
        r"\d+ browser tests left out: no Chromium. " + re.escape(chromium.HOW_TO_GET_IT), lines[0].strip()
    )
    assert run.returncode == 0


def test_browser_that_chromium_names_is_the_one_that_is_driven(monkeypatch):
    monkeypatch.setenv("CHROMIUM", sys.executable)

    assert chromium.find() == sys.executable
