"""What a storm rages against: gunicorn's workers and a PostgreSQL of its own, both of which can be killed."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 3, 4


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def children(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def works_in(pid: int, folder: Path) -> bool:
    """Whether there is such a process, and it is that folder's: numbers are used again."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == folder.resolve()
    return False


class Postgresql:
    """A cluster in a folder, with fsync as in production."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "cluster", free_port()
        self.folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        if Path(self.data).exists():
            self.end()
            self.start()
            return
        locale = ("-E", "UTF8", "--locale=C.UTF-8")
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", *locale)
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def run(self, name: str, *more: str) -> None:
        """PostgreSQL refuses to run as root."""
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*user, str(self.bin / name), *more]
        # To a file: the server would keep a pipe open.
        with (self.folder.parent / "pg.log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd="/")

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", self.data, "-l", str(self.folder / "log"), "-w", "start", "-o", options)

    def kill_database(self) -> None:
        self.end()
        self.start()

    def end(self) -> None:
        """The postmaster and all its processes, with -9; then what they left in the way of the next start."""
        pid_file = Path(self.data) / "postmaster.pid"
        if not pid_file.exists():
            return
        postmaster = int(pid_file.read_text().split()[0])
        if works_in(postmaster, Path(self.data)):
            for pid in [*children(postmaster), postmaster]:
                kill(pid)
        while works_in(postmaster, Path(self.data)):
            time.sleep(0.05)
        pid_file.unlink(missing_ok=True)
        (self.folder / f".s.PGSQL.{self.port}.lock").unlink(missing_ok=True)

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")


class Site:
    """The production server with processes of its own."""

    def __init__(self, application: str, log: Path) -> None:
        self.port, self.log = free_port(), log
        options = ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
        options += ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket", "--timeout", "60", "--preload"]
        command = [sys.executable, "-m", "gunicorn", *options, application]
        where = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "bench")])}
        with log.open("ab") as out:
            self.master = subprocess.Popen(command, env=where, cwd=ROOT, stdout=out, stderr=out)
        self.wait()

    def wait(self) -> None:
        for _attempt in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            if self.master.poll() is not None:
                break
            time.sleep(0.1)
        sys.exit(f"The server does not start:\n{self.log.read_text()}")

    def kill_a_worker(self, chance: random.Random) -> bool:
        """Whether there was one; gunicorn starts another."""
        workers = children(self.master.pid)
        for pid in workers and [chance.choice(workers)]:
            kill(pid)
        return bool(workers)

    def stop(self) -> None:
        self.master.terminate()
        self.master.wait()
