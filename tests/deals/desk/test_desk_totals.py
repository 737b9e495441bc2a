"""Totals of more than what is announced, and of one currency as it was written: for the desk, and told apart there."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from deals import bulletins, ledger, totals
from deals.forms.bulletins import BulletinDraftForm
from deals.ledger.deal_data import AmountData
from deals.ledger.workflow import StepRefusal
from deals.models import Definition
from deals.money import Money
from deals.totals import Scope
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_reviewer,
    make_user,
    make_verified,
    yuan,
)
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
VERIFIED = {"slug": "verified", "name_en": "Verified", "statuses": "verified"}


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def whole(edition, *, desk=True, **fields):
    scope = Scope(edition, Definition(**{"statuses": "verified", "name_en": "Any"} | fields), desk=desk)
    return totals.read_totals(scope, []).headline


def dollars(amount: int) -> AmountData:
    return AmountData(Money(amount * 100, "USD"), as_written=f"US${amount}")


def test_what_is_verified_counts_beside_what_is_announced_and_what_is_not_verified_does_not(edition):
    make_announced(edition=edition, amounts=(yuan(5),))
    make_verified(edition=edition, amounts=(yuan(7),))
    make_deal(edition=edition, amounts=(yuan(100),))

    found = whole(edition)

    assert (found.projects, found.amount) == (2, Money(1200, "CNY"))
    assert totals.counted_headline(edition).amount == Money(500, "CNY")


def test_an_amendment_counts_as_announced_until_it_is_verified(edition):
    deal = make_announced(edition=edition, amounts=(yuan(5),))
    ledger.amend(
        deal,
        make_draft(edition=edition, project=deal.project, amounts=(yuan(9),)),
        version=1,
        by=deal.recorded_by,
        reason="slip",
    )

    assert whole(edition).amount == Money(500, "CNY")


def test_an_embargo_keeps_a_deal_from_the_public_total_only(edition):
    make_announced(edition=edition, amounts=(yuan(5),), embargo_until=timezone.now() + timezone.timedelta(days=1))

    assert (whole(edition).projects, totals.counted_headline(edition).projects) == (1, 0)


def test_a_later_signing_takes_the_place_of_an_earlier_one(edition):
    first = make_announced(edition=edition, amounts=(yuan(5),))
    make_verified(edition=edition, project=first.project, amounts=(yuan(8),))

    assert (whole(edition).projects, whole(edition).amount) == (1, Money(800, "CNY"))


def test_a_deal_drawn_from_a_batch_takes_its_place_once_it_is_verified(edition):
    batch = make_batch(edition, projects=2, yuan=20)
    deal = make_verified(edition=edition, place=batch.announced_place, amounts=(yuan(5),))
    ledger.draw(deal, batch=batch, version=deal.version, by=make_reviewer())

    for more in ({}, {"place": batch.announced_place}):
        assert (whole(edition, **more).projects, whole(edition, **more).amount) == (2, Money(2000, "CNY"))


def test_away_from_the_desk_such_a_definition_counts_what_is_announced(edition):
    make_verified(edition=edition)

    assert whole(edition, desk=False).projects == 0


def test_no_public_page_interface_or_bulletin_knows_such_a_definition(client, edition):
    secret = Definition.objects.create(**VERIFIED)
    plain = Definition.objects.create(slug="plain", name_en="Plain")
    make_verified(edition=edition)

    page = client.get("/en/2019/deals/totals/?definition=verified").text

    assert "?definition=plain" not in page
    assert 'value="plain"' in page
    assert 'value="verified"' not in page
    assert client.get("/api/v1/editions/2019/totals?definition=plain").status_code == 200
    assert client.get("/api/v1/editions/2019/totals?definition=verified").status_code >= 400
    assert list(BulletinDraftForm(edition=edition).fields["definition"].queryset) == [plain]
    with pytest.raises(StepRefusal):
        bulletins.write_draft(edition, definition=secret, by=make_press())


def test_one_currency_counts_as_it_was_written(edition):
    make_rate()
    make_announced(edition=edition, amounts=(dollars(3),))
    make_announced(edition=edition, amounts=(dollars(4),), place="outside")
    make_announced(edition=edition, amounts=(yuan(5),))
    make_announced(edition=edition, amounts=(dollars(50),), amount_shown="hidden")
    make_announced(edition=edition, amounts=())

    found = whole(edition, statuses="announced", currency="USD", desk=False)

    assert (found.projects, found.amount, found.second) == (2, Money(700, "USD"), None)
    assert (found.at_expo.amount, found.outside.amount) == (Money(300, "USD"), Money(400, "USD"))
    assert (found.undisclosed, found.rate_missing, found.not_itemised) == (0, 0, None)


def test_an_amount_without_a_rate_counts_in_its_own_currency(edition):
    make_announced(edition=edition, amounts=(dollars(3),))

    assert whole(edition, currency="USD").amount == Money(300, "USD")
    assert totals.counted_headline(edition).rate_missing == 1


def test_a_bulletin_of_one_currency_holds_for_good(edition):
    definition = Definition.objects.create(slug="dollars", name_en="In dollars", name_zh="美元", currency="USD")
    make_announced(edition=edition, amounts=(dollars(3),))
    press = make_press()
    bulletin = bulletins.freeze(bulletins.write_draft(edition, definition=definition, by=press), version=1, by=press)
    Definition.objects.update(currency="")
    make_announced(edition=edition, amounts=(dollars(9),))
    bulletin.refresh_from_db()

    assert bulletins.prove(bulletin).holds
    assert [row["value"] for row in bulletin.figures["figures"] if row["key"] == "amount"] == [300]


def test_editions_are_compared_in_the_currency_that_both_count():
    one, other = make_edition(slug="2019"), make_edition(slug="2018")

    assert totals.common_definition(Scope(one, Definition(currency="USD")), Scope(other)).currency == "USD"
    with pytest.raises(totals.Incomparable, match="different currencies"):
        totals.common_definition(Scope(one, Definition(currency="USD")), Scope(other, Definition(currency="EUR")))


@pytest.mark.parametrize("currency", ["usd", "US", "$$$", "U\nD"])
def test_a_currency_is_a_code(currency):
    with pytest.raises(ValidationError):
        Definition(slug="x", name_en="X", currency=currency).full_clean()


def test_the_desk_tells_what_the_total_will_be_and_what_it_is(client, edition):
    Definition.objects.create(**VERIFIED, place="outside")
    make_announced(edition=edition, amounts=(yuan(500_000_000),))
    make_verified(edition=edition, amounts=(yuan(700_000_000),))
    client.force_login(make_user("view_ledger"))

    page, narrowed = (client.get(f"/desk/2019/totals/{query}").text for query in ("", "?definition=verified"))

    assert all(words in page for words in ("1.2 billion", "500 million yuan", "For the desk only"))
    assert "Only those signed outside the venue." in narrowed
    assert "1.2 billion" not in narrowed
