"""What the desks' pages of an edition have in common: the rows that their addresses name, in place of the words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from expo.models import Edition

View = Callable[..., HttpResponseBase]


def posted_data(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where its page is only opened, so that it is not bound."""
    if request.method == "POST":
        return request.POST
    return None


def bring_edition(view: View) -> View:
    """Give a view its Edition in place of the slug; 404 where there is none. Whether it is public does not matter."""

    @wraps(view)
    def page(request: HttpRequest, edition: str, **kwargs: Any) -> HttpResponseBase:
        return view(request, get_object_or_404(Edition, slug=edition), **kwargs)

    return page


def bring_row(find_rows: Callable[[], QuerySet], *keys: str) -> Callable[[View], View]:
    """Give a view the row that `keys` of the address name within its edition, in one query; 404 where there is none.

    `find_rows`: the rows to look among, with their edition loaded.
    """

    def bring(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, edition: str, **kwargs: Any) -> HttpResponseBase:
            named = {key: kwargs.pop(key) for key in keys}
            return view(request, get_object_or_404(find_rows(), edition__slug=edition, **named), **kwargs)

        return page

    return bring
