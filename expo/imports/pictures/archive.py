"""The files of a ZIP from strangers: their names, in whatever encoding they are, and their bytes, within limits."""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.i18n.characters import printable_line
from expo.pictures import limits

MOST_FILES = 500
LONGEST_PATH = 500  # characters
# What inflates no further than it is read; the others that ZIPs know hand out all that they hold at once.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What reading a ZIP ends with where its bytes are not what they say.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, OverflowError, ValueError)
INFLATED = 200_000_000  # bytes of all files together
UTF8_FLAG, LOCKED_FLAG = 0x800, 1
# What ZIPs say without the flag is in the encoding of the computer: of China, of Taiwan and Hong Kong, Korea, Japan.
ASIAN = ("gb18030", "big5", "cp949", "shift_jis")
# Of Western Europe, of America, of programs that take that of the screen, of Central Europe.
EUROPEAN = ("cp850", "cp437", "cp1252", "cp852", "cp1250")
# Where Info-ZIP writes a name in UTF-8 beside the other: its number, and what stands before the name.
UNICODE_PATH, UNICODE_PATH_HEAD = 0x7075, struct.Struct("<BL")
EXTRA_HEAD = struct.Struct("<HH")
# What computers put beside the files that somebody packed.
UNSEEN = ("__MACOSX/", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class ArchivedFile:
    """`number`: its place in the ZIP, from 1; `paths`: what it may be called, the likeliest first."""

    number: int
    paths: tuple[str, ...]
    info: zipfile.ZipInfo = field(compare=False, repr=False)

    @property
    def path(self) -> str:
        return self.paths[0]


class PictureArchive:
    """The files of a ZIP that somebody means. Raises ValidationError where it is none, is locked or holds too much."""

    def __init__(self, content: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGES as error:
            raise ValidationError(_("This is no ZIP, or a damaged one: pack the pictures once more.")) from error
        self.files = self.list_files()
        self.check_size()

    def list_files(self) -> list[ArchivedFile]:
        files: list[ArchivedFile] = []
        for info in self.zip.infolist():
            paths = possible_paths(info)
            if not is_unseen(paths[0]):
                files.append(ArchivedFile(len(files) + 1, paths, info))
        return files

    def check_size(self) -> None:
        if not self.files:
            raise ValidationError(_("There is no file in this ZIP."))
        if any(file.info.flag_bits & LOCKED_FLAG for file in self.files):
            raise ValidationError(_("The ZIP is locked with a password: pack the pictures without one."))
        if any(len(file.path) > LONGEST_PATH for file in self.files):
            raise ValidationError(_("The name of a file in the ZIP is too long: shorten it and pack once more."))
        if len(self.files) > MOST_FILES:
            limit = {"limit": MOST_FILES}
            raise ValidationError(_("There are more than %(limit)s files in the ZIP: send them in parts."), None, limit)
        if sum(file.info.file_size for file in self.files) > INFLATED:
            limit = {"limit": INFLATED // 1_000_000}
            raise ValidationError(_("What is in the ZIP is larger than %(limit)s MB: send it in parts."), None, limit)

    def read(self, file: ArchivedFile) -> bytes:
        """Its bytes, one more at most than a picture may have: what a ZIP says of its sizes may be a lie.

        Raises ValidationError where they cannot be read.
        """
        if file.info.compress_type not in METHODS:
            raise ValidationError(_("The file is packed in an unusual way: pack it once more as a plain ZIP."))
        try:
            with self.zip.open(file.info) as packed:
                return packed.read(limits.FILE + 1)
        except DAMAGES as error:
            raise ValidationError(_("The file is damaged in the ZIP: pack it once more.")) from error


def possible_paths(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """By each encoding that its bytes could be in, the likeliest first."""
    readings: tuple[str, ...] = (info.filename,)
    if not (info.flag_bits & UTF8_FLAG or info.filename.isascii()):
        readings = tuple(path_readings(info)) or readings
    found: dict[str, None] = {}
    for path in readings:
        # As macOS writes them letters are apart from their accents; as some of Windows write them folders end with \.
        # Answers are kept by the name as it can be printed.
        found[printable_line(unicodedata.normalize("NFC", path.replace("\\", "/")))] = None
    return tuple(found)


def path_readings(info: zipfile.ZipInfo) -> Iterator[str]:
    try:
        # How Python read the bytes, for want of better.
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return
    if stated := stated_path(info.extra, written):
        yield stated
        return
    if whole := decode_path(written, "utf-8"):
        yield whole
        return
    for encoding in likely_encodings(written):
        path = decode_path(written, encoding)
        meant = is_assigned if encoding in ASIAN else is_european
        if path and meant(path):
            yield path


def stated_path(extra: bytes, written: bytes) -> str:
    """The name in UTF-8 that stands beside the written one, if it is of it."""
    while len(extra) >= EXTRA_HEAD.size:
        number, length = EXTRA_HEAD.unpack_from(extra)
        part, extra = extra[EXTRA_HEAD.size :][:length], extra[EXTRA_HEAD.size + length :]
        if number == UNICODE_PATH and len(part) > UNICODE_PATH_HEAD.size:
            version, checksum = UNICODE_PATH_HEAD.unpack_from(part)
            if version == 1 and checksum == zlib.crc32(written):
                return decode_path(part[UNICODE_PATH_HEAD.size :], "utf-8")
    return ""


def decode_path(written: bytes, encoding: str) -> str:
    """Empty where it is not in this encoding."""
    try:
        return written.decode(encoding)
    except UnicodeDecodeError:
        return ""


def likely_encodings(written: bytes) -> tuple[str, ...]:
    """Asian characters are mostly two bytes that are no ASCII; letters with accents mostly stand alone among others."""
    if re.search(rb"[\x80-\xff]{2}", written):
        return (*ASIAN, *EUROPEAN)
    return (*EUROPEAN, *ASIAN)


def is_assigned(path: str) -> bool:
    """Whether all are characters: what is of Taiwan is read as private ones where it is taken for one of China."""
    return not any(unicodedata.category(letter) in ("Co", "Cn") for letter in path)


def is_european(path: str) -> bool:
    """Whether all that is not ASCII are letters of words: another encoding makes signs and fractions of them."""
    return all(letter.isascii() or letter in "–—‘’“”" or is_letter(letter) for letter in path)


def is_letter(letter: str) -> bool:
    return unicodedata.category(letter) in ("Lu", "Ll") and letter != "µ"


def is_unseen(path: str) -> bool:
    """Folders, and what computers put there by themselves."""
    if not path or path.endswith("/"):
        return True
    name = PurePosixPath(path).name
    return name.startswith(".") or path.startswith(UNSEEN[0]) or name.lower() in UNSEEN
