"""What the makers of programmes call the same things, as names of elements, attributes and keys."""

import re

from agenda.imports.clock import Said, is_date, is_hour


def names_in(written: str) -> tuple[str, ...]:
    return tuple(written.split())


# Folded as `folded` does, the likeliest first.
TITLE = names_in("title name summary eventtitle sessiontitle talktitle eventname")
START = names_in("start starttime startsat begin begins beginsat eventstart starttimestamp dtstart from time")
END = names_in("end endtime endsat finish finishes eventend dtend until to")
LENGTH = names_in("duration length minutes durationminutes")
DATE = names_in("date startdate eventdate day")
ROOM = names_in("room location venue stage hall place roomname eventvenue")
NAME = names_in("name publicname fullpublicname fullname displayname title en")
PERSON = names_in("person speaker presenter")
PEOPLE = names_in("persons participants speakers people presenters")
# What one item of a programme is called, and the lists of them.
ITEM = names_in("event session talk entry item presentation lecture vevent slot")
ITEMS = names_in("events sessions talks entries items presentations lectures programme program agenda results")
DESCRIPTION = names_in("description eventdescription content")
LANGUAGE = names_in("language lang contentlocale locale")
KIND = names_in("type eventtype submissiontype format")
ID = names_in("id eventid sessionid code")
GUID = names_in("guid uid eventkey uuid")
ZONE = names_in("timezonename timezone tz")
BETWEEN = re.compile(r"[\s_\-]+")


def folded(name: str) -> str:
    """`starttime` of Start_Time, start-time, x:startTime."""
    return BETWEEN.sub("", name.rpartition(":")[2]).casefold()


def said_of(*, date: str, start: str, length: str, end: str, day: str, opens: str) -> Said:
    """When it takes place, whichever of the two, date or start, holds both; an own day comes before the one above."""
    if not is_hour(start) and is_date(start) and (not date or (is_date(date) and len(date) < len(start))):
        date, start = start, start if is_hour(start) else ""
    return Said(date=date, start=start, length=length, end=end, day=day, opens=opens)
