"""What a public page costs that was shown before, and its 304, against a bare Django view of the same bytes.

    python bench/warm.py [SECONDS]        default: 20 for each measurement

The demo's data in a database of its own (DATABASE_URL: in that one); gunicorn with two processes of eight threads; over
1,000 addresses at random, compressed, from one client. The bare view stands in a Django without any
middleware and answers the same bytes. In the second measurement something visible is written every five seconds.
CPU is that of the two processes, in microseconds an answer.
"""

import base64
import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GZIP = {"Accept-Encoding": "gzip"}
MOST = 1000
TICK = os.sysconf("SC_CLK_TCK")


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environ = prepare(folder)
        paths = addresses(environ)
        with server("expo.wsgi", environ) as warm:
            known = {path: found for path in paths if (found := ask(warm, path, GZIP))}
            paths = list(known)
            kept = Path(folder) / "answers.json"
            told = {path: [headers, base64.b64encode(body).decode()] for path, (headers, body) in known.items()}
            kept.write_text(json.dumps(told))
            etags = {path: headers["ETag"] for path, (headers, _body) in known.items()}
            sizes = sum(len(body) for _headers, body in known.values()) / len(known)
            print(f"{len(paths)} addresses, {sizes:.0f} compressed bytes each on average", flush=True)
            rows = {"warm page": measure(warm, paths, None, seconds), "warm 304": measure(warm, paths, etags, seconds)}
            with writes(environ):
                rows["warm page, a write every 5 s"] = measure(warm, paths, None, seconds)
        with server("warm:bare_application()", environ | {"ANSWERS": str(kept), "PYTHONPATH": f"{ROOT}/bench"}) as bare:
            rows["bare page"] = measure(bare, paths, None, seconds)
            rows["bare 304"] = measure(bare, paths, etags, seconds)
    report(rows)


def report(rows: dict[str, dict[str, float]]) -> None:
    print(f"{'':<32}{'answers':>9}{'CPU µs':>9}{'median µs':>11}{'p99 µs':>9}{'× bare, CPU':>13}{'median':>8}")
    for name, row in rows.items():
        bare = rows["bare 304" if "304" in name else "bare page"]
        ratios = f"{row['cpu'] / bare['cpu']:>13.2f}{row['median'] / bare['median']:>8.2f}"
        print(f"{name:<32}{row['answers']:>9.0f}{row['cpu']:>9.0f}{row['median']:>11.0f}{row['p99']:>9.0f}{ratios}")


def prepare(folder: str) -> dict[str, str]:
    """A database with the demo's data, and the variables of its server."""
    environ = os.environ | {
        "SECRET_KEY": "only-for-the-bench",
        "HTTPS": "0",
        "DEBUG": "0",
        "VAR_DIR": folder,
        "LOG_LEVEL": "ERROR",
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    load = "from django.conf import settings\nfrom django.utils.module_loading import import_string\n"
    load += "for loader in settings.EXPO_DEMO: import_string(loader)(scale=1)\n"
    # On a real edition: a rehearsal shows its clock, which makes each of its pages new every minute.
    load += "from expo.models import Edition\nimport datetime as dt\n"
    load += "Edition.objects.update(rehearsal=False, clock_shift=dt.timedelta())\n"
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"], ["shell", "-v0", "-c", load]):
        subprocess.run([*manage, *command], env=environ, check=True, stdout=subprocess.DEVNULL)
    return environ


class server(contextlib.AbstractContextManager):  # noqa: N801
    """Gunicorn on a port of its own; `processes` are those that answer."""

    def __init__(self, application: str, environ: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        options = ["-b", f"127.0.0.1:{self.port}", "-w", "2", "-k", "gthread", "--threads", "8", "--no-control-socket"]
        options += ["--keep-alive", "60", "--log-level", "error"]
        command = [sys.executable, "-m", "gunicorn", application, *options]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def cpu(self) -> float:
        """Seconds that its processes have used."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        used = 0
        for child in children:
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
        return used / TICK


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
    raise SystemExit("The server does not begin.")


def ask(at: server, path: str, headers: dict[str, str]) -> tuple[dict[str, str], bytes] | None:
    """None where it only leads on."""
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return (dict(answer.getheaders()), body) if answer.status == 200 else None


def addresses(environ: dict[str, str]) -> list[str]:
    """Of sessions, exhibitors, people, launches and deals of both editions, in both languages, by chance."""
    code = """
from agenda.models import Session
from deals.models import Terms
from django.utils import translation
from expo.models import Attendance, Edition, Participation
rows = [*Session.objects.public().select_related("edition"), *Participation.objects.public().select_related("edition")]
rows += [*Attendance.objects.public().select_related("edition", "person"), *Edition.objects.public()]
rows += [terms.deal for terms in Terms.objects.public().select_related("deal__edition")]
for language in ("en", "zh-hans"):
    with translation.override(language):
        for row in rows: print(getattr(row, "public_url", None) or row.get_absolute_url())
"""
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", code]
    told = subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout.split()
    found = sorted({path for path in told if path.startswith(("/en/", "/zh-hans/"))})
    random.Random(2019).shuffle(found)  # noqa: S311
    return found[:MOST]


def measure(at: server, paths: list[str], etags: dict[str, str] | None, seconds: float) -> dict[str, float]:
    """One client on one connection to each process, so that what is measured is an answer and not a queue."""
    chance, took = random.Random(7), []  # noqa: S311
    links = [socket.create_connection(("127.0.0.1", at.port)) for _ in range(2)]
    questions = {path: question(path, etags) for path in paths}
    for number, path in enumerate(paths):
        exchange(links[number % 2], questions[path])
    used, deadline = at.cpu(), time.perf_counter() + seconds
    while (began := time.perf_counter()) < deadline:
        exchange(links[len(took) % 2], questions[chance.choice(paths)])
        took.append(time.perf_counter() - began)
    used = at.cpu() - used
    took.sort()
    return {
        "answers": len(took),
        "cpu": 1e6 * used / len(took),
        "median": 1e6 * took[len(took) // 2],
        "p99": 1e6 * took[len(took) * 99 // 100],
    }


def question(path: str, etags: dict[str, str] | None) -> bytes:
    condition = f"If-None-Match: {etags[path]}\r\n" if etags else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{condition}\r\n".encode()


def exchange(link: socket.socket, asked: bytes) -> None:
    link.sendall(asked)
    got = b""
    while b"\r\n\r\n" not in got:
        part = link.recv(1 << 16)
        if not part:
            raise SystemExit("The server has closed the connection.")
        got += part
    head, _blank, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    missing = (int(length[1]) if length and b" 304 " not in head[:20] else 0) - len(body)
    while missing > 0:
        missing -= len(link.recv(1 << 16))


class writes(contextlib.AbstractContextManager):  # noqa: N801
    """Something that visitors see is written every five seconds, by another process."""

    CODE = """
import sys
from expo.models import Launch, Person
for number, _line in enumerate(sys.stdin):
    model = (Launch, Person)[number % 2]
    field = ("summary_en", "biography_en")[number % 2]
    row = model.objects.order_by("pk").first()
    model.objects.filter(pk=row.pk).update(**{field: f"Written {number}"})
"""

    def __init__(self, environ: dict[str, str]) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", self.CODE]
        self.process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self.over = threading.Event()
        self.clock = threading.Thread(target=self.write)
        self.clock.start()

    def write(self) -> None:
        while not self.over.wait(5):
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.clock.join()
        self.process.stdin.close()
        self.process.wait()


def bare_application() -> object:
    """Django with one view and nothing else, which answers the bytes that it finds in ANSWERS."""
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
    from django.urls import path

    told = json.loads(Path(os.environ["ANSWERS"]).read_text())
    answers = {}
    for address, (headers, body) in told.items():
        for name in ("Server", "Date", "Connection"):
            headers.pop(name, None)
        answers[address] = headers, base64.b64decode(body)

    def view(request: HttpRequest, address: str) -> HttpResponse:
        headers, body = answers.get(request.path, ({}, b"ok"))
        if request.META.get("HTTP_IF_NONE_MATCH") == headers.get("ETag", ""):
            return HttpResponseNotModified(headers={"ETag": headers["ETag"], "Cache-Control": headers["Cache-Control"]})
        return HttpResponse(body, headers=headers)

    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bare", MIDDLEWARE=[])  # noqa: S106
    globals()["urlpatterns"] = [path("<path:address>", view)]
    django.setup()
    return get_wsgi_application()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20)
