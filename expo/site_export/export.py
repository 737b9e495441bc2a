"""The export as a whole: every public address asked, its answer laid down as a file."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from expo.site_export.answers import Site, SiteAnswer
from expo.site_export.errors import ExportError
from expo.site_export.folder import Draft, FileCounts, begin_draft
from expo.site_export.former import former_redirects
from expo.site_export.questions import links_as_text
from expo.site_export.walk import walk_site

# A host shows it for whatever is not there.
NOT_FOUND = "404.html"


def export_site(folder: Path, origin: str) -> tuple[FileCounts, list[str]]:
    """Write the public site into a folder, as it answers under an origin; also the links that lead nowhere.

    Raises ExportError where an address answers with a failure; then the folder is as it was.
    """
    site = Site(origin)
    with begin_draft(folder) as draft:
        dead_links = add_site(draft, site)
        outcome = draft.put_in_place(first=settings.STATIC_URL.lstrip("/"))
    return outcome, dead_links


def add_site(draft: Draft, site: Site) -> list[str]:
    addresses, dead_links = [], []
    for address, answer in walk_site(site):
        if answer.status == HTTPStatus.NOT_FOUND and not address.startswith(settings.STATIC_URL):
            dead_links.append(address)
            continue
        draft.add(file_name(address), file_body(site, address, answer))
        addresses.append(address)
    for former, today in former_redirects(site, addresses).items():
        add_redirect(draft, former, today)
    draft.add(NOT_FOUND, site.ask(f"/{settings.LANGUAGE_CODE}/{NOT_FOUND}/").body)
    return dead_links


def file_name(address: str) -> str:
    """A page is the index of its folder; a file bears its own name."""
    name = unquote(address).lstrip("/")
    return f"{name}index.html" if address.endswith("/") else name


def file_body(site: Site, address: str, answer: SiteAnswer) -> bytes:
    if answer.target:
        return redirect_page(urlsplit(answer.target).path)
    if answer.status == HTTPStatus.OK:
        return links_as_text(answer.body) if answer.is_page else answer.body
    advice = " Run collectstatic first." if address.startswith(settings.STATIC_URL) else ""
    raise ExportError(f"{site.origin}{address} answers {answer.status}; nothing was changed.{advice}")


def add_redirect(draft: Draft, former: str, today: str) -> None:
    """A page leads on by itself; what is no page is there once more, for calendars that ask for it."""
    if former.endswith("/"):
        draft.add(file_name(former), redirect_page(today))
    else:
        draft.add(file_name(former), (draft.scratch / file_name(today)).read_bytes())


def redirect_page(address: str) -> bytes:
    return render_to_string("expo/moved.html", {"address": address}).encode()
