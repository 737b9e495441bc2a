"""Scans of a deal's signed pages: added by clerks, handed out to those who may read the ledger."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from deals.desk.permissions import READ, RECORD
from deals.models import Deal, Scan
from deals.verification import scans
from expo.accounts.access import require_permission, staff_member

from .page import render_deal


@require_permission(RECORD)
@require_POST
def add_scans(request: HttpRequest, number: str) -> HttpResponse:
    """Each file for itself: what is refused leaves the others in."""
    deal = get_object_or_404(Deal.objects.numbered(number).select_related("edition"))
    refused = []
    for file in request.FILES.getlist("scan")[:20]:
        try:
            scans.attach(deal, file, by=staff_member(request))
        except ValidationError as error:
            refused += [f"{file.name}: {line}" for line in error.messages]
    if refused:
        return render_deal(request, deal, status=422, error=refused)
    return redirect("desk:deal", number)


@require_permission(READ)
@require_safe
def scan_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The file, always as a download and never as a page, whoever made it."""
    row = get_object_or_404(Scan, pk=pk, deal__in=Deal.objects.numbered(number))
    try:
        with row.file.open() as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=row.name),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=row.kind, headers=headers)
