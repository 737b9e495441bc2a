"""Where teams enter a contest: outside the public pages, stored by nobody, and no part of any of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agenda.contests.entering import applications, bounds, keys
from agenda.contests.entering.applications import EntriesClosed, EntrySettled, KeyElsewhere, SentBefore, StaleEntry
from agenda.contests.entering.form import EntryForms, WithdrawalForm
from agenda.contests.entering.hours import WRITING, contests_with_clock, phase_of_key
from agenda.contests.entering.late import find_permission
from agenda.contests.entries.entry_steps import is_named, require_unnamed
from agenda.models.contests import Contest, Entry, EntryStatus
from expo.accounts.login_throttle import client_address
from expo.accounts.resubmit import is_own_form
from expo.i18n.bilingual import SUFFIXES

CLOSED, SETTLED, STALE, BUSY, NAMED, SENT = "closed", "settled", "stale", "busy", "named", "sent"
# Why nothing new was entered.
UNSENT: dict[type[Exception], str] = {EntriesClosed: CLOSED, SentBefore: SENT}


def entering_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a page its public Contest, the language that is asked for and the time of the venue.

    No cookie reaches it, so nothing of a visitor's can be used by another site; forms of other sites are refused too.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, edition: str, contest: str, **place: Any) -> HttpResponse:
        if request.method == "POST" and not is_own_form(request):
            raise PermissionDenied
        row = contests_with_clock().select_related("edition").filter(edition__slug=edition, slug=contest).first()
        if row is None:
            raise Http404
        with translation.override(asked_language(request)), timezone.override(row.edition.tz):
            response = view(request, row, **place)
            response.headers["Content-Language"] = translation.get_language()
        return response

    return page


def asked_language(request: HttpRequest) -> str:
    """That of `?lang=`, or else what the browser asks for."""
    asked = request.GET.get("lang", "")
    return asked if asked in SUFFIXES else translation.get_language()


@entering_page
def apply_page(request: HttpRequest, contest: Contest) -> HttpResponse:
    """The form, empty or as it was typed; sent, it leads to the private link."""
    if request.method != "POST":
        return show_empty(request, contest, request.GET.get("key", ""))
    key = sent_key(request)
    if keys.is_taken(key):
        return change_entry(request, contest, key)
    forms = EntryForms(contest, key, request.POST)
    if not forms.is_valid():
        return show_form(request, contest, forms)
    if bounds.count(bounds.ENTRIES, client_address(request)):
        return show_form(request, contest, forms, problem=BUSY)
    try:
        _entry, new = applications.apply_once(contest, forms.application, key)
    except (EntriesClosed, SentBefore) as refusal:
        return show_form(request, contest, forms, problem=UNSENT[type(refusal)])
    except KeyElsewhere:
        new = False
    if not new:
        return change_entry(request, contest, key)
    return redirect(private_address(contest, key, sent="1"))


def show_empty(request: HttpRequest, contest: Contest, late_key: str) -> HttpResponse:
    """`late_key`: of a late link, whose entry then bears it; once there is one, the link leads to it."""
    if not late_key:
        return show_form(request, contest, EntryForms(contest, keys.make_key()))
    address = client_address(request)
    waiting = bounds.current_wait(bounds.KEYS, address)
    if not waiting and keys.find_entry(contest, late_key):
        return redirect(private_address(contest, late_key))
    if waiting or find_permission(contest, late_key) is None:
        bounds.count(bounds.KEYS, address)
        raise Http404
    return show_form(request, contest, EntryForms(contest, late_key))


@entering_page
def entry_page(request: HttpRequest, contest: Contest) -> HttpResponse:
    """What was entered, by its private link: to be changed until entries close, to be read afterwards."""
    if request.method == "POST":
        return change_entry(request, contest, sent_key(request))
    key = request.GET.get("key", "")
    entry = find_or_refuse(request, contest, key)
    return show_form(request, contest, EntryForms(contest, key, entry=entry), entry)


@entering_page
def withdraw_page(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Takes the entry back, for a reason."""
    key = sent_key(request) if request.method == "POST" else request.GET.get("key", "")
    entry = find_or_refuse(request, contest, key)
    if request.method != "POST":
        return redirect(private_address(contest, key))
    form = WithdrawalForm(request.POST)
    forms = EntryForms(contest, key, entry=entry)
    if not form.is_valid():
        return show_form(request, contest, forms, entry, withdrawal=form)
    data = form.cleaned_data
    problem = try_to_write(lambda: take_back(contest, key, data["version"], data["reason"]))
    if problem:
        return show_form(request, contest, forms, entry, withdrawal=form, problem=problem)
    return redirect(private_address(contest, key))


@transaction.atomic
def take_back(contest: Contest, key: str, version: int, reason: str) -> Entry:
    """Raises ValidationError for an entry that a published result names."""
    entry = applications.withdraw(contest, key, version, reason)
    require_unnamed(entry)
    return entry


def change_entry(request: HttpRequest, contest: Contest, key: str) -> HttpResponse:
    """The same form sent twice has nothing to change; a stale one is shown beside what stands."""
    entry = find_or_refuse(request, contest, key)
    forms = EntryForms(contest, key, request.POST, entry=entry)
    if not forms.is_valid():
        return show_form(request, contest, forms, entry)
    version, sent = forms.entry.cleaned_data["version"], forms.application
    if sent == applications.stored_application(entry):
        return redirect(private_address(contest, key, sent="1" if version == 0 else ""))
    problem = try_to_write(lambda: applications.change(contest, sent, key, version))
    if problem:
        return show_unsaved(request, contest, key, problem)
    return redirect(private_address(contest, key, saved="1"))


def show_unsaved(request: HttpRequest, contest: Contest, key: str, problem: str) -> HttpResponse:
    """What stands, and below it what was typed: whoever has seen both saves over what stands."""
    entry = find_or_refuse(request, contest, key)
    typed = request.POST.copy()
    typed["version"] = str(entry.version)
    return show_form(request, contest, EntryForms(contest, key, typed, entry), entry, problem=problem)


def try_to_write(write: Callable[[], Entry]) -> str:
    """Why it could not be written; empty where it was."""
    try:
        write()
    except EntriesClosed:
        return CLOSED
    except EntrySettled:
        return SETTLED
    except StaleEntry:
        return STALE
    except ValidationError:
        return NAMED
    return ""


def find_or_refuse(request: HttpRequest, contest: Contest, key: str) -> Entry:
    """An address that has tried many wrong keys is told of none for a while, not even of a right one."""
    address = client_address(request)
    waiting = bounds.current_wait(bounds.KEYS, address)
    entry = None if waiting else keys.find_entry(contest, key)
    if entry is None:
        bounds.count(bounds.KEYS, address)
        raise Http404
    return entry


def sent_key(request: HttpRequest) -> str:
    """That of the form; one that no form of ours bears is as wrong as any other."""
    key = request.POST.get("key", "")
    if not keys.KEY.fullmatch(key):
        raise Http404
    return key


def private_address(contest: Contest, key: str, **asked: str) -> str:
    query = {"key": key} | {name: value for name, value in asked.items() if value}
    here = reverse("contest_entry:entry", args=[contest.edition.slug, contest.slug])
    return f"{here}?{urlencode(query | {'lang': translation.get_language()})}"


def attachments_address(contest: Contest, key: str, **asked: str) -> str:
    here = reverse("contest_entry:attachments", args=[contest.edition.slug, contest.slug])
    return f"{here}?{urlencode({'key': key, 'lang': translation.get_language()} | asked)}"


def show_form(
    request: HttpRequest, contest: Contest, forms: EntryForms, entry: Entry | None = None, **more: Any
) -> HttpResponse:
    phase = phase_of_key(contest, forms.key)
    known_key = forms.key if entry else request.GET.get("key", "")
    open_to_team = entry is None or entry.status == EntryStatus.APPLIED
    context = {
        "contest": contest,
        "edition": contest.edition,
        "phase": phase,
        "forms": forms,
        "entry": entry,
        "may_write": phase in WRITING and open_to_team,
        "may_withdraw": phase in WRITING and entry and may_leave(entry),
        "link": request.build_absolute_uri(private_address(contest, forms.key)) if entry else "",
        "attachments": attachments_address(contest, forms.key) if entry else "",
        "attached": entry.shown_pictures.count() + entry.files.count() if entry else 0,
        "withdrawal": WithdrawalForm(initial={"key": forms.key, "version": entry.version}) if entry else None,
        "sent": "sent" in request.GET,
        "saved": "saved" in request.GET,
        "languages": [] if forms.entry.is_bound else language_links(request, known_key),
    }
    status = 200
    if forms.entry.is_bound:
        status = 429 if more.get("problem") == BUSY else 422
    return render(request, "agenda/enter/page.html", context | more, status=status)


def may_leave(entry: Entry) -> bool:
    return entry.status in (EntryStatus.APPLIED, EntryStatus.ACCEPTED) and not is_named(entry)


def language_links(request: HttpRequest, key: str) -> list[tuple[str, str, str]]:
    """The page in the other language: its tag, its name, its address."""
    other, name = ("en", "English") if translation.get_language() == "zh-hans" else ("zh-hans", "中文")
    query = {"lang": other} | ({"key": key} if key else {})
    tag = "zh-Hans" if other == "zh-hans" else "en"
    return [(tag, name, f"{request.path}?{urlencode(query)}")]
