"""The steps of a round at the contest desk, from the draw to the awards: which are next, and what each does."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.contests import cutoff, draw, freezing
from agenda.contests.rule_sentences import rule_sentence
from agenda.contests.rules import WrongRule
from agenda.contests.scoring import has_changed_by_hand
from agenda.desk.contests.awards.by_hand import Offer, offer_others, publish_others, withdraw_others
from agenda.desk.contests.awards.steps import (
    draft_awards,
    offer_awards,
    offer_replacement,
    public_awards,
    publish_awards,
    replace_awards,
    withdraw_awards,
)
from agenda.desk.contests.closing import close_judging, offer_closing, what_is_taken
from agenda.desk.contests.waiting import Waiting, ranked_now, waiting_entries
from agenda.models.contests import Award, FrozenRanking, Objection, ObjectionStatus, Round
from expo.i18n.instants import entered_moment, wall_clock_time
from expo.i18n.numbers import is_key
from expo.models.showcase.venue_clock import real_moment

# Years in which a moment is meant: at the ends of the calendar nothing can be reckoned.
YEARS = range(2000, 3000)
# Steps that are taken only while they are offered; of the others the services say themselves why not.
ONLY_OFFERED = ("award_others", "withdraw_others", "reveal", "close")
# So long a reason is kept.
LONGEST = 300
Sent = Mapping[str, str]
Work = Callable[[Round, FrozenRanking, User, Sent], Any]


def take_step(round_: Round, newest: FrozenRanking | None, by: User, sent: Sent) -> Any:
    """What to say of what was done. Raises ValidationError where it was not; None where there is no such step.

    A step is of the ranking that was seen: another one has come meanwhile, and nobody confirms what they have not read.
    """
    wanted = sent.get("step", "")
    name = wanted.partition(":")[0]
    if sent.get("version", "") != (str(newest.version) if newest else ""):
        raise ValidationError(_("Another ranking has been frozen meanwhile: look again."))
    # Named in the question that closing asks, and in no other.
    waiting: list[Waiting] = []
    if name == "close" and round_.is_open and not sent.get("sure"):
        waiting = waiting_entries(round_, ranked_now(round_))
    require_offered(sent, possible_steps(round_, newest, by, public_awards(round_), waiting))
    try:
        if name in BEGINNINGS:
            said, begin = BEGINNINGS[name]
            begin(round_, by, reason_of(sent))
            return said
        if name in STEPS and newest is not None:
            said, work = STEPS[name]
            work(round_, newest, by, sent)
            return said
    except WrongRule as error:
        raise ValidationError(rule_sentence(error)) from error
    return None


def require_offered(sent: Sent, offers: list[Offer]) -> None:
    """Raises ValidationError for what is not possible now, and for what somebody has to agree to and did not."""
    name = sent.get("step", "")
    offered = {offer.step: offer for offer in offers}
    if name.partition(":")[0] in ONLY_OFFERED and name not in offered:
        raise ValidationError(_("This is not possible now: look again at what is."))
    if name in offered and offered[name].ask and not sent.get("sure"):
        raise ValidationError(_("Nothing is done yet. Tick that you mean it: %(ask)s") % {"ask": offered[name].ask})


def reason_of(sent: Sent) -> str:
    return sent.get("reason", "")[:LONGEST]


def seen_of(sent: Sent) -> str:
    """The digest of the awards that the form showed."""
    return sent.get("seen", "")


def track_of(sent: Sent) -> str:
    """Like award_others:cities; empty where a step names none."""
    return sent.get("step", "").partition(":")[2]


def schedule_ranking(round_: Round, newest: FrozenRanking, by: User, sent: Sent) -> None:
    """By the clock at the venue. Raises ValidationError for what is no moment, or one that has passed."""
    edition = round_.contest.edition
    moment = parse_datetime(sent.get("at", ""))
    if moment is None or moment.year not in YEARS:
        raise ValidationError(_("Say when, like 2026-08-26 18:30."))
    at = real_moment(entered_moment(moment.replace(tzinfo=None), edition.tz), edition)
    if at <= timezone.now():
        raise ValidationError(_("This moment has passed. Publish now, or choose a later one."))
    freezing.publish_ranking(newest, by, at=at)


def parse_datetime(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text) if len(text) > len("2026-08-26") else None
    except ValueError:
        return None


def shown_ranking(round_: Round) -> FrozenRanking | None:
    """The newest whose moment has come: above it a correction may wait for its own."""
    return FrozenRanking.objects.published().filter(round=round_).order_by("-version").first()


def answer(newest: FrozenRanking, by: User, sent: Sent) -> None:
    named, objection = sent.get("objection", ""), None
    if is_key(named):
        objection = Objection.objects.filter(ranking__round=newest.round_id, pk=named).first()
    if objection is None:
        raise ValidationError(_("There is no such objection."))
    status = ObjectionStatus.UPHELD if sent.get("upheld") else ObjectionStatus.REJECTED
    freezing.answer_objection(objection, by, status=status, answer=sent.get("answer", ""))


DRAFTED = _("Awards are drafted: enter prizes and citations in data entry, then publish them.")
# What is said afterwards, and what is done: with or without a ranking before.
BEGINNINGS: dict[str, tuple[Any, Callable[[Round, User, str], Any]]] = {
    "draw": (_("Judges are drawn."), lambda row, by, _why: draw.draw_round(row, by)),
    "close": (_("Judging is closed."), lambda row, by, _why: close_judging(row, by)),
    "freeze": (_("The ranking is frozen."), lambda row, by, why: freezing.freeze_ranking(row, by, reason=why)),
}
STEPS: dict[str, tuple[Any, Work]] = {
    "confirm": (_("The ranking is confirmed."), lambda _row, new, by, _sent: freezing.confirm_ranking(new, by)),
    "publish": (_("The ranking is published."), lambda _row, new, by, _sent: freezing.publish_ranking(new, by)),
    "schedule": (_("The ranking will be published at this moment."), schedule_ranking),
    "final": (_("The ranking is final."), lambda _row, new, by, _sent: freezing.finalise_ranking(new, by)),
    "advance": (_("Entries have gone on."), lambda _row, new, by, _sent: cutoff.add_next_entries(new, by)),
    "draft": (DRAFTED, lambda _row, new, _by, _sent: draft_awards(new)),
    "draft_tracks": (DRAFTED, lambda _row, new, _by, _sent: draft_awards(new, by_track=True)),
    "award": (_("Awards are published."), lambda _row, new, by, sent: publish_awards(new, by, seen=seen_of(sent))),
    "award_tracks": (
        _("Awards are published."),
        lambda _row, new, by, sent: publish_awards(new, by, seen=seen_of(sent), by_track=True),
    ),
    "award_others": (
        _("Awards are published."),
        lambda row, _new, by, sent: publish_others(row, by, track_of(sent), seen=seen_of(sent)),
    ),
    "withdraw_others": (
        _("Awards are withdrawn."),
        lambda row, _new, by, sent: withdraw_others(row, by, reason_of(sent)),
    ),
    "replace": (
        _("The former awards are withdrawn, those of the correction published."),
        lambda row, new, by, sent: replace_awards(row, new, by, seen=seen_of(sent)),
    ),
    "withdraw": (_("Awards are withdrawn."), lambda row, _new, by, sent: withdraw_awards(row, by, reason_of(sent))),
    "reveal": (_("Names are revealed."), lambda row, _new, by, _sent: freezing.reveal_names(row.contest, by)),
    "object": (
        _("The objection is recorded."),
        lambda row, new, by, sent: freezing.receive_objection(
            shown_ranking(row) or new, by, who=sent.get("who", ""), text=sent.get("text", "")
        ),
    ),
    "answer": (_("The objection is answered."), lambda _row, new, by, sent: answer(new, by, sent)),
}


def possible_steps(
    round_: Round, newest: FrozenRanking | None, user: User, standing: list[Award], waiting: list[Waiting]
) -> list[Offer]:
    """`standing`: the awards of the round that are public; `waiting`: its entries that have no place yet."""
    return [*offer_results(round_, newest, user, standing), *offer_closing(round_, waiting)]


def offer_results(round_: Round, newest: FrozenRanking | None, user: User, standing: list[Award]) -> list[Offer]:
    """What leads from the draw to the awards."""
    if newest is None:
        return offer_beginning(round_)
    steps = [Offer("freeze", _("Freeze a correction"), reasoned=True, quiet=True)] if round_.has_closed else []
    if newest.confirmed_at is None:
        return [*offer_confirmation(newest, user), *steps]
    return [
        *offer_publication(round_, newest),
        *offer_next(round_, newest, standing),
        *offer_reveal(round_, newest),
        *steps,
    ]


def offer_beginning(round_: Round) -> list[Offer]:
    """The draw leads until each entry has its judges; nothing is frozen while judges may score."""
    drawn = not round_.round_entries.competing().filter(assignments=None).exists()
    draw_again = Offer("draw", _("Draw the judges"), quiet=drawn and round_.round_entries.competing().exists())
    if not round_.has_closed:
        return [draw_again]
    freeze = Offer("freeze", _("Freeze the ranking"))
    return [freeze, draw_again] if draw_again.quiet else [draw_again, freeze]


def tell_judging(round_: Round) -> str:
    """Until when nothing can be frozen; empty once judging has closed."""
    if round_.has_closed:
        return ""
    if round_.closes_at is None:
        return str(_("It is not said when judging closes: until it has, no ranking can be frozen."))
    closes = wall_clock_time(round_.closes_at, round_.contest.edition.tz)
    return _("A ranking can be frozen once judging has closed: %(moment)s.") % {"moment": f"{closes:%Y-%m-%d %H:%M}"}


def needs_another(newest: FrozenRanking | None, user: User) -> bool:
    """Whether the newest ranking waits for its confirmation by somebody else."""
    return newest is not None and newest.confirmed_at is None and not offer_confirmation(newest, user)


def offer_confirmation(newest: FrozenRanking, user: User) -> list[Offer]:
    """Never by whoever froze it, or changed by hand what it follows from."""
    if newest.frozen_by_id == user.pk or has_changed_by_hand(newest, user):
        return []
    return [Offer("confirm", _("Confirm the ranking"))]


def offer_publication(round_: Round, newest: FrozenRanking) -> list[Offer]:
    if not freezing.has_come(newest.published_at):
        return [Offer("publish", _("Publish the ranking")), Offer("schedule", _("Publish it later"))]
    if newest.final_at is None and not takes_objections(newest):
        return [Offer("final", _("Declare the ranking final"), ask=what_is_taken(round_))]
    return []


def takes_objections(newest: FrozenRanking | None) -> bool:
    """Whether it is published, and the time for objections to it is not over."""
    if newest is None or not freezing.has_come(newest.published_at):
        return False
    return not freezing.has_come(newest.objections_until)


def offer_next(round_: Round, newest: FrozenRanking, standing: list[Award]) -> list[Offer]:
    """What a round leads to: the next one, or the awards; public ones are withdrawn before others are given."""
    if round_.contest.rounds.filter(number__gt=round_.number).exists():
        return [Offer("advance", _("Put entries into the next round"))]
    if standing:
        withdrawal = Offer("withdraw", _("Withdraw the awards"), reasoned=True, quiet=True)
        return [*offer_replacement(newest, standing), withdrawal, *offer_others(round_)]
    if not newest.final_at:
        return []
    return [*offer_awards(round_, newest), *offer_others(round_)]


def offer_reveal(round_: Round, newest: FrozenRanking) -> list[Offer]:
    if not round_.contest.is_blind_now or not freezing.has_come(newest.published_at):
        return []
    return [Offer("reveal", _("Reveal whose the entries are"))]
