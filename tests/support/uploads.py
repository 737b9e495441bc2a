"""Pictures and files that a team adds to its entry, and how a browser sends them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agenda.models.contests import Contest
from tests.expo.pictures.files import picture_bytes
from tests.support.entering import OWN, address_of

PDF = b"%PDF-1.7\nquokkacanary"


def send_picture(client: Client, contest: Contest, key: str, **more: Any) -> Any:
    file = SimpleUploadedFile("car.png", more.pop("content", None) or picture_bytes("PNG"))
    data = {"picture": "add", "picture-picture": file, "picture-alt_en": "A car"}
    return upload(client, contest, key, data | more)


def send_pdf(client: Client, contest: Contest, key: str, content: bytes = PDF, **more: Any) -> Any:
    return upload(client, contest, key, {"file": "add", "file-file": SimpleUploadedFile("plan.pdf", content)} | more)


def upload(client: Client, contest: Contest, key: str, data: dict) -> Any:
    return client.post(f"{address_of(contest, 'files/')}?key={key}", data, headers=OWN)
