#!/usr/bin/env python3
"""The only entry: on a fresh machine it first makes .venv from the hash-checked locks, then runs there.

Where Django can be imported already, in somebody's own environment, it is the plain manage.py and makes nothing.
"""

import contextlib
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (an older Python gets as far as here and is owed a sentence)
    sys.exit(f"This project needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")
if os.name != "posix":
    sys.exit("This project runs on Linux and macOS; on Windows start it inside WSL.")

import fcntl

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "stamp"
TURN = HERE / "var" / "venv.lock"
RUNTIME = HERE / "requirements.lock"
# The second holds all of the first, at the same versions.
DEVELOPMENT = HERE / "requirements-dev.lock"


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if importlib.util.find_spec("django") is None:
        run_in_venv(DEVELOPMENT if command == "test" else RUNTIME)
    if command == "demo":
        # At once: all that comes before the first step takes a second on a slow machine.
        print("Starting the demo ...", flush=True)
    from expo.setup import environment

    environment.prepare_environment(command)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def run_in_venv(lock: Path) -> None:
    """Go on as the venv's Python with the same arguments; never returns."""
    if Path(sys.prefix) == VENV:
        sys.exit(f"{VENV} has no Django in it. Delete that folder and run: python3 {shlex.join(sys.argv)}")
    prepare(lock)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *sys.argv])


def prepare(lock: Path) -> None:
    """Make .venv hold what a lock names; costs nothing where it does already."""
    if digest(lock) in stamped():
        return
    with one_at_a_time() as guard:
        if digest(lock) in stamped():
            return
        print(f"Setting up .venv from {lock.name} (this once) ...", flush=True)
        known = stamped()
        if not known:
            make_venv(guard)
        STAMP.unlink(missing_ok=True)
        install(lock, guard)
        write_stamp(known, lock)


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def identity() -> str:
    """What a venv cannot outlive: its place, and the interpreter it was made with."""
    return f"{VENV} {PYTHON.resolve()}"


def stamped() -> list[str]:
    """The digests of the locks that .venv holds whole; none where it is half made, moved, or its Python is gone."""
    if not (STAMP.is_file() and PYTHON.exists()):
        return []
    made_as, *digests = STAMP.read_text().splitlines()
    return digests if made_as == identity() else []


def write_stamp(known: list[str], lock: Path) -> None:
    """Written last, and in one go: a .venv that was killed before this counts as half made."""
    held = {digest(lock), digest(RUNTIME)}
    if digest(DEVELOPMENT) in known:
        held.add(digest(DEVELOPMENT))
    fresh = STAMP.with_suffix(".new")
    fresh.write_text("\n".join([identity(), *sorted(held)]) + "\n")
    fresh.replace(STAMP)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[int]:
    """Wait until no other run works on .venv; yields the lock's descriptor for the children to hold as well."""
    TURN.parent.mkdir(exist_ok=True)
    with TURN.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is setting up .venv; waiting for it ...", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def make_venv(guard: int) -> None:
    ensure_ensurepip()
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], guard, f"Could not make {VENV}.")


def install(lock: Path, guard: int) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)],
        guard,
        f"pip could not install {lock.name}; its words are above. Behind a proxy set HTTPS_PROXY, "
        "for a package index of your own PIP_INDEX_URL, and run this again.",
    )


def run(command: list[str], guard: int, otherwise: str) -> None:
    """Run a child that keeps the guard as long as it lives, even where this process is killed."""
    # A pip told by its configuration to install for the user would refuse to work in a venv.
    environment = {**os.environ, "PIP_USER": "0"}
    if subprocess.run(command, pass_fds=[guard], env=environment, check=False).returncode:
        sys.exit(otherwise)


def ensure_ensurepip() -> None:
    """Debian keeps the part of Python that makes venvs in a package of its own."""
    if has_ensurepip():
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_with_apt(package)
    if not has_ensurepip():
        sys.exit(f"This Python cannot make a venv. {remedy(package)}")


def has_ensurepip() -> bool:
    asked = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL, check=False)
    return asked.returncode == 0


def install_with_apt(package: str) -> None:
    print(f"Installing {package} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        subprocess.run(
            ["apt-get", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )


def remedy(package: str) -> str:
    if shutil.which("apt-get"):
        return f"Run: {'' if os.geteuid() == 0 else 'sudo '}apt-get install {package}"
    return f"Install what brings ensurepip to {sys.executable}, or take another Python 3.11 or newer."


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
