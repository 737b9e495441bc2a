"""The recipe of containers: compose.yaml by its schema, and the image's own steps in a folder of their own.

Where a machine has no engine the image is not built: what its file does is carried out step by step instead.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.thorough, pytest.mark.own_database]
ROOT = settings.BASE_DIR
RECIPE = ROOT / "deploy" / "containers"
COMPOSE = shutil.which("docker-compose")
VARIABLES = {"SECRET_KEY": "x" * 50, "POSTGRES_PASSWORD": "y", "HOST": "expo.example.org"}
needs_compose = pytest.mark.skipif(COMPOSE is None, reason="docker-compose is not installed: not checked by its schema")


def read_compose(*change: str, variables: dict[str, str] = VARIABLES) -> subprocess.CompletedProcess:
    text = (RECIPE / "compose.yaml").read_text()
    if change:
        assert change[0] in text
        text = text.replace(*change)
    return subprocess.run(
        [COMPOSE, "-f", "-", "config"],
        cwd=RECIPE,
        input=text,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_compose
def test_the_composition_is_as_its_schema_wants_it():
    assert read_compose().returncode == 0, read_compose().stderr


@needs_compose
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("read_only:", "read_olny:"), ("service_healthy", "healthy"), ("healthcheck:", "health:"), ("user:", "users:")],
)
def test_its_schema_finds_what_is_misspelt(right, wrong):
    assert read_compose(right, wrong).returncode == 1


@needs_compose
@pytest.mark.parametrize("name", VARIABLES)
def test_nothing_starts_without_what_is_secret(name):
    there = {other: value for other, value in VARIABLES.items() if other != name}

    assert read_compose(variables=there).returncode == 1


@needs_compose
def test_no_part_of_ours_runs_as_root_or_writes_its_own_code():
    said = read_compose().stdout

    services = re.findall(r"^    user: (.+)$", said, re.MULTILINE)
    assert services == ["10001:10001"] * 3
    assert said.count("read_only: true") == 3
    assert said.count("healthcheck:") == 2


def image_lines(word: str) -> list[str]:
    text = (RECIPE / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(rf"^{word} (.+)$", text, re.MULTILINE)


def test_the_image_is_not_root_and_says_how_it_is():
    assert image_lines("USER") == ["expo"]
    assert "/healthz" in image_lines("HEALTHCHECK")[0]


@pytest.fixture
def built(tmp_path):
    """What the image has in /srv/expo: the files of the repository, without those that are left out."""
    left_out = (RECIPE / "Dockerfile.dockerignore").read_text().split()
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in filter(None, tracked):
        if name.split("/")[0] not in left_out and (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_steps_of_the_image_lead_to_a_site_without_what_is_left_out(built, tmp_path_factory):
    """All but packages of the system: its check, which compiles the texts, its static files, its server's own test."""
    place = tmp_path_factory.mktemp("place")
    told = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "SECRET_KEY": "x" * 50}
    told |= {"VAR_DIR": str(place), "HOME": str(place)}
    [check] = [line for line in image_lines("RUN") if "manage.py check" in line]
    command = re.findall(r'"(python manage\.py collectstatic.+?) && exec (gunicorn .+)"\]', image_lines("CMD")[-1])
    [(collect, serve)] = command
    assert "python manage.py check" in check
    steps = ["python manage.py check", collect, f"{sys.executable} -m {serve} --check-config"]

    for step in steps:
        done = subprocess.run(["bash", "-c", step], cwd=built, env=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (place / "static").is_dir()
