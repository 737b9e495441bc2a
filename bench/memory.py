"""What a server of two processes and their parent holds: fresh, and once every public page was asked for.

    python bench/memory.py FOLDER [--most 6000]        FOLDER as `bench/cold.py` made it, such as FOLDER/x1

Megabytes of PSS, in which what processes share counts once. gunicorn runs as in production; its database is a copy.
Asked is whatever pages, feeds and files link to, and each tenth name again as a search.
"""

import argparse
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
SERVER = "expo.wsgi --workers 2 --worker-class gthread --threads 8 --no-control-socket --preload --log-level error"
BEGINNINGS = ("/en/", "/zh-hans/", "/sitemap.xml", "/en/rehearsal/search/?q=5G")
NAMES = re.compile("<h1[^>]*>([^<]+)</h1>")
AT_ONCE = 4
SURROUNDINGS = {
    "DJANGO_SETTINGS_MODULE": "expo.settings",
    "SECRET_KEY": "bench",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "0",
}
STAFF = ("/admin/", "/desk/", "/accounts/", "/static/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=6000, help="addresses at most (6000)")
    given = parser.parse_args()
    os.environ.update(SURROUNDINGS)
    sys.path.insert(0, str(ROOT))
    with running_server(given.folder) as (pid, host):
        print(f"fresh {held(pid):.0f} MB", flush=True)
        asked = crawl(host, given.most)
        print(f"after {asked} addresses {held(pid):.0f} MB")


@contextmanager
def running_server(folder: Path) -> Iterator[tuple[int, str]]:
    with socket.socket() as free, tempfile.TemporaryDirectory() as var:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        shutil.copytree(folder, var, dirs_exist_ok=True, ignore=shutil.ignore_patterns("warm"))
        command = [sys.executable, "-m", "gunicorn", *SERVER.split(), "--bind", host]
        with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"VAR_DIR": var}) as server:
            try:
                wait_until_up(host)
                yield server.pid, f"http://{host}"
            finally:
                server.terminate()


def wait_until_up(host: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://{host}/healthz", timeout=1).close()
        except (URLError, OSError):
            subprocess.run(["sleep", "0.1"], check=True)
        else:
            return
    raise SystemExit("The server does not answer.")


def crawl(host: str, most: int) -> int:
    """Ask for all that is linked to; returns for how many addresses."""
    seen, waiting = set(BEGINNINGS), list(BEGINNINGS)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = 0
        while waiting and asked < most:
            part, waiting = waiting[:200], waiting[200:]
            asked += len(part)
            for found in pool.map(lambda address: links_of(host, address), part):
                fresh = [link for link in found if link not in seen]
                seen.update(fresh)
                waiting.extend(sorted(fresh))
    return asked


def links_of(host: str, address: str) -> set[str]:
    """The addresses that what is there names, and a search for its name."""
    from expo.site_export.links import linked_addresses

    try:
        with urllib.request.urlopen(host + address, timeout=60) as answer:  # noqa: S310, our own server
            body = answer.read().decode("utf-8", "replace")
    except HTTPError:
        return set()
    links = set()
    for link in linked_addresses(host, address, body):
        if not link.startswith(("/admin/", "/desk/", "/accounts/", "/static/")) and not (
            "?" in link and "?" in address
        ):
            links.add(link)
    if (name := NAMES.search(body)) and len(address) % 10 == 0:
        links.add(f"{'/'.join(address.split('/')[:3])}/search/?q={quote(name[1].strip())}")
    return links


def held(parent: int) -> float:
    """Megabytes of PSS of a process and its children."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    kilobytes = 0
    for pid in itertools.chain([parent], map(int, children)):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


if __name__ == "__main__":
    main()
