"""A push service on this machine, and browsers that subscribe to it: they open what they are sent as browsers do."""

import json
import re
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from expo.web_push import vapid
from expo.web_push.encryption import derive, public_bytes, read_point

SALT, RECORD = 16, 4


@dataclass
class Posted:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Browser:
    """Its keys, and where it is reached."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = b"sixteen bytes ok"

    @property
    def keys(self) -> dict[str, str]:
        """As a browser hands them to a page."""
        return {"p256dh": vapid.encode(public_bytes(self.key)), "auth": vapid.encode(self.secret)}

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.endpoint)

    def subscription(self, sessions: str = "", language: str = "en") -> dict[str, str]:
        """What its page sends to the site."""
        return {"endpoint": self.endpoint, **self.keys, "sessions": sessions, "language": language}

    def open(self, body: bytes) -> dict[str, str]:
        """The message within: RFC 8188 and 8291 the other way round."""
        salt, (size, length) = body[:SALT], struct.unpack("!IB", body[SALT : SALT + RECORD + 1])
        sender = body[SALT + RECORD + 1 :][:length]
        sealed = body[SALT + RECORD + 1 + length :]
        assert len(sealed) <= size
        shared = self.key.exchange(ec.ECDH(), read_point(sender))
        keying = derive(shared, self.secret, b"WebPush: info\0" + public_bytes(self.key) + sender, 32)
        key = derive(keying, salt, b"Content-Encoding: aes128gcm\0", 16)
        text = AESGCM(key).decrypt(derive(keying, salt, b"Content-Encoding: nonce\0", 12), sealed, None)
        return json.loads(text.rstrip(b"\0").removesuffix(b"\2"))


class PushService:
    """Notes what is posted to it. `answers` are the statuses by path, 201 where none is given; `raw` whole answers."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.posted: list[Posted] = []
        self.answers: dict[str, int] = {}
        self.raw: dict[str, bytes] = {}
        self.numbers = count(1)

    def make_browser(self) -> Browser:
        return Browser(f"{self.origin}/send/{next(self.numbers)}")

    def told(self, browser: Browser) -> list[dict[str, str]]:
        """All messages that reached the browser, opened."""
        return [browser.open(one.body) for one in self.posted if one.path == browser.path]


@contextmanager
def run_push_service() -> Iterator[PushService]:
    """Until the block ends, on a port of its own."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.posted.append(Posted(self.path, dict(self.headers), body))
            if self.path in service.raw:
                self.wfile.write(service.raw[self.path])
                return
            self.send_response(service.answers.get(self.path, 201))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    service = PushService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield service
    server.shutdown()
    thread.join()
    server.server_close()
