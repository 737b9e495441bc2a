"""The references by which the public knows deals: random, so that nothing of a deal follows from its address."""

import base64
import secrets

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from deals.models import Deal, Party, Terms
from deals.models.deal import REFERENCE_RULE
from deals.models.terms import TermsQuerySet, Visibility
from expo.db.constraints import broken_constraint
from expo.models import Edition


def random_reference() -> str:
    """Eight characters out of 40 random bits."""
    return base64.b32encode(secrets.token_bytes(5)).decode().lower()


def insert_deals(deals: list[Deal]) -> list[Deal]:
    """Write new deals under references of their own: others, where the database finds one of them given already."""
    while True:
        for deal in deals:
            deal.reference = random_reference()
        try:
            with transaction.atomic():
                return Deal.objects.bulk_create(deals)
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
