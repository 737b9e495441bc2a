"""Sending deals as a partner system does, for tests."""

import json
import uuid
from typing import Any

from django.test import Client

from deals.api import offices
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
