"""The deal desk over HTTP: what a clerk, a reviewer and the press officer do there."""

import re

import pytest

from deals.ledger import organisation_lookup
from deals.models import Amount, Deal, Event
from expo.models import Organisation
from tests.deals.desk.record_form import RECORD, filled
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_clerk, make_deal, make_press, make_reviewer, make_user
from tests.support.factories import make_edition, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def test_a_clerk_records_a_deal_and_gets_a_receipt_with_its_number(desk, known):
    response = desk(make_clerk()).post(RECORD, filled(), follow=True)

    deal = Deal.objects.get()
    assert response.redirect_chain == [("/desk/deals/2019-0001/", 302)]
    assert "2019-0001" in response.text
    assert "¥1,250,000,000.00" in response.text
    assert [p.organisation for p in deal.versions.get().parties.all()] == list(known)


def test_what_is_missing_is_named_in_the_order_of_the_page_each_with_its_field(desk, known):
    left_out = {"place": "", "instrument": "", "name_zh": "", "name_en": "", "signed_on": "", "amount": "1.2b"}

    page = desk(make_clerk()).post(RECORD, filled(**left_out))

    places = [problem.field for problem in page.context["forms"].listed]
    assert places == ["id_amount", "id_place_0", "id_signed_on", "id_name_zh", "id_instrument_0"]
    assert [place for place in places if f'id="{place}"' not in page.text] == []
    assert "This field is required." not in page.text


def test_pressing_twice_records_once(desk, known):
    client, form = desk(make_clerk()), filled()

    answers = [client.post(RECORD, form) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/desk/deals/2019-0001/"] * 2
    assert (Deal.objects.count(), Event.objects.count()) == (1, 1)


def test_the_same_form_changed_is_refused_and_shows_what_it_recorded(desk, known):
    client, form = desk(make_clerk()), filled()
    client.post(RECORD, form)

    answer = client.post(RECORD, form | {"amount": "13亿"})

    assert answer.status_code == 409
    assert "2019-0001" in answer.text
    assert 'value="13亿"' in answer.text
    assert Amount.objects.get().minor == 125_000_000_000


def test_what_was_typed_into_a_used_form_can_be_recorded_as_another_deal(desk, known):
    client, form = desk(make_clerk()), filled()
    client.post(RECORD, form)
    refused = client.post(RECORD, form | {"amount": "13亿"})
    offered = re.search(r'<button[^>]* name="key" value="([^"]+)"', refused.text)[1]

    client.post(RECORD, form | {"amount": "13亿", "key": [form["key"], offered]})

    assert [amount.minor for amount in Amount.objects.order_by("pk")] == [125_000_000_000, 130_000_000_000]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "1.2b"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"undisclosed": "on"}, "amount"),
        ({"place": ""}, "place"),
        ({"signed_on": "31.8.2019"}, "signed_on"),
        ({"signed_on": "2190-08-26"}, "signed_on"),
        ({"signed_on": "1019-08-26"}, "signed_on"),
        ({"signed_on": "0001-01-01"}, "signed_on"),
        ({"embargo_until": "0001-01-01T00:00"}, "embargo_until"),
        ({"embargo_until": "9999-12-31T23:59"}, "embargo_until"),
        ({"embargo_until": "tomorrow"}, "embargo_until"),
        ({"instrument": ""}, "instrument"),
        ({"name_en": "", "name_zh": ""}, "name_zh"),
        ({"key": "nonsense"}, "key"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost(desk, known, changes, field):
    answer = desk(make_clerk()).post(RECORD, filled(**changes))

    assert answer.status_code == 422
    assert field in answer.context["forms"].terms.errors
    assert "示例科技" in answer.text
    assert not Deal.objects.exists()


def test_an_organisation_nobody_knows_is_asked_about_and_then_made_in_place(desk, known):
    client = desk(make_clerk())
    asked = client.post(RECORD, filled(**{"parties-1-name": "新来的公司"}))
    assert (asked.status_code, Organisation.objects.count()) == (422, 2)
    assert "parties-1-new" in asked.text

    client.post(RECORD, filled(**{"parties-1-name": "新来的公司", "parties-1-new": "on"}))

    assert Organisation.objects.get(name_zh="新来的公司").initials == "xldgs"
    assert Deal.objects.count() == 1


def test_a_new_organisation_may_have_a_name_longer_in_pinyin_than_its_column(desk, known):
    desk(make_clerk()).post(RECORD, filled(**{"parties-1-name": "装" * 200, "parties-1-new": "on"}))

    assert len(Organisation.objects.get(name_zh="装" * 200).pinyin) == 400


def test_a_full_name_comes_before_the_same_short_name_of_another():
    mother = make_organisation(name_en="Longriver")
    make_organisation(name_en="Longriver Chongqing", short_en="LONGRIVER")

    assert organisation_lookup.find_organisation("longriver") == mother


def test_two_organisations_with_the_same_name_are_never_guessed_between(desk, known):
    make_organisation(name_en="liangjiang")

    answer = desk(make_clerk()).post(RECORD, filled())

    assert answer.status_code == 422
    assert "More than one organisation" in answer.text


def test_a_refused_deal_leaves_no_new_organisation_behind(desk, known):
    """Only the ledger sees that both sides are the same organisation: until then it has no row."""
    new = {f"parties-{row}-{name}": value for row in (0, 1) for name, value in (("name", "新来的公司"), ("new", "on"))}

    answer = desk(make_clerk()).post(RECORD, filled(**new))

    assert answer.status_code == 422
    assert "stands on this deal twice" in answer.text
    assert not Organisation.objects.filter(name_zh="新来的公司").exists()


def test_a_used_form_with_a_new_organisation_leaves_none_behind(desk, known):
    client, form = desk(make_clerk()), filled()
    client.post(RECORD, form)

    answer = client.post(RECORD, form | {"parties-1-name": "新来的公司", "parties-1-new": "on"})

    assert answer.status_code == 409
    assert not Organisation.objects.filter(name_zh="新来的公司").exists()


def test_a_ceremony_of_another_edition_is_no_choice(desk, known):
    elsewhere = make_session(edition=make_edition(slug="2020"), kind="signing")

    answer = desk(make_clerk()).post(RECORD, filled(ceremony=str(elsewhere.pk)))

    assert "ceremony" in answer.context["forms"].terms.errors


@pytest.mark.parametrize("total", ["51", "1000000", "-1", "x", "", None])
def test_a_number_of_rows_that_no_browser_sends_records_nothing(desk, known, total):
    form = {name: value for name, value in filled(**{"parties-TOTAL_FORMS": total}).items() if value is not None}

    answer = desk(make_clerk()).post(RECORD, form)

    assert answer.status_code == 422
    assert answer.context["forms"].parties.non_form_errors()
    assert not Deal.objects.exists()


def test_an_undisclosed_deal_has_no_amount(desk, known):
    desk(make_clerk()).post(RECORD, filled(amount="", undisclosed="on"))

    assert Deal.objects.count() == 1
    assert not Amount.objects.exists()


def test_the_next_form_keeps_day_place_and_instrument(desk, edition):
    answer = desk(make_clerk()).get(RECORD + "?signed_on=2019-08-27&place=outside&instrument=mou")

    form = answer.context["forms"].terms
    assert [form[name].value() for name in ("signed_on", "place", "instrument")] == ["2019-08-27", "outside", "mou"]


def test_the_place_is_never_filled_in_for_the_clerk(desk, edition):
    answer = desk(make_clerk()).get(RECORD)

    assert answer.context["forms"].terms["place"].value() is None


def test_three_people_take_a_deal_to_the_public(desk, edition):
    number = make_deal(edition=edition).number

    desk(make_reviewer()).post(f"/desk/deals/{number}/verify/", {"version": 1})
    desk(make_press()).post(f"/desk/deals/{number}/announce/", {"version": 1})

    assert Deal.objects.get().status == "announced"


def test_a_clerk_with_every_right_still_cannot_verify_their_own(desk, known):
    client = desk(make_user("record_deal", "verify_deal", "view_ledger"))
    client.post(RECORD, filled())
    shown = client.get("/desk/deals/2019-0001/")
    assert "/verify/" not in shown.text

    answer = client.post("/desk/deals/2019-0001/verify/", {"version": 1})

    assert answer.status_code == 409
    assert "Somebody else must verify what you entered." in answer.text
    assert Deal.objects.get().status == "submitted"


def test_verifying_an_older_version_is_refused_and_says_so(desk, edition):
    deal = make_deal(edition=edition)

    answer = desk(make_reviewer()).post(f"/desk/deals/{deal.number}/verify/", {"version": 7})

    assert answer.status_code == 409
    assert "newer version" in answer.text


@pytest.mark.parametrize("body", [{}, {"version": "x"}, {"version": "0"}])
def test_a_step_without_its_version_is_refused(desk, edition, body):
    deal = make_deal(edition=edition)

    answer = desk(make_reviewer()).post(f"/desk/deals/{deal.number}/verify/", body)

    assert answer.status_code == 409
    assert Deal.objects.get().status == "submitted"


def test_a_withdrawal_needs_a_reason(desk, edition):
    deal, client = make_deal(edition=edition), desk(make_press())

    refused = client.post(f"/desk/deals/{deal.number}/withdraw/", {"version": 1, "reason": " "})
    client.post(f"/desk/deals/{deal.number}/withdraw/", {"version": 1, "reason": "Never signed"})

    assert refused.status_code == 409
    assert Deal.objects.get().status == "withdrawn"


def test_a_reason_that_is_too_long_is_said_and_not_lost(desk, edition):
    deal = make_deal(edition=edition)

    answer = desk(make_press()).post(f"/desk/deals/{deal.number}/withdraw/", {"version": 1, "reason": "y" * 501})

    assert answer.status_code == 409
    assert "at most 500 characters" in answer.text
    assert "y" * 501 in answer.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12亿", "壹拾贰亿元整"), ("USD 40m", "US$40,000,000.00"), ("1.2b", "bn"), ("", "Write an amount.")],
)
def test_the_echo_says_how_an_amount_reads(desk, text, expected):
    answer = desk(make_clerk()).get("/desk/amount/", {"text": text, "currency": "CNY"})

    assert answer.status_code == 200
    assert expected in answer.text


def test_suggestions_know_both_languages_and_pinyin_initials(desk):
    make_organisation(name_zh="华光技术", name_en="Huaguang Tech", initials="hgjs")

    answers = [desk(make_clerk()).get("/desk/organisations/", {"q": q}).text for q in ("华光", "huag", "hgjs", "zzz")]

    assert ["华光技术" in answer for answer in answers] == [True, True, True, False]


def test_suggestions_for_nothing_that_can_be_read_are_none(desk):
    make_organisation()

    answers = [desk(make_clerk()).get("/desk/organisations/", {"q": q}) for q in ("", " ", "\0")]

    assert [(answer.status_code, answer.text.strip()) for answer in answers] == [(200, "")] * 3


@pytest.mark.parametrize("deals", [1, 3])
def test_the_queue_costs_the_same_however_long(desk, edition, deals, django_assert_num_queries):
    for _ in range(deals):
        make_deal(edition=edition)
    client = desk(make_clerk())

    with django_assert_num_queries(24):
        answer = client.get("/desk/2019/")

    assert answer.text.count("queue-row") == 2 * deals
