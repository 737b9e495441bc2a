"""The zip that a workbook is, opened only when what it inflates to is known to be small enough."""

import io
import zipfile
import zlib
from typing import IO

from expo.spreadsheets import limits
from expo.spreadsheets.errors import FileRefusal


class Archive:
    def __init__(self, data: bytes) -> None:
        """Raises FileRefusal where the zip is broken, encrypted, too large or says one thing twice."""
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise FileRefusal("broken_workbook") from error
        parts = self.zip.infolist()
        if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.INFLATED:
            raise FileRefusal("inflates", limit=limits.INFLATED // 1_000_000)
        if any(part.flag_bits & 1 for part in parts):
            raise FileRefusal("locked")
        self.names = {part.filename.lstrip("/").replace("\\", "/").lower(): part for part in parts}
        if len(self.names) < len(parts):
            raise FileRefusal("broken_workbook")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def open(self, name: str) -> io.RawIOBase:
        try:
            return BoundedPart(self.zip.open(self.names[name.lower()]), limits.INFLATED)
        except (KeyError, zipfile.BadZipFile, NotImplementedError) as error:
            raise FileRefusal("broken_workbook") from error


class BoundedPart(io.RawIOBase):
    """A part while it inflates: what a zip says of its sizes may be a lie."""

    def __init__(self, source: IO[bytes], limit: int) -> None:
        self.source, self.left = source, limit

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self.source.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise FileRefusal("broken_workbook") from error
        self.left -= len(piece)
        if self.left < 0:
            raise FileRefusal("inflates", limit=limits.INFLATED // 1_000_000)
        return piece
