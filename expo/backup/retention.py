"""Which archives stay: all of two days, then one a day for a month, then one a month for a year and a month."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

NAME = re.compile(r"expo-(\d{8}T\d{6})Z\.tar(\.gpg)?")
EVERY, DAILY, MONTHLY = dt.timedelta(days=2), dt.timedelta(days=31), dt.timedelta(days=400)


def list_archives(folder: Path) -> list[Path]:
    """The folder's archives, oldest first: their names are their times."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))


def archive_moment(path: Path) -> dt.datetime:
    """Raises ValueError where the name is no archive's."""
    name = NAME.fullmatch(path.name)
    if name is None:
        raise ValueError(path.name)
    return dt.datetime.strptime(name[1] + "+0000", "%Y%m%dT%H%M%S%z")


def outdated_archives(archives: Sequence[Path], now: dt.datetime) -> list[Path]:
    """What may go: never the newest, nor the first of a day or month that is still to be kept."""
    kept, days, months = set(), set(), set()
    for path in sorted(archives):
        moment = archive_moment(path)
        age = now - moment
        if age <= EVERY:
            kept.add(path)
        elif age <= DAILY and moment.date() not in days:
            days.add(moment.date())
            kept.add(path)
        elif DAILY < age <= MONTHLY and (moment.year, moment.month) not in months:
            months.add((moment.year, moment.month))
            kept.add(path)
    return [path for path in sorted(archives)[:-1] if path not in kept]
