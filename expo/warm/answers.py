"""An answer as it is kept, and as each of those who ask for it is given it: compressed, or 304, or without a body."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple

import brotli
from django.http import HttpResponse
from django.utils.http import parse_etags
from django.utils.text import compress_string

from expo.versions.marks import Marks, Snapshot
from expo.warm.addresses import Environ
from expo.web.file_answers import FileInPieces
from expo.web.middleware import is_compressed

# Shorter ones grow by it.
SHORTEST = 200
# How hard they are compressed: gzip as Django does it.
GZIP, BROTLI = 6, 5
# They are of the body that is sent, or made for each one who asks.
OWN = {"etag", "content-length", "content-encoding", "vary"}
UNTOLD_BY_304 = {"content-type", "content-language", "content-disposition"}
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """What goes out; `route` is the name of the address, for the log."""

    status: HTTPStatus
    headers: list[tuple[str, str]]
    body: bytes
    route: str


@dataclass
class Answer:
    """A whole answer of 200. `bodies` by encoding; "" is there only where it is short, or compressed by its kind.

    It stands while `marks` are those of the tables that it was made of, and until the moment `until`, in seconds since
    1970. `seen`: the marks that it was last compared with.
    """

    route: str
    headers: Headers
    vary: str
    digest: str
    bodies: Mapping[str, bytes]
    marks: Marks
    until: float
    seen: Snapshot | None = field(default=None, compare=False)

    @property
    def size(self) -> int:
        """With what stands around the bodies in memory, roughly."""
        return sum(map(len, self.bodies.values())) + 2000

    def stands(self, snapshot: Snapshot, now: float) -> bool:
        if now >= self.until:
            return False
        if self.seen is snapshot:
            return True
        tables = [table for table, _mark in self.marks]
        if snapshot.marks_of(tables) != self.marks:
            return False
        self.seen = snapshot
        return True

    @cached_property
    def ready(self) -> dict[str, Sent]:
        """By encoding, as it goes out."""
        found = {}
        for encoding, body in self.bodies.items():
            found[encoding] = Sent(HTTPStatus.OK, self.headers_of(encoding, body), body, self.route)
        return found

    def headers_of(self, encoding: str, body: bytes) -> list[tuple[str, str]]:
        own = [("ETag", self.etag(encoding)), ("Content-Length", str(len(body)))]
        if self.vary:
            own.append(("Vary", self.vary))
        if encoding:
            own.append(("Content-Encoding", encoding))
        return [*self.headers, *own]

    def etag(self, encoding: str) -> str:
        """Weak where the bytes are not those it was made of."""
        return f'W/"{self.digest}"' if encoding else f'"{self.digest}"'

    @cached_property
    def unchanged(self) -> list[tuple[str, str]]:
        told = [(name, value) for name, value in self.headers if name.lower() not in UNTOLD_BY_304]
        return [*told, ("Vary", self.vary)] if self.vary else told

    def plain_body(self) -> bytes:
        return self.bodies[""] if "" in self.bodies else zlib.decompress(self.bodies["gzip"], wbits=31)

    def send(self, environ: Environ) -> Sent:
        encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:200], frozenset(self.bodies))
        if (known := environ.get("HTTP_IF_NONE_MATCH")) and is_known(self.digest, known):
            return Sent(HTTPStatus.NOT_MODIFIED, [*self.unchanged, ("ETag", self.etag(encoding))], b"", self.route)
        sent = self.ready.get(encoding) or self.plain()
        return replace(sent, body=b"") if environ["REQUEST_METHOD"] == "HEAD" else sent

    def plain(self) -> Sent:
        body = self.plain_body()
        return Sent(HTTPStatus.OK, self.headers_of("", body), body, self.route)


def is_known(digest: str, header: str) -> bool:
    """Whether one of the ETags that they have is of the same content, however it was compressed."""
    if header in (f'W/"{digest}"', f'"{digest}"'):
        return True
    known = parse_etags(header[:2000])
    return known == ["*"] or f'"{digest}"' in {etag.removeprefix("W/") for etag in known}


@lru_cache(maxsize=512)
def chosen_encoding(header: str, there: frozenset[str]) -> str:
    """The best that is there of those that they take; "" for the bytes as they are."""
    if "" in there:
        return ""
    taken = {}
    for part in header.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    for encoding in ("br", "gzip"):
        if encoding in there and taken.get(encoding, False):
            return encoding
    return ""


class PackedBody(NamedTuple):
    """A body by encoding, as in `Answer`, and the digest of its bytes."""

    digest: str
    bodies: dict[str, bytes]


def make_answer(response: HttpResponse | FileInPieces, route: str, marks: Marks, until: float) -> Answer:
    """Of a response of 200 whose body is not compressed."""
    if isinstance(response, FileInPieces):
        packed = pack_pieces(response)
    else:
        packed = pack_body(response.content, compressed=is_compressed(response))
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in OWN)
    return Answer(route, headers, response.headers.get("Vary", ""), packed.digest, packed.bodies, marks, until)


def pack_body(body: bytes, *, compressed: bool = False) -> PackedBody:
    return PackedBody(content_digest(body), {"": body} if compressed else compressed_bodies(body))


def compressed_bodies(body: bytes) -> dict[str, bytes]:
    """The same bytes each time: a public page has no secret that its size could betray."""
    packed = compress_string(body) if len(body) >= SHORTEST else body
    if len(packed) >= len(body):
        return {"": body}
    return {"gzip": packed, "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI)}


def pack_pieces(response: FileInPieces) -> PackedBody:
    """The same of a file, of which no more than a piece is held as it is."""
    digest: Any = hashlib.md5(usedforsecurity=False)
    gzip, br = zlib.compressobj(GZIP, wbits=31), brotli.Compressor(mode=brotli.MODE_TEXT, quality=BROTLI)
    packed: dict[str, list[bytes]] = {"gzip": [], "br": []}
    for piece in response:
        digest.update(piece)
        packed["gzip"].append(gzip.compress(piece))
        packed["br"].append(br.process(piece))
    packed["gzip"].append(gzip.flush())
    packed["br"].append(br.finish())
    return PackedBody(digest.hexdigest(), {encoding: b"".join(parts) for encoding, parts in packed.items()})


def write_answer(key: str, answer: Answer) -> bytes:
    """A line of JSON, then the bodies."""
    bodies = b"".join(answer.bodies.values())
    told = {
        "key": key,
        "route": answer.route,
        "headers": answer.headers,
        "vary": answer.vary,
        "digest": answer.digest,
        "marks": answer.marks,
        "until": answer.until,
        "bodies": [(encoding, len(body)) for encoding, body in answer.bodies.items()],
        "written": content_digest(bodies),
    }
    return b"".join([json.dumps(told).encode(), b"\n", bodies])


def read_answer(key: str, content: bytes) -> Answer | None:
    """None where it is of another key, cut short, or not as we wrote it."""
    line, _end, rest = content.partition(b"\n")
    try:
        told = json.loads(line)
        if told["key"] != key or told["written"] != content_digest(rest):
            return None
        return restore_answer(told, rest)
    except (ValueError, KeyError, TypeError):
        return None


def content_digest(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def restore_answer(told: dict[str, Any], rest: bytes) -> Answer:
    bodies, start = {}, 0
    for encoding, length in told["bodies"]:
        bodies[encoding] = rest[start : start + length]
        start += length
    headers = tuple((name, value) for name, value in told["headers"])
    marks = tuple((table, mark) for table, mark in told["marks"])
    return Answer(told["route"], headers, told["vary"], told["digest"], bodies, marks, told["until"])
