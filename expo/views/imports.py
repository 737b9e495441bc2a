"""The pages of every import: bring a file, look at it, say what it means, import it, undo that. A kind fills them."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from expo.accounts.access import require_permission, staff_member
from expo.accounts.login_throttle import client_address
from expo.i18n.lazy_text import LazyText
from expo.imports import runs
from expo.imports.kinds import ImportKind, Reading, kinds_open_to
from expo.imports.lists.kind_detection import detect_kind
from expo.imports.progress import find_progress
from expo.imports.streaming import HERE, ProgressWords, stream_progress
from expo.models import Edition
from expo.models.imports import NOT_IMPORTED, ImportedFile, RunState
from expo.views.lists.long_looks import first_look, is_long, kept_page, stream_look
from expo.web.desk_page import bring_edition

LISTED = 20
# Fewer rows are imported before anybody has read how far they are.
TOLD_FROM = 300
# Seconds after which a page that tells how far an import is asks again.
AGAIN = "3"
View = Callable[..., HttpResponseBase]


def import_routes(kind: ImportKind, at: str) -> list[URLPattern]:
    """The four addresses of a kind, below an edition's: `at` is what they begin with."""
    start = f"<slug:edition>/{at}/"
    return [
        path(start, open_to_kind(kind, upload_file), name="import"),
        path(f"{start}<int:pk>/", open_to_kind(kind, bring_run(kind, run_page)), name="imported"),
        path(f"{start}<int:pk>/rows/", open_to_kind(kind, bring_run(kind, import_rows)), name="import_rows"),
        path(f"{start}<int:pk>/undo/", open_to_kind(kind, bring_run(kind, undo_import)), name="undo_import"),
    ]


def open_to_kind(kind: ImportKind, view: View) -> View:
    """The view of this kind, for those who may bring such files."""

    @require_permission(*kind.permissions)
    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return view(request, kind=kind, **named)

    return guarded


def bring_run(kind: ImportKind, view: View) -> View:
    """Give a view the run of this kind that an address names, in one query; an earlier address leads on.

    Of a file that was not looked at yet all its addresses are one page, which looks at it.
    """

    @wraps(view)
    def page(request: HttpRequest, edition: str, pk: int, **named: Any) -> HttpResponseBase:
        run = get_object_or_404(kind.runs().numbered(pk).select_related("edition"), edition__slug=edition)
        if run.pk != pk:
            return redirect(kind.address("imported", edition, run.pk))
        if run.state == RunState.BROUGHT:
            return kept_page(request, run, kind)
        return view(request, run=run, **named)

    return page


@require_http_methods(["GET", "POST"])
@bring_edition
def upload_file(request: HttpRequest, edition: Edition, kind: ImportKind) -> HttpResponseBase:
    """A file to import: it is looked at, and nothing is imported yet."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind.upload_form(*sent, kind=kind, edition=edition, by=staff_member(request))
    valid, door = form.is_valid(), None
    if form.is_bound:
        door = right_door(request, edition, kind)
    if valid:
        if door:
            label = _("This file belongs elsewhere:")
            messages.warning(request, format_html('{} <a href="{}">{}</a>', label, door[1], door[0]))
        return first_look(request, kind, form.run, form.reading)
    done = kind.runs().filter(edition=edition).imported().only("name", "state", "brought_at")[:LISTED]
    open_runs = kind.runs().filter(edition=edition, state__in=NOT_IMPORTED, brought_by=staff_member(request))
    context = {
        "kind": kind,
        "edition": edition,
        "form": form,
        "done": address_pairs(kind, edition, done),
        "open": address_pairs(kind, edition, open_runs.only("name", "state", "brought_at")[:LISTED]),
        "others": other_kinds(request, edition, kind),
        "door": door,
    }
    return render(request, kind.upload_template, context, status=422 if form.is_bound else 200)


def address_pairs(kind: ImportKind, edition: Edition, files: Iterable[ImportedFile]) -> list[tuple[ImportedFile, str]]:
    return [(run, kind.address("imported", edition.slug, run.pk)) for run in files]


def right_door(request: HttpRequest, edition: Edition, kind: ImportKind) -> tuple[LazyText, str] | None:
    """Where else a file belongs, if its headings tell that and open to this person: title and address."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or upload.size is None or upload.size > kind.largest:
        return None
    upload.seek(0)
    found = detect_kind(upload.read())
    if found is None or found.slug == kind.slug or not found.is_open_to(staff_member(request)):
        return None
    return found.title, found.address("import", edition.slug)


def other_kinds(request: HttpRequest, edition: Edition, kind: ImportKind) -> list[tuple[LazyText, str]]:
    """The other kinds of file that this person may bring: title and address."""
    others = []
    for other in kinds_open_to(staff_member(request)):
        if other.slug != kind.slug:
            others.append((other.title, other.address("import", edition.slug)))
    return others


@require_http_methods(["GET", "POST"])
def run_page(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponseBase:
    """What a file would do or did; sent, it says anew what the file means, where the kind asks."""
    form = kind.question_form(run, request.POST if request.method == "POST" else None, request.GET)
    if request.method == "POST" and form is None:
        return import_run(request, kind, run)
    if request.method == "POST" and (run.state != RunState.LOOKED or is_refused(request, run, kind)):
        return redirect(kind.address("imported", run.edition.slug, run.pk))
    if form is not None and form.is_valid():
        if is_long(kind, run.rows):
            again = runs.preview_again_steps(kind, run, form.answers(), staff_member(request))
            return stream_look(request, kind, run, again, run.rows)
        try:
            runs.preview_again(kind, run, form.answers(), staff_member(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(kind.address("imported", run.edition.slug, run.pk))
    status = 422 if form is not None and form.errors else 200
    context = run_context(kind, run) | {"form": form}
    response = render(request, kind.run_template, context, status=status)
    if context["live"]:
        response["Refresh"] = AGAIN
    return response


def is_refused(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> bool:
    """Whether this is the run of somebody else alone; a message says why."""
    refused = kind.refusal(run, staff_member(request))
    if refused:
        messages.error(request, refused)
    return bool(refused)


def run_context(kind: ImportKind, run: ImportedFile) -> dict[str, Any]:
    pages = ["import", "imported", "import_rows", "undo_import"]
    if kind.shows_progress:
        pages.append("cancel_import")
    slug = run.edition.slug
    return {
        "kind": kind,
        "edition": run.edition,
        "run": run,
        "ready": kind.is_ready(run.report),
        "left_rows": kind.left_rows(run) if run.state == RunState.UNDONE else 0,
        "undoable": run.state in runs.CARRIED_OUT and kind.can_undo(run),
        "figures": kind.figures(run.report),
        "cut": kind.words.cut_after(run.done, run.rows),
        "live": live_words(kind, run),
        "notes": kind.notes(run.report),
        "to": {page: kind.address(page, slug, *([] if page == "import" else [run.pk])) for page in pages},
    } | kind.report_context(run)


def live_words(kind: ImportKind, run: ImportedFile) -> str:
    """How far an import is that is under way on another page; "" of all others."""
    if not kind.shows_progress or run.state != RunState.RUNNING:
        return ""
    progress = find_progress(run)
    if progress is None:
        return ""
    if progress.cancelled:
        return _("It is being cancelled.")
    return kind.words.progress_after(progress.done, progress.rows, progress.seconds)


@require_POST
def cancel_import(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponse:
    """End an import that is under way, or one that was cut; nothing of it is written."""
    runs.cancel_run(kind, run)
    return redirect(kind.address("imported", run.edition.slug, run.pk))


@require_POST
def import_rows(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponseBase:
    """Import the good rows."""
    return import_run(request, kind, run)


def import_run(request: HttpRequest, kind: ImportKind, run: ImportedFile) -> HttpResponseBase:
    """Whole and then its page, or row by row with a page that comes meanwhile; if cut, the same button goes on."""
    here = kind.address("imported", run.edition.slug, run.pk)
    if run.state not in runs.OPEN or not run.content:
        return redirect(here)
    if obstacle := kind.obstacle(run, staff_member(request)):
        messages.error(request, obstacle)
        return redirect(here)
    if kind.shows_progress and run.rows >= TOLD_FROM:
        return import_told(request, kind, run)
    try:
        reading = kind.read(run)
    except ValidationError as error:
        # An earlier version, which looked at the file, may have read what this one does not.
        messages.error(request, " ".join(error.messages))
        return redirect(here)
    if kind.whole:
        runs.carry_out_whole(kind, run, reading, by=staff_member(request))
        return redirect(here)
    return import_by_rows(request, kind, run, reading)


def import_told(request: HttpRequest, kind: ImportKind, run: ImportedFile) -> HttpResponseBase:
    """Whole, beside a page that comes meanwhile."""
    if find_progress(run):
        return redirect(kind.address("imported", run.edition.slug, run.pk))
    steps = runs.carry_out_told(kind, run, by=staff_member(request))
    return stream_import(request, kind, run, steps, run.rows)


def import_by_rows(
    request: HttpRequest, kind: ImportKind[Reading], run: ImportedFile, reading: Reading
) -> HttpResponseBase:
    steps = runs.carry_out_run(kind, run, reading, by=staff_member(request))
    return stream_import(request, kind, run, steps, kind.count_rows(reading))


def stream_import(
    request: HttpRequest, kind: ImportKind, run: ImportedFile, steps: Iterator[int], rows: int
) -> HttpResponseBase:
    """Take these steps, if nobody else takes them."""
    begun = runs.claim_run(kind, run)
    if begun is not None and begun.pk != run.pk:
        messages.warning(request, _("This file is being imported already."))
    if begun is None or begun.pk != run.pk:
        return redirect(kind.address("imported", run.edition.slug, (begun or run).pk))
    run.state = RunState.RUNNING
    page = render_to_string("imports/running.html", run_context(kind, run) | {"here": HERE}, request)
    told = ProgressWords(kind.words, rows, client_address(request), get_language(), goes_on=kind.shows_progress)
    parts = stream_progress(page, steps, told)
    # nginx keeps what it is sent until it is told not to.
    return StreamingHttpResponse(parts, headers={"X-Accel-Buffering": "no"})


@require_POST
def reopen_import(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponse:
    """The rows that an import left out, to mend them now: the same file once more, with all that was answered."""
    new = None
    if not is_refused(request, run, kind):
        try:
            new = runs.reopen_run(kind, run, by=staff_member(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(kind.address("imported", run.edition.slug, (new or run).pk))


@require_POST
def undo_import(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponse:
    """Take back what the run wrote, save what somebody has touched meanwhile."""
    if sentence := runs.undo_run(kind, run, by=staff_member(request)):
        messages.success(request, sentence)
    return redirect(kind.address("imported", run.edition.slug, run.pk))
