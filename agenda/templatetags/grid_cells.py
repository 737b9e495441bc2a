"""The cells of a day's grid: each session in it is a card that says only what row and column do not."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agenda.models import Session
from agenda.schedule.grid_lanes import GridCell
from agenda.templatetags.session_card import NOWHERE, ShownPeople, card_facts, render_card

register = template.Library()
NOBODY = ShownPeople(SafeString(""), more=False)


@register.simple_tag
def grid_cells(cells: Iterable[GridCell], now: dt.datetime, day: dt.date, anchors: Iterable[str] = ()) -> SafeString:
    """`{% grid_cells row.cells now day anchors %}`: what begins in a row, over as many rows and lanes as it takes.

    `anchors`: ids that the row itself cannot have beside its own; its first cell has them.
    """
    marks = format_html_join("", '<span id="{}"></span>', ((anchor,) for anchor in anchors))
    found = []
    for cell in cells:
        found.append(timed_cell(cell, now, day, marks))
        marks = SafeString("")
    return SafeString("".join(found))


@register.simple_tag
def untimed_cells(row: Iterable[tuple[list[Session], int]], now: dt.datetime, day: dt.date) -> SafeString:
    """`{% untimed_cells row.by_room now day %}`: a cell for each room, over its lanes, with what has no hours there."""
    cells = []
    for sessions, lanes in row:
        cards = SafeString("".join(grid_card(session, now, day) for session in sessions))
        cells.append((SafeString(spanned("colspan", lanes)), cards))
    return format_html_join("", "<td{}>{}</td>", cells)


def timed_cell(cell: GridCell, now: dt.datetime, day: dt.date, marks: SafeString) -> SafeString:
    card = SafeString("")
    if cell.session:
        card = grid_card(cell.session, now, day)
    spans = spanned("rowspan", cell.rows) + spanned("colspan", cell.lanes)
    if cell.frame:
        spans += f' data-frame="{cell.frame}"'
    return format_html("<td{}>{}{}</td>", SafeString(spans), marks, card)


def spanned(attribute: str, number: int) -> str:
    return f' {attribute}="{number}"' if number > 1 else ""


def grid_card(session: Session, now: dt.datetime, day: dt.date) -> SafeString:
    facts = card_facts(session, now, day, "h3")
    return render_card(facts._replace(place=NOWHERE, spoken=SafeString(""), people=NOBODY))
