"""What the public pages of an edition have in common."""

import datetime as dt
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from expo.db.compiled_rows import CompiledRows
from expo.models import Edition, Notice
from expo.models.edition import EditionQuerySet
from expo.visit.ways import public_ways

# Where a request bears the public editions.
MEMORY = "public_editions"
EDITION_PATH = re.compile(rf"/(?:{'|'.join(code for code, _name in settings.LANGUAGES)})/(?P<slug>[-\w]+)/")
View = Callable[..., HttpResponseBase]


class Crumb(NamedTuple):
    """A page above this one; `lang` where its name stands in for the missing one."""

    url: str
    label: str
    lang: str = ""


class EditionFeed(Atom1Feed):
    """A feed that says no more of its age than what is in it, or else it would be another one at every question.

    `begins`: what it says before there is anything.
    """

    def latest_post_date(self) -> dt.datetime:
        if self.items:
            return super().latest_post_date()
        return self.feed["begins"]


def editions_for_pages(now: dt.datetime) -> EditionQuerySet:
    return Edition.objects.public().annotate(notice=Notice.objects.joined(now), ways=public_ways())


all_public_editions: CompiledRows[Edition] = CompiledRows(editions_for_pages, dt.datetime)


def public_editions(request: HttpRequest) -> list[Edition]:
    """The public editions, newest first, each with the urgent notice that stands in it and the ways that it offers.

    Asked for once however many parts of a page show them.
    """
    if not hasattr(request, MEMORY):
        setattr(request, MEMORY, all_public_editions(timezone.now()))
    return getattr(request, MEMORY)


def edition_page(view: View) -> View:
    """Give a public page its Edition in place of the slug, and the time of its venue; 404 where it is not public."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, edition: str, **kwargs: Any) -> HttpResponseBase:
        for row in public_editions(request):
            if row.slug == edition:
                with timezone.override(row.tz):
                    return view(request, row, **kwargs)
        raise Http404

    return page


def edition_of_missing_page(request: HttpRequest) -> Edition | None:
    """To which a page that is not there may lead: the one in its address, else the newest that was read for it.

    A query only where no page is at the address and it begins as those of an edition do; None where it is not one's.
    """
    match = request.resolver_match
    if match is None:
        beginning = EDITION_PATH.match(request.path_info)
        return edition_by_slug(public_editions(request), beginning["slug"]) if beginning else None
    editions = getattr(request, MEMORY, [])
    return edition_by_slug(editions, match.kwargs.get("edition", "")) or next(iter(editions), None)


def edition_by_slug(editions: list[Edition], slug: str) -> Edition | None:
    return next((row for row in editions if row.slug == slug), None)
