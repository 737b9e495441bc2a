"""The store of finished answers: asked before anything is made, and told of what was made."""

import threading
import time
from collections import OrderedDict
from functools import cached_property

from django.conf import settings
from django.http import HttpResponse

from expo.versions.marks import READER, Snapshot
from expo.versions.reading import ContentReading
from expo.warm import files
from expo.warm.addresses import CONDITIONS, Environ, known_query, read_address
from expo.warm.answers import Answer, Sent, make_answer
from expo.warm.memory import Memory
from expo.warm.routes import Kept
from expo.web.file_answers import FileInPieces
from expo.web.middleware import PUBLIC_CACHE

# Paths whose routes are remembered: those of the last so many answers that were kept.
MOST_PATHS = 20_000
# In bytes, before it is compressed: some 20,000 deals.
LARGEST_FILE = 8 << 20


class Store:
    """Pages have their own room, and addresses with a query another, so that nobody crowds the pages out by asking."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.routes: OrderedDict[str, Kept] = OrderedDict()

    @cached_property
    def pages(self) -> Memory:
        return Memory(settings.WARM_MEMORY * 3 // 4)

    @cached_property
    def queries(self) -> Memory:
        return Memory(settings.WARM_MEMORY // 4)

    def memory_of(self, key: str) -> Memory:
        return self.pages if key.endswith("?") else self.queries

    def send(self, environ: Environ) -> Sent | None:
        """What is kept for this request, as it goes out to whoever asks; None where it has to be made."""
        if not settings.WARM_MEMORY:
            return None
        address = read_address(environ)
        if address is None:
            return None
        for name in CONDITIONS:
            if name in environ:
                return None
        query: str | None = address.query
        if query:
            route = self.routes.get(address.place)
            query = known_query(query, route) if route else None
        if query is None:
            return None
        answer = self.find(address.key(query), READER.current())
        return answer.send(environ) if answer else None

    def find(self, key: str, snapshot: Snapshot) -> Answer | None:
        """Out of memory, then out of the files that another process wrote."""
        now, memory = time.time(), self.memory_of(key)
        answer = memory.get(key)
        if answer is not None and answer.stands(snapshot, now):
            return answer
        answer = files.load_answer(key)
        if answer is None or not answer.stands(snapshot, now):
            return None
        memory.put(key, answer)
        return answer

    def keep(self, key: str, place: str, route: Kept, answer: Answer) -> None:
        if time.time() >= answer.until:
            return
        with self.lock:
            self.routes[place] = route
            self.routes.move_to_end(place)
            while len(self.routes) > MOST_PATHS:
                self.routes.popitem(last=False)
        self.memory_of(key).put(key, answer)
        files.save_answer(key, answer)

    def forget(self) -> None:
        """What this process remembers; the files stay."""
        for name in ("pages", "queries"):
            self.__dict__.pop(name, None)
        self.routes.clear()
        READER.forget()


STORE = Store()


def answer_of(response: HttpResponse, route: str, reading: ContentReading, snapshot: Snapshot) -> Answer:
    """Standing by the marks that were read before it was made, until the clock changes it."""
    marks = snapshot.marks_of(reading.tables)
    until = min(reading.until, snapshot.end_of(reading.tables))
    return make_answer(response, route, marks or (), until if marks is not None else 0)


def is_whole_and_public(response: HttpResponse) -> bool:
    """No error, no redirect, nothing that is for one person or that its view wants asked for anew.

    Of what is streamed only a finished file, and not one that would crowd the pages out.
    """
    return (
        response.status_code == 200
        and (not response.streaming or (isinstance(response, FileInPieces) and response.size <= LARGEST_FILE))
        and not response.cookies
        and response.headers.get("Cache-Control") == PUBLIC_CACHE
        and "Cookie" not in response.headers.get("Vary", "")
    )
