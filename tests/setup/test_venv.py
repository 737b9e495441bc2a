"""manage.py on a machine without Django."""

import ast
import os
import shlex
import subprocess
import sys
from pathlib import Path

import django
import pytest
from django.conf import settings

from tests.support.patience import PATIENCE


def test_first_run_makes_the_venv_and_goes_on_there_with_the_same_arguments(house):
    run = house.run("demo", "--port", "8001", "--moment", "with space")

    assert run.returncode == 0
    assert house.tools == ["venv", "pip"]
    assert run.stdout.splitlines()[-1] == "arrived: manage.py demo --port 8001 --moment with space"


def test_second_run_sets_nothing_up_and_says_nothing(house):
    house.run("demo")

    run = house.run("demo")

    assert house.tools == ["venv", "pip"]
    assert (run.stdout, run.stderr) == ("arrived: manage.py demo\n", "")


def test_pip_takes_hashed_wheels_only_and_leaves_the_choice_of_index_to_the_user(house):
    house.run("demo")

    options = shlex.split(house.asked[-1])
    assert "--require-hashes" in options
    assert options[options.index("--only-binary") + 1] == ":all:"
    assert options[options.index("--requirement") + 1] == str(house.folder / "requirements.lock")
    assert [option for option in options if "index" in option or "proxy" in option or "host" in option] == []


def test_pip_hears_of_the_users_index_and_proxy(house):
    house.run("demo", PIP_INDEX_URL="https://packages.example/simple", HTTPS_PROXY="http://proxy.example:3128")

    assert (house.folder / "heard").read_text() == "https://packages.example/simple http://proxy.example:3128\n"


def test_tests_add_their_packages_to_the_same_venv_and_the_demo_needs_nothing_more(house):
    house.run("demo")
    house.run("test", "-x")
    house.run("demo")
    house.run("test")

    assert house.tools == ["venv", "pip", "pip"]
    assert house.asked[-1].endswith("requirements-dev.lock")


def test_demo_after_the_tests_finds_its_packages_there(house):
    house.run("test")
    house.run("demo")

    assert house.tools == ["venv", "pip"]


def test_changed_lock_is_installed_into_the_same_venv(house):
    house.run("test")
    (house.folder / "requirements.lock").write_text("django==2\n")

    house.run("demo")
    house.run("demo")

    assert house.tools == ["venv", "pip", "pip"]


def test_venv_whose_packages_did_not_all_arrive_is_made_anew(house):
    (house.folder / "broken").touch()
    failed = house.run("demo")
    (house.folder / "broken").unlink()

    run = house.run("demo")

    assert failed.returncode == 1
    assert "pip could not install requirements.lock" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert house.tools == ["venv", "pip", "venv", "pip"]
    assert run.returncode == 0


def test_venv_that_lost_its_packages_to_a_failed_update_is_made_anew(house):
    house.run("demo")
    (house.folder / "requirements.lock").write_text("django==2\n")
    (house.folder / "broken").touch()
    house.run("demo")
    (house.folder / "broken").unlink()

    house.run("demo")

    assert house.tools == ["venv", "pip", "pip", "venv", "pip"]


@pytest.mark.parametrize("leftover", ["nothing in it", "no Python in it", "no stamp on it"])
def test_leftovers_of_a_killed_run_are_cleared_away(house, leftover):
    house.run("demo")
    venv = house.folder / ".venv"
    if leftover != "no Python in it":
        (venv / "stamp").unlink()
    if leftover != "no stamp on it":
        (venv / "bin" / "python").unlink()

    run = house.run("demo")

    assert house.tools == ["venv", "pip", "venv", "pip"]
    assert run.returncode == 0


def test_venv_of_a_folder_that_was_moved_is_made_anew(house, tmp_path_factory):
    house.run("demo")
    elsewhere = tmp_path_factory.mktemp("moved") / "house"
    house.folder.rename(elsewhere)
    house.folder = elsewhere

    house.run("demo")

    assert house.tools == ["venv", "pip", "venv", "pip"]


def test_two_runs_at_once_make_one_venv(house):
    runs = [house.start("demo"), house.start("demo")]
    outputs = [run.communicate(timeout=PATIENCE)[0] for run in runs]

    assert house.tools == ["venv", "pip"]
    assert [output.splitlines()[-1] for output in outputs] == ["arrived: manage.py demo"] * 2


def test_pip_that_outlives_its_killed_run_is_waited_for(house):
    os.mkfifo(house.folder / "gate")
    killed = house.start("demo")
    gate = (house.folder / "gate").open("w")  # returns once pip waits at the other end
    killed.kill()
    killed.wait()
    killed.stdout.close()
    killed.stderr.close()

    second = house.start("demo")
    assert second.stdout.readline() == "Another run is setting up .venv; waiting for it ...\n"
    assert house.tools == ["venv", "pip"]
    (house.folder / "gate").unlink()
    gate.close()
    second.communicate(timeout=PATIENCE)

    assert house.tools == ["venv", "pip", "venv", "pip"]
    assert second.returncode == 0


def test_without_ensurepip_root_has_it_installed_and_others_read_the_one_line_to_run(house):
    fakes = house.folder / "fakes"
    (fakes / "ensurepip.py").write_text("raise ImportError\n")
    (fakes / "apt-get").write_text(f'#!/bin/sh\necho "apt-get $*" >> asked\nrm -f {fakes}/ensurepip.py\n')
    (fakes / "apt-get").chmod(0o755)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"

    run = house.run("demo", PATH=f"{fakes}:{os.environ['PATH']}", PYTHONDONTWRITEBYTECODE="1")

    if os.geteuid() == 0:
        assert house.asked[:2] == ["apt-get update -qq", f"apt-get install -y -qq --no-install-recommends {package}"]
        assert house.tools[2:] == ["venv", "pip"]
        assert run.returncode == 0
    else:
        assert run.returncode == 1
        assert run.stderr == f"This Python cannot make a venv. Run: sudo apt-get install {package}\n"


def test_without_ensurepip_and_apt_the_way_out_is_said_in_one_line(house):
    (house.folder / "fakes" / "ensurepip.py").write_text("raise ImportError\n")

    run = house.run("demo", PATH=str(house.folder / "fakes"))

    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert run.stderr.startswith("This Python cannot make a venv. Install what brings ensurepip to ")


def test_venv_without_django_ends_in_a_sentence_and_not_in_a_circle(house):
    house.run("demo")
    venv = house.folder / ".venv"
    (venv / "pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix) / 'bin'}\n")
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to(Path(sys.executable).resolve())

    run = subprocess.run(
        [venv / "bin" / "python", "manage.py", "demo"], cwd=house.folder, capture_output=True, text=True, check=False
    )

    assert run.returncode == 1
    assert run.stderr == f"{venv} has no Django in it. Delete that folder and run: python3 manage.py demo\n"


def test_where_django_can_be_imported_manage_py_is_the_plain_one(house):
    (house.folder / "expo" / "setup").mkdir(parents=True)
    (house.folder / "expo" / "setup" / "environment.py").write_text("def prepare_environment(command): pass\n")

    run = subprocess.run(
        [sys.executable, "manage.py", "--version"], cwd=house.folder, capture_output=True, text=True, check=False
    )

    assert run.stdout == f"{django.get_version()}\n"
    assert not (house.folder / ".venv").exists()


def test_older_python_can_read_manage_py_and_is_told_what_is_needed():
    source = (settings.BASE_DIR / "manage.py").read_text()
    ast.parse(source, feature_version=(3, 7))
    as_older = f"import sys; sys.version_info = (3, 10, 9, 'final', 0); sys.version = '3.10.9'; exec({source!r})"

    run = subprocess.run([sys.executable, "-c", as_older], capture_output=True, text=True, check=False)

    assert run.returncode == 1
    assert run.stderr == "This project needs Python 3.11 or newer; this is Python 3.10.9.\n"
