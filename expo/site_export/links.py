"""The addresses of a site that its pages, feeds, files and styles name."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

# What a page links to and is shared with, what a site map lists, what JSON says of itself, what a style sheet loads.
LINK = re.compile(
    r"""(?:href|src|og:image" content)=["']?([^"'\s>]+)|<loc>([^<]+)</loc>|"(?:url|next|href)": ?"([^"]+)\""""
    r"""|url\(["']?([^"')]+)["']?\)"""
)
# The files of a picture, each with its width behind it.
FILES = re.compile(r"""srcset="([^"]+)\"""")
# What elements are told to load, and lists in JSON and scripts: whole values that are addresses.
VALUE = re.compile(r"""["'](/[^"'\s<>\\]*)["']""")


def linked_addresses(origin: str, address: str, body: str) -> Iterator[str]:
    """The site's own addresses that the body at an address names: path and query, without fragments."""
    for found in LINK.finditer(body):
        yield from own_address(origin, address, next(filter(None, found.groups())))


def loaded_addresses(origin: str, address: str, body: str) -> Iterator[str]:
    """Those, and what its elements and scripts load."""
    yield from linked_addresses(origin, address, body)
    for found in VALUE.finditer(body):
        yield from own_address(origin, address, found.group(1))
    for found in FILES.finditer(body):
        for each in found.group(1).split(","):
            yield from own_address(origin, address, each.strip().partition(" ")[0])


def own_address(origin: str, address: str, link: str) -> Iterator[str]:
    try:
        target = urlsplit(urljoin(origin + address, unescape(link)))
    except ValueError:
        # Somebody's text that only looks like an address.
        return
    if f"{target.scheme}://{target.netloc}" == origin and target.path:
        yield target.path + (f"?{target.query}" if target.query else "")
