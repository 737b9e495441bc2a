"""Which of the formats a file is in, by what it begins with and never by its name."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from agenda.imports import frab_json, frab_xml
from agenda.imports.file_kinds import refuse_by_beginning, refuse_text
from agenda.imports.raw import RawProgramme, Unreadable

LARGEST = 10_000_000
MOST = 5_000
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(data: bytes) -> RawProgramme:
    """The programme as it is written. Raises Unreadable for what is none, too large or too long."""
    if len(data) > LARGEST:
        limit = {"size": LARGEST // 1_000_000}
        raise Unreadable(_("The file is larger than %(size)s MB, more than any programme."), params=limit)
    begins = data[:200].replace(b"\0", b"")
    for mark in BOMS:
        begins = begins.removeprefix(mark)
    raw = reader_of(begins.lstrip()[:1], data)(data)
    if len(raw.entries) > MOST:
        raise Unreadable(_("The file has more than %(count)s entries."), params={"count": MOST})
    return raw


def reader_of(begin: bytes, data: bytes) -> Callable[[bytes], RawProgramme]:
    """Raises Unreadable for what is neither XML nor JSON, and says what it seems to be."""
    refuse_by_beginning(data)
    if begin in (b"{", b"["):
        return frab_json.read
    if begin != b"<":
        refuse_text(data)
    return frab_xml.read
