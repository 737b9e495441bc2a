"""The end of a round's judging at the press of a button, and what is still being taken where results would be final."""

import datetime as dt

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.contests.log import append_event
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
    return _("; ").join(found)


def has_passed(moment: dt.datetime | None, now: dt.datetime) -> bool:
    return moment is not None and moment <= now


def end_text(moment: dt.datetime | None, round_: Round) -> str:
    """Empty where no end is said."""
    if moment is None:
        return ""
    clock = f"{wall_clock_time(moment, round_.contest.edition.tz):%Y-%m-%d %H:%M}"
    return _(" until %(moment)s") % {"moment": clock}
