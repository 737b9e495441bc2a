"""Amending over HTTP: the next version of a deal, and two people who amend one."""

import pytest

from deals.ledger.deal_data import AmountData, PartyData
from deals.models import Deal
from deals.money import Money
from tests.deals.desk.record_form import RECORD, filled
from tests.support.deal_factories import make_clerk, make_deal, yuan
from tests.support.factories import make_edition, make_organisation, make_region
from tests.support.staff import filled as sent_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def test_amending_shows_what_stands_and_saves_the_next_version(desk, known):
    client = desk(make_clerk())
    client.post(RECORD, filled())
    shown = client.get("/desk/deals/2019-0001/amend/")
    assert shown.context["forms"].terms["amount"].value() == "¥1,250,000,000.00"

    client.post("/desk/deals/2019-0001/amend/", filled(amount="13亿", version="1", reason="A slip"))

    deal = Deal.objects.get()
    assert (deal.version, deal.versions.first().amounts.get().minor) == (2, 130_000_000_000)


def test_an_amendment_keeps_what_its_form_does_not_ask(desk, edition):
    further = AmountData(Money(500, "CNY"), basis="foreign", headline=False)
    unnamed = PartyData("B", "investor", region=make_region(name_en="Singapore", name_zh="新加坡"), shown="hidden")
    both = (PartyData("A", "host", make_organisation()), unnamed)
    deal = make_deal(edition=edition, note_en="Kept", note_zh="保留", amounts=(yuan(5), further), parties=both)
    client, address = desk(make_clerk()), f"/desk/deals/{deal.number}/amend/"

    client.post(address, sent_from(client.get(address), name_en="Renamed works", reason="A slip"))

    second, first = [told(terms) for terms in deal.versions.all()]
    assert second == first | {"name_en": "Renamed works"}


def told(terms) -> dict:
    """All that the terms say, without who entered them when."""
    who = ("id", "number", "entered_by_id", "entered_at")
    fields = {field.attname: getattr(terms, field.attname) for field in terms._meta.concrete_fields}
    named = [(row.organisation, row.region, row.side, row.role, row.shown) for row in terms.parties.all()]
    amounts = [(row.minor, row.currency, row.basis, row.as_written, row.headline) for row in terms.amounts.all()]
    return {name: value for name, value in fields.items() if name not in who} | {"parties": named, "amounts": amounts}


def test_amending_keeps_which_of_two_organisations_of_one_name_has_signed(desk, edition):
    other, signed = make_organisation(name_zh="重名公司"), make_organisation(name_zh="重名公司")
    deal = make_deal(
        edition=edition, parties=(PartyData("A", "host", signed), PartyData("B", "buyer", make_organisation()))
    )
    client, address = desk(make_clerk()), f"/desk/deals/{deal.number}/amend/"

    answer = client.post(address, sent_from(client.get(address), name_en="Renamed works", reason="A slip"))

    assert answer.status_code == 302
    assert other != deal.versions.get(number=2).parties.first().organisation == signed


def test_amending_does_not_pretend_to_change_the_kind_of_project(desk, edition):
    deal = make_deal(edition=edition, kind="purchase")

    answer = desk(make_clerk()).get(f"/desk/deals/{deal.number}/amend/")

    assert answer.context["forms"].terms["kind"].value() == "purchase"
    assert answer.context["forms"].terms.fields["kind"].disabled


def test_amending_what_somebody_amended_meanwhile_loses_nothing(desk, known):
    client = desk(make_clerk())
    client.post(RECORD, filled())
    client.post("/desk/deals/2019-0001/amend/", filled(amount="13亿", version="1", reason="A slip"))

    answer = client.post("/desk/deals/2019-0001/amend/", filled(amount="14亿", version="1", reason="Another"))

    assert answer.status_code == 422
    assert "newer version" in answer.text
    assert 'value="14亿"' in answer.text
    assert Deal.objects.get().version == 2
    amount = next(row for row in answer.context["three"] if row.field == "Amount")
    assert [said.partition(" ")[0] for said in amount.said] == [
        "¥1,250,000,000.00",
        "¥1,300,000,000.00",
        "¥1,400,000,000.00",
    ]


def test_what_was_typed_goes_on_top_of_what_was_saved_meanwhile_when_it_is_sent_again(desk, known):
    client = desk(make_clerk())
    client.post(RECORD, filled())
    address = "/desk/deals/2019-0001/amend/"
    client.post(address, filled(amount="13亿", version="1", reason="A slip"))
    answer = client.post(address, filled(amount="14亿", version="1", reason="Another"))

    client.post(address, sent_from(answer))

    deal = Deal.objects.get()
    assert (deal.version, deal.versions.get(number=3).amounts.get().minor) == (3, 140_000_000_000)


@pytest.mark.parametrize("version", ["", "x", None])
def test_an_amendment_without_its_version_is_refused_in_a_sentence(desk, known, version):
    client = desk(make_clerk())
    client.post(RECORD, filled())
    form = filled(amount="13亿", reason="A slip") | ({} if version is None else {"version": version})

    answer = client.post("/desk/deals/2019-0001/amend/", form)

    assert answer.status_code == 422
    assert "This page was incomplete" in answer.text
    assert Deal.objects.get().version == 1
