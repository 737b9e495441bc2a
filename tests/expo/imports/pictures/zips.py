"""ZIPs of pictures, as computers of several countries pack them."""

import io
import zipfile

from PIL import Image


def png(shade: int = 40) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (32, 24), (shade, 90, 90)).save(buffer, "PNG")
    return buffer.getvalue()


def packed(files: dict[str, bytes], encoding: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """`encoding`: as a computer packs that writes names in its own encoding and says so nowhere."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(OwnEncoding(name, encoding) if encoding else name, data)
    return buffer.getvalue()


class OwnEncoding(zipfile.ZipInfo):
    def __init__(self, filename: str, encoding: str) -> None:
        super().__init__(filename)
        self.encoding = encoding
        self.compress_type = zipfile.ZIP_DEFLATED

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode(self.encoding), self.flag_bits & ~0x800
