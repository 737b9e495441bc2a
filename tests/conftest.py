"""Fixtures for every test. What the tests run in is set up before this, in tests/support/plugin.py."""

import base64
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings

from deals.ledger import references
from expo.event_log.triggers import known_tables
from tests.support.api import check_answer

# The same cases in every run: what fails then, the change broke. `--hypothesis-profile=search` looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def same_references(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public references are drawn by chance, and lists stand by them: in each test the same ones in every run."""
    chance = random.Random(request.node.nodeid)  # noqa: S311

    def reference() -> str:
        return base64.b32encode(chance.randbytes(5)).decode().lower()

    monkeypatch.setattr(references, "random_reference", reference)


@pytest.fixture(autouse=True)
def documented_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the programming interface answers in a test is as its document says."""
    request = Client.request

    def checked_request(client: Client, **environ: Any) -> Any:
        answer = request(client, **environ)
        check_answer(answer)
        return answer

    monkeypatch.setattr(Client, "request", checked_request)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever language the page of the one before was in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def log_is_emptied_with_the_rest(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test empties every table at its end, which the log's triggers refuse: they stand down for it.

    The migrate signal that follows the emptying puts them back.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if transactional or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        yield
        for tables in known_tables():
            tables.drop_triggers(connection)
    else:
        yield
