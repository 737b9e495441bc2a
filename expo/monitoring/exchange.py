"""What is known of one request while it is answered, kept in its environ: the server's side and Django's share that."""

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings

KEY = "expo.exchange"
PROXY_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# No address of ours is longer; whoever sends more is not owed more of the log.
LONGEST_PATH = 300


@dataclass
class Exchange:
    """`seconds` is measured from here on; `route` the name of the address, of no route "-"; `user` a key or None.

    `path` is without the query: it holds names that are searched for, and tokens of links.
    `error` is what ended it, with its trace; `queries` and `database_seconds` are of Django's part of the answer.
    """

    request_id: str
    method: str
    path: str
    began: float = field(default_factory=time.perf_counter)
    route: str = "-"
    user: int | None = None
    queries: int = 0
    database_seconds: float = 0.0
    status: int = 0
    error: BaseException | None = None

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.began


def current_exchange(environ: dict[str, Any]) -> Exchange:
    """The one of this request, begun with the first look at it."""
    if KEY not in environ:
        method, path = environ.get("REQUEST_METHOD", "-"), readable_path(environ.get("PATH_INFO", ""))
        environ[KEY] = Exchange(accepted_id(environ), method[:10], path)
    return environ[KEY]


def accepted_id(environ: Mapping[str, Any]) -> str:
    """As the proxy in front gave it, where there is one and it looks like one; otherwise a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
    return given if PROXY_ID.fullmatch(given) else secrets.token_hex(8)


@lru_cache(maxsize=2000)
def readable_path(path: str) -> str:
    """Percent-encoded: whatever stands in it, it stays on its line. `path`: as WSGI has it."""
    return quote(path.encode("latin-1", "replace"), safe="/@:~")[:LONGEST_PATH]
