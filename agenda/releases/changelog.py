"""What a release changes, as people read it: session by session, and summed up in a sentence."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import translation
from django.utils.translation import ngettext

from agenda.models import Change, ChangeKind, Release, Session, SessionRole
from agenda.releases.diff import SessionChange
from expo.i18n.bilingual import localised_text
from expo.presence import require_value

# What telling a change takes.
LOADED = ("before__room__hall", "before__edition", "after__room__hall", "after__edition")


class AffectedParty(NamedTuple):
    """Somebody who is in sessions that change, and in which."""

    who: object
    sessions: list[Session]


def release_changes(release: Release) -> QuerySet[Change]:
    """The changes of a release with all that telling them takes, in one query."""
    return release.changes.select_related(*LOADED).order_by("pk")


def first_changes(releases: Iterable[Release], most: int) -> QuerySet[Change]:
    """The first `most` changes of each release, in one query."""
    rank = Window(RowNumber(), partition_by=[F("release")], order_by=["pk"])
    changes = Change.objects.filter(release__in=releases).annotate(rank=rank).filter(rank__lte=most)
    return changes.select_related(*LOADED).order_by("release", "pk")


def group_changes(changes: Iterable[Change]) -> list[SessionChange]:
    """What follows on each other about one session is told together."""
    grouped = []
    for _key, rows in groupby(changes, key=lambda change: (change.before_id, change.after_id)):
        first, *others = rows
        kinds = [ChangeKind(change.kind) for change in (first, *others)]
        grouped.append(SessionChange(kinds, first.before, first.after))
    return grouped


def affected_parties(roles: Iterable[SessionRole]) -> list[AffectedParty]:
    """Who has a part in the sessions that change; each once, with the sessions."""
    parties: dict[tuple[str, int], AffectedParty] = {}
    for role in roles:
        who = require_value(role.person or role.organisation)
        party = parties.setdefault((who._meta.label, who.pk), AffectedParty(who, []))
        if all(role.session.number != session.number for session in party.sessions):
            party.sessions.append(role.session)
    return sorted(parties.values(), key=lambda party: localised_text(party.who, "name").value)


def kind_clause(number: int, kind: str) -> str:
    """How often a kind of change occurs, as a clause of the summary."""
    clauses = {
        ChangeKind.CANCELLED: ngettext("%(n)d session is cancelled", "%(n)d sessions are cancelled", number),
        ChangeKind.WITHDRAWN: ngettext(
            "%(n)d session is taken off the agenda", "%(n)d sessions are taken off the agenda", number
        ),
        ChangeKind.MOVED: ngettext("%(n)d session has moved", "%(n)d sessions have moved", number),
        ChangeKind.ROOM: ngettext("%(n)d session has another room", "%(n)d sessions have another room", number),
        ChangeKind.REINSTATED: ngettext(
            "%(n)d session takes place after all", "%(n)d sessions take place after all", number
        ),
        ChangeKind.NEW: ngettext("%(n)d session is new", "%(n)d sessions are new", number),
        ChangeKind.PEOPLE: ngettext("%(n)d session has other people", "%(n)d sessions have other people", number),
        ChangeKind.DETAILS: ngettext(
            "%(n)d session has changed in details", "%(n)d sessions have changed in details", number
        ),
    }
    return clauses[ChangeKind(kind)] % {"n": number}


def draft_notes(pending: Iterable[SessionChange]) -> dict[str, str]:
    """A first wording of the list of changes, as note_en and note_zh, to be edited."""
    counts: Counter[str] = Counter()
    for change in pending:
        counts.update(change.kinds)
    return {"note_en": summary_sentence(counts, "en"), "note_zh": summary_sentence(counts, "zh-hans")}


def summary_sentence(counts: Counter[str], code: str) -> str:
    between, end = {"en": ("; ", "."), "zh-hans": ("；", "。")}[code]
    with translation.override(code):
        clauses = [kind_clause(counts[kind], kind) for kind in ChangeKind.values if counts[kind]]
    if not clauses:
        return ""
    return between.join(clauses) + end
