"""The page that tells how many rows of a long file are looked at, before it leads to what the file would change."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from expo.accounts.access import staff_member
from expo.accounts.login_throttle import client_address
from expo.imports import runs
from expo.imports.kinds import ImportKind, Reading
from expo.imports.streaming import HERE, ONWARD, ProgressWords, stream_progress
from expo.imports.uploads import let_go_of_unread
from expo.models.imports import ImportedFile

# Fewer rows are looked at before anybody has read how far that is.
LOOKED_AT_FROM = 300


def is_long(kind: ImportKind, rows: int) -> bool:
    """Whether looking at so many rows is told of."""
    return kind.shows_progress and rows >= LOOKED_AT_FROM


def first_look(
    request: HttpRequest, kind: ImportKind[Reading], run: ImportedFile, reading: Reading
) -> HttpResponseBase:
    """Look at a file that is kept and read, and lead to what it would change."""
    rows, by = kind.count_rows(reading), staff_member(request)
    if is_long(kind, rows):
        return stream_look(request, kind, run, runs.look_steps(kind, run, reading, by), rows)
    runs.look_at_run(kind, run, reading, by)
    return redirect(kind.address("imported", run.edition.slug, run.pk))


def kept_page(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponseBase:
    """Of a file that is kept and was not looked at to its end; sent, it is looked at."""
    refused = kind.refusal(run, staff_member(request))
    if request.method == "POST" and not refused and "drop" in request.POST:
        return drop_kept(request, run, kind)
    if request.method == "POST" and not refused:
        return look_at_kept(request, run, kind)
    if refused:
        messages.error(request, refused)
    context = {"kind": kind, "edition": run.edition, "run": run, "droppable": may_drop(request, run)}
    return render(request, "imports/kept.html", context | {"back": kind.address("import", run.edition.slug)})


def may_drop(request: HttpRequest, run: ImportedFile) -> bool:
    """Who brought the file, and who keeps the site; one that nobody brought any more may be dropped by anybody."""
    by = staff_member(request)
    return by.is_superuser or run.brought_by_id in (None, by.pk)


def drop_kept(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponseBase:
    """Keep a file no longer, of which nothing is imported; one whose reading ends the process is not looked at.

    What somebody has looked at or dropped meanwhile is left as it is, and not told as dropped.
    """
    if not may_drop(request, run):
        messages.error(request, _("Only who brought this file may drop it."))
        return redirect(kind.address("imported", run.edition.slug, run.pk))
    if let_go_of_unread(kind, run):
        messages.success(request, _("%(name)s is dropped. Nothing of it was imported.") % {"name": run.name})
    elif kind.runs().filter(pk=run.pk).exists():
        messages.warning(request, _("%(name)s was looked at meanwhile, and is kept.") % {"name": run.name})
        return redirect(kind.address("imported", run.edition.slug, run.pk))
    return redirect(kind.address("import", run.edition.slug))


def look_at_kept(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponseBase:
    """As `first_look`, of a file whose reading was cut; one that cannot be read is not kept any longer."""
    try:
        reading = kind.read_upload(run)
    except ValidationError as error:
        let_go_of_unread(kind, run)
        messages.error(request, " ".join(error.messages))
        return redirect(kind.address("import", run.edition.slug))
    return first_look(request, kind, run, reading)


def stream_look(
    request: HttpRequest, kind: ImportKind, run: ImportedFile, steps: Iterator[int], rows: int
) -> StreamingHttpResponse:
    """A page that tells how many rows are looked at, and then leads to what the file would change.

    Closed meanwhile, it is looked at to its end; the page where files are brought leads there.
    """

    def onward() -> str:
        return kind.address("imported", run.edition.slug, run.pk)

    context = {"kind": kind, "edition": run.edition, "run": run, "here": HERE, "onward": ONWARD}
    page = render_to_string("imports/looking.html", context, request)
    told = ProgressWords(kind.words, rows, client_address(request), get_language(), goes_on=True)
    parts = stream_progress(page, steps, told, onward)
    return StreamingHttpResponse(parts, headers={"X-Accel-Buffering": "no"})
