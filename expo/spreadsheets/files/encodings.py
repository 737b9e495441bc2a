"""From bytes to text, strictly: UTF-8 and UTF-16 with and without BOM, and encodings of a region; or refused."""

import codecs
import re

from expo.spreadsheets.errors import FileRefusal

from .regional_encodings import decode_regional

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 200_000
NEAR = 20  # characters before a fault
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def decode_text(data: bytes) -> str:
    """The whole text. Raises FileRefusal where the encoding is not certain, or a byte breaks it."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return decode_strictly(data[len(mark) :], name)
    if name := detect_utf16(data):
        return decode_strictly(data, name)
    try:
        return check_characters(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if is_mostly_utf8(data):
            raise broken_text_refusal(data[: error.start].decode("utf-8", "replace"), "UTF-8") from error
    return check_characters(decode_regional(data))


def decode_strictly(data: bytes, name: str) -> str:
    try:
        return check_characters(data.decode(name))
    except UnicodeDecodeError as error:
        raise broken_text_refusal(data[: error.start].decode(name, "replace"), name.upper()) from error


def broken_text_refusal(before: str, encoding: str) -> FileRefusal:
    return FileRefusal("broken_text", encoding=encoding, line=before.count("\n") + 1, near=line_tail(before))


def line_tail(before: str) -> str:
    """The end of the line that leads to a fault, by which people find it."""
    return before.rpartition("\n")[2].removeprefix("\ufeff")[-NEAR:]


def check_characters(text: str) -> str:
    """The text, without the sign by which DOS ended files."""
    text = text.removesuffix("\x1a")
    if found := CONTROL.search(text):
        before = text[: found.start()]
        raise FileRefusal("control_character", line=before.count("\n") + 1, near=line_tail(before))
    return text


def detect_utf16(data: bytes) -> str:
    """By where the zeros of its ASCII characters stand."""
    sample = data[:SAMPLE]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(low, high) < len(sample) // 40 or max(low, high) < 2:
        return ""
    if high > 10 * low:
        return "utf-16-le"
    if low > 10 * high:
        return "utf-16-be"
    return ""


def is_mostly_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 that was cut or damaged, rather than another encoding."""
    rest, whole = MULTIBYTE.subn(b"", data)
    return whole > 3 and len(re.findall(rb"[\x80-\xff]", rest)) * 5 <= whole
