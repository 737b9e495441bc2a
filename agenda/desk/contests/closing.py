"""The end of a round's judging at the press of a button, and what is still being taken where results would be final."""

import datetime as dt

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.contests.log import append_event
from agenda.desk.contests.awards.by_hand import Offer
from agenda.desk.contests.waiting import Waiting, name_codes
from agenda.models.contests import ContestVerb, LatePermission, Round
from expo.i18n.instants import wall_clock_time


@transaction.atomic
def close_judging(round_: Round, by: User) -> Round:
    """Now, by the clock of the edition; told in the log. Raises ValidationError unless judges may score."""
    round_ = Round.objects.locked().get(pk=round_.pk)
    if not round_.is_open:
        raise ValidationError(_("Judging is not open."))
    before, round_.closes_at = round_.closes_at, round_.contest.edition.now()
    round_.save(update_fields=["closes_at"])
    told = {"fact": "closes_at", "before": before and before.isoformat(), "after": round_.closes_at.isoformat()}
    append_event(ContestVerb.RULED, round_, by, changes=[told], reason="")
    return round_


def offer_closing(round_: Round, waiting: list[Waiting]) -> list[Offer]:
    """While judges may score."""
    if not round_.is_open:
        return []
    return [Offer("close", _("Close judging now"), quiet=True, ask=ask_closing(waiting))]


def ask_closing(waiting: list[Waiting]) -> str:
    """What closing takes away, from which entries, and what is left for them afterwards."""
    if not waiting:
        return _("Judges can score no more then, and what is missing stays missing.")
    named = {"count": len(waiting), "codes": name_codes([entry.code for entry in waiting])}
    entries = ngettext(
        "Judges can score no more then, and %(count)d entry has no place yet, without which no ranking can be "
        "frozen: %(codes)s.",
        "Judges can score no more then, and %(count)d entries have no place yet, without which no ranking can be "
        "frozen: %(codes)s.",
        len(waiting),
    )
    left = _(
        "What is left afterwards: scores entered late by somebody who may correct scores, a withdrawal or "
        "disqualification, or a later closing time in data entry."
    )
    return _("%(first)s %(then)s") % {"first": entries % named, "then": left}


def what_is_taken(round_: Round) -> str:
    """What would still come in after the results of the round were final: entries, late ones by permission, scores;
    empty where nothing would. One query.
    """
    contest, found = round_.contest, []
    now = contest.edition.now()
    if contest.entries_open_at and contest.entries_open_at <= now and not has_passed(contest.entries_close_at, now):
        found.append(_("entries are still taken%(until)s") % {"until": end_text(contest.entries_close_at, round_)})
    if LatePermission.objects.holding().filter(contest=contest).exists():
        found.append(_("a late permission still holds"))
    if round_.is_open:
        found.append(_("judges still score%(until)s") % {"until": end_text(round_.closes_at, round_)})
    return _("%(taken)s.") % {"taken": _("; ").join(found)} if found else ""


def has_passed(moment: dt.datetime | None, now: dt.datetime) -> bool:
    return moment is not None and moment <= now


def end_text(moment: dt.datetime | None, round_: Round) -> str:
    """Empty where no end is said."""
    if moment is None:
        return ""
    clock = f"{wall_clock_time(moment, round_.contest.edition.tz):%Y-%m-%d %H:%M}"
    return _(" until %(moment)s") % {"moment": clock}
