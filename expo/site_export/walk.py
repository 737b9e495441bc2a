"""Every public address of the site, found from its routes and from what is linked, and what is answered there."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation

from expo.models import Edition
from expo.site_export.answers import Site, SiteAnswer
from expo.site_export.links import loaded_addresses
from expo.site_export.routes import file_routes, is_file, routes_beside, treatments

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def walk_site(site: Site) -> Iterator[tuple[str, SiteAnswer]]:
    """Each address that becomes a file, with its answer, which may lead elsewhere or be a failure."""
    waiting = beginnings()
    seen = set(waiting)
    # The list grows while it is walked.
    for address in waiting:
        answer = site.ask(address)
        yield address, answer
        fresh = (plain_links(site, address, answer) | addresses_beside(address)) - seen
        seen |= fresh
        waiting.extend(link for link in sorted(fresh) if is_exported(link))


def beginnings() -> list[str]:
    """The addresses of all routes that name no more than an edition, in every language."""
    editions = list(Edition.objects.public().order_by("slug").values_list("slug", flat=True))
    addresses: dict[str, None] = {}
    for code in LANGUAGES:
        with translation.override(code):
            for name in file_routes():
                addresses |= dict.fromkeys(addresses_of_route(name, editions))
    return list(addresses)


def addresses_of_route(name: str, editions: list[str]) -> Iterator[str]:
    for arguments in ({}, *({"edition": slug} for slug in editions)):
        try:
            yield reverse(name, kwargs=arguments)
        except NoReverseMatch:
            # A row's: what is public of them, other pages link to.
            continue


def plain_links(site: Site, address: str, answer: SiteAnswer) -> set[str]:
    """The rule of queries: where a link has one, what is written is the address without it."""
    links = {answer.target} if answer.target else set()
    if answer.is_text:
        links |= set(loaded_addresses(site.origin, address, answer.body.decode("utf-8", "replace")))
    return {link.partition("?")[0] for link in links}


def is_exported(address: str) -> bool:
    """Whether an address becomes a file: its route is decided so, or a page loads it."""
    if address.startswith(settings.STATIC_URL):
        return not address.endswith("/")
    match = match_address(address)
    return match is not None and is_file(treatments().get(match.view_name))


def addresses_beside(address: str) -> set[str]:
    """The files that lie beside a page and that nothing links to."""
    match = match_address(address)
    if match is None:
        return set()
    return {reverse(name, kwargs=match.kwargs) for name in routes_beside(match.view_name)}


def match_address(address: str) -> ResolverMatch | None:
    """The route of an address; the language stands in it."""
    with translation.override(translation.get_language_from_path(address) or settings.LANGUAGE_CODE):
        try:
            return resolve(address)
        except Resolver404:
            return None
