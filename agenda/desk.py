"""The desk of those who plan the agenda."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agenda.imports import uploads
from agenda.models import ImportedFile
from expo.models import Edition


@login_required
@permission_required("agenda.add_session", raise_exception=True)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, edition: str) -> HttpResponse:
    """A file to import: it is looked at, and nothing is imported yet."""
    row = get_object_or_404(Edition, slug=edition)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = uploads.ImportForm(*sent, edition=row, by=request.user)
    if form.is_valid():
        return redirect("agenda_desk:imported", row.slug, uploads.bring(form, request.user).pk)
    done = ImportedFile.objects.filter(edition=row, imported_at__isnull=False).defer("content", "report")
    return render(request, "agenda/desk/import.html", {"edition": row, "form": form, "done": done[:20]})


@login_required
@permission_required("agenda.add_session", raise_exception=True)
@require_http_methods(["GET", "POST"])
def imported(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """What a file would do or did; sent, it does it."""
    files = ImportedFile.objects.filter(edition__slug=edition).select_related("edition").defer("content")
    file = get_object_or_404(files, pk=pk)
    if request.method == "POST":
        uploads.carry_out(file.pk)
        return redirect("agenda_desk:imported", edition, pk)
    context = {"edition": file.edition, "file": file, "report": file.report, "odd": uploads.told(file.report)}
    return render(request, "agenda/desk/imported.html", context)
