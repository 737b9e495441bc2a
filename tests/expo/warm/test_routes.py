"""Each public route says whether its answers are kept, and by which of its parameters."""

import pytest

from expo.warm.addresses import known_query
from expo.warm.routes import ROUTES, Kept, NotKept
from tests.support.routes import EVERYBODY, NOBODY, OFFICE
from tests.support.routes import ROUTES as ALL


def test_every_public_route_is_in_the_table_of_what_is_kept():
    public = {name for name, route in ALL.items() if route.who in (EVERYBODY, NOBODY, OFFICE)}

    assert set(ROUTES) == public


def test_whatever_is_not_kept_says_why():
    assert [name for name, route in ROUTES.items() if isinstance(route, NotKept) and not route.reason] == []


def test_no_route_of_the_staff_site_is_kept():
    assert [name for name, route in ROUTES.items() if isinstance(route, Kept) and ALL[name].who != EVERYBODY] == []


@pytest.mark.parametrize(
    ("name", "query", "kept"),
    [
        ("agenda:day", "", ""),
        ("agenda:day", "utm_source=x&fbclid=y", ""),
        ("agenda:day", "view=grid&kind=forum&x=1", "kind=forum&view=grid"),
        ("agenda:day", "q=&kind=forum", "kind=forum&q="),
        ("agenda:day", "q=5G", None),
        ("agenda:day", "kind=forum&kind=visit", None),
        ("agenda:day", "kind=<script>", None),
        ("agenda:day", "kind=forum;view=grid", None),
        ("agenda:day", "page=02", None),
        ("agenda:day", "kind=%E2%80%AE", None),
        ("agenda:day", "x=" + "y" * 700, None),
        ("deals:index", "page=2&page=", None),
        ("api_deals:deals", "limit=1", None),
        ("api_deals:deals", "area=chips", "area=chips"),
        ("files:agenda", "lang=zh-hans&day=2019-08-26", "day=2019-08-26&lang=zh-hans"),
    ],
)
def test_only_parameters_that_a_page_knows_tell_its_answers_apart(name, query, kept):
    assert known_query(query, ROUTES[name]) == kept
