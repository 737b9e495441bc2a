"""The exact moments of a row of a list, of what its cells say of its day, its hours and how long it lasts."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions.times import Hours, end_at, exact_text, shown_moment
from agenda.models import Session
from agenda.models.bounds import NIGHT_ENDS
from expo.i18n.instants import MINUTE, shift_moment
from expo.imports.lists.problems import CellProblem, DayProblem, HoursProblem
from expo.imports.lists.reading import ListedLine

# What would last longer and end in the night is asked about: 9:00-5:00 is hardly meant so.
LONGEST_NIGHT = dt.timedelta(hours=12)


def put_moments(line: ListedLine, parent: Session | None, zone: dt.tzinfo, *, sure: bool) -> None:
    """Put exact moments in place of what the cells say, on the day of the forum where the row names none.

    `sure`: somebody has looked at its hours and said them.
    """
    begins, ends = line.values.pop("starts_at", None), line.values.pop("ends_at", None)
    minutes = line.values.pop("minutes", None)
    if begins is None and (ends is not None or minutes is not None):
        line.doubt("starts_at", HoursProblem(_("It says when it ends or how long it lasts, and not when it starts.")))
    if begins is None or not put_day(line, begins, parent):
        return
    try:
        begin = begins.moment or shown_moment(dt.date.fromisoformat(line.values["day"]), begins.begins, zone)
        if not sure:
            check_ends(begins, ends)
        end = find_end(last_day_of(line, ends), begin, begins.ends or (ends and ends.begins), minutes, zone)
        if not sure:
            check_night(begin, end, zone, last_day_of(line, ends))
        line.values["starts_at"], line.values["ends_at"] = exact_text(begin, zone), exact_text(end, zone)
    except HoursProblem as problem:
        # Two boxes for hours would take the place of the day that stands in the same cell.
        line.doubt("starts_at", CellProblem(problem.sentence) if line.moved else problem)
    except CellProblem as problem:
        line.doubt("starts_at", problem)
    except OverflowError:
        # Python's calendar ends with the year 9999.
        day = last_day_of(line, ends).isoformat()
        line.doubt("day", CellProblem(_("“%(found)s” lies too far off for a session."), found=day))


def put_day(line: ListedLine, begins: Hours, parent: Session | None) -> bool:
    """Put the day that the cell of the hours says, or the forum, where the row says none; whether there is one."""
    if begins.day is not None and line.values.setdefault("day", begins.day.isoformat()) != begins.day.isoformat():
        line.doubt("starts_at", CellProblem(_("The start does not lie on the day given.")))
        return False
    if "day" not in line.values and parent is not None and parent.day and not parent.last_day:
        line.values["day"] = parent.day.isoformat()
    if "day" not in line.values:
        line.doubt("day", DayProblem(_("A session with hours needs its day.")))
        return False
    if begins.weekday not in (None, dt.date.fromisoformat(line.values["day"]).weekday()):
        line.doubt("starts_at", CellProblem(_("The start does not lie on the day given.")))
        return False
    return True


def last_day_of(line: ListedLine, ends: Hours | None) -> dt.date:
    """On which the row ends: as its end says itself, on its last day, or on its day."""
    if ends is not None and ends.day is not None:
        return ends.day
    return dt.date.fromisoformat(line.values.get("last_day") or line.values["day"])


def check_ends(begins: Hours, ends: Hours | None) -> None:
    """Raises HoursProblem where two cells say two ends."""
    if ends is not None and begins.ends not in (None, ends.begins):
        raise HoursProblem(_("Two cells say when it ends, and not the same."), f"{begins.begins:%H:%M}")


def check_night(begin: dt.datetime, end: dt.datetime, zone: dt.tzinfo, day: dt.date) -> None:
    """Raises HoursProblem of what would last from the morning into the night behind its last day."""
    ends = end.astimezone(zone)
    if ends.date() > day and dt.time() < ends.time() <= NIGHT_ENDS and end - begin > LONGEST_NIGHT:
        begins = f"{begin.astimezone(zone):%H:%M}"
        raise HoursProblem(_("It would go on until the next morning: when does it end?"), begins)


def find_end(
    day: dt.date, begin: dt.datetime, clock: dt.time | None, minutes: int | None, zone: dt.tzinfo
) -> dt.datetime:
    """By the clock, or so many minutes later, whatever the clocks do meanwhile. Raises CellProblem."""
    if clock is None and minutes is None:
        begins = f"{begin.astimezone(zone):%H:%M}"
        raise HoursProblem(_("It says when it starts, and not when it ends."), begins)
    lasting = shift_moment(begin, (minutes or 0) * MINUTE)
    if clock is None:
        return lasting
    end = end_at(day, clock, begin, zone)
    if minutes is not None and end != lasting:
        raise CellProblem(_("Start, end and minutes do not fit together."))
    return end
