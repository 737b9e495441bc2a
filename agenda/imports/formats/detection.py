"""Which of the formats a file is in, by what it begins with and never by its name."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from agenda.imports.formats import frab_json, frab_xml
from agenda.imports.formats.file_kinds import refuse_by_beginning, refuse_text
from agenda.imports.formats.raw import RawProgramme, UnreadableProgramme

LARGEST = 10_000_000
MOST = 5_000
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_raw_programme(data: bytes) -> RawProgramme:
    """The programme as it is written. Raises UnreadableProgramme for what is none, too large or too long."""
    if len(data) > LARGEST:
        limit = {"size": LARGEST // 1_000_000}
        raise UnreadableProgramme(_("The file is larger than %(size)s MB, more than any programme."), params=limit)
    begins = data[:200].replace(b"\0", b"")
    for mark in BOMS:
        begins = begins.removeprefix(mark)
    raw = choose_reader(begins.lstrip()[:1], data)(data)
    if len(raw.entries) > MOST:
        raise UnreadableProgramme(_("The file has more than %(count)s entries."), params={"count": MOST})
    return raw


def choose_reader(begin: bytes, data: bytes) -> Callable[[bytes], RawProgramme]:
    """Raises UnreadableProgramme for what is neither XML nor JSON, and says what it seems to be."""
    refuse_by_beginning(data)
    if begin in (b"{", b"["):
        return frab_json.read_raw_programme
    if begin != b"<":
        refuse_text(data)
    return frab_xml.read_raw_programme
