"""The words of the interface's document: OpenAPI 3.1, made of the same fields that hold what is sent."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from expo.api.errors import MEDIA_TYPE
from expo.api.fields import Field

SLUG = "^[-a-zA-Z0-9_]{1,50}$"
EDITION_SLUG = {"name": "edition", "in": "path", "required": True, "schema": {"type": "string", "pattern": SLUG}}

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


def describe_json(schema: Described, description: str, **headers: Described) -> Described:
    return {"description": description, "content": {"application/json": {"schema": schema}}} | describe_headers(headers)


COME_AGAIN = {"TOO_MANY_REQUESTS", "SERVICE_UNAVAILABLE"}
RETRY_AFTER: Described = {
    "schema": {"type": "integer", "minimum": 1},
    "description": "After how many seconds to send the same again.",
}


def describe_problem(description: str, **headers: Described) -> Described:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}} | describe_headers(headers)


def describe_headers(headers: Mapping[str, Described]) -> Described:
    """The part of a response; their names are written with underscores here."""
    if not headers:
        return {}
    return {"headers": {name.replace("_", "-"): told for name, told in headers.items()}}


def describe_problems(**by_name: str) -> Described:
    """Responses by the name of their status: NOT_FOUND="…"; two of them with when to send it again."""
    told = {}
    for name, description in by_name.items():
        headers = {"Retry_After": RETRY_AFTER} if name in COME_AGAIN else {}
        told[str(int(HTTPStatus[name]))] = describe_problem(description, **headers)
    return told


def header_parameter(name: str, schema: Described, about: str) -> Described:
    return {"name": name, "in": "header", "required": True, "schema": schema, "description": about}


def query_parameter(name: str, schema: Described) -> Described:
    deprecated = {"deprecated": True} if schema.get("deprecated") else {}
    return {"name": name, "in": "query", "schema": schema} | deprecated


def page_headers(fields: Mapping[str, Field]) -> dict[str, Described]:
    """Of a list's page."""
    if "cursor" not in fields:
        return {}
    about = "Leads to the next page, as rel=next (RFC 8288); absent on the last one."
    return {"Link": {"schema": {"type": "string"}, "description": about}}


def request_body(field: Field) -> Described:
    return {"required": True, "content": {"application/json": {"schema": field.document()}}}


def text_schema(about: str = "") -> Described:
    return {"type": "string"} | ({"description": about} if about else {})


def nullable_schema(schema: Described) -> Described:
    """Or null, where it is not known or not public."""
    return {"anyOf": [schema, {"type": "null"}]}


def object_schema(**properties: Described) -> Described:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_schema(schema: Described) -> Described:
    return {"type": "array", "items": schema}


def bilingual_schema(field: str = "name") -> dict[str, Described]:
    """A text in both languages."""
    return {f"{field}_en": nullable_schema(text_schema()), f"{field}_zh": nullable_schema(text_schema())}


def page_schema(item: Described) -> Described:
    count: Described = {"type": "integer", "minimum": 0}
    return object_schema(
        count=count,
        page=nullable_schema(count | {"description": "Null where a cursor was asked for."}),
        pages=count,
        next=nullable_schema(text_schema("The cursor of the next page, which Link leads to; null on the last one.")),
        items=list_schema(item),
    )


DAY: Described = {"type": "string", "format": "date"}
MOMENT: Described = {"type": "string", "format": "date-time"}
COUNT: Described = {"type": "integer", "minimum": 0}
REGION = object_schema(code=text_schema("ISO 3166-1 alpha-2, or GB/T 2260 within China."), **bilingual_schema())
MONEY = object_schema(currency=text_schema("ISO 4217."), value=text_schema("Whole units of the currency, exactly."))

UNCHANGED: Described = {"304": {"description": "Nothing has changed since the ETag that was sent as If-None-Match."}}
MOVED: Described = {
    "301": {
        "description": "The edition has another short address today: the same is there.",
        "headers": {"Location": {"required": True, "schema": {"type": "string"}}},
    }
}


def read_operation(
    name: str, summary: str, schema: Described, fields: Mapping[str, Field], *, edition: bool = True
) -> Described:
    """A resource that everybody may read; `name`: of the operation."""
    parameters, missing = [], {}
    if edition:
        parameters.append(EDITION_SLUG)
        missing = describe_problems(NOT_FOUND="There is no such public edition.") | MOVED
    for key, field in fields.items():
        parameters.append(query_parameter(key, field.document()))
    told = describe_json(
        schema, "As it is public at this moment; an ETag tells whether it has changed since.", **page_headers(fields)
    )
    wrong = describe_problems(
        UNPROCESSABLE_ENTITY="A parameter that makes no sense.",
        SERVICE_UNAVAILABLE="It cannot be answered at this moment: ask again after the seconds of Retry-After.",
    )
    operation = {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": told} | UNCHANGED | missing | wrong,
    }
    return {"get": operation}
