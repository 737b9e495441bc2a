"""The wall's content as it is sent: a panel for each language, as HTML. The store of finished pages keeps it."""

from django.template.loader import render_to_string

from deals.wall.state import Wall


def render_panels(wall: Wall) -> str:
    return render_to_string("deals/wall_panels.html", {"wall": wall})
