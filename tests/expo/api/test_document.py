"""The interface's document: OpenAPI 3.1, and its schemas hold to what the door does."""

import copy

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.api.contents import SIGNING
from tests.support.api import signing

DOCUMENT = "/api/v1/openapi.json"
VALIDATOR = jsonschema.Draft202012Validator(
    SIGNING.document(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.lists(st.none(), max_size=2), st.just({})
)


def paths(value, at=()):
    yield at
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(item, (*at, key))


def changed(body, at, value):
    body = copy.deepcopy(body)
    if not at:
        return value
    place = body
    for step in at[:-1]:
        place = place[step]
    place[at[-1]] = value
    return body


def test_anybody_s_tools_can_read_the_document(client):
    response = client.get(DOCUMENT)
    told = response.json()

    assert (response.status_code, told["openapi"]) == (200, "3.1.0")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert told["paths"]["/deals"]["post"]["security"] == [{"office": []}]
    for operation in (operation for path in told["paths"].values() for operation in path.values()):
        for answer in operation["responses"].values():
            for content in answer.get("content", {}).values():
                jsonschema.Draft202012Validator.check_schema(content["schema"])
    jsonschema.Draft202012Validator.check_schema(SIGNING.document())


def test_the_answers_that_ask_to_come_again_say_by_which_header(client):
    told = client.get(DOCUMENT).json()
    saying = set()
    for path in told["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                after = answer.get("headers", {}).get("Retry-After")
                saying.add((status, bool(after and after["schema"] == {"type": "integer", "minimum": 1})))

    assert {status for status, said in saying if said} == {"429", "503"}
    assert {status for status, said in saying if not said} & {"429", "503"} == set()


@given(st.sampled_from(list(paths(signing(areas=["5g"])))), ODD)
def test_the_door_holds_to_the_schema_it_prints(at, value):
    body = changed(signing(areas=["5g"]), at, value)

    assert (not list(SIGNING.faults(body, ()))) == VALIDATOR.is_valid(body)


@pytest.mark.parametrize(
    "value", ["0", "0.00", "1.", "01", "1e3", "1.2345", "0.005", "0.01", "12345678901234567", "1\n"]
)
def test_sums_are_told_apart_as_the_schema_does(value):
    body = signing(amount={"basis": "contract", "currency": "CNY", "value": value})

    assert (not list(SIGNING.faults(body, ()))) == (VALIDATOR.is_valid(body) and value.isprintable())


def test_nothing_is_where_nothing_is(client):
    for path in ("/api/v1/deals/", "/api/v1/nothing", "/api/v1/editions/2019/nothing"):
        response = client.get(path)

        assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_no_pattern_names_what_other_languages_cannot(client):
    """Rust, Go and others refuse a pattern with halves of characters; the door refuses them all the same."""
    document = client.get("/api/v1/openapi.json").content.decode()

    assert r"\\ud800" not in document
    assert r"\\u202e" in document
