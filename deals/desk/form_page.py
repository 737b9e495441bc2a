"""A page with a form: it answers with 422 where what was sent is refused."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """`context`: has the `form` that was sent, or is not bound yet."""
    status = HTTPStatus.OK
    if context["form"].errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, template, context, status=status)
