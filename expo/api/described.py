"""The words of the interface's document: OpenAPI 3.1, made of the same fields that hold what is sent."""

from http import HTTPStatus
from typing import Any

from expo.api.fields import Field
from expo.api.problems import MEDIA_TYPE

Described = dict[str, Any]

PROBLEM: Described = {
    "type": "object",
    "description": "RFC 9457. Sentences are in English or Chinese, as Accept-Language asks.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Which problem it is, for programs."},
        "detail": {"type": "string", "description": "Which problem it is, for people."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "A JSON pointer to the field, like #/parties/0/country.",
                    },
                    "detail": {"type": "string"},
                },
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail"],
}


def json_of(schema: Described, description: str, **headers: Described) -> Described:
    shown = {"headers": {name.replace("_", "-"): told for name, told in headers.items()}} if headers else {}
    return {"description": description, "content": {"application/json": {"schema": schema}}} | shown


def problem(description: str, **headers: Described) -> Described:
    shown = {"headers": {name.replace("_", "-"): told for name, told in headers.items()}} if headers else {}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}} | shown


def problems(**by_name: str) -> Described:
    """Responses by the name of their status: NOT_FOUND="…"."""
    return {str(int(HTTPStatus[name])): problem(description) for name, description in by_name.items()}


def header(name: str, schema: Described, about: str) -> Described:
    return {"name": name, "in": "header", "required": True, "schema": schema, "description": about}


def content(field: Field) -> Described:
    return {"required": True, "content": {"application/json": {"schema": field.document()}}}
