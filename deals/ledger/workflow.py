"""Where a deal may stand, which step leads from where to where, and who may take it: the one table of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deals.ledger import hash_chain
from deals.models import ChainHead, Deal, Terms
from deals.models.deal import DealStatus
from deals.models.events import Event, Verb
from expo.db.compiled_rows import CompiledRows

RECORD, VERIFY, ANNOUNCE = "deals.record_deal", "deals.verify_deal", "deals.announce_deal"
SUBMITTED, RETURNED, VERIFIED, ANNOUNCED, WITHDRAWN = DealStatus
STANDING = (SUBMITTED, RETURNED, VERIFIED, ANNOUNCED)


class StepRefusal(ValidationError):
    """A step that the deal's standing, or who asks, does not allow."""


class StaleVersion(StepRefusal):
    """Somebody saved a newer version since the one in view."""


@dataclass(frozen=True)
class Step:
    """From some standings to one (None: it stays as it is); `otherwise` is what is said in any other standing."""

    verb: Verb
    permission: str
    of: tuple[DealStatus, ...]
    to: DealStatus | None
    otherwise: Any
    reasoned: bool = False


GONE = _("This deal is withdrawn; reopen it first.")
STEPS = {
    "amend": Step(Verb.AMENDED, RECORD, STANDING, SUBMITTED, GONE, reasoned=True),
    "verify": Step(Verb.VERIFIED, VERIFY, (SUBMITTED,), VERIFIED, _("Only a deal that waits for it can be verified.")),
    "give_back": Step(
        Verb.RETURNED,
        VERIFY,
        (SUBMITTED, VERIFIED),
        RETURNED,
        _("Only a deal that waits to be verified or announced can be returned."),
        reasoned=True,
    ),
    "announce": Step(Verb.ANNOUNCED, ANNOUNCE, (VERIFIED,), ANNOUNCED, _("Only a verified deal can be announced.")),
    "withdraw": Step(
        Verb.WITHDRAWN, ANNOUNCE, STANDING, WITHDRAWN, _("This deal is withdrawn already."), reasoned=True
    ),
    "reopen": Step(
        Verb.REOPENED,
        RECORD,
        (RETURNED, WITHDRAWN),
        SUBMITTED,
        _("Only a returned or withdrawn deal can be reopened."),
        reasoned=True,
    ),
    "embargo": Step(Verb.EMBARGOED, ANNOUNCE, STANDING, None, GONE),
    "lift": Step(Verb.LIFTED, ANNOUNCE, STANDING, None, GONE),
    "supersede": Step(Verb.SUPERSEDED, ANNOUNCE, STANDING, None, GONE, reasoned=True),
    "tell_apart": Step(Verb.CLEARED, VERIFY, STANDING, None, GONE, reasoned=True),
    "draw": Step(Verb.DRAWN, VERIFY, STANDING, None, GONE),
    "convert": Step(Verb.CONVERTED, VERIFY, STANDING, None, GONE),
}


def begin_step(name: str, deal: Deal, version: int, by: User, reason: str | None = None) -> tuple[ChainHead, Deal, str]:
    """The log's end, locked until the end of the transaction, the deal as it now stands, and the trimmed reason.

    Raises StepRefusal when the step is not `by`'s to take or not possible from here, StaleVersion when `version` is not
    the deal's latest, ValidationError when a reason is due and none is given.
    """
    step = STEPS[name]
    require_permission(by, step.permission)
    head = hash_chain.lock()
    fresh = read_deal(deal.pk)
    apply_step(step, fresh, version)
    if not step.reasoned:
        return head, fresh, ""
    return head, fresh, require_reason(reason or "")


stored_deals: CompiledRows[Deal] = CompiledRows(
    lambda key: Deal.objects.filter(pk=key).select_related("edition", "project"), int
)
versions_with_amounts: CompiledRows[Terms] = CompiledRows(
    lambda deal: Terms.objects.filter(deal=deal).prefetch_related("amounts"), int
)
versions_numbered: CompiledRows[Terms] = CompiledRows(
    lambda deal, number: Terms.objects.filter(deal=deal, number=number), int, int
)


def read_deal(key: int) -> Deal:
    """Raises Deal.DoesNotExist."""
    for deal in stored_deals(key):
        return deal
    raise Deal.DoesNotExist(key)


def terms_with_amounts(deal: Deal) -> list[Terms]:
    """All versions of the deal, the newest first."""
    versions = versions_with_amounts(deal.pk)
    for terms in versions:
        terms.deal = deal
    return versions


def terms_numbered(deal: Deal, number: int) -> Terms:
    """Raises Terms.DoesNotExist."""
    for terms in versions_numbered(deal.pk, number):
        terms.deal = deal
        return terms
    raise Terms.DoesNotExist(number)


def apply_step(step: Step, deal: Deal, version: int) -> None:
    """Set the standing that the step leads to, on a deal read behind the ledger's lock; nothing is written.

    Raises StaleVersion when `version` is not the deal's latest, StepRefusal when the step does not lead from where it
    stands.
    """
    if deal.version != version:
        raise StaleVersion(_("Somebody saved a newer version of this deal. Look at it before you go on."), code="stale")
    if deal.status not in step.of:
        raise StepRefusal(refusal_text(step.otherwise, deal), code="standing")
    if step.to:
        deal.status = step.to


def refusal_text(why: str, deal: Deal) -> str:
    """Why, and who was faster: the step that was taken last."""
    event = Event.objects.filter(deal_number=deal.number).order_by("position").last()
    if event is None:
        return why
    return gettext("%(why)s Last: %(verb)s by %(by)s at %(at)s.") % {
        "why": why,
        "verb": event.get_verb_display(),
        "by": event.actor,
        "at": event.at.astimezone(deal.edition.tz).strftime("%Y-%m-%d %H:%M"),
    }


def require_permission(by: User, permission: str) -> None:
    if not by.has_perm(permission):
        raise StepRefusal(_("Your role does not take this step."), code="role")


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return reason.strip()


def possible_steps(deal: Deal, by: User) -> set[str]:
    """The steps that this person may take on the deal as it stands; their own entry they neither verify nor return."""
    steps = {name for name, step in STEPS.items() if deal.status in step.of and by.has_perm(step.permission)}
    if is_own_entry(deal, by):
        steps -= {"verify", "give_back", "tell_apart"}
    return steps


def is_own_entry(deal: Deal, by: User) -> bool:
    """Whether any version of the deal was entered by this person."""
    return deal.pk in own_entry_keys(by, [deal])


def own_entry_keys(by: User, deals: Iterable[Deal]) -> set[int]:
    """The keys of those deals of which this person entered any version."""
    return set(Terms.objects.filter(deal__in=deals, entered_by=by).values_list("deal_id", flat=True))
