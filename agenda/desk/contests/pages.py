"""The contest desk: the contests of an edition, and each of their rounds with its steps from the draw to the awards."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agenda.contests.public.scores_file import file_headers, scores_file
from agenda.desk.contests.awards.steps import public_awards, tell_corrected
from agenda.desk.contests.progress import judge_pictures, round_progress
from agenda.desk.contests.spreads import entry_spreads
from agenda.desk.contests.steps import (
    needs_another,
    possible_steps,
    shown_ranking,
    take_step,
    takes_objections,
    tell_judging,
)
from agenda.desk.contests.waiting import ranked_now, waiting_entries
from agenda.models.contests import Contest, EntryStatus, FrozenRanking, Objection, Round
from expo.accounts.access import require_permission, staff_member
from expo.i18n.instants import wall_clock_time
from expo.models import Edition
from expo.web.desk_page import bring_edition
from expo.web.file_answers import file_answer

ALLOWED = "agenda.run_contests"


@require_permission(ALLOWED)
@require_safe
@bring_edition
def contests_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    contests = Contest.objects.of(edition).in_order().prefetch_related("rounds")
    contests = contests.annotate(to_review=Count("entries", filter=Q(entries__status=EntryStatus.APPLIED)))
    progress = round_progress(Round.objects.filter(contest__edition=edition))
    rows = []
    for contest in contests:
        rows.append((contest, [(each, progress[each.pk]) for each in contest.rounds.all()]))
    return render(request, "agenda/desk/contests.html", {"edition": edition, "rows": rows})


@require_permission(ALLOWED)
@require_http_methods(["GET", "HEAD", "POST"])
@bring_edition
def round_page(request: HttpRequest, edition: Edition, contest: str, number: int) -> HttpResponse:
    rounds = Round.objects.select_related("contest__edition")
    round_ = get_object_or_404(rounds, contest__edition=edition, contest__slug=contest, number=number)
    newest = round_.rankings.select_related("frozen_by", "confirmed_by").order_by("-version").first()
    with timezone.override(edition.tz):
        if request.method == "POST":
            answer_step(request, round_, newest)
            return redirect(request.path)
        return render(request, "agenda/desk/contest_round.html", round_context(round_, newest, staff_member(request)))


@require_permission(ALLOWED)
@require_safe
@bring_edition
def kept_scores(request: HttpRequest, edition: Edition, contest: str, number: int, version: int) -> HttpResponseBase:
    """What a frozen ranking keeps, published or not, as `rank_scores` reads it."""
    rows = FrozenRanking.objects.filter(round__contest__edition=edition, round__contest__slug=contest)
    rows = rows.select_related("round__contest__edition")
    ranking = get_object_or_404(rows, round__number=number, version=version)
    headers = file_headers(ranking.round, version)
    return file_answer(request, scores_file(ranking.content), "application/json; charset=utf-8", headers)


def round_context(round_: Round, newest: FrozenRanking | None, by: User) -> dict[str, Any]:
    """All that the page of a round says, by the clock of its edition."""
    edition = round_.contest.edition
    ranked, shown, standing = ranked_now(round_), shown_ranking(round_), public_awards(round_)
    waiting = waiting_entries(round_, ranked)
    return {
        "edition": edition,
        "round": round_,
        "progress": round_progress(Round.objects.filter(pk=round_.pk))[round_.pk],
        "judges": judge_pictures(round_),
        "spreads": [] if "wrong" in ranked else entry_spreads(round_),
        "ranked": ranked,
        "waiting": waiting,
        "soonest": wall_clock_time(edition.now(), edition.tz),
        "newest": newest,
        "shown": shown,
        "corrected": tell_corrected(standing, newest, shown),
        "rankings": round_.rankings.select_related("frozen_by", "confirmed_by").order_by("-version"),
        "objections": Objection.objects.filter(ranking__round=round_).select_related("ranking").order_by("pk"),
        "judging": tell_judging(round_),
        "second": needs_another(newest, by),
        "takes_objections": takes_objections(newest),
        "steps": possible_steps(round_, newest, by, standing, waiting),
    }


def answer_step(request: HttpRequest, round_: Round, newest: FrozenRanking | None) -> None:
    """Say what was done, or why it was not."""
    try:
        said = take_step(round_, newest, staff_member(request), request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if said is not None:
            messages.success(request, said)
