"""Pictures on pages: each in a box of fixed size, so that nothing moves when it comes."""

from functools import lru_cache
from typing import Any

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from expo.i18n import initials
from expo.i18n.bilingual import Text, localised_text
from expo.models import Picture

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


@register.simple_tag
def picture(row: Picture, box: str, said: bool = True, lazy: bool = True) -> SafeString:
    """`{% picture firm.logo "mark" said=False %}`: a picture in a box of `SIZES`.

    `said` off: a name beside it says it already; `lazy` off: it stands in the first view.
    """
    alt = localised_text(row, "alt") if said else NOT_SAID
    prefix = get_script_prefix()
    addresses = {width: picture_address(row.name, width, prefix) for width in row.widths}
    loaded = [f"{address} {width}w" for width, address in addresses.items()]
    smallest = next(iter(addresses.values()))
    focus = (round(row.focus_x / TENTH), round(row.focus_y / TENTH))
    size = (row.width, row.height, alt.value)
    return format_html(
        IMAGE, box, *focus, smallest, ", ".join(loaded), SIZES[box], *size, marked_language(alt), LAZY if lazy else ""
    )


def marked_language(alt: Text) -> SafeString | str:
    return format_html(' lang="{}"', alt.lang) if alt.lang else ""


@lru_cache(maxsize=4096)
def picture_address(name: str, width: int, prefix: str) -> str:
    """`prefix` is the script's, on which it depends besides."""
    return reverse("picture", args=[name, width])


@register.filter
def initials_for(row: Any) -> str:
    """`{{ person|initials_for }}`: what stands in the box of somebody of whom there is no picture."""
    return initials.initials_of_row(row)
