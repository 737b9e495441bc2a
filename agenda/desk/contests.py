"""The contest desk: the contests of an edition, and each of their rounds with its steps from the draw to the awards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from agenda.contests import awards, cutoff, draw, freezing
from agenda.contests.round_ranking import rank_round
from agenda.desk.contest_progress import judge_pictures, round_progress
from agenda.models.contests import Contest, FrozenRanking, Round
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition

ALLOWED = "agenda.run_contests"
Step = Callable[[Round, FrozenRanking | None, User, str], Any]
# A step, what its button says, and whether it asks for a reason.
Offer = tuple[str, Any, bool]


@require_permission(ALLOWED)
@require_safe
@bring_edition
def contests_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    contests = Contest.objects.of(edition).in_order().prefetch_related("rounds")
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
    if request.method == "POST":
        take_step(request, round_, newest)
        return redirect(request.path)
    context = {
        "edition": edition,
        "round": round_,
        "progress": round_progress(Round.objects.filter(pk=round_.pk))[round_.pk],
        "judges": judge_pictures(round_),
        "ranked": rank_round(round_),
        "newest": newest,
        "rankings": round_.rankings.order_by("-version"),
        "steps": possible_steps(round_, newest, staff_member(request)),
    }
    return render(request, "agenda/desk/contest_round.html", context)


def take_step(request: HttpRequest, round_: Round, newest: FrozenRanking | None) -> None:
    """Say what was done, or why it was not."""
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return
    label, carry_out = step
    try:
        carry_out(round_, newest, staff_member(request), request.POST.get("reason", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, label)


def require_ranking(newest: FrozenRanking | None) -> FrozenRanking:
    if newest is None:
        raise ValidationError(_("No ranking of this round is frozen yet."))
    return newest


def publish_awards(ranking: FrozenRanking, by: User) -> None:
    for award in awards.draft_awards(ranking):
        if award.published_at is None:
            awards.publish_award(award, by)


# What is said afterwards, and what is done.
STEPS: dict[str, tuple[Any, Step]] = {
    "draw": (_("Judges are drawn."), lambda row, _new, by, _why: draw.draw_round(row, by)),
    "freeze": (_("The ranking is frozen."), lambda row, _new, by, why: freezing.freeze_ranking(row, by, reason=why)),
    "confirm": (
        _("The ranking is confirmed."),
        lambda _row, new, by, _why: freezing.confirm_ranking(require_ranking(new), by),
    ),
    "publish": (
        _("The ranking is published."),
        lambda _row, new, by, _why: freezing.publish_ranking(require_ranking(new), by),
    ),
    "final": (
        _("The ranking is final."),
        lambda _row, new, by, _why: freezing.finalise_ranking(require_ranking(new), by),
    ),
    "advance": (
        _("Entries have gone on."),
        lambda _row, new, by, _why: cutoff.add_next_entries(require_ranking(new), by),
    ),
    "award": (_("Awards are published."), lambda _row, new, by, _why: publish_awards(require_ranking(new), by)),
}


def possible_steps(round_: Round, newest: FrozenRanking | None, user: User) -> list[Offer]:
    """Steps that are next, each with what its button says, and whether it asks for a reason."""
    if newest is None:
        return [("draw", _("Draw the judges"), False), ("freeze", _("Freeze the ranking"), False)]
    steps: list[Offer] = [("freeze", _("Freeze a correction"), True)]
    if newest.confirmed_at is None:
        return [*offer_confirmation(newest, user), *steps]
    return [*offer_publication(newest), *offer_next(round_, newest), *steps]


def offer_confirmation(newest: FrozenRanking, user: User) -> list[Offer]:
    """Never by whoever froze it."""
    if newest.frozen_by_id == user.pk:
        return []
    return [("confirm", _("Confirm the ranking"), False)]


def offer_publication(newest: FrozenRanking) -> list[Offer]:
    if newest.published_at is None:
        return [("publish", _("Publish the ranking"), False)]
    if newest.final_at is None:
        return [("final", _("Declare the ranking final"), False)]
    return []


def offer_next(round_: Round, newest: FrozenRanking) -> list[Offer]:
    """What a round leads to: the next one, or the awards, once."""
    if round_.contest.rounds.filter(number__gt=round_.number).exists():
        return [("advance", _("Put entries into the next round"), False)]
    if newest.final_at is None or newest.awards.exclude(published_at=None).exists():
        return []
    return [("award", _("Publish the awards of places 1 to 3"), False)]
