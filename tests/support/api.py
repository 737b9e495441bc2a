"""Sending deals as a partner system does, for tests; and holding what is answered to the interface's document."""

import json
import re
import uuid
from functools import cache
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator

from deals.api import offices
from expo.api.document import compose_document
from expo.models import Edition
from tests.support.factories import make_edition

ADDRESS = "/api/v1/deals"
PARTIES = [
    {"name": "Liangjiang New Area", "name_zh": "两江新区管委会", "side": "A", "role": "host"},
    {"name": "Memory Works", "name_zh": "", "side": "B", "role": "investor"},
]


def signing(**changes: Any) -> dict[str, Any]:
    fields = {
        "edition": "2019",
        "title_en": "Memory chip works",
        "title_zh": "存储芯片工厂",
        "place": "outside",
        "signed_on": "2019-08-26",
        "instrument": "investment",
        "parties": PARTIES,
        "amount": {"basis": "investment", "currency": "CNY", "value": "1250000000"},
        "contract_no": "LJ-17",
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


class Office:
    """A partner system with its token, for the edition of 2019 unless told."""

    def __init__(self, name: str = "Liangjiang bureau", edition: Edition | None = None) -> None:
        edition = edition or Edition.objects.filter(slug="2019").first() or make_edition()
        self.token, self.text = offices.create_token(name, edition)

    def send(self, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        """The body as JSON unless it is bytes; under a key of its own unless told, without any for an empty one."""
        content = body if isinstance(body, bytes) else json.dumps(signing() if body is None else body)
        told = {
            "authorization": f"Bearer {self.text}",
            "idempotency-key": key if key is not None else str(uuid.uuid4()),
        }
        told = {name: value for name, value in (told | headers).items() if value}
        return Client().post(ADDRESS, content, content_type="application/json", headers=told)


def pointers(response: Any) -> list[str]:
    return [error["pointer"] for error in response.json()["errors"]]


def check_answer(answer: Any) -> None:
    """Raises unless an answer of the interface is one that its document tells of: status, kind, headers and body.

    Of addresses and methods that the document does not know nothing is said.
    """
    if not answer.request["PATH_INFO"].startswith("/api/v1/e") and answer.request["PATH_INFO"] != ADDRESS:
        return
    path = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", answer.resolver_match.route).removeprefix("api/v1/")
    operation = compose_document()["paths"].get(path, {}).get(answer.request["REQUEST_METHOD"].lower())
    if operation is None:
        return
    described = operation["responses"][str(answer.status_code)]
    missing = [name for name, header in described.get("headers", {}).items() if header.get("required")]
    assert [name for name in missing if name not in answer.headers] == []
    if "content" in described:
        assert answer.headers["Content-Type"] in described["content"]
        schema_validator(path, answer.status_code, answer.headers["Content-Type"]).validate(answer.json())


@cache
def schema_validator(path: str, status: int, kind: str) -> Draft202012Validator:
    document = compose_document()
    (operation,) = document["paths"][path].values()
    schema = operation["responses"][str(status)]["content"][kind]["schema"]
    components = {"components": document["components"]}
    return Draft202012Validator(schema | components, format_checker=Draft202012Validator.FORMAT_CHECKER)
