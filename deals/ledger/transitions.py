"""The steps of a deal after it was recorded, each one transaction: standing and event change together or not at all."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.duplicates import marks
from deals.ledger import batches, reporting_amount, workflow
from deals.ledger.event_log import append_event
from deals.ledger.organisation_lookup import mark_parties_known
from deals.ledger.reporting_amount import FindRate
from deals.ledger.workflow import STANDING, StepRefusal, begin_step, is_own_entry
from deals.models import Amount, Batch, ChainHead, Deal, Project, Terms
from deals.models.batches import BatchStatus
from deals.models.deal import DealStatus
from deals.models.events import Verb
from deals.money import Money
from deals.verification import amount_confirmation
from expo.i18n.lazy_text import LazyText
from expo.presence import require_value

VERIFIED_BY_ANOTHER = _("Somebody else must verify what you entered.")
TYPED_DIFFERENTLY = _("What you typed is not the amount that was entered. Nothing was verified, and the log says so.")
SHOWN = ("status", "announced_version", "announced_at", "corrected_at")


def verify(deal: Deal, *, version: int, by: User, retyped: Money | None = None) -> Deal:
    """A second person confirms the terms; their reporting amounts are fixed with the rate of the signing day.

    Above the edition's threshold `retyped` must be the headline amount; a mismatch is refused, and the log keeps it.
    """
    confirmed = confirm_terms(deal, version, by, retyped)
    if confirmed is None:
        raise StepRefusal(TYPED_DIFFERENTLY, code="retyped")
    return confirmed


@transaction.atomic
def confirm_terms(deal: Deal, version: int, by: User, retyped: Money | None) -> Deal | None:
    """The verified deal; None, with the event of it, where the amount was typed wrongly."""
    head, deal, _reason = begin_step("verify", deal, version, by)
    versions = workflow.terms_with_amounts(deal)
    refuse_own_entry(any(terms.entered_by_id == by.pk for terms in versions), VERIFIED_BY_ANOTHER)
    marks.require_unmarked(deal)
    terms = next(terms for terms in versions if terms.number == version)
    if is_mistyped(terms, retyped):
        deal.status = DealStatus.SUBMITTED
        append_event(head, Verb.MISTYPED, deal, by, terms=terms, typed=typed_amount(require_value(retyped)))
        return None
    terms.verified_by, terms.verified_at = by, timezone.now()
    terms.save(update_fields=["verified_by", "verified_at"])
    reporting_amount.fix_reporting_amounts(terms, deal.edition.reporting_currency)
    deal.save(update_fields=["status"])
    batches.recount_claims(deal.batch_id)
    append_event(head, Verb.VERIFIED, deal, by, terms=terms)
    return deal


def is_mistyped(terms: Terms, retyped: Money | None, find_rate: FindRate | None = None) -> bool:
    """Whether the amount was to be typed again and came out another; raises Refused where it was not typed at all."""
    if not amount_confirmation.is_retyping_due(terms, find_rate) or amount_confirmation.is_headline_amount(
        terms, retyped
    ):
        return False
    if retyped is None:
        raise StepRefusal(_("Type the amount from the signed paper first."), code="retype")
    return True


def typed_amount(money: Money) -> dict[str, Any]:
    """What the log is told of an amount that somebody typed."""
    return {"minor": money.minor, "currency": money.currency}


@transaction.atomic
def give_back(deal: Deal, *, version: int, by: User, reason: str) -> Deal:
    """Return the deal to its clerk, who amends it, or reopens it where it was right."""
    head, deal, reason = begin_step("give_back", deal, version, by, reason)
    refuse_own_entry(is_own_entry(deal, by), _("You entered this deal: amend it instead of returning it."))
    deal.save(update_fields=["status"])
    append_event(head, Verb.RETURNED, deal, by, terms=deal.versions.get(number=version), reason=reason)
    return deal


@transaction.atomic
def announce(deal: Deal, *, version: int, by: User) -> Deal:
    """Show the verified terms to the public, from now on or from the end of their embargo.

    What the public saw before makes it a correction, which the public is told of.
    """
    head, deal, _reason = begin_step("announce", deal, version, by)
    terms = workflow.terms_numbered(deal, version)
    seen = False
    if deal.announced_version is not None:
        seen = is_public(deal)
        mark_parties_known(deal)
    verb = mark_announced(deal, version, seen=seen, held_back=seen and is_under_embargo(terms))
    deal.save(update_fields=SHOWN)
    mark_parties_known(deal)
    batches.recount_claims(deal.batch_id)
    append_event(head, verb, deal, by, terms=terms)
    return deal


def mark_announced(deal: Deal, version: int, *, seen: bool, held_back: bool) -> Verb:
    """Set what an announcement writes of the deal, in `SHOWN`; returns what the log calls it.

    `seen`: the public sees the deal already; `held_back`: the new version is under embargo.
    """
    if seen and held_back:
        raise StepRefusal(_("This deal is public already: announce its correction once the embargo has passed."))
    deal.announced_version, now = version, timezone.now()
    if seen:
        deal.corrected_at = now
        return Verb.CORRECTED
    deal.announced_at = now
    return Verb.ANNOUNCED


@transaction.atomic
def withdraw(deal: Deal, *, version: int, by: User, reason: str) -> Deal:
    """Take a deal out of every total and every page, for a reason. It stays in the ledger."""
    head, deal, reason = begin_step("withdraw", deal, version, by, reason)
    mark_parties_known(deal)
    deal.announced_version, deal.announced_at = None, None
    deal.save(update_fields=["status", "announced_version", "announced_at"])
    batches.recount_claims(deal.batch_id)
    append_event(head, Verb.WITHDRAWN, deal, by, terms=deal.versions.get(number=version), reason=reason)
    return deal


@transaction.atomic
def reopen(deal: Deal, *, version: int, by: User, reason: str) -> Deal:
    """Put a returned or withdrawn deal back to be verified, with the terms it has."""
    head, deal, reason = begin_step("reopen", deal, version, by, reason)
    deal.save(update_fields=["status"])
    batches.recount_claims(deal.batch_id)
    append_event(head, Verb.REOPENED, deal, by, terms=deal.versions.get(number=version), reason=reason)
    return deal


@transaction.atomic
def supersede(deal: Deal, *, earlier: Deal, version: int, by: User, reason: str) -> Deal:
    """The deal takes the place of an earlier one of the same project, which counts no more while this one is public.

    It joins the earlier one's project where it had one of its own, and its batch where that one was drawn from any.
    """
    head, deal, reason = begin_step("supersede", deal, version, by, reason)
    earlier = Deal.objects.select_related("edition").get(pk=earlier.pk)
    # What was withdrawn took the place of nothing, and leaves it to another.
    Deal.objects.filter(supersedes=earlier, status=DealStatus.WITHDRAWN).update(supersedes=None)
    check_supersession(deal, earlier)
    left, deal.supersedes, deal.project_id = deal.project_id, earlier, earlier.project_id
    before, deal.batch_id = deal.batch_id, earlier.batch_id or deal.batch_id
    deal.save(update_fields=["supersedes", "project", "batch"])
    for each in {before, deal.batch_id}:
        batches.recount_claims(each)
    Project.objects.filter(pk=left, deals=None).delete()
    terms = deal.versions.get(number=version)
    append_event(head, Verb.SUPERSEDED, deal, by, terms=terms, supersedes=earlier.number, reason=reason)
    return deal


def check_supersession(deal: Deal, earlier: Deal) -> None:
    """Only an earlier number is superseded, so that no two deals ever supersede each other."""
    if earlier.edition_id != deal.edition_id or earlier.sequence >= deal.sequence:
        raise StepRefusal(_("A deal supersedes one that was recorded before it, in the same edition."))
    if earlier.status not in STANDING:
        raise StepRefusal(_("A withdrawn deal counts no more: there is nothing to supersede."))
    if deal.supersedes_id:
        raise StepRefusal(_("This deal supersedes another one already."))
    if Deal.objects.filter(supersedes=earlier).exists():
        raise StepRefusal(_("Another deal supersedes this one already."))


@transaction.atomic
def embargo(deal: Deal, *, version: int, by: User, until: dt.datetime) -> Deal:
    """Keep a deal that nobody has seen from the public until then, by the clock of the database."""
    head, deal, _reason = begin_step("embargo", deal, version, by)
    if not is_in_future(until):
        raise StepRefusal(_("An embargo ends in the future."), code="embargo")
    return set_embargo(head, Verb.EMBARGOED, deal, until, by)


@transaction.atomic
def lift(deal: Deal, *, version: int, by: User) -> Deal:
    """End the embargo now: a deal that is announced becomes public at once."""
    head, deal, _reason = begin_step("lift", deal, version, by)
    if not unseen_versions(deal).exclude(embargo_until=None).exists():
        raise StepRefusal(_("This deal is under no embargo."), code="embargo")
    return set_embargo(head, Verb.LIFTED, deal, None, by)


def set_embargo(head: ChainHead, verb: Verb, deal: Deal, until: dt.datetime | None, by: User) -> Deal:
    """An embargo is no part of what was signed: it is the one thing of a version that may still change.

    Once lifted it has left no trace in the terms, so a former reference ends with the step itself.
    """
    if not unseen_versions(deal).update(embargo_until=until):
        raise StepRefusal(_("This deal is public already; an embargo comes too late."), code="embargo")
    Deal.objects.filter(pk=deal.pk).update(former_reference="")
    terms = deal.versions.get(number=deal.version)
    told = None
    if until:
        told = until.isoformat()
    append_event(head, verb, deal, by, terms=terms, until=told)
    return deal


def unseen_versions(deal: Deal) -> QuerySet[Terms]:
    """The latest version and the announced one, as far as the public does not see them."""
    shown = Terms.objects.public().filter(deal=deal).values("pk")
    return deal.versions.filter(number__in={deal.version, deal.announced_version} - {None}).exclude(pk__in=shown)


@transaction.atomic
def draw(deal: Deal, *, batch: Batch | None, version: int, by: User) -> Deal:
    """Count the deal as one of the batch's projects, which has so much less left; None: as one of none any more.

    Raises ValidationError where less is left of the batch than the deal is worth.
    """
    head, deal, _reason = begin_step("draw", deal, version, by)
    if batch is not None and (batch.edition_id != deal.edition_id or batch.status == BatchStatus.WITHDRAWN):
        raise StepRefusal(_("Choose a batch of this edition that is not withdrawn."), code="batch")
    before, deal.batch = deal.batch_id, batch
    deal.save(update_fields=["batch"])
    for each in {before, deal.batch_id}:
        batches.recount_claims(each)
    terms = deal.versions.get(number=version)
    drawn_from = None
    if batch:
        drawn_from = batch.number
    append_event(head, Verb.DRAWN, deal, by, terms=terms, batch=drawn_from)
    return deal


@transaction.atomic
def convert(deal: Deal, *, version: int, by: User) -> Deal:
    """Fix the reporting amounts that were missing when the deal was verified, now that their rate is entered."""
    head, deal, _reason = begin_step("convert", deal, version, by)
    verified = deal.versions.exclude(verified_at=None)
    filled = list(filter(reporting_amount.fill_missing_amounts, verified))
    if not filled:
        raise StepRefusal(_("No amount of this deal waits for a rate that has been entered."), code="rate")
    batches.recount_claims(deal.batch_id)
    append_event(head, Verb.CONVERTED, deal, by, terms=filled[0], versions=[terms.number for terms in filled])
    return deal


def has_missing_rate(deal: Deal) -> bool:
    """Whether a reporting amount of a verified version is missing."""
    verified = Amount.objects.filter(terms__deal=deal, terms__verified_at__isnull=False)
    return verified.filter(reporting_minor=None).exclude(reporting_currency="").exists()


def refuse_own_entry(own: bool, otherwise: LazyText) -> None:
    if own:
        raise StepRefusal(otherwise, code="own")


def is_public(deal: Deal) -> bool:
    return Terms.objects.public().filter(deal=deal).exists()


def is_under_embargo(terms: Terms) -> bool:
    """By the database's clock, as the public's view of it."""
    return Terms.objects.filter(pk=terms.pk, embargo_until__gt=Now()).exists()


def is_in_future(until: dt.datetime) -> bool:
    """Asked of the database, whose clock ends embargoes."""
    return Terms.objects.annotate(until=Value(until)).filter(until__gt=Now()).exists()
