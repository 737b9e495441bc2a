"""Freezing the wall and letting it run again. The log is told of both."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals import totals
from deals.ledger import hash_chain
from deals.ledger.workflow import ANNOUNCE, StepRefusal, require_permission
from deals.models import ChainHead, WallState
from deals.models.events import Verb
from deals.wall.figures import serialise_headline
from deals.wall.state import NEWEST, newest_signings
from expo.event_log.address import WHERE
from expo.models import Edition


@transaction.atomic
def freeze(edition: Edition, *, by: User) -> WallState:
    """Keep what is announced by now on the wall. Nobody writes to the ledger meanwhile: its order decides what is.

    Raises StepRefusal where it is frozen already or `by` may not announce.
    """
    require_permission(by, ANNOUNCE)
    head = hash_chain.lock()
    state, _created = WallState.objects.get_or_create(edition=edition)
    if state.frozen_at:
        raise StepRefusal(_("The wall is frozen already."), code="frozen")
    state.figures = serialise_headline(totals.edition_headline(edition).listed)
    state.newest = list(newest_signings(edition).values_list("pk", flat=True)[:NEWEST])
    state.frozen_at, state.frozen_by, state.position = timezone.now(), by, head.position
    state.save()
    log_wall_event(head, Verb.FROZEN, edition, by)
    return state


@transaction.atomic
def thaw(edition: Edition, *, by: User) -> None:
    """Let the wall follow the ledger again."""
    require_permission(by, ANNOUNCE)
    head = hash_chain.lock()
    thawed: dict[str, Any] = {"frozen_at": None, "frozen_by": None, "position": None, "figures": {}, "newest": []}
    if not WallState.objects.filter(edition=edition).exclude(frozen_at=None).update(**thawed):
        raise StepRefusal(_("The wall is not frozen."), code="frozen")
    log_wall_event(head, Verb.THAWED, edition, by)


def log_wall_event(head: ChainHead, verb: Verb, edition: Edition, by: User) -> None:
    hash_chain.append(
        head, verb, subject=f"{edition.identifier}-wall", actor=by.get_username(), told={"from": WHERE.get()}
    )
