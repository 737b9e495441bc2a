"""What partner systems send and cannot be recorded: refused in a sentence, beside the field."""

import json

import pytest

from deals.models import Amount, Deal
from expo.models import Organisation
from tests.support.api import PARTIES, Office, pointers, signing
from tests.support.factories import make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    make_region(code="GB")
    return Office()


NO_SUMS = [
    *("0", "0.00", "-1", "+1", "1e9", "1E9", "NaN", "Infinity", "1,000", "1_000", "01", ".5", "5.", "1.2.3", "12亿"),
    *("１２", "١٢", "0x10", "1.005", "1.500", "10000000000000000000", "", " 1", "1 ", "1\n", "1 000"),
]


def amount(value, currency="CNY", **more):
    return signing(amount={"basis": "investment", "currency": currency, "value": value} | more)


def raw(value: str) -> bytes:
    """The body with this in place of its amount's value, as it stands."""
    return json.dumps(amount("VALUE")).replace('"VALUE"', value).encode()


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [
        ("1250000000", "CNY", 125_000_000_000),
        ("1250000000.50", "CNY", 125_000_000_050),
        ("0.01", "CNY", 1),
        ("1.5", "USD", 150),
        ("40000000", "JPY", 40_000_000),
        ("1.234", "KWD", 1234),
        ("99999999999999.99", "CNY", 9_999_999_999_999_999),
    ],
)
def test_money_is_exact_to_the_smallest_unit(office, value, currency, minor):
    office.send(amount(value, currency))

    assert (Amount.objects.get().minor, Amount.objects.get().currency) == (minor, currency)


@pytest.mark.parametrize(
    "more", [{}, {"value": None}, {"basis": "investment", "currency": "CNY"}, {"basis": "contract", "value": None}]
)
def test_an_undisclosed_amount_is_none_whatever_stands_beside_it(office, more):
    assert office.send(signing(amount={"undisclosed": True} | more)).status_code == 201
    assert Amount.objects.count() == 0


def test_what_may_be_left_out_may_be_null_and_is_the_same(office):
    amount = {"basis": "investment", "currency": "CNY", "value": "1250000000"}
    party = {"name_zh": None, "country": None, "region": None}
    sent = signing(amount=amount | {"undisclosed": False}, parties=[PARTIES[0], PARTIES[1] | party])
    nothing = dict.fromkeys(["title_zh", "areas", "contract_no"])

    first, again = (
        office.send(sent | nothing, key="a-key"),
        office.send(signing(title_zh=None, contract_no=None), key="a-key"),
    )

    assert (first.status_code, again.status_code) == (201, 200)
    assert Amount.objects.get().minor == 125_000_000_000


@pytest.mark.parametrize("value", NO_SUMS)
def test_what_is_no_plain_sum_is_refused(office, value):
    response = office.send(amount(value))

    assert (response.status_code, pointers(response)) in [(422, ["#/amount/value"]), (422, ["#/amount"])]
    assert Deal.objects.count() == 0


@pytest.mark.parametrize("value", ["1250000000", "1250000000.5", "1e9", "-1", "null", "true", '["1"]', "9" * 5000])
def test_a_sum_is_a_string_and_nothing_else(office, value):
    response = office.send(raw(value))

    assert (response.status_code, pointers(response)) == (422, ["#/amount/value"])


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "01", "'1'", '"1', ""])
def test_what_is_not_json_is_malformed(office, value):
    response = office.send(raw(value))

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b'{"edition": "2019", "edition": "2020"}',
        b'{"title_en": "\\ud800"}',
        b"[" * 30_000,
        json.dumps(signing()).encode("utf-16"),
    ],
)
def test_json_that_others_might_read_otherwise_is_malformed(office, body):
    response = office.send(body)

    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("body", [[], "x", None, True, 1])
def test_what_is_no_object_is_refused(office, body):
    response = office.send(json.dumps(body).encode())

    assert (response.status_code, pointers(response)) == (422, ["#"])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"title_en": "", "title_zh": "  "}, "#"),
        ({"title_en": "x" * 251}, "#/title_en"),
        ({"title_en": "a\0b"}, "#/title_en"),
        ({"title_en": "\u200b", "title_zh": ""}, "#/title_en"),
        ({"title_en": "\u202ecod.exe"}, "#/title_en"),
        ({"parties": [PARTIES[0], PARTIES[1] | {"name": "\ufeff"}]}, "#/parties/1/name"),
        ({"title_zh": 1}, "#/title_zh"),
        ({"place": None}, "#/place"),
        ({"place": "expo"}, "#/place"),
        ({"signed_on": "2019-02-30"}, "#/signed_on"),
        ({"signed_on": "20190826"}, "#/signed_on"),
        ({"signed_on": "9999-12-31"}, "#/signed_on"),
        ({"signed_on": "1019-08-26"}, "#/signed_on"),
        ({"instrument": "handshake"}, "#/instrument"),
        ({"areas": ["unknown"]}, "#/areas/0"),
        ({"areas": "chips"}, "#/areas"),
        ({"parties": PARTIES[:1]}, "#/parties"),
        ({"parties": [PARTIES[0], PARTIES[0] | {"side": "B"}]}, "#/parties"),
        ({"parties": [PARTIES[0], PARTIES[1] | {"side": "A"}]}, "#/parties"),
        ({"parties": [PARTIES[0], {"side": "B"}]}, "#/parties/1"),
        ({"parties": [PARTIES[0], PARTIES[1] | {"side": "Z"}]}, "#/parties/1/side"),
        ({"parties": [PARTIES[0], PARTIES[1] | {"country": "UK"}]}, "#/parties/1/country"),
        ({"parties": [PARTIES[0], PARTIES[1] | {"country": "gb"}]}, "#/parties/1/country"),
        ({"parties": [PARTIES[0], PARTIES[1] | {"region": "Atlantis"}]}, "#/parties/1/region"),
        ({"parties": {}}, "#/parties"),
        ({"amount": None}, "#/amount"),
        ({"amount": {"undisclosed": "yes"}}, "#/amount/undisclosed"),
        ({"amount": {"basis": "contract", "currency": "CNY", "undisclosed": False}}, "#/amount/value"),
        ({"amount": {"undisclosed": True, "value": "1"}}, "#/amount/value"),
        ({"amount": {"basis": "contract", "currency": "XXX", "value": "1"}}, "#/amount/currency"),
        ({"amount": {"basis": "contract", "currency": "JPY", "value": "1.5"}}, "#/amount/value"),
        ({"amount": {"currency": "CNY", "value": "1"}}, "#/amount/basis"),
        ({"contract_no": "x" * 101}, "#/contract_no"),
        ({"amout": "1"}, "#/amout"),
        ({"a/b~c": "1"}, "#/a~1b~0c"),
    ],
)
def test_each_error_names_its_field(office, changes, pointer):
    response = office.send(signing(**changes))

    assert (response.status_code, pointers(response)) == (422, [pointer])
    assert Deal.objects.count() == Organisation.objects.count() == 0


def test_all_errors_are_told_at_once(office):
    response = office.send(signing(place="here", instrument="none", amount={"undisclosed": 1}))

    assert pointers(response) == ["#/amount/undisclosed", "#/instrument", "#/place"]


@pytest.mark.parametrize(("language", "sentence"), [("en", "This is missing."), ("zh-CN,zh;q=0.9", "缺少此项。")])
def test_sentences_are_in_the_language_that_is_asked_for(office, language, sentence):
    response = office.send(signing(place=None), **{"accept-language": language})

    assert response.json()["errors"] == [{"pointer": "#/place", "detail": sentence}]
    assert response.headers["Content-Type"] == "application/problem+json"


def test_more_than_64_kilobytes_are_too_large(office):
    response = office.send(json.dumps(signing()).encode() + b" " * 65_536)

    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""]
)
def test_what_is_not_sent_as_json_is_refused(client, office, kind):
    told = {"authorization": f"Bearer {office.text}", "idempotency-key": "x"}

    response = client.generic("POST", "/api/v1/deals", json.dumps(signing()), content_type=kind, headers=told)

    assert response.status_code == 415
