"""Fixtures for every test. What the tests run in is set up before this, in tests/support/plugin.py."""

import base64
import functools
import random
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import translation
from hypothesis import settings

from deals.ledger import references
from expo.event_log.triggers import known_tables
from expo.pictures import intake
from expo.pictures.child_process import tell_picture
from expo.search_index import after_writes, keeper, readiness, upkeep
from expo.share_cards.drawing import draw_card
from expo.share_cards.process import card_picture
from expo.spreadsheets import child_process, reading
from expo.versions.row_memory import PLAN_ROWS, ROWS
from tests.support.api import check_answer
from tests.support.deferred import check_constraints_now
from tests.support.plugin import is_fast

# The same cases in every run: what fails then, the change broke. `--hypothesis-profile=search` looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.register_profile("fast", derandomize=True, max_examples=10)
settings.load_profile("same")

DRAWS_CARDS = "expo.views.share_cards.card_picture"
# Whatever page it is asked for, in whichever test: an export of a site of no great size asks for a hundred.
draw_card_here = functools.lru_cache(512)(draw_card)


def pytest_configure(config: pytest.Config) -> None:
    if is_fast(config):
        settings.load_profile("fast")


@pytest.fixture(scope="session", autouse=True)
def addresses(django_test_environment: None) -> None:
    """The addresses are those of production, whichever test asks first; one with DEBUG would add the style guide."""
    import_module("expo.urls")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """What Django asks SQLite once a process, and not as a statement of whichever test comes first."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


@pytest.fixture(autouse=True)
def same_references(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public references are drawn by chance, and lists stand by them: in each test the same ones in every run."""
    draw_same_references(request.node.nodeid, monkeypatch)


def draw_same_references(seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)  # noqa: S311

    def reference() -> str:
        return base64.b32encode(chance.randbytes(5)).decode().lower()

    monkeypatch.setattr(references, "random_reference", reference)


@pytest.fixture(scope="module")
def make_once(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable]:
    """A function that makes rows for all tests of a module, each of which runs in a savepoint above them.

    Not for a module with transactional tests, which empty all tables.
    """
    outer = transaction.atomic()
    outer._from_testcase = True

    def make(build: Callable[[], Any]) -> Any:
        with django_db_blocker.unblock(), translation.override("en"), pytest.MonkeyPatch.context() as patch:
            draw_same_references(request.node.nodeid, patch)
            made = build()
            check_constraints_now()
            return made

    with django_db_blocker.unblock():
        outer.__enter__()
    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture(scope="session", autouse=True)
def cards_drawn_here() -> Iterator[None]:
    """Cards of pages are drawn in the process of the tests, and each once: the same words, the same picture.

    For the whole run, because what a module exports is made before its first test.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DRAWS_CARDS, draw_card_here)
        yield


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and pictures are read in the test's own process: the same bytes in, the same words and files out.

    How a process of its own comes to these, and to cards, modules marked `reads_apart` try: those of spreadsheets,
    of pictures, of cards, of desks and races.
    """
    if request.node.get_closest_marker("reads_apart"):
        monkeypatch.setattr(DRAWS_CARDS, card_picture)
        return
    monkeypatch.setattr(reading, "run_reader", lambda data: child_process.tell_sheets(data).encode())
    monkeypatch.setattr(intake, "run_reader", lambda data, crop: tell_picture(intake.wanted_line(crop), data))


@pytest.fixture(autouse=True)
def documented_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the programming interface answers in a test is as its document says."""
    request = Client.request

    def checked_request(client: Client, **environ: Any) -> Any:
        answer = request(client, **environ)
        check_answer(answer)
        return answer

    monkeypatch.setattr(Client, "request", checked_request)


@pytest.fixture(scope="session", autouse=True)
def no_thread_of_a_server() -> Iterator[None]:
    """It would outlive the test that loads what serves, which is any that has a live one, and the database of it.

    For the whole run: fixtures of modules and of the session write, too, and any module may have loaded it by then.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper.KEEPER, "wake", lambda: None)
        yield


@pytest.fixture(autouse=True)
def search_in_step(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test writes is hardly ever committed, so nothing follows it: what is due is worked off before a search.

    How the index follows commits, and what is found meanwhile, modules marked `index_follows` try.
    """
    monkeypatch.setattr(keeper.KEEPER, "serving", False)
    if request.node.get_closest_marker("index_follows"):
        return

    def work_off_first(edition: int) -> readiness.Waiting:
        upkeep.catch_up()
        return readiness.Waiting()

    monkeypatch.setattr(readiness, "read_waiting", work_off_first)
    monkeypatch.setattr(after_writes, "is_watched", lambda table: False)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Whatever tests of before had a process keep: each costs what it costs at first."""
    ROWS.forget()
    PLAN_ROWS.forget()


@pytest.fixture(autouse=True)
def each_test_in_english() -> Iterator[None]:
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
