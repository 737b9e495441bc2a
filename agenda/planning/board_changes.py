"""What colleagues changed on the board since a planner last looked."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from agenda.checks import overlaps
from agenda.models import Session
from agenda.planning.board import rooms_of
from agenda.planning.card import Card, cards_of
from agenda.planning.plan_tally import planned_sessions
from expo.models import Edition

# A change that was begun earlier may be committed later: each look goes back so far behind the last.
OVERLAP = dt.timedelta(seconds=15)
AT_ONCE = 200


@dataclass
class BoardChanges:
    """Which sessions were saved since; `digest` is the same for as long as nothing more is."""

    edition: Edition
    since: dt.datetime
    rows: list[tuple[int, dt.datetime]]
    number: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((self.number, self.rows)).encode()).hexdigest()[:32]

    @property
    def until(self) -> dt.datetime:
        return max([self.since, *(changed_at for _pk, changed_at in self.rows)])

    @property
    def too_many(self) -> bool:
        return len([pk for pk, changed_at in self.rows if changed_at > self.since]) > AT_ONCE

    @cached_property
    def cards(self) -> list[Card]:
        newest = sorted(self.rows, key=lambda row: row[1], reverse=True)[:AT_ONCE]
        changed = planned_sessions(self.edition).filter(pk__in=[pk for pk, _at in newest])
        return cards_of(self.edition, changed.in_order(), rooms_of(self.edition))


def changes_since(edition: Edition, since: dt.datetime) -> BoardChanges:
    plan = planned_sessions(edition)
    rows = plan.filter(changed_at__gt=since - OVERLAP).order_by("pk").values_list("pk", "changed_at")
    return BoardChanges(edition, since, list(rows), plan.count())


def last_savers(cards: list[Card]) -> dict[int, Any]:
    """Who saved each session last, where its history tells."""
    kind = ContentType.objects.get_for_model(Session)
    keys = [str(card.session.pk) for card in cards]
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=keys).select_related("user")
    return {int(entry.object_id): entry.user for entry in entries.order_by("pk")}


def change_sentence(card: Card, who: Any) -> str:
    """One sentence for the colleagues of whoever changed it."""
    words = {"name": card.name, "place": card.place}
    if who is None:
        return _("“%(name)s” was changed: %(place)s.") % words
    return _("%(who)s changed “%(name)s”: %(place)s.") % (words | {"who": who.get_username()})


def marked_sessions(edition: Edition) -> dict[str, list[int]]:
    """The sessions of the plan whose marks must stand, by the mark; one query."""
    found = overlaps.find_overlaps(edition, ["room", "person"])
    marked = {}
    for mark, kind in (("clashing", "room"), ("twice", "person")):
        keys: set[int] = set()
        for overlap in found[kind]:
            keys.update(filter(None, overlap[:2]))
        marked[mark] = sorted(keys)
    return marked
