"""What public addresses answer, whole, to compare one state of the world with another."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.search_index.upkeep import catch_up
from expo.versions.row_memory import ROWS

Answer = tuple[int, bytes, dict[str, str], int]


def everything(client: Client, addresses: Iterable[str]) -> dict[str, Answer]:
    # Whether the tables are those of the code is asked once in a process's life.
    client.get("/readyz")
    return {path: answer(client, path) for path in addresses}


def answer(client: Client, path: str) -> Answer:
    """Status, bytes, headers and the number of queries, with nothing in the cache or remembered, and nothing due."""
    cache.clear()
    ROWS.forget()
    catch_up()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    return response.status_code, response.content, dict(response.headers), len(queries)
