"""Stands on a plan as SVG: a hall has hundreds, and a template takes four times as long for each as Python does."""

from functools import lru_cache
from urllib.parse import quote

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from expo.exhibition.floor.hall_drawing import DrawnStand, HallDrawing
from expo.exhibition.floor.labels import LEADING, STANDS_REMEMBERED, Label, number_size
from expo.exhibition.floor.outlines import Rectangle
from expo.exhibition.floor_plan import Stand
from expo.models.floor.placement import Placement

register = template.Library()


@register.simple_tag
def linked_stands(drawing: HallDrawing, here: str, words: str) -> SafeString:
    """Each stand with its name as a link to who is there, or to its line in the list where several are."""
    return format_html_join("\n", "{}", ((linked_stand(one, here, words),) for one in drawing.stands))


def linked_stand(one: DrawnStand, here: str, words: str) -> SafeString:
    number = quote(one.booth.number, safe="")
    if one.stand is None:
        drawn = stand_shape(one)
        return format_html('<g id="s{}" class="free{}">{}</g>', number, f" {one.style}".rstrip(), drawn)
    target = stand_target(one.stand, number, here, words)
    opened = open_link(number, target, one.style, one.stand.lang, f"{one.booth.number} {one.stand.who}")
    return opened + stand_shape(one) + SafeString("</a>")


@lru_cache(maxsize=STANDS_REMEMBERED)
def open_link(number: str, target: str, style: str, lang: str, title: str) -> SafeString:
    opened = format_html('<a id="s{}" href="{}" class="{}" lang="{}">', number, target, style, lang)
    opened = SafeString(opened.replace(' class=""', "").replace(' lang=""', ""))
    return opened + format_html("<title>{}</title>", title)


def stand_target(stand: Stand, number: str, here: str, words: str) -> str:
    if len(stand.exhibitors) == 1:
        return stand.exhibitors[0].get_absolute_url()
    if words and not stand.hit:
        return f"{here}#b{number}"
    return f"#b{number}"


@register.simple_tag
def plain_stands(drawing: HallDrawing) -> SafeString:
    """The stands for a drawing that stands alone, each with the colour of its area."""
    rows = []
    for one in drawing.stands:
        shape = stand_shape(one).replace("<text ", '<text fill="#16191e" stroke="none" ')
        rows.append((one.fill, SafeString(shape)))
    return format_html_join("\n", '<g fill="{}">{}</g>', rows)


@register.filter
def numbers_on_paper(drawing: HallDrawing) -> int:
    """`{{ drawing|numbers_on_paper }}`: the size of the numbers of its stands, in centimetres; 0 beside their names."""
    return number_size(drawing.width, drawing.depth)


def stand_shape(one: DrawnStand) -> SafeString:
    return labelled_shape(Rectangle.of(one.booth), one.booth.outline, one.booth.number, one.label)


@lru_cache(maxsize=STANDS_REMEMBERED)
def labelled_shape(box: Rectangle, outline: str, number: str, label: Label) -> SafeString:
    lines = format_html_join("", '<tspan x="{}" dy="{}">{}</tspan>', ((label.x, LEADING, line) for line in label.lines))
    text = format_html('<text x="{}" y="{}">{}{}</text>', label.x, label.y, number, lines)
    return draw_shape(box, outline) + text


@register.simple_tag
def placed_shape(placed: Placement) -> SafeString:
    """The rectangle of what is placed, or its corners where it is none."""
    return draw_shape(Rectangle.of(placed), placed.outline)


def draw_shape(box: Rectangle, outline: str) -> SafeString:
    if outline:
        return format_html('<polygon points="{}" transform="translate({} {})"/>', outline, box.left, box.top)
    size = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    return format_html('<rect x="{}" y="{}" width="{}" height="{}"/>', *size)
