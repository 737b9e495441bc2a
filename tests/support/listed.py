"""Lists of data entry by the command, as tests bring them."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.support.workbooks import workbook


def import_list(folder: Path, kind: str, content: bytes, *, name: str = "list.xlsx", **options: Any) -> dict[str, Any]:
    """The report of a list of this kind that is imported into the edition 2019."""
    file, report = folder / name, folder / "report.json"
    file.write_bytes(content)
    call_command(
        "import_exhibition", kind, str(file), **{"edition": "2019", "report": report, "verbosity": 0} | options
    )
    return json.loads(report.read_text())


def import_rows(folder: Path, kind: str, rows: Any, **options: Any) -> dict[str, Any]:
    """The same of a workbook with these rows."""
    return import_list(folder, kind, workbook(rows), **options)
