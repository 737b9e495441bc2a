"""Freezing the wall and letting it run again. The log is told of both."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals import chain, totals
from deals.log import WHERE
from deals.models import ChainHead, WallState
from deals.models.events import Verb
from deals.standing import ANNOUNCE, Refused, allowed
from deals.wall.figures import remembered
from deals.wall.shown import NEWEST, newest
from expo.models import Edition


@transaction.atomic
def freeze(edition: Edition, *, by: User) -> WallState:
    """Keep what is announced by now on the wall. Nobody writes to the ledger meanwhile: its order decides what is.

    Raises Refused where it is frozen already or `by` may not announce.
    """
    allowed(by, ANNOUNCE)
    head = chain.lock()
    state, _created = WallState.objects.get_or_create(edition=edition)
    if state.frozen_at:
        raise Refused(_("The wall is frozen already."), code="frozen")
    top = totals.headline(edition)
    state.figures = remembered(top.counted if top.stated else top)
    state.newest = list(newest(edition).values_list("pk", flat=True)[:NEWEST])
    state.frozen_at, state.frozen_by, state.position = timezone.now(), by, head.position
    state.save()
    tell(head, Verb.FROZEN, edition, by)
    return state


@transaction.atomic
def thaw(edition: Edition, *, by: User) -> None:
    """Let the wall follow the ledger again."""
    allowed(by, ANNOUNCE)
    head = chain.lock()
    thawed = {"frozen_at": None, "frozen_by": None, "position": None, "figures": {}, "newest": []}
    if not WallState.objects.filter(edition=edition).exclude(frozen_at=None).update(**thawed):
        raise Refused(_("The wall is not frozen."), code="frozen")
    tell(head, Verb.THAWED, edition, by)


def tell(head: ChainHead, verb: Verb, edition: Edition, by: User) -> None:
    chain.append(head, verb, number=f"{edition.identifier}-wall", actor=by.get_username(), told={"from": WHERE.get()})
