"""Every public address of a database as it answers today, written to a folder; two such folders tell what has changed.

    python bench/same_pages.py DATABASE FOLDER [--at 2026-11-28T04:00:00Z]     answers to files, one a line, and digests
    diff FOLDER_BEFORE/answers.txt FOLDER_AFTER/answers.txt                   empty where nothing has changed

DATABASE is an SQLite file, which is copied. The clock stands still at --at. Addresses are those of the site maps and
all that pages, feeds and files link to, in both languages and every edition; a filtered list leads to no other filters.
Names of static files lose their hashes, and runs of white space count as one space.
"""

import argparse
import hashlib
import itertools
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
HOST = "http://testserver"
BEGINNINGS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/api/v1/openapi.json",
    "/api/v1/editions",
    "/2019/search/?q=AI",
    "/healthz",
)
HASHED = re.compile(r"(/static/[^\"'\s?]*?)\.[0-9a-f]{12}(\.\w+)")
STAFF = ("/admin/", "/desk/", "/accounts/", "/static/", "/jury/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at", type=datetime.fromisoformat, default="2026-11-28T04:00:00+00:00")
    parser.add_argument("--most", type=int, default=20_000, help="addresses at most (20000)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        shutil.copy(given.database, Path(var) / "expo.sqlite3")
        begin(var)
        with mock.patch("django.utils.timezone.now", return_value=given.at):
            write_answers(given.folder, given.most)


def begin(var: str) -> None:
    surroundings = {"VAR_DIR": var, "SECRET_KEY": "bench", "HTTPS": "0", "ALLOWED_HOSTS": "testserver", "DEBUG": "1"}
    os.environ.update(surroundings, DJANGO_SETTINGS_MODULE="expo.settings")
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # only static files are those of development: pages name them without hashes


def write_answers(folder: Path, most: int) -> None:
    (folder / "bodies").mkdir(parents=True, exist_ok=True)
    lines = []
    for address, answer in answers(most):
        digest = hashlib.sha256(answer.encode()).hexdigest()[:16]
        (folder / "bodies" / digest).write_text(answer)
        lines.append(f"{address}\t{digest}")
    (folder / "answers.txt").write_text("\n".join(sorted(lines)) + "\n")
    print(f"{len(lines)} addresses, {len({line.partition(chr(9))[2] for line in lines})} different answers")


def answers(most: int) -> Iterator[tuple[str, str]]:
    """Each address with its answer: the status, what kind it is, where it leads, and the body."""
    from django.test import Client

    client, seen, waiting = Client(), set(BEGINNINGS), list(BEGINNINGS)  # the list grows while it is walked
    for address in itertools.islice(waiting, most):
        response = client.get(address)
        body = body_of(response)
        yield address, f"{response.status_code} {response.headers.get('Content-Type')}\n{body}"
        fresh = {link for link in links_in(address, body + located(response)) if link not in seen}
        seen |= fresh
        waiting.extend(sorted(fresh))


def body_of(response: Any) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return HASHED.sub(r"\1\2", " ".join(raw.decode("utf-8", "replace").split())) + located(response)


def located(response: Any) -> str:
    return f' href="{response.headers["Location"]}"' if "Location" in response.headers else ""


def links_in(address: str, body: str) -> Iterator[str]:
    """The site's own public addresses that a body names, without their fragments."""
    from expo.site_export.links import linked_addresses

    for link in linked_addresses(HOST, address, body):
        if not link.startswith(STAFF) and not ("?" in link and "?" in address):
            yield link


if __name__ == "__main__":
    main()
