"""A table of a desk as a file to keep: CSV or XLSX, in which no cell can begin a formula."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from expo.spreadsheets.export import WORKBOOK_TYPE, csv_text, workbook_file

FORMS = ("csv", "xlsx")


def table_download(rows: Iterable[Iterable[Any]], name: str, form: str) -> HttpResponse:
    """`name`: without its ending; `form`: one of FORMS."""
    if form == "xlsx":
        with workbook_file(name, rows) as written:
            answer = HttpResponse(written.read(), content_type=WORKBOOK_TYPE)
    else:
        answer = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
