"""The recipe for several machines as processes of this one, and visitors who ask it without a pause."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "deploy" / "several" / "machines.py"
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@dataclass
class SeveralMachines:
    folder: Path

    def run(self, *command: str, **variables: str) -> None:
        asked = [sys.executable, str(SCRIPT), str(self.folder), *command]
        done = subprocess.run(asked, check=False, capture_output=True, text=True, env=os.environ | variables)
        assert done.returncode == 0, done.stdout + done.stderr

    def carry_out(self, *blocks: str) -> None:
        """Commands as they stand in a runbook."""
        told = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "MACHINES": str(self.folder)}
        command = ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=os.environ | told)
        assert done.returncode == 0, done.stdout + done.stderr

    @property
    def state(self) -> dict:
        return json.loads((self.folder / "machines.json").read_text())

    def port(self, name: str) -> int:
        return self.state["ports"][name]

    def sql(self, server: str, text: str, *options: str, patience: int = 60) -> str:
        """By one of the servers, or by a pool; for so many seconds."""
        where = ["-h", "127.0.0.1", "-p", str(self.port(server)), "-U", "postgres", "-d", "expo", *options]
        command = ["psql", *where, "-qtAX", "-v", "ON_ERROR_STOP=1", "-c", text]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=patience)
        return done.stdout.strip()

    def ask(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port('front')}{path}", timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def head(self, path: str) -> tuple[int, Message]:
        """Of an answer that is a failure: its status and its headers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port('front')}{path}", timeout=60) as answer:
                return answer.status, answer.headers
        except HTTPError as error:
            return error.code, error.headers

    def listens(self, name: str) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port(name))).close()
        except ConnectionRefusedError:
            return False
        return True

    def pids(self) -> list[str]:
        """Of the processes that answer visitors."""
        return [(self.folder / f"{name}-public.pid").read_text() for name in self.state["nodes"]]

    def roles(self) -> dict[str, str]:
        """Who follows today's primary, and whether it waits for them."""
        rows = self.sql(self.state["primary"], "SELECT application_name, sync_state FROM pg_stat_replication")
        return dict(row.split("|") for row in rows.splitlines())

    def signal_server(self, name: str, number: signal.Signals) -> None:
        """Kill, freeze or wake one of PostgreSQL's servers, with all its processes."""
        file = self.folder / "postgresql" / name / "postmaster.pid"
        postmaster = int(file.read_text().split()[0])
        for pid in (postmaster, *children(postmaster)):
            with suppress(ProcessLookupError):
                os.kill(pid, number)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@dataclass
class Visits:
    """What visitors were answered, and how often."""

    answers: dict[int, int] = field(default_factory=dict)

    def wait_for(self, more: int) -> None:
        """Until so many more were answered."""
        before = sum(self.answers.values())
        wait_until(lambda: sum(self.answers.values()) >= before + more)

    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def visit(self, machines: SeveralMachines, paths: list[str]) -> None:
        while not self.over.is_set():
            for path in paths:
                status = machines.ask(path)[0]
                with self.lock:
                    self.answers[status] = self.answers.get(status, 0) + 1


@contextmanager
def visitors(machines: SeveralMachines, paths: list[str], number: int = 3) -> Iterator[Visits]:
    visits = Visits()
    threads = [threading.Thread(target=visits.visit, args=(machines, paths)) for _number in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield visits
    finally:
        visits.over.set()
        for thread in threads:
            thread.join()


def wait_until(true: Callable[[], object], seconds: float = 120) -> None:
    """Ask again and again, for no longer than this."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not true():
        assert time.monotonic() < end
        pause.wait(0.05)


def fenced_commands(paper: Path) -> list[str]:
    """The blocks of commands of a document, in their order."""
    return [block.strip() for block in SHELL.findall(paper.read_text(encoding="utf-8"))]
