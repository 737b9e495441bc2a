"""The planning board: a day by rooms, and moving what stands on it."""

import datetime as dt
from functools import partial
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda.forms.move import MoveForm
from agenda.models import Move, Session
from agenda.planning import board as boards
from agenda.planning import board_changes, moves
from agenda.planning.board_changes import BoardChanges
from agenda.planning.card import Card, card_sentences
from agenda.planning.moves import Placement, StalePlacement
from agenda.planning.plan_tally import tally_plan
from agenda.releases.diff import count_unreleased as plan_changed
from expo.accounts.access import require_permission, staff_member
from expo.differences import FieldDifference
from expo.i18n import dates
from expo.models import Edition
from expo.web.desk_page import bring_edition, bring_row, posted_data
from expo.web.edition_choice import working_edition

PLAN = "agenda.change_session"


@require_permission(PLAN)
@require_GET
def redirect_to_board(request: HttpRequest) -> HttpResponse:
    """Leads to the board of the edition that is worked on."""
    edition = working_edition(request)
    if edition is None:
        return redirect("admin:index")
    return redirect("agenda_desk:board", edition.slug, first_day(edition).isoformat())


@require_permission(PLAN)
@require_GET
@bring_edition
def redirect_to_today(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Leads to the day of the edition that is planned now."""
    return redirect("agenda_desk:board", edition.slug, first_day(edition).isoformat())


def first_day(edition: Edition) -> dt.date:
    now = edition.now().date()
    if now in edition.days:
        return now
    return edition.starts_on


@require_permission(PLAN)
@require_GET
@bring_edition
def board_page(request: HttpRequest, edition: Edition, day: str) -> HttpResponse:
    view = "grid"
    if request.GET.get("view") == "list":
        view = "list"
    draw, drawn_as = partial(draw_card, edition, view), (view, get_language())
    shown = boards.build_board(edition, find_day(edition, day), draw, drawn_as)
    context = {"edition": edition, "board": shown, "view": view, "changed": unreleased_count(request.user, edition)}
    return render(request, "agenda/desk/board.html", context | Move.objects.of(staff_member(request), edition).ways())


def draw_card(edition: Edition, view: str, card: Card) -> str:
    """On the grid or the tray, or as a row of the list."""
    name = "board_list_row" if view == "list" and card.where != "tray" else "board_card"
    return render_to_string(f"agenda/desk/{name}.html", {"edition": edition, "card": card})


def unreleased_count(user: Any, edition: Edition) -> int | None:
    """At most how many sessions wait for a release; None for whoever may not release."""
    if not user.has_perm("agenda.add_release"):
        return None
    return plan_changed(edition)


def planned_sessions() -> QuerySet[Session]:
    return Session.objects.working().select_related("edition", "room")


def find_day(edition: Edition, day: str) -> dt.date:
    for each in edition.days:
        if each.isoformat() == day:
            return each
    raise Http404


@require_permission(PLAN)
@require_http_methods(["GET", "POST"])
@bring_row(planned_sessions, "pk")
def move_session(request: HttpRequest, session: Session) -> HttpResponse:
    """Where a session stands, as a form; sent, it stands there."""
    form = MoveForm(posted_data(request), session=session)
    if form.is_valid():
        try:
            moved = moves.move_session(
                session, form.placement(), seen=form.cleaned_data["seen"], by=staff_member(request)
            )
        except StalePlacement as stale:
            return conflict_page(request, form, stale)
        except ValidationError as error:
            form.refuse(error)
        else:
            return placement_response(request, moved)
    if form.is_bound:
        return move_page(request, form, 422)
    return move_page(request, form, 200)


def move_page(request: HttpRequest, form: MoveForm, status: int) -> HttpResponse:
    session = form.session
    card = Card(session, session.edition, {session.room.pk: session.room} if session.room else {})
    context = {"edition": session.edition, "card": card, "form": form}
    if wants_json(request):
        wrong = chain.from_iterable(form.errors.values())
        return JsonResponse({"said": " ".join(map(str, wrong))}, status=status)
    return render(request, "agenda/desk/move.html", context, status=status)


def conflict_page(request: HttpRequest, form: MoveForm, stale: StalePlacement) -> HttpResponse:
    """Nothing is saved: the planner sees both placements and chooses."""
    context = {
        "edition": stale.session.edition,
        "session": stale.session,
        "who": stale.who,
        "differences": placement_differences(stale),
        "token": Placement.of(stale.session).token,
        "form": form,
    }
    if wants_json(request):
        page = render_to_string("agenda/desk/both.html", context, request)
        return JsonResponse({"said": _("Somebody moved this session meanwhile."), "both": page}, status=409)
    return render(request, "agenda/desk/both_page.html", context, status=409)


def placement_differences(stale: StalePlacement) -> list[FieldDifference]:
    """Theirs, saved, and yours: all that a placement says, whether it differs or not."""
    rooms = boards.rooms_of(stale.session.edition)
    theirs = Card(stale.session, stale.session.edition, rooms)
    wanted = Session(edition=stale.session.edition, **stale.to._asdict())
    yours = Card(wanted, stale.session.edition, rooms)
    return [
        FieldDifference(_("Day"), (day_text(theirs), day_text(yours))),
        FieldDifference(_("Hours"), (theirs.hours, yours.hours)),
        FieldDifference(_("Room"), (room_text(theirs), room_text(yours))),
    ]


def day_text(card: Card) -> str:
    if card.session.day is None:
        return _("no day")
    return dates.format_day(card.session.day, dates.NAME)


def room_text(card: Card) -> str:
    return str(card.room or _("no room"))


def placement_response(request: HttpRequest, session: Session) -> HttpResponse:
    """Say where it stands now: to a script with the cards anew, to everybody else on the board."""
    edition = session.edition
    rooms = boards.rooms_of(edition)
    card = Card(session, edition, rooms)
    said = " ".join([*card_sentences([card]), *card.notes])
    if wants_json(request):
        return JsonResponse({"said": said, "pk": session.pk, "seen": Placement.of(session).token})
    messages.success(request, said)
    return redirect("agenda_desk:board", edition.slug, (session.day or first_day(edition)).isoformat())


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


@require_permission(PLAN)
@require_POST
@bring_edition
def undo_move(request: HttpRequest, edition: Edition) -> HttpResponse:
    return undo_or_redo_move(request, edition, moves.undo)


@require_permission(PLAN)
@require_POST
@bring_edition
def redo_move(request: HttpRequest, edition: Edition) -> HttpResponse:
    return undo_or_redo_move(request, edition, moves.redo)


def undo_or_redo_move(request: HttpRequest, edition: Edition, step: Any) -> HttpResponse:
    try:
        return placement_response(request, step(edition, request.user))
    except ValidationError as error:
        said = " ".join(error.messages)
    if wants_json(request):
        return JsonResponse({"said": said}, status=422)
    messages.error(request, said)
    return redirect("agenda_desk:today", edition.slug)


@require_permission(PLAN)
@require_GET
@bring_edition
def poll_changes(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was saved since the moment in the address; 304 while that is what the board has already."""
    since = timezone.now()
    if asked := request.GET.get("since"):
        since = parse_moment(asked)
    found = board_changes.changes_since(edition, since)
    etag = f'"{found.digest}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    return JsonResponse(changes_payload(found, request), headers={"ETag": etag})


def parse_moment(written: str) -> dt.datetime:
    try:
        asked = dt.datetime.fromisoformat(written.replace(" ", "+"))
    except ValueError as error:
        raise Http404 from error
    if asked.tzinfo is None:
        raise Http404
    return asked


def changes_payload(found: BoardChanges, request: HttpRequest) -> dict[str, Any]:
    if found.too_many:
        return {"reload": _("Very much was changed at once."), "since": found.until.isoformat()}
    who = board_changes.last_savers(found.cards)
    tally = tally_plan(found.edition)
    return {
        "since": found.until.isoformat(),
        "cards": [card_payload(card, who.get(card.session.pk), request) for card in found.cards],
        **board_changes.marked_sessions(found.edition),
        "counts": {day.isoformat(): number for day, number in tally.days.items()},
        "waiting": tally.waiting,
        **Move.objects.of(staff_member(request), found.edition).ways(),
    }


def card_payload(card: Card, who: Any, request: HttpRequest) -> dict[str, Any]:
    """A card anew, and a sentence about it where somebody else changed it."""
    context = {"card": card, "edition": card.edition}
    said = ""
    if who is None or who.pk != request.user.pk:
        said = board_changes.change_sentence(card, who)
    return {
        "pk": card.session.pk,
        "changed": card.stamp,
        "said": said,
        "html": render_to_string("agenda/desk/board_card.html", context),
    }
