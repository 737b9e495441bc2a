"""Files that people bring as pictures, honest and hostile."""

import io
import zlib

from PIL import Image

PORTRAIT, TURNED = (30, 60), 6
ORIENTATION, MAKER = 0x0112, 0x010F


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (60, 30), mode: str = "RGB", **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, **({"color": "teal"} if mode == "RGB" else {})).save(written, kind, **options)
    return written.getvalue()


def turned_photograph(size: tuple[int, int] = (60, 30)) -> bytes:
    """As a telephone held upright writes it: lying, with who made it and that it is to be turned."""
    said = Image.Exif()
    said[ORIENTATION], said[MAKER] = TURNED, "Secret maker"
    return picture_bytes("JPEG", size, exif=said.tobytes())


def moving_gif() -> bytes:
    first, second = Image.new("RGB", (40, 20), "red"), Image.new("RGB", (40, 20), "blue")
    written = io.BytesIO()
    first.save(written, "GIF", save_all=True, append_images=[second])
    return written.getvalue()


def claiming_png(width: int, height: int) -> bytes:
    """Some hundred bytes that claim to be so large."""
    return png(chunk(b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"))


def texted_png(megabytes: int) -> bytes:
    """A small picture with a text that inflates to so much."""
    header = chunk(b"IHDR", b"\x00\x00\x00\x20\x00\x00\x00\x20\x08\x02\x00\x00\x00")
    return png(header + chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(megabytes << 20), 9)))


def png(chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunks + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def claiming_webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00" + b"\x00" * 4 + size
