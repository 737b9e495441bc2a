"""The answer where nothing is."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from expo.api.errors import ApiProblem, catch_problems


@catch_problems
def unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    raise ApiProblem(
        HTTPStatus.NOT_FOUND,
        "nowhere",
        _("There is nothing at this address; /api/v1/openapi.json tells what there is."),
    )
