"""Visitors who read public pages while clerks record."""

import http.client
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from storm_clients import LOST, PATIENCE
from storm_told import Told

PAGES = ("/en/2019/", "/zh-hans/2019/", "/en/2019/deals/", "/en/2019/exhibitors/", "/en/2019/agenda/")


@contextmanager
def visiting(port: int, number: int, told: Told) -> Iterator[None]:
    """So many at once, each one page after the other until the end."""
    over = threading.Event()
    threads = [threading.Thread(target=visit, args=(port, place, told, over)) for place in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def visit(port: int, place: int, told: Told, over: threading.Event) -> None:
    for path in itertools.islice(itertools.cycle(PAGES), place, None):
        if over.is_set():
            return
        told.count("visitors answered" if status_of(port, path) == 200 else "visitors refused")


def status_of(port: int, path: str) -> int:
    """0 where there is no answer."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        link.request("GET", path)
        answer = link.getresponse()
        answer.read()
    except LOST:
        return 0
    finally:
        link.close()
    return answer.status
