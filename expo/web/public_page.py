"""What the public pages of an edition have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from expo.models import Edition

View = Callable[..., HttpResponse]


class Crumb(NamedTuple):
    """A page above this one; `lang` where its name stands in for the missing one."""

    url: str
    label: str
    lang: str = ""


def public_editions(request: HttpRequest) -> list[Edition]:
    """The public editions, newest first; asked for once however many parts of a page show them."""
    if not hasattr(request, "public_editions"):
        request.public_editions = list(Edition.objects.public())
    return request.public_editions


def edition_page(view: View) -> View:
    """Give a public page its Edition in place of the slug, and the time of its venue; 404 where it is not public."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, edition: str, **kwargs: Any) -> HttpResponse:
        found = next((row for row in public_editions(request) if row.slug == edition), None)
        if found is None:
            raise Http404
        with timezone.override(found.tz):
            return view(request, found, **kwargs)

    return page


def paginate(rows: QuerySet, request: HttpRequest, size: int) -> Page:
    """The page that the query asks for; the nearest there is where the number makes no sense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def paginate_in_one_query(rows: QuerySet, request: HttpRequest, size: int) -> Page:
    """As `paginate`, the rows counted by the query that loads them; two more where there is no such page."""
    asked = request.GET.get("page") or "1"
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 0
    paginator = Paginator(rows, size)
    part = rows.annotate(counted=Window(Count("pk")))[max(number - 1, 0) * size :][:size]
    found = list(part) if number else []
    if not found and number != 1:
        return paginator.get_page(asked)
    paginator.count = found[0].counted if found else 0
    return Page(found, number, paginator)
