"""Addresses of the many things that one page links to: the pattern is resolved once, and each is filled in."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

SLUG = "-slug-"


def reverse_in_edition(name: str, edition: str, slug: str) -> str:
    """What reverse(name, args=[edition, slug]) gives in the active language; a slug needs no quoting."""
    before, after = address_halves(name, edition, get_language(), get_script_prefix())
    return f"{before}{slug}{after}"


@lru_cache(maxsize=512)
def address_halves(name: str, edition: str, language: str, prefix: str) -> tuple[str, str]:
    """The address before and after the slug; language and prefix are what it depends on besides."""
    before, _slug, after = reverse(name, args=[edition, SLUG]).rpartition(SLUG)
    return before, after
