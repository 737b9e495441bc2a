"""A site of its own for benchmarks of the programming interface: database, edition, token, and gunicorn."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PREPARE = """
import datetime as dt
from deals.api import offices
from expo.models import Edition
edition = Edition.objects.filter(slug="2019").first() or Edition.objects.create(
    slug="2019", name_en="Expo", name_zh="博览会", starts_on=dt.date(2019, 8, 26), ends_on=dt.date(2019, 8, 29),
    status="closed", published=True)
print("TOKEN", offices.create_token("Bench", edition)[1])
"""


class Site:
    """On SQLite in `folder`, or where `DATABASE_URL` says."""

    def __init__(self, folder: Path, workers: int = 2, threads: int = 4) -> None:
        self.workers, self.threads = workers, threads
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        more = {"SECRET_KEY": secrets.token_urlsafe(50), "VAR_DIR": str(folder), "HTTPS": "0", "LOG_LEVEL": "CRITICAL"}
        self.environment = os.environ | more

    def __enter__(self) -> "Site":
        for command in (["migrate", "-v0"], ["load_reference"], ["collectstatic", "--noinput", "-v0"]):
            self.manage(*command)
        told = self.manage("shell", "-v0", "-c", PREPARE)
        self.token = next(line.split()[1] for line in told.splitlines() if line.startswith("TOKEN"))
        options = ["--workers", str(self.workers), "--threads", str(self.threads), "--worker-class", "gthread"]
        quiet = ["--log-level", "critical", "--no-control-socket", "--bind", f"127.0.0.1:{self.port}"]
        command = [sys.executable, "-m", "gunicorn", "expo.wsgi", *options, *quiet]
        self.server = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)
        self.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.terminate()
        self.server.wait()

    def manage(self, *command: str) -> str:
        run = [sys.executable, "manage.py", *command]
        return subprocess.run(run, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True).stdout

    def wait(self) -> None:
        for _attempt in range(600):
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5):  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError(f"{self.address} does not answer")

    def children(self) -> list[int]:
        """The worker processes that serve at this moment."""
        tasks = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in tasks.read_text().split()]

    def kill_a_worker(self, which: int) -> bool:
        """Whether one was there to be killed, as by a power cut."""
        found = self.children()
        if found:
            os.kill(found[which % len(found)], signal.SIGKILL)
        return bool(found)
