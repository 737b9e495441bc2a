"""Pictures on pages: each in a box of fixed size, so that nothing moves when it comes."""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from expo.i18n import initials
from expo.i18n.bilingual import Text, localised_text
from expo.models import Picture
from expo.models.showcase.pictures import file_widths

register = template.Library()
# How wide each kind of box is drawn; its style says the same, in picture-box.css.
SIZES = {
    "mark": "48px",
    "portrait": "44px",
    "large": "160px",
    "card": "(min-width: 48rem) 30rem, 94vw",
    "visual": "(min-width: 80rem) 76rem, 94vw",
}
IMAGE = (
    '<img class="picture-box" data-box="{}" data-x="{}" data-y="{}" src="{}" srcset="{}" sizes="{}" width="{}" '
    'height="{}" alt="{}"{}{} decoding="async">'
)
LAZY = SafeString(' loading="lazy"')
NOT_SAID = Text("", "")
TENTH = 10


class ImageFile(NamedTuple):
    """Of a `Picture`, what its place on a page depends on; its file never changes under this name."""

    name: str
    width: int
    height: int
    focus_x: int
    focus_y: int


@register.simple_tag
def picture(row: Picture, box: str, said: bool = True, lazy: bool = True) -> SafeString:
    """`{% picture firm.logo "mark" said=False %}`: a picture in a box of `SIZES`.

    `said` off: a name beside it says it already; `lazy` off: it stands in the first view.
    """
    alt = localised_text(row, "alt") if said else NOT_SAID
    shown = ImageFile(row.name, row.width, row.height, row.focus_x, row.focus_y)
    return image(shown, box, alt, lazy, get_script_prefix())


@lru_cache(maxsize=2048)
def image(shown: ImageFile, box: str, alt: Text, lazy: bool, prefix: str) -> SafeString:
    """`prefix` is the script's, on which addresses depend besides."""
    addresses = {width: reverse("picture", args=[shown.name, width]) for width in file_widths(shown.width)}
    loaded = [f"{address} {width}w" for width, address in addresses.items()]
    smallest = next(iter(addresses.values()))
    focus = (round(shown.focus_x / TENTH), round(shown.focus_y / TENTH))
    size = (shown.width, shown.height, alt.value)
    return format_html(
        IMAGE, box, *focus, smallest, ", ".join(loaded), SIZES[box], *size, marked_language(alt), LAZY if lazy else ""
    )


def marked_language(alt: Text) -> SafeString | str:
    return format_html(' lang="{}"', alt.lang) if alt.lang else ""


@register.filter
def initials_for(row: Any) -> str:
    """`{{ person|initials_for }}`: what stands in the box of somebody of whom there is no picture."""
    return initials.initials_of_row(row)
