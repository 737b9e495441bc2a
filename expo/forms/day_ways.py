"""The days of a list as links, for those who would rather press than choose and send."""

import datetime as dt
from typing import NamedTuple, cast
from urllib.parse import urlencode

from expo.forms.list_filters import FacetForm


class DayWay(NamedTuple):
    """A day of a list with its number, and the query that leaves it alone."""

    label: str
    today: bool
    chosen: bool
    url: str


def day_ways(form: FacetForm, today: dt.date) -> list[DayWay]:
    """One link for each day that the form's field `day` offers, beside its other filters; none for a single day."""
    others = form.wanted
    chosen = others.pop("day", "")
    ways = []
    for value, label in cast(list, form.choice("day").choices):
        if value:
            query = urlencode(others | {"day": value})
            ways.append(DayWay(str(label), value == today.isoformat(), value == chosen, f"?{query}"))
    if len(ways) < 2:
        return []
    return ways
