"""The events of contests in words: what each told when it was written, for those who may read it."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.contests.content import plain_text
from agenda.desk.contests.rule_corrections import WEIGHT
from agenda.desk.contests.waiting import name_codes
from agenda.models.contests import Contest, ContestEvent, ObjectionStatus, Round
from expo.i18n.instants import wall_clock_time
from expo.models import Edition
from expo.models.showcase.venue_clock import venue_moment

# What people wrote or are called: in a blind contest it is for those alone who may see whose an entry is.
NAMING = ("team", "who", "reason")
Say = Callable[[Any, Edition], str]


class LogLine(NamedTuple):
    """`contest` is None where it is there no more, then `address` names it; `round`: its number, or None.

    `told`: what is said of it, in parts; `reason`: as it was given, or empty.
    """

    event: ContestEvent
    contest: Contest | None
    address: str
    round: Round | None
    told: list[str]
    reason: str


def log_lines(events: Iterable[ContestEvent], edition: Edition, *, sees_teams: bool) -> list[LogLine]:
    """In the order of the events; two queries. `sees_teams`: whether the reader may know whose blind entries are."""
    contests: dict[str, Contest] = {}
    for contest in Contest.objects.of(edition).prefetch_related("rounds"):
        contests[contest.slug] = contest
    return [log_line(event, edition, contests, sees_teams=sees_teams) for event in events]


def log_line(event: ContestEvent, edition: Edition, contests: dict[str, Contest], *, sees_teams: bool) -> LogLine:
    address = event.subject.removeprefix(f"{edition.identifier}/")
    slug, _slash, number = address.partition("/")
    contest = contests.get(slug)
    named = sees_teams or (contest is not None and not contest.is_blind_now)
    told = dict(event.told)
    if not named:
        for name in NAMING:
            told.pop(name, None)
    reason = told.get("reason", "")
    return LogLine(event, contest, address, find_round(contest, number), told_parts(told, edition), reason)


def find_round(contest: Contest | None, number: str) -> Round | None:
    if contest is None:
        return None
    for round_ in contest.rounds.all():
        if str(round_.number) == number:
            return round_
    return None


def told_parts(told: dict[str, Any], edition: Edition) -> list[str]:
    parts = []
    for name, say in PARTS.items():
        if told.get(name):
            parts.append(say(told[name], edition))
    return parts


def say_code(value: Any, _edition: Edition) -> str:
    return str(value)


def say_entry(value: Any, _edition: Edition) -> str:
    """Its code; one that had none yet is told by its team."""
    return value if isinstance(value, str) else _("an entry without a number")


def say_codes(value: list[str], _edition: Edition) -> str:
    return name_codes(value)


def say_drawn(value: dict[str, list[str]], _edition: Edition) -> str:
    return ngettext("%(count)d entry has judges", "%(count)d entries have judges", len(value)) % {"count": len(value)}


def say_short(value: dict[str, Any] | list[str], edition: Edition) -> str:
    return _("too few judges for %(codes)s") % {"codes": say_codes(sorted(value), edition)}


def say_version(value: Any, _edition: Edition) -> str:
    return _("version %(version)s") % {"version": value}


def say_place(value: Any, _edition: Edition) -> str:
    return _("place %(place)s") % {"place": value}


def say_status(value: str, _edition: Edition) -> str:
    return str(dict(ObjectionStatus.choices).get(value, value))


def say_published(value: str, edition: Edition) -> str:
    return _("from %(moment)s") % {"moment": real_clock(value, edition)}


def say_until(value: str, edition: Edition) -> str:
    return _("until %(moment)s") % {"moment": real_clock(value, edition)}


def say_called_off(value: str, edition: Edition) -> str:
    return _("the publication at %(moment)s is called off") % {"moment": real_clock(value, edition)}


def real_clock(value: str, edition: Edition) -> str:
    """A real moment, as the clock at the venue showed it."""
    return clock_text(venue_moment(dt.datetime.fromisoformat(value), edition), edition)


def clock_text(moment: dt.datetime, edition: Edition) -> str:
    return f"{wall_clock_time(moment, edition.tz):%Y-%m-%d %H:%M}"


def say_changes(value: list[dict[str, Any]], edition: Edition) -> str:
    """Of scores by criteria, of the rule and the hours by the names of their fields."""
    said = [say_change(row, edition) for row in value]
    return _("; ").join(said)


def say_change(row: dict[str, Any], edition: Edition) -> str:
    if "criterion" in row:
        return f"{row['criterion']} {units_text(row['before'])} → {units_text(row['after'])}"
    fact = row["fact"]
    return f"{fact_name(fact)} {fact_text(fact, row['before'], edition)} → {fact_text(fact, row['after'], edition)}"


def units_text(units: int | None) -> str:
    return "–" if units is None else plain_text(units)


def fact_text(fact: str, value: str | None, edition: Edition) -> str:
    if not value:
        return "–"
    return clock_text(dt.datetime.fromisoformat(value), edition) if fact.endswith("_at") else value


def fact_name(fact: str) -> str:
    if fact.startswith(WEIGHT):
        return _("weight of %(criterion)s") % {"criterion": fact.removeprefix(WEIGHT)}
    try:
        return str(Round._meta.get_field(fact).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return fact


# What is said of an event, by the keys of what it told, in this order.
PARTS: dict[str, Say] = {
    "entry": say_entry,
    "team": say_code,
    "judge": say_code,
    "judges": say_drawn,
    "short": say_short,
    "changes": say_changes,
    "version": say_version,
    "entries": say_codes,
    "award": say_code,
    "place": say_place,
    "number": say_code,
    "who": say_code,
    "status": say_status,
    "published_at": say_published,
    "until": say_until,
    "called_off": say_called_off,
}
