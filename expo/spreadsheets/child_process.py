"""The process that reads one file from strangers: within limits of memory and time, and with nothing else in hand.

The bytes come in, JSON goes out: the sheets, or the reason why there are none.
"""

import json
import resource
import sys

from . import limits
from .cells import Sheet, pack_value
from .errors import FileRefusal
from .files import csv, encodings, xls, xlsx

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGES = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"mime-version")


def main() -> None:
    confine()
    sys.stdout.write(tell_sheets(sys.stdin.buffer.read(limits.FILE + 1)))


def tell_sheets(data: bytes) -> str:
    """The sheets of a file, or why there are none, as JSON in plain ASCII."""
    told: list[dict] | dict
    try:
        told = [pack_sheet(sheet) for sheet in read_sheets(data)]
    except FileRefusal as refusal:
        told = {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        told = {"refused": "costly", "params": {}}
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def confine() -> None:
    """Whatever the file does, this process gets no more memory and no more time, and writes no files."""
    wanted = {resource.RLIMIT_CPU: limits.SECONDS, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = limits.MEMORY
    for kind, most in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        allowed = most
        if hard != resource.RLIM_INFINITY:
            allowed = min(most, hard)
        resource.setrlimit(kind, (allowed, hard))


def read_sheets(data: bytes) -> list[Sheet]:
    """By what the file begins with, never by its name."""
    if len(data) > limits.FILE:
        raise FileRefusal("too_large", limit=limits.FILE // 1_000_000)
    if not data.strip():
        raise FileRefusal("empty")
    if data.startswith(ZIP):
        return xlsx.read_sheets(data)
    if data.startswith(OLE):
        return xls.read_sheets(data)
    text = encodings.decode_text(data)
    if text[:400].lstrip().lower().encode("utf-8", "replace").startswith(PAGES):
        raise FileRefusal("web_page")
    return [csv.read_sheet(text)]


def pack_sheet(sheet: Sheet) -> dict:
    rows = []
    for row in sheet.rows:
        cells = [pack_value(cell) for cell in row.cells]
        rows.append([row.number, row.hidden, row.width, cells])
    told = {"name": sheet.name, "hidden": sheet.hidden, "since_1904": sheet.since_1904}
    return told | {"rows": rows, "merges": sheet.merges}


if __name__ == "__main__":
    main()
