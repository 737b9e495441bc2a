"""Importing a file at the desk: look at it, say what its columns mean, import the good rows, undo the run."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deals.imports import reports, runs
from deals.imports.sheets import reading
from deals.imports.uploads import ColumnsForm, FileForm
from deals.models import ColumnMapping, ImportRun
from deals.models.imports import RunState
from deals.money import Money, figures
from deals.money.currencies import minor_digits
from expo.accounts.access import require_permission
from expo.models import Edition

from .permissions import RECORD

SHOWN = 200
HERE = "<!-- progress -->"


@require_permission(RECORD)
@require_http_methods(["GET", "POST"])
def upload_file(request: HttpRequest, edition: str) -> HttpResponse:
    """A file to import: it is looked at, and nothing is recorded yet."""
    row = get_object_or_404(Edition, slug=edition)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*sent, edition=row)
    if form.is_valid():
        return redirect("desk:imported", row.slug, store_upload(form, request).pk)
    done = ImportRun.objects.filter(edition=row).imported().defer("content", "report")
    context = {"edition": row, "form": form, "done": done[:20]}
    return render(request, "deals/desk/import.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def store_upload(form: FileForm, request: HttpRequest) -> ImportRun:
    """Keep the file with the report of what importing it would do; of those never imported, the newest alone."""
    ImportRun.objects.filter(edition=form.edition, brought_by=request.user, state=RunState.LOOKED).delete()
    return ImportRun.objects.create(
        edition=form.edition,
        name=form.cleaned_data["file"].name[:200],
        digest=form.read.digest,
        fingerprint=form.read.fingerprint,
        content=form.content,
        mapping=form.mapping,
        report=runs.preview_import(form.read, form.edition),
        rows=len(form.read.entries),
        brought_by=request.user,
    )


def run_or_404(edition: str, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.filter(edition__slug=edition).select_related("edition"), pk=pk)


@require_permission(RECORD)
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """What a file would do or did; sent, it says anew what the columns mean."""
    run = run_or_404(edition, pk)
    columns = run.report.get("columns", [])
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=columns)
    if request.method == "POST" and run.state == RunState.LOOKED and form.is_valid():
        try:
            preview_again(run, form.mapping(), request)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("desk:imported", edition, pk)
    return render(request, "deals/desk/imported.html", import_context(run, form), status=422 if form.errors else 200)


@transaction.atomic
def preview_again(run: ImportRun, mapping: dict[str, str], request: HttpRequest) -> None:
    """Read the file with these meanings, and remember them for files with the same header."""
    read = reading.read_file(bytes(run.content), run.edition, reading.mapping_from_json(mapping))
    run.mapping, run.report, run.rows = mapping, runs.preview_import(read, run.edition), len(read.entries)
    run.save(update_fields=["mapping", "report", "rows"])
    ColumnMapping.objects.update_or_create(
        fingerprint=run.fingerprint, defaults={"mapping": mapping, "said_by": request.user}
    )


def import_context(run: ImportRun, form: ColumnsForm) -> dict[str, Any]:
    accepted, rejected = run.report.get("accepted", []), run.report.get("rejected", [])
    return {
        "edition": run.edition,
        "run": run,
        "form": form,
        "accepted": [row_with_figures(each) for each in accepted[:SHOWN]],
        "rejected": reports.translate_refusals(rejected[:SHOWN]),
        "counts": {
            "accepted": len(accepted),
            "rejected": len(rejected),
            "already": sum(each.get("already_recorded", False) for each in accepted),
            "shown": SHOWN,
        },
        "strange": unknown_contents(run.report),
        "hidden_rows": run.report.get("hidden_rows_read", []),
        "hidden_sheets": run.report.get("hidden_sheets_left_out", []),
        "kept": [row.deal for row in run.imported.filter(undone=False).select_related("deal__edition")[:SHOWN]]
        if run.state == RunState.UNDONE
        else [],
    }


def unknown_contents(report: dict[str, Any]) -> dict[str, Any]:
    """What of the file nobody here understands: columns, and words in columns that are understood."""
    words = report.get("words_not_understood", [])
    return {"columns": report.get("columns_not_understood", []), "words": words[:SHOWN], "count": len(words)}


def row_with_figures(row: dict[str, Any]) -> dict[str, Any]:
    """An accepted row with its money as figures."""
    return {**row, "amounts": [figures(money_from_decimal(**amount)) for amount in row["amounts"]]}


def money_from_decimal(currency: str, value: str) -> Money:
    return Money(int(Decimal(value).scaleb(minor_digits(currency))), currency)


@require_permission(RECORD)
@require_POST
def import_rows(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Import the good rows. The page comes while it happens; where it is cut, the same button goes on."""
    run = run_or_404(edition, pk)
    if run.state not in (RunState.LOOKED, RunState.RUNNING) or not run.content:
        return redirect("desk:imported", edition, pk)
    if (begun := runs.claim_run(run)) != run:
        messages.warning(request, _("This file is being imported already."))
        return redirect("desk:imported", edition, begun.pk)
    page = render_to_string("deals/desk/importing.html", {"edition": run.edition, "run": run, "here": HERE}, request)
    before, after = page.split(HERE)
    return StreamingHttpResponse(stream_progress(before, after, run, request, get_language()))


def stream_progress(before: str, after: str, run: ImportRun, request: HttpRequest, language: str) -> Iterator[str]:
    with override(language):
        yield before
        read = reading.read_file(bytes(run.content), run.edition, reading.mapping_from_json(run.mapping))
        for taken in runs.carry_out_run(read, run, by=request.user):
            words = _("%(taken)s of %(all)s rows") % {"taken": taken, "all": len(read.entries)}
            yield format_html("<li>{}</li>\n", words)
        yield after


@require_permission(RECORD)
@require_POST
def undo_import(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Withdraw what the run recorded, save what somebody has verified meanwhile."""
    run = run_or_404(edition, pk)
    if run.state in (RunState.DONE, RunState.RUNNING):
        gone, stay = runs.undo_run(run, by=request.user)
        text = ngettext("%(number)s deal is withdrawn.", "%(number)s deals are withdrawn.", gone) % {"number": gone}
        if stay:
            text += " " + _("Those that somebody has verified stay.")
        messages.success(request, text)
    return redirect("desk:imported", edition, pk)
