"""Pictures and files of an entry: added by the team's private link, seen by the team, staff, judges, then everybody."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agenda.contests.entering import attachments, bounds
from agenda.contests.entering.applications import EntriesClosed, EntrySettled
from agenda.contests.entering.attachment_forms import AttachmentForm, FileForm, PictureForm
from agenda.contests.entering.file_names import pdf_name
from agenda.contests.entering.hours import WRITING, phase_of_key
from agenda.contests.entries.masking import neutral_name
from agenda.contests.jury.own_entries import own_assignments
from agenda.models.contests import Contest, Entry, EntryFile, EntryPicture, EntryStatus, Juror
from agenda.views.entering import (
    BUSY,
    CLOSED,
    SETTLED,
    attachments_address,
    entering_page,
    find_or_refuse,
    language_links,
    private_address,
)
from agenda.views.jury import require_judge
from expo.accounts.access import require_permission
from expo.accounts.login_throttle import client_address
from expo.models import Edition
from expo.pictures.intake import read_picture
from expo.views.pictures import send_picture
from expo.web.public_page import edition_page

Write = Callable[[Contest, str, AttachmentForm], None]


@entering_page
def attachments_page(request: HttpRequest, contest: Contest) -> HttpResponse:
    """What the entry has, and forms that add to it. The key stands in the address, so that it is known before any
    file is read.
    """
    key = request.GET.get("key", "")
    entry = find_or_refuse(request, contest, key)
    problem = why_not(request, contest, entry) if request.method == "POST" else ""
    if request.method != "POST" or problem:
        return show_page(request, contest, entry, problem=problem)
    if "remove" in request.POST:
        return write(request, contest, entry, lambda: remove(contest, key, request.POST["remove"]))
    if "picture" in request.POST:
        form: AttachmentForm = PictureForm(contest, request.POST, request.FILES)
        return add(request, contest, entry, form, save_picture)
    form = FileForm(contest, request.POST, request.FILES)
    return add(request, contest, entry, form, save_file)


def why_not(request: HttpRequest, contest: Contest, entry: Entry) -> str:
    """Asked before a file is read; asked again, for good, where it is written."""
    if phase_of_key(contest, request.GET["key"]) not in WRITING:
        return CLOSED
    if entry.status != EntryStatus.APPLIED:
        return SETTLED
    return BUSY if bounds.count(bounds.UPLOADS, client_address(request)) else ""


def add(request: HttpRequest, contest: Contest, entry: Entry, form: AttachmentForm, save: Write) -> HttpResponse:
    shown = {"pictures" if isinstance(form, PictureForm) else "files": form}
    if not form.is_valid():
        return show_page(request, contest, entry, **shown)
    try:
        return write(request, contest, entry, lambda: save(contest, request.GET["key"], form))
    except ValidationError as refusal:
        form.add_error(next(iter(form.fields)), refusal)
        return show_page(request, contest, entry, **shown)


def write(request: HttpRequest, contest: Contest, entry: Entry, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except EntriesClosed:
        return show_page(request, contest, entry, problem=CLOSED)
    except EntrySettled:
        return show_page(request, contest, entry, problem=SETTLED)
    return redirect(attachments_address(contest, request.GET["key"], saved="1"))


def save_picture(contest: Contest, key: str, form: AttachmentForm) -> None:
    data = form.cleaned_data
    encoded = read_picture(data["picture"].read())
    attachments.add_picture(contest, key, encoded, telling=form.telling, alt_en=data["alt_en"], alt_zh=data["alt_zh"])


def save_file(contest: Contest, key: str, form: AttachmentForm) -> None:
    attachments.add_file(contest, key, form.cleaned_data["file"], telling=form.telling)


def remove(contest: Contest, key: str, what: str) -> None:
    """`what`: picture-7 or file-7."""
    kind, _dash, number = what.partition("-")
    if kind not in ("picture", "file") or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404
    act = attachments.remove_picture if kind == "picture" else attachments.remove_file
    act(contest, key, int(number))


def show_page(request: HttpRequest, contest: Contest, entry: Entry, **more: Any) -> HttpResponse:
    key = request.GET["key"]
    phase = phase_of_key(contest, key)
    context = {
        "contest": contest,
        "edition": contest.edition,
        "phase": phase,
        "entry": entry,
        "may_write": phase in WRITING and entry.status == EntryStatus.APPLIED,
        "shown_pictures": entry.shown_pictures.select_related("picture").in_order(),
        "shown_files": entry.files.in_order(),
        "key": key,
        "here": attachments_address(contest, key),
        "back": private_address(contest, key),
        "saved": "saved" in request.GET,
        "languages": language_links(request, key),
    }
    forms = {"pictures": PictureForm(contest), "files": FileForm(contest)}
    status = 200
    if request.method == "POST":
        status = 429 if more.get("problem") == BUSY else 422
    return render(request, "agenda/enter/attachments.html", context | forms | more, status=status)


@entering_page
def team_picture(request: HttpRequest, contest: Contest, pk: int) -> HttpResponse:
    entry = find_or_refuse(request, contest, request.GET.get("key", ""))
    return send_small(get_object_or_404(entry.shown_pictures.select_related("picture"), pk=pk))


@entering_page
def team_file(request: HttpRequest, contest: Contest, pk: int) -> HttpResponse:
    entry = find_or_refuse(request, contest, request.GET.get("key", ""))
    return send_file(get_object_or_404(entry.files, pk=pk))


@require_safe
@require_permission("agenda.view_entryfile")
def staff_file(request: HttpRequest, number: int) -> HttpResponse:
    return send_file(get_object_or_404(EntryFile, public_number=number))


@require_safe
@require_judge
def judge_picture(request: HttpRequest, juror: Juror, pk: int, width: int) -> HttpResponse:
    """404 for what is masked, or of an entry of another judge."""
    rows = EntryPicture.objects.unmasked().select_related("picture")
    picture = get_object_or_404(rows, pk=pk, entry__in=own_assignments(juror).values("round_entry__entry")).picture
    if width not in picture.widths:
        raise Http404
    return send_picture(picture, width)


@require_safe
@require_judge
def judge_file(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    rows = EntryFile.objects.unmasked().select_related("entry__contest")
    row = get_object_or_404(rows, pk=pk, entry__in=own_assignments(juror).values("round_entry__entry"))
    return send_file(row, shown_file_name(row))


@edition_page
def public_file(request: HttpRequest, edition: Edition, contest: str, number: int) -> HttpResponse:
    """The file, as long as its entry is public and nothing masks it."""
    rows = EntryFile.objects.public().filter(entry__contest__edition=edition, entry__contest__slug=contest)
    row = get_object_or_404(rows.select_related("entry__contest"), public_number=number)
    return send_file(row, shown_file_name(row))


def shown_file_name(row: EntryFile) -> str:
    """As the pages that link to it call it."""
    return neutral_name(row.entry, row) if row.entry.contest.is_blind_now else row.name


def send_small(shown: EntryPicture) -> HttpResponse:
    return send_picture(shown.picture, shown.picture.widths[0])


def send_file(row: EntryFile, name: str = "") -> HttpResponse:
    """Always as a download and never as a page, whoever made it."""
    try:
        with row.file.open() as file:
            content = file.read()
    except FileNotFoundError as lost:
        raise Http404 from lost
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=pdf_name(name or row.name))
        or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
