"""The desk of those who plan the agenda."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agenda.copy_form import CopyForm
from agenda.copying import copy_structure, planned
from agenda.imports import uploads
from agenda.models import ImportedFile
from expo.guards import may
from expo.models import Edition


@may("agenda.add_session")
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


@may("agenda.add_session")
@require_http_methods(["GET", "POST"])
def imported(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """What a file would do or did; sent, it does it."""
    files = ImportedFile.objects.filter(edition__slug=edition).select_related("edition").defer("content")
    file = get_object_or_404(files, pk=pk)
    if request.method == "POST":
        uploads.carry_out(file.pk)
        return redirect("agenda_desk:imported", edition, pk)
    report = file.report
    context = {"edition": file.edition, "file": file, "report": report}
    context |= {"odd": uploads.told(report), "idle": uploads.changes_nothing(report)}
    return render(request, "agenda/desk/imported.html", context)


@may("agenda.add_session")
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, edition: str) -> HttpResponse:
    """What an earlier edition would add to this one, as the address says; sent, it adds it."""
    target = get_object_or_404(Edition, slug=edition)
    asked = request.POST if request.method == "POST" else request.GET or None
    form = CopyForm(asked, target=target)
    plan = None
    if form.is_valid():
        source, what = form.cleaned_data["source"], form.cleaned_data["what"]
        if request.method == "POST":
            made = copy_structure(source, target, what, request.user)
            said = _("Copied. Halls: %(halls)d, rooms: %(rooms)d, sessions: %(sessions)d, roles: %(roles)d.")
            messages.success(request, said % made.counts)
            query = urlencode({"source": source.slug, "what": what}, doseq=True)
            return redirect(f"{reverse('agenda_desk:copy', args=[target.slug])}?{query}")
        plan = planned(source, target, what)
    return render(request, "agenda/desk/copy.html", {"edition": target, "form": form, "plan": plan})
