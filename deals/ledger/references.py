"""The references by which the public knows deals: random, so that nothing of a deal follows from its address."""

import base64
import secrets
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from deals.models import Deal, Party, Terms
from deals.models.deal import REFERENCE_RULE
from deals.models.terms import TermsQuerySet, Visibility
from expo.db.bulk_insert import insert_all
from expo.db.compiled_rows import CompiledRows
from expo.db.constraints import broken_constraint
from expo.models import Edition


def random_reference() -> str:
    """Eight characters out of 40 random bits."""
    return base64.b32encode(secrets.token_bytes(5)).decode().lower()


class KnownDeal(NamedTuple):
    """What decides on the number of the next deal."""

    key: int
    edition: int
    sequence: int
    submission_key: UUID
    reference: str


@dataclass(frozen=True)
class NextDeal:
    """The next deal's in its edition: its running number, and a reference that no deal has.

    `taken_by`: the key of the deal that the same submission has recorded before.
    """

    sequence: int
    reference: str
    taken_by: int | None


def find_next_deal(edition: Edition, submission_key: UUID) -> NextDeal:
    """Where the next deal stands, and whether it stands there already: one query. Behind the ledger's lock."""
    while True:
        reference, last, taken_by = random_reference(), 0, None
        known = list(map(KnownDeal._make, deals_in_the_way(edition.pk, submission_key, reference)))
        for deal in known:
            if deal.submission_key == submission_key:
                taken_by = deal.key
            if deal.edition == edition.pk:
                last = max(last, deal.sequence)
        if taken_by or reference not in {deal.reference for deal in known}:
            return NextDeal(last + 1, reference, taken_by)


def deals_known(edition: int, submission_key: UUID, reference: str) -> QuerySet:
    """The last deal of the edition, the one of this submission, and the one of this reference, each by its index.

    PostgreSQL reads the whole table where one of the keys is looked for `IN` a subquery.
    """
    last = Deal.objects.filter(edition=edition).order_by("-sequence").values("pk")[:1]
    known = Q(pk=Subquery(last)) | Q(submission_key=submission_key) | Q(reference=reference)
    return Deal.objects.filter(known).order_by().values_list("pk", "edition", "sequence", "submission_key", "reference")


deals_in_the_way: CompiledRows[tuple] = CompiledRows(deals_known, int, UUID, str)


def insert_deals(deals: list[Deal]) -> list[Deal]:
    """Write new deals under references of their own: others, where the database finds one of them given already."""
    while True:
        for deal in deals:
            deal.reference = random_reference()
        try:
            with transaction.atomic():
                insert_all(deals)
                return deals
        except IntegrityError as error:
            rule = broken_constraint(Deal, error)
            if rule is None or rule.name != REFERENCE_RULE:
                raise


def former_reference_terms(edition: Edition) -> TermsQuerySet:
    """The announced terms of deals whose former reference leads to their page: of which nothing was ever masked.

    What that reference was made from may be guessed and tried, so it must have held nothing else than what is public.
    """
    masked = Terms.objects.filter(masked_condition(), deal=OuterRef("deal"))
    known = Terms.objects.public().of(edition).exclude(deal__former_reference="")
    return known.filter(~Exists(masked)).select_related("deal__edition")


def masked_condition() -> Q:
    """Terms of which the public is not to know the name, the amount or a party, or was not at first."""
    parties = Party.objects.filter(terms=OuterRef("pk")).exclude(shown=Visibility.PUBLIC)
    shown = Q(name_shown=Visibility.PUBLIC, amount_shown=Visibility.PUBLIC, embargo_until=None)
    return ~shown | Q(Exists(parties))
