"""Exchange rates and batches at the desk."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from deals.ledger.deal_data import AmountData
from deals.models import Amount, Batch, ExchangeRate
from deals.money import Money
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_deal,
    make_rate,
    make_reviewer,
    make_user,
    yuan,
)
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
HEADER = "base,quote,on,rate,source"
RATES, IMPORT = "/desk/rates/", "/desk/rates/import/"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def desk(client):
    client.force_login(make_user("add_exchangerate", "verify_deal", "view_ledger"))
    return client


def sent(*lines: str, **more) -> dict:
    return {"text": "\n".join((HEADER, *lines))} | more


def test_a_rate_is_entered_with_its_day_and_source(desk, edition):
    desk.post(RATES, {"base": "USD", "quote": "CNY", "on": "2019-08-26", "rate": "7.0605", "source": "CFETS"})

    rate = ExchangeRate.objects.get()
    assert (rate.base, rate.rate, rate.on, rate.source) == ("USD", Decimal("7.0605"), dt.date(2019, 8, 26), "CFETS")


@pytest.mark.parametrize(("base", "quote"), [("USB", "CNY"), ("USD", "CNX"), ("XXX", "CNY")])
def test_a_rate_of_a_currency_that_is_none_is_refused_at_the_form_and_in_a_csv(desk, edition, base, quote):
    typed = desk.post(RATES, {"base": base, "quote": quote, "on": "2019-08-26", "rate": "7", "source": "CFETS"})
    brought = desk.post(IMPORT, sent(f"{base},{quote},2019-08-26,7,CFETS", enter="1"))

    for answer in (typed, brought):
        assert (answer.status_code, "There is no currency" in answer.content.decode()) == (422, True)
    assert not ExchangeRate.objects.exists()


def test_a_rate_is_entered_with_codes_in_small_letters(desk, edition):
    desk.post(RATES, {"base": "usd", "quote": "cny", "on": "2019-08-26", "rate": "7.0605", "source": "CFETS"})

    assert ExchangeRate.objects.filter(base="USD", quote="CNY").exists()


def test_a_csv_is_shown_first_and_entered_only_when_told(desk, edition):
    lines = ("USD,CNY,2019-08-26,7.0605,CFETS", "eur,CNY,2019-08-26,7.8672,CFETS")

    shown = desk.post(IMPORT, sent(*lines))
    assert (shown.status_code, ExchangeRate.objects.count()) == (200, 0)
    desk.post(IMPORT, sent(*lines, enter="1"))

    assert sorted(ExchangeRate.objects.values_list("base", flat=True)) == ["EUR", "USD"]


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("USD,CNY,2019-08-26,7e3,CFETS", "is not a rate"),
        ("USD,CNY,2019-08-26,0,CFETS", "greater than zero"),
        ("USD,CNY,2019-08-26,-7,CFETS", "is not a rate"),
        ("USD,CNY,2019-08-26,٧,CFETS", "is not a rate"),
        ("USD,CNY,26.8.2019,7,CFETS", "is not a day"),
        ("USD,CNY,2019-02-30,7,CFETS", "is not a day"),
        ("USD,USD,2019-08-26,7,CFETS", "two different currencies"),
        ("US$,CNY,2019-08-26,7,CFETS", "three-letter codes"),
        ("USD,CNY,2019-08-26,7", "5 columns"),
        ("USD,CNY,2019-08-26,7,", "blank"),
        ("EUR,CNY,2019-08-25,8,CFETS", "Line 2 gives"),
        ("USD,CNY,2019-08-23,8,CFETS", "has the rate 7 already"),
    ],
)
def test_of_a_csv_with_one_bad_line_nothing_is_entered_and_the_line_is_named(desk, edition, line, trouble):
    make_rate("USD", "7", on=dt.date(2019, 8, 23))

    answer = desk.post(IMPORT, sent("EUR,CNY,2019-08-25,7.8672,CFETS", line, enter="1"))

    assert answer.status_code == 422
    assert [(row.number, trouble in row.trouble) for row in answer.context["lines"]] == [(2, False), (3, True)]
    assert ExchangeRate.objects.count() == 1


def test_the_same_csv_again_enters_nothing_twice(desk, edition):
    for _ in range(2):
        answer = desk.post(IMPORT, sent("USD,CNY,2019-08-26,7.0605,CFETS", enter="1"))

    assert (answer.status_code, ExchangeRate.objects.count()) == (302, 1)


@pytest.mark.parametrize("text", ["", "nonsense", "base,quote\nUSD,CNY"])
def test_what_is_no_csv_of_rates_is_refused_in_a_sentence(desk, edition, text):
    answer = desk.post(IMPORT, {"text": text})

    assert answer.status_code == 422
    assert "The first line names the columns" in answer.text


def test_a_deal_whose_rate_is_missing_is_listed_and_filled_in_by_one_click(desk, edition):
    deal = make_announced(edition=edition, amounts=(AmountData(Money(100, "USD")),))
    assert "no rate USD/CNY" in desk.get(RATES).text
    make_rate("USD", "7", on=edition.starts_on)
    assert f"/desk/deals/{deal.number}/convert/" in desk.get(RATES).text

    desk.post(f"/desk/deals/{deal.number}/convert/", {"version": 1})

    assert Amount.objects.get().reporting_minor == 700
    desk.get(RATES)
    assert deal.number not in desk.get(RATES).text


def batch_form(**changes) -> dict:
    form = {"key": str(uuid.uuid4()), "name_en": "Reported by Yubei", "projects": "12", "amount": "340亿"}
    return form | {"place": "outside", "signed_on": "2019-08-26"} | changes


def test_a_clerk_records_a_batch_once(client, edition):
    client.force_login(make_clerk())
    form = batch_form()

    for _ in range(2):
        client.post("/desk/2019/batches/", form)

    assert [(batch.number, batch.minor) for batch in Batch.objects.all()] == [("2019-B01", 3_400_000_000_000)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "USD 5m"}, "amount"),
        ({"projects": "0"}, "projects"),
        ({"place": ""}, "place"),
        ({"name_en": ""}, "name_zh"),
    ],
)
def test_a_batch_that_does_not_make_sense_is_refused_beside_its_field(client, edition, changes, field):
    client.force_login(make_clerk())

    answer = client.post("/desk/2019/batches/", batch_form(**changes))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Batch.objects.exists()


def test_what_is_missing_of_a_batch_is_asked_for_in_its_own_words(client, edition):
    client.force_login(make_clerk())

    page = client.post("/desk/2019/batches/", batch_form(projects="-3", place="", signed_on="")).text

    assert "Write how many projects it holds, from 1 to 10,000." in page
    assert "Choose whether it was signed at the expo or outside." in page
    assert "Write the day on which it was signed." in page
    assert "This field is required" not in page


def test_who_only_reads_records_no_batch(client, edition):
    client.force_login(make_user("view_ledger"))

    answer = client.post("/desk/2019/batches/", batch_form())

    assert answer.status_code == 422
    assert not Batch.objects.exists()


def test_a_reviewer_draws_a_deal_from_its_batch_on_its_page(client, edition):
    batch, deal = make_batch(edition), make_deal(edition=edition, amounts=(yuan(100),))
    client.force_login(make_reviewer())

    client.post(f"/desk/deals/{deal.number}/draw/", {"version": 1, "batch": batch.pk})

    assert Batch.objects.get().left == (11, 110_000)
