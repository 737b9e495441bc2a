"""A log's chain: how an event is appended, and how tampering shows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from expo.event_log.models import ChainedEvent, LogEnd


class Break(NamedTuple):
    """Where the chain does not hold, and why."""

    position: int
    reason: str


Event = TypeVar("Event", bound=ChainedEvent)
End = TypeVar("End", bound=LogEnd)


@dataclass(frozen=True)
class EventLog(Generic[Event, End]):
    """A log: what it is called, the model of its events, and that of the one row which says where it ends."""

    name: str
    events: type[Event]
    end: type[End]

    def begin(self, using: str = "default") -> None:
        """Write the row of its end, where there is none yet."""
        self.end._default_manager.using(using).get_or_create(pk=1)

    def read_end(self) -> End:
        return self.end._default_manager.get(pk=1)

    def lock(self) -> End:
        """Queue up for the log until the end of the transaction: all its writers pass here one after the other."""
        return self.end._default_manager.select_for_update().get(pk=1)

    def append(self, head: LogEnd, verb: str, *, subject: str, actor: str, told: dict[str, Any]) -> Event:
        """Write the next event. `head` comes from `lock()` in the same transaction."""
        event = self.link_event(head, verb, subject=subject, actor=actor, told=told)
        event.save(force_insert=True)
        head.save()
        return event

    def link_event(self, head: LogEnd, verb: str, *, subject: str, actor: str, told: dict[str, Any]) -> Event:
        """The next event, to be written together with `head`, which now ends in it."""
        position, now = head.position + 1, timezone.now()
        key, column = self.events.SUBJECT
        fixed = {"position": position, key: subject, "verb": str(verb), "at": now.isoformat(), "actor": actor}
        body = canonical_json(told | fixed)
        columns: dict[str, Any] = {"verb": verb, column: subject}
        event = self.events(position=position, at=now, actor=actor, body=body, before=head.digest, **columns)
        event.digest = event_digest(head.digest, body)
        head.position, head.digest = position, event.digest
        return event

    def find_breaks(self) -> Iterator[Break]:
        """Walk the log from its start and name each place where it does not hold; nothing where it is whole.

        The log may grow meanwhile: it must hold the end read before the walk, and not go on after the one read then.
        """
        head, found = self.read_end(), ""
        before, expected = "", 1
        for event in self.events._default_manager.order_by("position").iterator():
            yield from event_breaks(event, before, expected)
            before, expected = event.digest, event.position + 1
            if event.position == head.position:
                found = event.digest
        if found != head.digest:
            yield Break(min(expected, head.position), "cut off before the end")
        if expected - 1 > self.read_end().position:
            yield Break(expected - 1, "after the end")

    def has_head(self, position: int, digest: str) -> bool:
        """Whether the log still holds a head printed earlier; it may have grown since. Every log began at 0."""
        return (position, digest) == (0, "") or self.events._default_manager.filter(
            position=position, digest=digest
        ).exists()


def known_logs() -> list[EventLog]:
    """The logs that the apps keep."""
    return [import_string(path) for path in settings.EXPO_LOGS]


def event_digest(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def canonical_json(told: dict[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces, no escapes."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def event_breaks(event: ChainedEvent, before: str, expected: int) -> Iterator[Break]:
    """What is wrong with an event that should stand at `expected`, after the digest `before`."""
    if event.position != expected:
        yield Break(expected, "missing")
    if event.before != before:
        yield Break(event.position, "not linked to the event before")
    if event.digest != event_digest(event.before, event.body):
        yield Break(event.position, "changed")
    elif not columns_agree(event):
        yield Break(event.position, "columns differ from what was told")


def columns_agree(event: ChainedEvent) -> bool:
    try:
        told = json.loads(event.body)
    except ValueError:
        return False
    if not isinstance(told, dict):
        return False
    columns = {key: getattr(event, column) for key, column in event.columns_by_key().items()}
    columns["at"] = event.at.isoformat()
    return all(told.get(key) == value for key, value in columns.items())
