"""The rooms of the planning board: a hundred of them are drawn once, until somebody writes what they are made of."""

from functools import partial

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from agenda.planning.board import Board
from expo.versions.row_memory import PLAN_ROWS

register = template.Library()


@register.simple_tag
def room_columns(board: Board, add: str) -> SafeString:
    """`{% room_columns board add as columns %}`: each room with its sessions; nothing without rooms.

    `add`: where a forum is entered, for whoever may; or empty.
    """
    edition = board.edition
    key = ("board rooms", edition.pk, edition.slug, edition.timezone, board.day, get_language(), add)
    return SafeString("".join(PLAN_ROWS.recall(key, partial(draw_rooms, board, add))))


def draw_rooms(board: Board, add: str) -> tuple[str, ...]:
    """The cards are recalled once more, so that the columns stand by what these were made of."""
    drawn = []
    for column in board.read_again().columns:
        context = {"room": column.room, "cards": column.cards, "day": board.day, "edition": board.edition, "add": add}
        drawn.append(render_to_string("agenda/desk/board_room.html", context))
    return tuple(drawn)
