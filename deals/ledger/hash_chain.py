"""The log's chain: how an event is appended, and how tampering shows."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from deals.models import ChainHead, Event


class Break(NamedTuple):
    """Where the chain does not hold, and why."""

    position: int
    reason: str


def lock() -> ChainHead:
    """Queue up for the ledger until the end of the transaction: all writers pass here one after the other."""
    return ChainHead.objects.select_for_update().get(pk=1)


def event_digest(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def canonical_json(told: dict[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces, no escapes."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def append(head: ChainHead, verb: str, *, number: str, actor: str, told: dict[str, Any]) -> Event:
    """Write the next event. `head` comes from `lock()` in the same transaction."""
    event = link_event(head, verb, number=number, actor=actor, told=told)
    event.save(force_insert=True)
    head.save()
    return event


def link_event(head: ChainHead, verb: str, *, number: str, actor: str, told: dict[str, Any]) -> Event:
    """The next event, to be written together with `head`, which now ends in it."""
    position, now = head.position + 1, timezone.now()
    fixed = {"position": position, "deal": number, "verb": str(verb), "at": now.isoformat(), "actor": actor}
    body = canonical_json(told | fixed)
    event = Event(position=position, deal_number=number, verb=verb, at=now, actor=actor, body=body, before=head.digest)
    event.digest = event_digest(head.digest, body)
    head.position, head.digest = position, event.digest
    return event


def find_breaks() -> Iterator[Break]:
    """Walk the log from its start and name each place where it does not hold; nothing where it is whole.

    The log may grow meanwhile: it must hold the end read before the walk, and not go on after the one read then.
    """
    head, found = ChainHead.objects.get(pk=1), ""
    before, expected = "", 1
    for event in Event.objects.order_by("position").iterator():
        yield from event_breaks(event, before, expected)
        before, expected = event.digest, event.position + 1
        if event.position == head.position:
            found = event.digest
    if found != head.digest:
        yield Break(min(expected, head.position), "cut off before the end")
    if expected - 1 > ChainHead.objects.get(pk=1).position:
        yield Break(expected - 1, "after the end")


def event_breaks(event: Event, before: str, expected: int) -> Iterator[Break]:
    """What is wrong with an event that should stand at `expected`, after the digest `before`."""
    if event.position != expected:
        yield Break(expected, "missing")
    if event.before != before:
        yield Break(event.position, "not linked to the event before")
    if event.digest != event_digest(event.before, event.body):
        yield Break(event.position, "changed")
    elif not columns_agree(event):
        yield Break(event.position, "columns differ from what was told")


def columns_agree(event: Event) -> bool:
    try:
        told = json.loads(event.body)
    except ValueError:
        return False
    columns = [event.position, event.deal_number, event.verb, event.at.isoformat(), event.actor]
    return isinstance(told, dict) and columns == [
        told.get(name) for name in ("position", "deal", "verb", "at", "actor")
    ]


def has_head(position: int, digest: str) -> bool:
    """Whether the log still holds a head printed earlier; it may have grown since."""
    return Event.objects.filter(position=position, digest=digest).exists()
