"""What the public pages of an edition have in common."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from expo.db.compiled_rows import CompiledRows
from expo.models import Edition, Notice
from expo.models.edition import EditionQuerySet
from expo.visit.ways import public_ways

# Where a request bears the public editions.
MEMORY = "public_editions"
View = Callable[..., HttpResponseBase]


class Crumb(NamedTuple):
    """A page above this one; `lang` where its name stands in for the missing one."""

    url: str
    label: str
    lang: str = ""


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
    """To which a page that is not there may lead: the one in its address, else the newest. Never a query.

    None where the address was not one of any edition's pages: then nothing has been read.
    """
    editions, match = getattr(request, MEMORY, []), request.resolver_match
    for row in editions:
        if match and row.slug == match.kwargs.get("edition"):
            return row
    return next(iter(editions), None)
