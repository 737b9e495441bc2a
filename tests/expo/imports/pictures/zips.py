"""ZIPs of pictures, as computers of several countries pack them."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from expo.models import ImportedFile

PAGE = "/desk/pictures/2019/zip/"


def png(shade: int = 40) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (32, 24), (shade, 90, 90)).save(buffer, "PNG")
    return buffer.getvalue()


def packed(files: dict[str | zipfile.ZipInfo, bytes], encoding: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
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


def bring(desk, files: dict[str, bytes] | bytes, encoding: str = "") -> ImportedFile:
    content = files if isinstance(files, bytes) else packed(files, encoding)
    answer = desk.post(PAGE, {"file": SimpleUploadedFile("logos.zip", content)})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportedFile.objects.get(state="looked")


def page_of(desk, run) -> str:
    return desk.get(f"{PAGE}{run.pk}/").content.decode()


def answer(desk, run, **said) -> dict:
    """The report after somebody has said something. `said`: by the names of fields, with _ for -."""
    fields = {name.replace("_", "-"): value for name, value in said.items()}
    assert desk.post(f"{PAGE}{run.pk}/", fields).status_code == 302
    run.refresh_from_db()
    return run.report


def carry_out(desk, run) -> dict:
    answer = desk.post(f"{PAGE}{run.pk}/rows/")
    if answer.streaming:
        b"".join(answer.streaming_content)
    run.refresh_from_db()
    return run.report


def told(report: dict) -> dict[str, str]:
    return {row["key"]: row["of"]["en"] for row in report["accepted"]}


def reasons_of(report: dict, part: str) -> dict[str, str]:
    return {row["key"]: row["reason"]["en"] for row in report[part]}
