"""What a file is, by its bytes and never by its name; and what else it is beside a picture."""

from expo.pictures import limits
from expo.pictures.errors import PictureRefusal

JPEG, PNG, GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
# How the parts of a WebP begin that tell its size, behind the twelve bytes of the container.
EXTENDED, LOSSLESS, LOSSY = b"VP8X", b"VP8L", b"VP8 "
# What other programs would take the same bytes for, wherever it stands in them.
MARKUP = (b"<svg", b"<html", b"<script", b"<!doctype", b"<?php")
PDF, PDF_WITHIN = b"%PDF-", 1024
ARCHIVE_END, ARCHIVE_WITHIN = b"PK\x05\x06", 65_557
# The formats that people bring and that are not taken, each by how it begins.
OTHERS = (
    ("tiff", (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")),
    ("bmp", (b"BM",)),
    ("psd", (b"8BPS",)),
    ("pdf", (b"%PDF-", b"%!PS")),
    ("icon", (b"\x00\x00\x01\x00",)),
)
HEIF = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")


def require_picture(data: bytes) -> str:
    """The name that Pillow has for its format. Raises PictureRefusal where it is no picture, or more than that."""
    if not data:
        raise PictureRefusal("empty")
    if len(data) > limits.FILE:
        raise PictureRefusal("too_large", limit=limits.FILE // 1_000_000)
    name = format_name(data)
    if not name:
        raise PictureRefusal(foreign_format(data))
    if is_something_else_too(data):
        raise PictureRefusal("polyglot")
    return name


def format_name(data: bytes) -> str:
    if data.startswith(JPEG):
        return "JPEG"
    if data.startswith(PNG):
        return "PNG"
    if data.startswith(GIF):
        return "GIF"
    if is_webp(data):
        return "WEBP"
    return ""


def is_webp(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def foreign_format(data: bytes) -> str:
    """The reason by which a file of another kind is refused."""
    if is_markup(data[:1000]):
        return "svg"
    if data[4:8] == b"ftyp" and data[8:12] in HEIF:
        return "heif"
    for name, beginnings in OTHERS:
        if data.startswith(beginnings):
            return name
    return "unknown"


def is_markup(data: bytes) -> bool:
    lowered = data.lower()
    return any(word in lowered for word in (*MARKUP, b"<?xml"))


def is_something_else_too(data: bytes) -> bool:
    if PDF in data[:PDF_WITHIN] or ARCHIVE_END in data[-ARCHIVE_WITHIN:]:
        return True
    lowered = data.lower()
    return any(word in lowered for word in MARKUP)


def webp_size(data: bytes) -> tuple[int, int]:
    """Its canvas, in pixels: Pillow makes room for all of it as soon as it looks at one."""
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise PictureRefusal("broken")
    if kind == EXTENDED:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == LOSSLESS:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == LOSSY:
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise PictureRefusal("broken")
