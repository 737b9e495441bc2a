"""Follow every link as each kind of staff and as a visitor, send each form with nonsense in it, and list what broke.

    python bench/crawl.py [--roles visitor,editor,…] [--addresses 4] [--minutes 10] [--seed 2019]

The demo is loaded into a database of its own below a temporary folder. Of addresses that differ in numbers and names
alone, so many are asked (`--addresses`), in an order of chance where each role has
so many `--minutes` alone. Whatever a form changes is taken back before the next one. What broke: an
answer of 500 or above, or a link to a page that is not there; each is printed with who met it, and the exit code is 1.
"""

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter, deque
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from apart import run_again, told

ROOT = Path(__file__).resolve().parent.parent
ROLES = ("visitor", "editor", "clerk", "reviewer", "press", "admin", "judge")
STARTS = (
    "/en/",
    "/zh-hans/",
    "/accounts/",
    "/admin/",
    "/desk/",
    "/desk/halls/",
    "/desk/exhibition/grid/",
    "/desk/status/",
)
# What people, programs and attackers type: wrong types, other scripts, signs that end other languages, very large ones.
NONSENSE = (
    *("", " ", "0", "-1", "1e400", "NaN", "9" * 40, "2019-02-30", "24:61", "0x10", "٣", "１２３", "½", "%s", "{{7*7}}"),
    *(
        "' OR 1=1 --",
        '"><script>alert(1)</script>',
        "../../etc/passwd",
        "a\x00b",
        "a\ud7ffb",
        "\u202eabc",
        "e\u0301" * 50,
    ),
    *(
        "智" * 3000,
        "x" * 70000,
        "[]",
        "[",
        "true",
        "null",
        "1,2,3",
        "2019",
        "2019-08-26",
        "10:00",
        "亿",
        "12.5亿",
        "１２．５億元",
    ),
)
NAMES = re.compile(r"\d+|[0-9a-f]{8,}|(?<=/)[a-z0-9-]{3,}(?=/)")
FIXED = {
    "admin",
    "desk",
    "accounts",
    "agenda",
    "deals",
    "expo",
    "rehearsal",
    "2019",
    "change",
    "history",
    "delete",
    "add",
}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--roles", default=",".join(ROLES))
    parser.add_argument("--addresses", default="4", help="asked of each shape of address (4)")
    parser.add_argument("--minutes", default="0", help="for each role; what is left is told (no limit)")
    parser.add_argument("--seed", default="2019")
    return parser.parse_args()


def shape(address: str) -> str:
    """An address without what tells one row from another; of a query only the names."""
    split = urlsplit(address)
    path = NAMES.sub(lambda name: name[0] if name[0] in FIXED else "*", split.path)
    return f"{path}?{'&'.join(sorted({name for name, _value in parse_qsl(split.query, keep_blank_values=True)}))}"


class Crawler:
    """One person at a browser that keeps to the site's own addresses."""

    def __init__(self, role: str, limit: int, minutes: float, seed: str) -> None:
        from django.test import Client

        self.role, self.limit, self.minutes = role, limit, minutes
        self.chance = random.Random(f"{seed} {role}")  # noqa: S311
        self.client = Client(raise_request_exception=False, HTTP_ACCEPT="text/html")
        self.seen: set[str] = set()
        self.shapes: Counter[str] = Counter()
        self.queue: deque[str] = deque(STARTS)
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []
        self.dead: list[str] = []
        self.found_on: dict[str, str] = {}

    def log_in(self) -> None:
        from expo.demo.staff import ensure_member

        if self.role == "judge":
            self.come_by_invitation()
        elif self.role != "visitor":
            self.client.force_login(ensure_member(self.role))

    def come_by_invitation(self) -> None:
        """As a judge of a round that is judged just now, who has entries to score."""
        from agenda.contests.jury.invitations import invite_judge
        from agenda.models.contests import Juror, Round

        juror = Juror.objects.filter(assignments__finished_at=None, assignments__isnull=False).order_by("pk")[0]
        hour, now = timedelta(hours=1), juror.round.contest.edition.now()
        Round.objects.filter(pk=juror.round_id).update(opens_at=now - hour, closes_at=now + hour)
        juror.refresh_from_db()
        answer = self.client.post(f"/jury/invitation/?key={invite_judge(juror)}")
        if answer.status_code != 302:
            sys.exit(f"The jury does not open: {answer.status_code}")
        self.queue.appendleft("/jury/")

    def crawl(self) -> None:
        self.log_in()
        until = time.monotonic() + 60 * self.minutes
        while self.queue and not (self.minutes and time.monotonic() > until):
            if self.minutes:
                self.queue.rotate(self.chance.randrange(len(self.queue)))
            self.look_at(self.queue.popleft())

    def look_at(self, address: str) -> None:
        page = self.ask("GET", address)
        # Where it began it may be closed to this role; a link may not lead there.
        if page.status_code == 404 and address not in STARTS:
            self.dead.append(f"{self.role} {address} (from {self.found_on.get(address)})")
        if "html" not in page.get("Content-Type", "") or page.streaming:
            return
        if page.status_code in (301, 302):
            self.add(address, page["Location"])
        for form in self.read(address, page.content):
            self.send(address, form)

    def read(self, address: str, content: bytes) -> list:
        """Note the links of a page; returns its forms."""
        import lxml.html

        if not content.strip():
            return []
        document = lxml.html.document_fromstring(content)
        for link in document.iter("a"):
            self.add(address, link.get("href", ""))
        return list(document.forms)

    def add(self, page: str, link: str) -> None:
        split = urlsplit(urljoin(page, link))
        address = split._replace(scheme="", netloc="", fragment="").geturl()
        elsewhere = split.netloc not in ("", "testserver") or split.scheme not in ("", "http", "https")
        if elsewhere or address in self.seen or not address.startswith("/") or "logout" in address:
            return
        self.seen.add(address)
        kind = shape(address)
        if self.shapes[kind] < self.limit:
            self.shapes[kind] += 1
            self.found_on[address] = page
            self.queue.append(address)

    def send(self, address: str, form: Any) -> None:
        """Each shape of form once as it stands and once with nonsense in every field."""
        action = urljoin(address, form.get("action") or address)
        kind = f"form {form.method} {shape(action)} {sorted(form.fields.keys())}"
        if "logout" in action or self.shapes[kind]:
            return
        self.shapes[kind] += 1
        fields = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
        names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
        tries = [fields, {name: self.chance.choice(NONSENSE) for name in names}]
        tries += [fields | {name: self.chance.choice(NONSENSE)} for name in names[:12]]
        for sent in tries:
            if form.method == "POST":
                self.ask("POST", action, sent)
            else:
                self.ask("GET", f"{urlsplit(action).path}?{urlencode(sent, errors='surrogatepass')}")

    def ask(self, method: str, address: str, sent: dict[str, str] | None = None) -> Any:
        """The answer, and everything that it has changed taken back."""
        from django.db import transaction

        with transaction.atomic():
            answer = self.client.generic(method, address) if sent is None else self.client.post(address, sent)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        self.counts[f"{method} {answer.status_code}"] += 1
        if answer.status_code >= 500:
            raised = "".join(traceback.format_exception(*answer.exc_info, limit=-4)) if answer.exc_info else ""
            self.broken.append(f"{self.role} {method} {address} {sent}: {answer.status_code}\n{raised}")
        return answer


def load() -> None:
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    for loader in settings.EXPO_DEMO:
        import_string(loader)(scale=1)
    import_string("expo.demo.clock.set_moment")("midday")


def crawl_all(roles: list[str], limit: int, minutes: float, seed: str) -> int:
    load()
    broken: list[str] = []
    dead: list[str] = []
    for role in roles:
        crawler = Crawler(role, limit, minutes, seed)
        crawler.crawl()
        asked = f"{len(crawler.seen)} addresses seen, {len(crawler.queue)} left"
        print(f"{role}: {asked}, {dict(sorted(crawler.counts.items()))}", flush=True)
        broken, dead = broken + crawler.broken, dead + crawler.dead
    print("\n".join(broken) or "nothing broke")
    print("\n".join(f"leads to nothing: {each}" for each in dead) or "every link leads somewhere")
    return bool(broken or dead)


if __name__ == "__main__":
    if roles := told("roles"):
        limits = int(told("addresses") or 4), float(told("minutes") or 0)
        sys.exit(crawl_all(roles.split(","), *limits, told("seed") or ""))
    asked = options()
    run_again(__file__, roles=asked.roles, addresses=asked.addresses, minutes=asked.minutes, seed=asked.seed)
