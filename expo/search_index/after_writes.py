"""Has whoever writes what is searched for bring the index in step, as soon as it is committed."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from expo.models.search import SearchDue, SearchEntry
from expo.search_index import notes, upkeep
from expo.search_index.keeper import FEW, KEEPER
from expo.search_index.kinds import ALL_ROWS

WRITING = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
PUT_OFF: ContextVar[bool] = ContextVar("put_off", default=False)


def follow_writes(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Where a connection to the database of the content is made, before wrappers that a request has put there already:
    at its end the last of them is taken away, whichever that is.
    """
    if connection.alias == DEFAULT_DB_ALIAS and note_statement not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, note_statement)


def note_statement(execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """One outside of every transaction is followed at once; where its rows are still to be read, once it is saved."""
    answer = execute(sql, params, many, context)
    if writes_watched_table(sql):
        database = context["connection"]
        if not is_noted(database) and (database.in_atomic_block or "RETURNING" not in sql):
            transaction.on_commit(follow_commit, robust=True)
    return answer


def follow_saved(sender: type[Model], created: bool, using: str, **kwargs: Any) -> None:
    """Of a row that was added outside of every transaction, its key is read by now."""
    added = created and using == DEFAULT_DB_ALIAS and is_watched(sender._meta.db_table)
    if added and not transaction.get_connection().in_atomic_block:
        transaction.on_commit(follow_commit, robust=True)


def writes_watched_table(sql: Any) -> bool:
    found = WRITING.match(sql) if isinstance(sql, str) else None
    return found is not None and is_watched(found[1])


def is_watched(table: str) -> bool:
    return table in notes.watched_names()


def is_noted(connection: BaseDatabaseWrapper) -> bool:
    """By this transaction; what a savepoint noted goes with it."""
    return any(hook[1] is follow_commit for hook in connection.run_on_commit)


def follow_commit() -> None:
    """A command works all of it off. In a server nobody waits for much, whoever wrote it: its thread makes that."""
    if PUT_OFF.get():
        return
    if not KEEPER.serving:
        upkeep.catch_up()
        return
    followed = False
    try:
        followed = follow_little()
    finally:
        # What fails here is the thread's, as is what is much.
        if not followed:
            KEEPER.wake()


def follow_little() -> bool:
    """Whether all is worked off; what is too much is left."""
    while not is_much():
        if not upkeep.take_step():
            return True
    return False


def is_much() -> bool:
    """Counting for all of a kind what there is of it."""
    due = list(SearchDue.objects.ready().values_list("kind", "row")[: FEW + 1])
    whole = {kind for kind, row in due if row == ALL_ROWS}
    entries = 0
    if whole:
        entries = SearchEntry.objects.filter(kind__in=whole).count()
    return len(due) + entries > FEW


@contextmanager
def put_off() -> Iterator[None]:
    """Within, nothing is worked off: whoever writes in many transactions does it once, at the end."""
    token = PUT_OFF.set(True)
    try:
        yield
    finally:
        PUT_OFF.reset(token)
