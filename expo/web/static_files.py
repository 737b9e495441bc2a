"""Static files as production has them: with their hash in their names, and compressed no more than they must be."""

import contextlib
import gzip
import hashlib
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNPACK: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}


class SparingCompressor(Compressor):
    """Compresses bytes once that stand under two names, and never again what an earlier run has compressed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.turn = Lock()
        self.begun: dict[tuple[str, bytes], Future[bytes]] = {}

    def compress(self, path: str) -> list[str]:
        data = Path(path).read_bytes()
        for suffix in UNPACK:
            if known := packed_before(path, suffix, data):
                self.compress_once(suffix, data, partial(said, known))
        return super().compress(path)

    def compress_brotli(self, data: bytes) -> bytes:
        return self.compress_once(".br", data, super().compress_brotli)

    def compress_gzip(self, data: bytes) -> bytes:
        return self.compress_once(".gz", data, super().compress_gzip)

    def compress_once(self, suffix: str, data: bytes, compress: Callable[[bytes], bytes]) -> bytes:
        """Whoever comes second, from another thread, waits for the first one."""
        key = (suffix, hashlib.sha256(data).digest())
        with self.turn:
            first = key not in self.begun
            found = self.begun.setdefault(key, Future())
        if first:
            found.set_result(compress(data))
        return found.result()


def said(known: bytes, _data: bytes) -> bytes:
    return known


def packed_before(path: str, suffix: str, data: bytes) -> bytes:
    """The compressed file beside one, if it unpacks to what that one is now; empty where it does not."""
    file = Path(path + suffix)
    if not file.exists():
        return b""
    packed = file.read_bytes()
    # Whatever was cut off in writing.
    with contextlib.suppress(brotli.error, zlib.error, OSError, EOFError):
        if UNPACK[suffix](packed) == data:
            return packed
    return b""


class StaticFiles(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: Any) -> Compressor:
        return SparingCompressor(**options)
