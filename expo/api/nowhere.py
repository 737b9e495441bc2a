"""The answer where nothing is."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from expo.api.problems import Problem, told_as_problems


@told_as_problems
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    raise Problem(
        HTTPStatus.NOT_FOUND,
        "nowhere",
        _("There is nothing at this address; /api/v1/openapi.json tells what there is."),
    )
