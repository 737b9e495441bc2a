"""What resources that everybody may read have in common: what may be asked, the edition, the answer's headers."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from expo.api.errors import ANY_SITE, ApiProblem, FieldProblem, catch_problems, json_response
from expo.api.fields import Field
from expo.api.openapi import SLUG
from expo.api.pagination import Asked, Content
from expo.models import Edition
from expo.web.former_addresses import Finder

ALLOWED = "GET, HEAD, OPTIONS"
# No cookie and no token counts here, so that any site's script may ask.
PREFLIGHT = ANY_SITE | {"Access-Control-Allow-Methods": ALLOWED, "Access-Control-Allow-Headers": "If-None-Match"}


def resource_view(
    fields: Mapping[str, Field], renamed: Mapping[str, Finder] = MappingProxyType({})
) -> Callable[[Callable[..., Content]], Callable[..., HttpResponse]]:
    """Make a view of what tells a resource, from the query's fields and, where the address names one, the edition.

    Where nothing is found, a short address that is asked for may have been another before: `renamed` finds today's.
    """

    def wrap(tell: Callable[..., Content]) -> Callable[..., HttpResponse]:
        @catch_problems
        @wraps(tell)
        def view(request: HttpRequest, **kwargs: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT | {"Allow": ALLOWED})
            if request.method not in ("GET", "HEAD"):
                raise ApiProblem(HTTPStatus.METHOD_NOT_ALLOWED, "method", _("This is only read here."), Allow=ALLOWED)
            asked = read_query(request.GET, fields)
            found = {name: public_edition(slug) for name, slug in kwargs.items()}
            content = tell(asked=asked, **found)
            if (
                content.get("count") == 0
                and (today := follow_renamed_slugs(asked, renamed, found.get("edition"))) != asked
            ):
                content = tell(asked=today, **found)
            return json_response(content, headers=ANY_SITE | next_link(request, content))

        return view

    return wrap


def read_query(query: QueryDict, fields: Mapping[str, Field]) -> Asked:
    """What is asked, each thing once. Raises Problem, for a misspelt filter would answer another question."""
    faults = []
    for name in query:
        if name not in fields:
            faults.append(FieldProblem((name,), _("There is nothing of this name to ask for here.")))
    for name, field in fields.items():
        values = query.getlist(name)
        if len(values) > 1:
            faults.append(FieldProblem((name,), _("Ask for one only.")))
        elif values:
            faults += field.faults(values[0], (name,))
    if faults:
        raise ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _("This cannot be asked for."), faults)
    return {name: query.get(name, "") for name in fields if name in query}


def follow_renamed_slugs(asked: Asked, renamed: Mapping[str, Finder], edition: Edition | None) -> Asked:
    if edition is None:
        return asked
    today = dict(asked)
    for name in asked.keys() & renamed.keys():
        today[name] = renamed[name](edition, asked[name]) or asked[name]
    return today


def public_edition(slug: str) -> Edition:
    found = None
    if re.fullmatch(SLUG, slug):
        found = Edition.objects.public().filter(slug=slug).first()
    if found is None:
        raise ApiProblem(HTTPStatus.NOT_FOUND, "edition", _("There is no edition of this short address."))
    return found


def next_link(request: HttpRequest, content: Content) -> dict[str, str]:
    """The header that leads to the list's next page (RFC 8288), for scripts of any site; none on the last one."""
    if not content.get("next"):
        return {}
    query = request.GET.copy()
    query.pop("page", None)
    query["cursor"] = content["next"]
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"Link": f'<{address}>; rel="next"', "Access-Control-Expose-Headers": "Link"}


def bilingual_texts(row: Any, field: str = "name") -> Content:
    """Both texts; None for the one that is missing."""
    return {f"{field}_{language}": getattr(row, f"{field}_{language}") or None for language in ("en", "zh")}


def region_content(row: Any) -> Content | None:
    if row is None:
        return None
    return {"code": row.code} | bilingual_texts(row)
