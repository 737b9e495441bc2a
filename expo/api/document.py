"""What the interface takes and answers, for everyone: `/api/v1/openapi.json`, and `/api/v1/docs` for people."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from expo.api.errors import ANY_SITE, json_response
from expo.api.openapi import PROBLEM, Described

ABOUT = (
    "What is public of the expo, to read; and the door by which offices' own systems record signings. "
    "Every sum of money is a decimal string in whole units of its currency."
)


@cache
def compose_document() -> Described:
    """The parts that each app contributes, together."""
    paths: Described = {}
    for part in settings.EXPO_API:
        paths |= import_string(part)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Smart China Expo", "version": "1", "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM},
            "securitySchemes": {
                "office": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Of an office, by manage.py create_token.",
                }
            },
        },
    }


@csrf_exempt
@require_safe
def openapi_document(request: HttpRequest) -> HttpResponse:
    return json_response(compose_document(), headers=ANY_SITE)


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """The document as Swagger UI shows it, served by ourselves: `expo/static/expo/swagger-ui/VENDORED.md`."""
    return render(request, "expo/api_docs.html")
