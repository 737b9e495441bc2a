"""Long lists of the programming interface, walked page by page while others publish."""

import base64
import datetime as dt
import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.views.api import BY_START
from deals import ledger
from deals.api.reading import NEWEST_FIRST
from deals.models import Deal
from expo.api.errors import ApiProblem
from expo.api.exhibition import BY_ADDRESS, LATEST_FIRST
from expo.api.pagination import read_cursor
from expo.models import Edition
from expo.web.former_addresses import keep_address
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_press
from tests.support.factories import (
    make_area,
    make_edition,
    make_participation,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/editions"
LISTS = ["", "/2019/sessions", "/2019/exhibitors", "/2019/deals"]
DEALS = f"{API}/2019/deals"
WRITTEN = ["2019-08-26", "2019-08-26T10:00:00+08:00", "0001-01-01T00:00:00+14:00", "opening", "7", "1" * 5000]


@pytest.fixture
def by_twos(monkeypatch):
    monkeypatch.setattr("expo.api.pagination.PER_PAGE", 2)


@pytest.fixture(scope="module")
def rows(make_once):
    make_once(make_rows)


def make_rows() -> None:
    """Of each list five, some of which differ in nothing but their name."""
    for year in (2017, 2018, 2020, 2021):
        make_edition(slug=str(year), starts_on=dt.date(2018, 8, 1), ends_on=dt.date(2018, 8, 4))
    edition = make_edition(slug="2019")
    days = [edition.starts_on, edition.starts_on, edition.starts_on, edition.ends_on, None]
    for day, hours in zip(days, [{}, {"starts_at": None}, {"starts_at": None}, {}, {"starts_at": None}], strict=True):
        make_session(edition=edition, day=day, kind="signing", **hours)
    for number, day in enumerate([26, 27, 26, 28, 26]):
        make_participation(edition=edition, slug=f"firm-{number}", areas=[make_area(slug=f"area-{number}")])
        make_announced(edition=edition, signed_on=dt.date(2019, 8, day), place="outside")


@pytest.fixture
def edition(rows):
    return Edition.objects.get(slug="2019")


def follow(client, address):
    """The pages from this one on, each by the link of the one before."""
    while address:
        response = client.get(address)
        yield response
        link = re.fullmatch('<(http://testserver/[^>]+)>; rel="next"', response.headers.get("Link", ""))
        address = link and link[1]


def names(pages):
    return [item.get("reference") or item["slug"] for page in pages for item in page.json()["items"]]


def cursor(*texts):
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


@pytest.mark.parametrize("path", LISTS)
def test_walked_by_its_links_a_list_gives_each_item_once_and_in_its_order(client, edition, path, monkeypatch):
    whole = names([client.get(API + path)])
    monkeypatch.setattr("expo.api.pagination.PER_PAGE", 2)

    pages = list(follow(client, API + path))

    assert (len(set(whole)), names(pages)) == (5, whole)
    assert [len(page.json()["items"]) for page in pages] == [2, 2, 1]
    assert [(told["count"], told["page"], told["pages"]) for told in (page.json() for page in pages)] == [
        (5, 1, 3),
        (5, None, 3),
        (5, None, 3),
    ]


@pytest.mark.parametrize("day", [25, 26, 27, 28, 29])
def test_a_deal_announced_between_two_pages_neither_repeats_nor_hides_another(client, edition, by_twos, day):
    first, *others = list(Deal.objects.order_by("pk"))
    walk = follow(client, DEALS)
    pages = [next(walk)]

    new = make_announced(edition=edition, signed_on=dt.date(2019, 8, day))
    pages += walk

    met = names(pages)
    assert sorted({*met} - {new.reference}) == sorted(deal.reference for deal in [first, *others])
    assert len(met) == len(set(met))


def test_by_their_numbers_two_pages_repeat_what_the_announced_one_has_moved(client, edition, by_twos):
    """What walking by cursor is for; the page's number is documented as deprecated for it."""
    pages = [client.get(f"{DEALS}?page=1")]
    make_announced(edition=edition, signed_on=dt.date(2019, 8, 29))
    pages += [client.get(f"{DEALS}?page={number}") for number in (2, 3)]

    assert len(names(pages)) - len(set(names(pages))) == 1


def test_a_deal_withdrawn_between_two_pages_hides_no_other_although_the_cursor_stands_on_it(client, edition, by_twos):
    walk = follow(client, DEALS)
    pages = [next(walk)]

    last = Deal.objects.get(reference=names(pages)[-1])
    ledger.withdraw(last, version=1, by=make_press(), reason="No")
    pages += walk

    assert sorted(names(pages)) == sorted(Deal.objects.values_list("reference", flat=True))


def test_a_session_and_an_exhibitor_published_between_two_pages_repeat_none(client, edition, by_twos):
    walks = [follow(client, f"{API}/2019/{name}") for name in ("sessions", "exhibitors")]
    pages = [[next(walk)] for walk in walks]

    new = [make_session(edition=edition, slug="new", hour=8), make_participation(edition=edition, slug="a-new-one")]
    met = [names([*read, *walk]) for read, walk in zip(pages, walks, strict=True)]

    assert [len(each) - (row.slug in each) for each, row in zip(met, new, strict=True)] == [5, 5]
    assert [len(each) - len(set(each)) for each in met] == [0, 0]


def test_the_link_keeps_what_was_asked_for_and_is_told_to_other_sites_scripts(client, edition, by_twos):
    first, *others = follow(client, f"{DEALS}?place=outside&page=1")

    told = first.json()["next"]
    address = f"http://testserver{DEALS}?place=outside&cursor={told}"
    assert (first.headers["Link"], len(others)) == (f'<{address}>; rel="next"', 2)
    assert first.headers["Access-Control-Expose-Headers"] == "Link"
    assert (others[-1].json()["next"], "Link" in others[-1].headers) == (None, False)
    assert names(follow(client, f"{DEALS}?place=at_expo")) == []


def test_a_page_asked_for_by_its_number_is_answered_as_ever_and_leads_on_by_cursor(client, edition, by_twos):
    second = client.get(f"{DEALS}?page=2")

    assert [second.json()[name] for name in ("count", "page", "pages")] == [5, 2, 3]
    assert names(follow(client, f"{DEALS}?page=2")) == names(follow(client, DEALS))[2:]


def test_an_area_s_former_address_is_walked_like_today_s(client, edition, by_twos):
    area = make_area(slug="chips")
    for _ in range(3):
        make_announced(edition=edition, primary_area=area)
    area.slug = "semiconductors"
    keep_address(area)
    area.save()

    assert len(names(follow(client, f"{DEALS}?area=chips"))) == 3


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/2019/deals", ["2019-08-26"]),
        ("/2019/deals", ["2019-08-26", "x", "y"]),
        ("/2019/deals", ["2019-02-30", "x"]),
        ("/2019/deals", [None, "x"]),
        ("/2019/deals", ["2019-08-26", "a\0b"]),
        ("/2019/deals", ["2019-08-26", 1]),
        ("/2019/exhibitors", ["届"]),
        ("/2019/sessions", ["2019-08-26", "2019-08-26T10:00:00", "x", "1"]),
        ("/2019/sessions", [None, "0001-01-01T00:00:00+14:00", "x", "1"]),
        ("/2019/sessions", [None, None, "x", "9" * 30]),
        ("/2019/sessions", [None, None, "x", None]),
        ("", []),
    ],
)
def test_a_cursor_that_no_page_told_is_refused(client, edition, path, texts):
    response = client.get(f"{API}{path}?cursor={cursor(*texts)}", headers={"accept-language": "zh-CN"})

    told = {"pointer": "#/cursor", "detail": "此列表没有任何一页给出过这个游标，请去掉它重新开始。"}
    assert (response.status_code, response.json()["errors"]) == (422, [told])


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("cursor=", "This is no cursor: send the one that the page before told."),
        ("cursor=%00", "This is no cursor: send the one that the page before told."),
        ("cursor=" + "x" * 401, "This is no cursor: send the one that the page before told."),
        ("cursor=x", "No page of this list has told this cursor. Start again without it."),
        ("cursor=__8", "No page of this list has told this cursor. Start again without it."),
        ("cursor=" + "W1tbW1tb" * 50, "No page of this list has told this cursor. Start again without it."),
        (f"page=1&cursor={cursor('a')}", "Ask for a page or for what follows a cursor, not for both."),
        ("cursor=a&cursor=b", "Ask for one only."),
    ],
)
def test_what_is_no_cursor_is_refused_in_a_sentence(client, edition, query, detail):
    response = client.get(f"{DEALS}?{query}")

    assert (response.status_code, response.json()["errors"]) == (422, [{"pointer": "#/cursor", "detail": detail}])


@pytest.mark.thorough
@pytest.mark.parametrize("keys", [BY_START, NEWEST_FIRST, LATEST_FIRST, BY_ADDRESS])
@given(st.lists(st.none() | st.sampled_from(WRITTEN) | st.text(max_size=30) | st.integers().map(str), max_size=4))
def test_whatever_a_cursor_holds_is_a_place_or_refused(keys, texts):
    try:
        values = read_cursor(keys, {"cursor": cursor(*texts)})
    except ApiProblem:
        return
    assert [value is None for value in values] == [text is None for text in texts]
    assert len(values) == len(keys)
    assert not any(isinstance(value, dt.datetime) and value.tzinfo is not dt.UTC for value in values)


@pytest.mark.parametrize("path", LISTS)
def test_each_page_is_as_the_document_says(client, edition, by_twos, path):
    listed = client.get("/api/v1/openapi.json").json()["paths"]["/editions" + path.replace("2019", "{edition}")]["get"]
    answer = listed["responses"]["200"]
    parameters = {each["name"]: each for each in listed["parameters"]}

    for page in follow(client, API + path):
        jsonschema.Draft202012Validator(answer["content"]["application/json"]["schema"]).validate(page.json())
    assert list(answer["headers"]) == ["Link"]
    assert [parameters[name].get("deprecated", False) for name in ("cursor", "page")] == [False, True]
    told = parameters["cursor"]["schema"]
    jsonschema.Draft202012Validator(told).validate(client.get(API + path).json()["next"])
