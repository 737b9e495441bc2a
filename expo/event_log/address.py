"""From where a step is taken: the network address that events tell of."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

WHERE: ContextVar[str] = ContextVar("where", default="")


@contextmanager
def set_event_address(address: str) -> Iterator[None]:
    """Every event that is written inside tells that it came from this network address."""
    before = WHERE.set(address)
    try:
        yield
    finally:
        WHERE.reset(before)
