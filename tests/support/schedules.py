"""Small files in frab's formats, orderly unless told otherwise."""

import itertools
from xml.sax.saxutils import escape, quoteattr

numbers = itertools.count(1)


def event(*, hour=10, people=(), room="Hall A", day="2019-08-26", **fields):
    """One hour in Hall A on the first day; `people` are names, or pairs of a name and a guid."""
    number = next(numbers)
    defaults = {
        "guid": f"guid-{number}",
        "id": str(number),
        "title": f"Entry {number}",
        "language": "en",
        "date": f"2019-08-26T{hour:02}:00:00+08:00",
        "start": f"{hour:02}:00",
        "duration": "01:00",
        "type": "",
        "abstract": "",
        "inner_room": room,
    }
    return defaults | fields | {"people": people, "room": room, "day": day}


def schedule(*events, acronym="sce", zone=""):
    """A schedule.xml of these events, each below a day and a room of its own."""
    days = "".join(map(below_its_day, events))
    head = f"<acronym>{acronym}</acronym><title>Expo</title><time_zone_name>{zone}</time_zone_name>"
    return f"<schedule><conference>{head}</conference>{days}</schedule>".encode()


def below_its_day(given):
    opens = f"{given['day']}T08:00:00+08:00" if given["day"] else ""
    day = f"<day date={quoteattr(given['day'])} start={quoteattr(opens)}>"
    return f"{day}<room name={quoteattr(given['room'])}>{as_xml(given)}</room></day>"


def as_xml(given):
    plain = ("title", "language", "date", "start", "duration", "type", "abstract")
    parts = [f"<{name}>{escape(given[name])}</{name}>" for name in plain]
    pairs = [each if isinstance(each, tuple) else (each, "") for each in given["people"]]
    people = "".join(f"<person guid={quoteattr(guid)}>{escape(name)}</person>" for name, guid in pairs)
    ids = f"guid={quoteattr(given['guid'])} id={quoteattr(given['id'])}"
    return f"<event {ids}>{''.join(parts)}<room>{escape(given['inner_room'])}</room><persons>{people}</persons></event>"
