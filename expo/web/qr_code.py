"""Addresses as QR codes."""

from django.utils.safestring import SafeString, mark_safe


def render_svg(address: str) -> SafeString:
    """The code as SVG to stand inside a page: drawn by attributes alone, which the site's policy allows.

    Nothing for an address that is longer than a code holds.
    """
    import segno

    try:
        code = segno.make(address, error="l", micro=False)
    except segno.DataOverflowError:
        return SafeString("")
    return mark_safe(code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S308
