"""Addresses of before: where a static host has nobody to ask, a file at each of them leads on."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import translation

from expo.models import Edition, FormerAddress
from expo.site_export.answers import Site
from expo.site_export.walk import LANGUAGES, match_address
from expo.web.former_addresses import edition_today
from expo.web.redirects import routes_by_name


def former_redirects(site: Site, addresses: Iterable[str]) -> dict[str, str]:
    """By each former address the one of today, which is among the given ones; what the live site says counts."""
    today = set(addresses)
    redirects = {}
    rows = list(former_rows())
    for former in [*rows, *former_editions([*today, *rows])]:
        target = site.ask(former).target
        if former not in today and target in today:
            redirects[former] = target
    return redirects


def former_rows() -> Iterator[str]:
    """Of rows, in each public edition and language."""
    borne = FormerAddress.objects.filter(public=True).order_by().values_list("address", flat=True).distinct()
    known = list(borne)
    for edition in Edition.objects.public():
        for name, route in routes_by_name().items():
            for address in known:
                if route.find(edition, address) not in (None, address):
                    yield from addresses_by_language(name, {"edition": edition.slug, route.argument: address})


def former_editions(addresses: list[str]) -> Iterator[str]:
    """All addresses that are below an edition today, below each slug that it bore before."""
    borne = FormerAddress.objects.of(Edition).filter(public=True).order_by().distinct()
    former: dict[str, list[str]] = {}
    for slug in borne:
        edition = edition_today(slug)
        if edition and edition.slug != slug:
            former.setdefault(edition.slug, []).append(slug)
    for address in sorted(addresses) if former else ():
        match = match_address(address)
        if match is None:
            continue
        for slug in former.get(match.kwargs.get("edition", ""), []):
            with translation.override(translation.get_language_from_path(address)):
                yield reverse(match.view_name, kwargs=match.kwargs | {"edition": slug})


def addresses_by_language(name: str, arguments: dict[str, str]) -> list[str]:
    """A page has an address in each; a file has one."""
    addresses = set()
    for code in LANGUAGES:
        with translation.override(code):
            addresses.add(reverse(name, kwargs=arguments))
    return sorted(addresses)
