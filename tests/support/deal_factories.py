"""Deals and desk staff with valid defaults, for tests."""

import datetime as dt
import itertools
import uuid
from typing import Any

from django.contrib.auth.models import Permission, User

from deals import ledger
from deals.ledger import batches
from deals.ledger.deal_data import AmountData, DealData, PartyData
from deals.models import Amount, Batch, Deal, ExchangeRate
from deals.money import Money
from expo.models import Edition
from tests.support.factories import make_edition, make_organisation

numbers = itertools.count(1)


def make_user(*permissions: str, name: str = "", **fields: Any) -> User:
    """A staff user with these permissions of the deals app, like `record_deal`."""
    user = User.objects.create_user(name or f"user-{next(numbers)}", password="secret", is_staff=True, **fields)
    link, found = User.user_permissions.through, Permission.objects.filter(content_type__app_label="deals")
    ids = found.filter(codename__in=permissions).order_by().values_list("pk", flat=True)
    link.objects.bulk_create([link(user=user, permission_id=pk) for pk in ids])
    return user


def make_clerk(**fields: Any) -> User:
    return make_user("record_deal", "view_ledger", **fields)


def make_reviewer(**fields: Any) -> User:
    return make_user("verify_deal", "view_ledger", **fields)


def make_press(**fields: Any) -> User:
    return make_user("announce_deal", "view_ledger", **fields)


def yuan(amount: int) -> AmountData:
    """A headline amount of whole yuan."""
    return AmountData(Money(amount * 100, "CNY"), as_written=f"{amount}元")


def make_draft(edition: Edition | None = None, **changes: Any) -> DealData:
    number = next(numbers)
    edition = edition or Edition.objects.first() or make_edition()
    fields: dict[str, Any] = {
        "edition": edition,
        "name_en": f"Chip works {number}",
        "name_zh": f"芯片厂{number}",
        "instrument": "investment",
        "signed_on": edition.starts_on,
        "place": "at_expo",
        "amounts": (yuan(100_000_000),),
    }
    if "parties" not in changes:
        fields["parties"] = (
            PartyData("A", "host", make_organisation()),
            PartyData("B", "investor", make_organisation()),
        )
    return DealData(**(fields | changes))


def make_deal(draft: DealData | None = None, **changes: Any) -> Deal:
    """A recorded deal, waiting to be verified."""
    deal, _created = ledger.record(draft or make_draft(**changes), key=uuid.uuid4(), by=make_clerk())
    return deal


def make_verified(draft: DealData | None = None, **changes: Any) -> Deal:
    deal = make_deal(draft, **changes)
    return verify(deal)


def verify(deal: Deal) -> Deal:
    """Verified by somebody else, who types a large amount again."""
    amount = Amount.objects.filter(terms__deal=deal, terms__number=deal.version, headline=True).first()
    retyped = Money(amount.minor, amount.currency) if amount else None
    return ledger.verify(deal, version=deal.version, by=make_reviewer(), retyped=retyped)


def make_announced(draft: DealData | None = None, **changes: Any) -> Deal:
    deal = make_verified(draft, **changes)
    return ledger.announce(deal, version=deal.version, by=make_press())


def make_rate(base: str = "USD", rate: str = "7.0605", on: dt.date | None = None, quote: str = "CNY") -> ExchangeRate:
    return ExchangeRate.objects.create(base=base, quote=quote, rate=rate, on=on or dt.date(2019, 8, 26), source="test")


def make_batch(edition: Edition, projects: int = 12, yuan: int | None = 1200, until: str = "announced") -> Batch:
    """So many projects, reported before their list, brought to the standing `until`."""
    name, minor = f"Reported by district {next(numbers)}", None if yuan is None else yuan * 100
    draft = batches.BatchData(edition, name, "", "outside", edition.starts_on, projects, minor)
    batch, _created = batches.record(draft, key=uuid.uuid4(), by=make_clerk())
    if until != "submitted":
        batch = batches.verify(batch, version=1, by=make_reviewer())
    return batches.announce(batch, version=1, by=make_press()) if until == "announced" else batch
