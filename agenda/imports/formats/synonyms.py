"""What the makers of programmes call the same things, as names of elements, attributes and keys."""

import re

from agenda.imports.formats.times import StatedMoment, is_date, is_hour


def split_names(written: str) -> tuple[str, ...]:
    return tuple(written.split())


# Folded as `fold_name` does, the likeliest first.
TITLE = split_names("title name summary eventtitle sessiontitle talktitle eventname")
START = split_names("start starttime startsat begin begins beginsat eventstart starttimestamp dtstart from time")
END = split_names("end endtime endsat finish finishes eventend dtend until to")
LENGTH = split_names("duration length minutes durationminutes")
DATE = split_names("date startdate eventdate day")
ROOM = split_names("room location venue stage hall place roomname eventvenue")
NAME = split_names("name publicname fullpublicname fullname displayname title en")
PERSON = split_names("person speaker presenter")
PEOPLE = split_names("persons participants speakers people presenters")
# What one item of a programme is called, and the lists of them.
ITEM = split_names("event session talk entry item presentation lecture vevent slot")
ITEMS = split_names("events sessions talks entries items presentations lectures programme program agenda results")
DESCRIPTION = split_names("description eventdescription content")
LANGUAGE = split_names("language lang contentlocale locale")
KIND = split_names("type eventtype submissiontype format")
ID = split_names("id eventid sessionid code")
GUID = split_names("guid uid eventkey uuid")
ZONE = split_names("timezonename timezone tz")
BETWEEN = re.compile(r"[\s_\-]+")


def fold_name(name: str) -> str:
    """`starttime` of Start_Time, start-time, x:startTime."""
    return BETWEEN.sub("", name.rpartition(":")[2]).casefold()


def build_stated_moment(*, date: str, start: str, length: str, end: str, day: str, opens: str) -> StatedMoment:
    """When it takes place, whichever of the two, date or start, holds both; an own day comes before the one above."""
    if not is_hour(start) and is_date(start) and (not date or (is_date(date) and len(date) < len(start))):
        date, start = start, ""
    return StatedMoment(date=date, start=start, length=length, end=end, day=day, opens=opens)
