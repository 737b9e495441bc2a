"""What lists of data entry have beside the pages of every import: what is left out, as a file, and empty tables."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from expo.accounts import staff_log
from expo.accounts.access import MAY_EXPORT_CONTACTS, staff_member
from expo.i18n.kept_texts import active_text
from expo.imports.kinds import ImportKind
from expo.imports.lists.list_import import LIST_IMPORTS, ListImport
from expo.imports.lists.reports import private_labels
from expo.imports.lists.sheets.templates import hint_rows, template_rows
from expo.models import Edition, ImportedFile
from expo.spreadsheets.export import WORKBOOK_TYPE, csv_text, workbook_of_sheets
from expo.views import imports
from expo.views.imports import View, bring_run, open_to_kind
from expo.views.lists.questions import list_page
from expo.web.desk_page import bring_edition

LANGUAGES = {"en": "en", "zh": "zh-hans"}
LISTS = {kind.slug: kind for kind in LIST_IMPORTS}


def open_list(view: View, *, of_run: bool = False) -> View:
    """The view of the kind of list that its address names, for those who may bring such lists.

    `permissions`: as the table of addresses in the tests tries it, which names lists of exhibitors.
    """

    def page(request: HttpRequest, kind: str, **named: Any) -> HttpResponseBase:
        if kind not in LISTS:
            raise Http404
        found, own = LISTS[kind], view
        if of_run:
            own = bring_run(found, view)
        return open_to_kind(found, own)(request, **named)

    page.permissions = LISTS["exhibitors"].permissions  # type: ignore[attr-defined]
    return page


@require_safe
def left_out_file(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponse:
    """The rows that are refused or asked about, as they came, each with why.

    Contacts are in it for those alone who may take them out, and each time is written down.
    """
    private = private_labels(run.report, LISTS[kind.slug].lists)
    rows = [*run.report.get("rejected", []), *run.report.get("asked", [])]
    labels = [column["label"] for column in run.report.get("columns", [])]
    name = f"{run.edition.slug}-{kind.slug}-left-out.csv"
    if private and request.user.has_perm(MAY_EXPORT_CONTACTS):
        staff_log.record_export(name, len(rows), request.GET, staff_member(request))
    else:
        labels = [label for label in labels if label not in private]
    table: list[list[Any]] = [[_("Row in the file"), *labels, _("Reason")]]
    for row in rows:
        cells = [row["cells"].get(label, "") for label in labels]
        table.append([f"{row['sheet']} {row['row']}".strip(), *cells, row_reason(row)])
    return csv_answer(table, name)


def row_reason(row: dict[str, Any]) -> str:
    reasons = []
    for each in (row, *row.get("more", [])):
        reasons.append(": ".join(filter(None, (each["column"], active_text(each["reason"])))))
    return " ".join(reasons)


@require_safe
@bring_edition
def template_file(request: HttpRequest, edition: Edition, kind: ListImport, language: str) -> HttpResponse:
    """A table to fill in, in one of both languages: headings, and a row that shows how."""
    with override(LANGUAGES[language]):
        rows = template_rows(kind.lists, edition)
    return csv_answer(rows, f"{kind.slug}-{language}.csv")


@require_safe
@bring_edition
def template_workbook(request: HttpRequest, edition: Edition, kind: ListImport, language: str) -> HttpResponse:
    """The same as XLSX, with a second sheet that says what each column may hold."""
    with override(LANGUAGES[language]):
        sheets = {kind.slug: template_rows(kind.lists, edition), _("Columns"): hint_rows(kind.lists)}
    with workbook_of_sheets(sheets) as written:
        answer = HttpResponse(written.read(), content_type=WORKBOOK_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{kind.slug}-{language}.xlsx"'
    return answer


def csv_answer(rows: list[list[Any]], name: str) -> HttpResponse:
    answer = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# Below /desk/lists/<edition>/<kind>/.
LIST = "<slug:edition>/<slug:kind>/"
ROUTES = [
    path(LIST, open_list(imports.upload_file), name="import"),
    path(f"{LIST}template-en.csv", open_list(template_file), {"language": "en"}, name="template_en"),
    path(f"{LIST}template-zh.csv", open_list(template_file), {"language": "zh"}, name="template_zh"),
    path(f"{LIST}template-en.xlsx", open_list(template_workbook), {"language": "en"}, name="workbook_en"),
    path(f"{LIST}template-zh.xlsx", open_list(template_workbook), {"language": "zh"}, name="workbook_zh"),
    path(f"{LIST}<int:pk>/", open_list(list_page, of_run=True), name="imported"),
    path(f"{LIST}<int:pk>/rows/", open_list(imports.import_rows, of_run=True), name="import_rows"),
    path(f"{LIST}<int:pk>/undo/", open_list(imports.undo_import, of_run=True), name="undo_import"),
    path(f"{LIST}<int:pk>/cancel/", open_list(imports.cancel_import, of_run=True), name="cancel_import"),
    path(f"{LIST}<int:pk>/rest/", open_list(imports.reopen_import, of_run=True), name="reopen_import"),
    path(f"{LIST}<int:pk>/left-out.csv", open_list(left_out_file, of_run=True), name="left_out"),
]
