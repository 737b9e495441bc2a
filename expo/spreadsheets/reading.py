"""From a file's bytes to its sheets, read in a process of its own that has little memory and little time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import limits
from .cells import Merge, Row, Sheet, unpack_value

PROJECT = Path(__file__).resolve().parents[2]
COSTLY = "costly"
SECONDS = limits.SECONDS + 10
SENTENCES = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s MB."),
    "inflates": _("The workbook would inflate to more than %(limit)s MB. Nothing of it is read."),
    "costly": _("Reading this file takes more time or memory than any list. Nothing of it is read."),
    "too_wide": _("The cell %(cell)s stands beyond column %(limit)s, further than any list."),
    "too_far": _("There is a cell %(cell)s; a list ends before row %(limit)s."),
    "too_many_rows": _("The file has more than %(limit)s rows; the first that is too many begins on line %(row)s."),
    "too_many_cells": _("The workbook has more than %(limit)s cells with contents."),
    "too_many_sheets": _("The workbook has more than %(limit)s sheets."),
    "cell_too_long": _("The cell %(cell)s holds more than %(limit)s characters; it begins with “%(near)s”."),
    "text_too_long": _("A text of the workbook has more than %(limit)s characters; it begins with “%(near)s”."),
    "open_quote": _("The quotation mark of the cell %(cell)s, in line %(row)s, is never closed."),
    "document_type": _("The workbook declares a document type, which no spreadsheet program writes. Nothing is read."),
    "broken_workbook": _("The workbook is damaged: open it, save it as .xlsx and send that."),
    "broken_cell": _(
        "The cell %(cell)s holds what no spreadsheet program writes: open the workbook, save it as .xlsx and send that."
    ),
    "no_workbook": _("This is a zip, but no workbook: save the list as .xlsx or .csv."),
    "locked": _("The workbook is locked by a password: save it without one."),
    "macros": _("The workbook holds macros, which no list needs: save it as .xlsx and send that."),
    "web_page": _("This is a web page that is called a workbook: open it and save it as .xlsx."),
    "broken_text": _(
        "The text is %(encoding)s, but damaged in line %(line)s, behind “%(near)s”: save the file again as UTF-8."
    ),
    "control_character": _(
        "Line %(line)s holds, behind “%(near)s”, a character that no text has: save the file again as UTF-8."
    ),
    "several_encodings": _(
        "The text may be %(one)s or %(other)s, and reads otherwise in each: save it as “CSV UTF-8” or as .xlsx."
    ),
    "unknown_encoding": _("The file's encoding is not certain: save it as “CSV UTF-8” or as .xlsx."),
}


class UnreadableFile(ValidationError):
    """A file that is refused as a whole. `code` is the reason: a key of SENTENCES."""


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of a CSV, XLSX or XLS; hidden ones without rows. Raises UnreadableFile."""
    if len(data) > limits.FILE:
        raise file_refusal("too_large", limit=limits.FILE // 1_000_000)
    told = json.loads(run_reader(data))
    if isinstance(told, dict):
        raise file_refusal(told["refused"], **told["params"])
    return [unpack_sheet(each) for each in told]


def run_reader(data: bytes) -> bytes:
    """What the reading process says. One that the limits ended says nothing."""
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {START}"]
    plain = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=SECONDS, env=plain)
    except subprocess.TimeoutExpired as error:
        raise file_refusal(COSTLY) from error
    if done.returncode or not done.stdout:
        raise file_refusal(COSTLY)
    return done.stdout


START = "from expo.spreadsheets.child_process import main; main()"


def file_refusal(code: str, **params: Any) -> UnreadableFile:
    return UnreadableFile(SENTENCES[code], code, params)


def unpack_sheet(told: dict[str, Any]) -> Sheet:
    rows = []
    for number, *more, cells in told["rows"]:
        rows.append(Row(number, list(map(unpack_value, cells)), *more))
    merges = [Merge(*merge) for merge in told["merges"]]
    return Sheet(told["name"], rows, merges, told["hidden"], told["since_1904"])
