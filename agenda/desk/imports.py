"""Programmes of elsewhere at the desk: a file is looked at first, and imported when somebody says so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agenda.imports import uploads
from agenda.models import ImportedFile
from expo.accounts.access import require_permission
from expo.models import Edition


@require_permission("agenda.add_session")
@require_http_methods(["GET", "POST"])
def upload_programme(request: HttpRequest, edition: str) -> HttpResponse:
    """A file to import: it is looked at, and nothing is imported yet."""
    row = get_object_or_404(Edition, slug=edition)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = uploads.ImportForm(*sent, edition=row, by=request.user)
    if form.is_valid():
        return redirect("agenda_desk:imported", row.slug, uploads.store_upload(form, request.user).pk)
    done = ImportedFile.objects.filter(edition=row, imported_at__isnull=False).defer("content", "report")
    return render(request, "agenda/desk/import.html", {"edition": row, "form": form, "done": done[:20]})


@require_permission("agenda.add_session")
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """What a file would do or did; sent, it does it."""
    files = ImportedFile.objects.filter(edition__slug=edition).select_related("edition").defer("content")
    file = get_object_or_404(files, pk=pk)
    if request.method == "POST":
        uploads.import_upload(file.pk)
        return redirect("agenda_desk:imported", edition, pk)
    report = file.report
    context = {"edition": file.edition, "file": file, "report": report}
    context |= {"odd": uploads.warnings_by_kind(report), "idle": uploads.has_no_effect(report)}
    return render(request, "agenda/desk/imported.html", context)
