"""Processes that outlive the command that started them, each known by the file of its number."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 60


def free_port() -> int:
    """Below those that connections going out are given: a server may be ended and come back to it."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311
        if not listens(port):
            return port


def start_process(name: str, command: list[str], folder: Path, environment: dict[str, str] | None = None) -> None:
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment, start_new_session=True
        )
    (folder / f"{name}.pid").write_text(str(process.pid))


def stop_process(name: str, folder: Path, number: signal.Signals = signal.SIGTERM) -> None:
    """And wait until it is gone; what is gone already is fine."""
    file = folder / f"{name}.pid"
    if not file.exists():
        return
    pid = int(file.read_text())
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
    wait_until(lambda: is_gone(pid), f"{name} does not end")
    file.unlink(missing_ok=True)


def is_gone(pid: int) -> bool:
    # By another command it was started, perhaps.
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def children(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def first_number(file: Path) -> int:
    return int(file.read_text().split()[0])


def processes_in(folder: Path) -> list[int]:
    """Those that work in that very folder, as all of a server's do in that of its data; none that have ended."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").readlink() == folder.resolve():
                found.append(int(process.name))
    return found


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def front_workers(folder: Path) -> set[str]:
    """Those of nginx's processes that take new connections; what is shutting down says so of itself."""
    master = (folder / "nginx.pid").read_text().strip()
    taking = set()
    for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0 ") == b"nginx: worker process":
                taking.add(pid)
    return taking


def listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def wait_until(true: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        if time.monotonic() > end:
            sys.exit(f"{otherwise} after {PATIENCE_SECONDS} s.")
        time.sleep(0.05)


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL and PgBouncer refuse to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command
