"""The judges' pages: an invitation, then their own entries on one page that goes on without a network."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agenda.contests.jury.invitations import accept_invitation, digest_key, find_juror
from agenda.contests.jury.own_entries import OwnEntries, OwnEntry, own_assignments, own_entries
from agenda.contests.jury.saving import PREFIX, Sheet, Superseded, declare_own_conflict, save_sheet
from agenda.contests.scoring import ScoreRefused
from agenda.models.contests import Assignment, Juror
from expo.accounts.login_throttle import client_address
from expo.event_log.address import set_event_address
from expo.i18n.instants import shift_moment
from expo.models.showcase.venue_clock import real_moment
from expo.web.asset_bundles import Bundle

SESSION_KEY = "jury_invitation"
BACKEND = "django.contrib.auth.backends.ModelBackend"
JSON = "application/json"
LONGEST_KEPT = dt.timedelta(days=1)
View = Callable[..., HttpResponseBase]


def current_juror(request: HttpRequest) -> Juror | None:
    """Who came by an invitation that still holds; asked with each request, so that a revoked one is out at once."""
    juror = find_juror(request.session.get(SESSION_KEY, ""))
    if juror is None or juror.user is None or juror.user != request.user:
        return None
    return juror


def require_judge(view: View) -> View:
    """Give a view its Juror; whoever has no invitation learns where to get one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        juror = current_juror(request)
        if juror is None:
            return closed_page(request, _("Open the link of your invitation."), HTTPStatus.FORBIDDEN)
        with set_event_address(client_address(request)):
            return view(request, juror, *args, **kwargs)

    return guarded


def closed_page(request: HttpRequest, said: str, status: HTTPStatus) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"said": said}, status=status)
    return render(request, "agenda/jury/closed.html", {"said": said}, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == JSON


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest) -> HttpResponse:
    """Asked for, it says what it opens and does nothing, as previews of links do; sent, it lets in.

    `?key=`: of the link; no log keeps what stands behind an address.
    """
    juror = find_juror(digest_key(request.GET.get("key", "")))
    if juror is None:
        said = _("This invitation does not hold any more. Ask the organisers for a new one.")
        return closed_page(request, said, HTTPStatus.NOT_FOUND)
    if juror.round.has_closed:
        return closed_page(request, _("Judging has closed. Thank you."), HTTPStatus.FORBIDDEN)
    if request.method != "POST":
        with timezone.override(juror.round.contest.edition.tz):
            return render(request, "agenda/jury/invitation.html", {"juror": juror})
    login(request, accept_invitation(juror), backend=BACKEND)
    request.session[SESSION_KEY] = juror.key_digest
    return redirect("jury:start")


@require_POST
def leave_jury(request: HttpRequest) -> HttpResponse:
    if SESSION_KEY in request.session:
        logout(request)
    return redirect("jury:start")


@require_safe
@require_judge
def jury_page(request: HttpRequest, juror: Juror) -> HttpResponse:
    return show_page(request, juror, own_entries(juror))


def show_page(request: HttpRequest, juror: Juror, own: OwnEntries, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"juror": juror, "own": own, "keep_until": keep_until(juror)}
    return render(request, "agenda/jury/page.html", context, status=status)


def keep_until(juror: Juror) -> int:
    """Until when a device may keep the page: no longer than for a day, and than judging is open. In milliseconds."""
    until, closes_at = shift_moment(timezone.now(), LONGEST_KEPT), juror.round.closes_at
    if closes_at:
        until = min(until, real_moment(closes_at, juror.round.contest.edition))
    return int(until.timestamp() * 1000)


@require_safe
@require_judge
def jury_worker(request: HttpRequest, juror: Juror) -> HttpResponse:
    """The script of the worker that keeps a judge's page, asked for each time."""
    script = Bundle("jury-worker.js").join()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_POST
@require_judge
def score_entry(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """What the form of an entry holds; by script an answer to read, else back to the page, at the entry to do next."""
    assignment, sheet = own_assignment(juror, pk), Sheet.read(request.POST.dict())
    try:
        saved = save_sheet(assignment, sheet)
    except ScoreRefused as refused:
        return refusal(request, juror, assignment, refused)
    if wants_json(request):
        return JsonResponse({"version": saved.version, "finished": saved.finished_at is not None})
    return redirect(f"/jury/#entry-{next_entry(juror, pk)}")


@require_POST
@require_judge
def declare_conflict(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    assignment = own_assignment(juror, pk)
    try:
        declare_own_conflict(assignment, request.POST.get("reason", ""))
    except ScoreRefused as refused:
        return refusal(request, juror, assignment, refused)
    return redirect(f"/jury/#entry-{pk}")


def own_assignment(juror: Juror, pk: int) -> Assignment:
    """404 for another judge's, as for one that does not exist."""
    rows = own_assignments(juror).select_related("round_entry__entry", "juror__organisation")
    return get_object_or_404(rows, pk=pk)


def next_entry(juror: Juror, pk: int) -> int:
    """Behind this one the first that is to be scored, else the first of all, else this one."""
    to_do = [entry.assignment.pk for entry in own_entries(juror).to_score if not entry.finished]
    keys = [row.pk for row in own_assignments(juror)]
    behind = [key for key in keys[keys.index(pk) + 1 :] + keys if key in to_do]
    return behind[0] if behind else pk


def refusal(request: HttpRequest, juror: Juror, assignment: Assignment, refused: ScoreRefused) -> HttpResponse:
    """Why nothing was written, with what was sent still in the form."""
    said = " ".join(refused.messages)
    status = HTTPStatus.CONFLICT if isinstance(refused, Superseded) else HTTPStatus.UNPROCESSABLE_ENTITY
    own = own_entries(juror)
    entry = own.entry(assignment.pk)
    if entry is None:
        raise Http404
    if status == HTTPStatus.CONFLICT:
        said = f"{said} {told_scores(entry)}"
    if wants_json(request):
        return JsonResponse({"said": said, "version": entry.assignment.version}, status=status)
    entry.said = said
    keep_typed(request, entry)
    return show_page(request, juror, own, status)


def told_scores(entry: OwnEntry) -> str:
    values = [f"{field.criterion} {field.value or '–'}" for field in entry.fields]
    return f"{_('Saved:')} {' · '.join(values)}"


def keep_typed(request: HttpRequest, entry: OwnEntry) -> None:
    for field in entry.fields:
        field.value = request.POST.get(PREFIX + field.code, field.value)
    entry.comment = request.POST.get("comment", entry.comment)


# Below `/jury/`.
urlpatterns = [
    path("", jury_page, name="start"),
    path("worker.js", jury_worker, name="worker"),
    path("leave/", leave_jury, name="leave"),
    path("invitation/", invitation_page, name="invitation"),
    path("<int:pk>/", score_entry, name="score"),
    path("<int:pk>/conflict/", declare_conflict, name="conflict"),
]
