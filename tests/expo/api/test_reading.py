"""What everybody may read at the programming interface: the same public rows as the pages, and nothing else."""

import datetime as dt

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from deals import ledger, totals
from deals.api.reading import DIMENSIONS
from deals.ledger.deal_data import PartyData
from deals.models import Definition
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import (
    make_announced,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_verified,
    yuan,
)
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_source,
    make_stated_figure,
)
from tests.support.world import make_world

pytestmark = pytest.mark.django_db
API = "/api/v1/editions"
QUERIES = {"": 2, "/2019/sessions": 5, "/2019/exhibitors": 6, "/2019/deals": 8, "/2019/totals": 6}
TOTALS = "/2019/totals"


def items(client, path):
    return client.get(f"{API}{path}").json()["items"]


@pytest.fixture
def world():
    edition = make_world()
    parties = (PartyData("A", organisation=make_organisation(name_en="Seen")), PartyData("B", region=None))
    make_announced(edition=edition, primary_area=make_area(slug="clouds"), name_en="Open works")
    return edition, parties


@pytest.mark.parametrize("path", ["", *[f"/2019/{name}" for name in ("sessions", "exhibitors", "deals", "totals")]])
def test_each_answer_is_as_the_document_says(client, world, path):
    described = client.get("/api/v1/openapi.json").json()["paths"]["/editions" + path.replace("2019", "{edition}")]

    response = client.get(API + path)

    schema = described["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator(schema).validate(response.json())
    assert response.json().get("items", [1])


@pytest.mark.parametrize("path", QUERIES)
def test_it_is_public_cacheable_and_open_to_other_sites(client, world, path):
    response = client.get(API + path, headers={"cookie": "sessionid=x", "authorization": "Bearer x"})
    again = client.get(API + path, headers={"if-none-match": response.headers["ETag"]})
    preflight = client.options(API + path)

    assert (response.headers["Cache-Control"], response.cookies) == ("public, max-age=1", {})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (again.status_code, preflight.status_code) == (304, 204)
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", QUERIES)
def test_it_costs_the_same_queries_however_many_rows(client, rows, path, django_assert_num_queries):
    edition = make_edition(slug="2019")
    for _ in range(rows):
        firm, room = make_organisation(), make_room()
        ceremony = make_session(kind="signing", room=room, roles=[make_person(), firm], areas=[make_area()])
        make_session(parent=ceremony)
        make_participation(organisation=firm, areas=[make_area()], booths=[make_booth(hall=make_hall())])
        make_announced(edition=edition, ceremony=ceremony, areas=(make_area(),), primary_area=make_area())
    client.get(API + path)

    # What it remembers, it has read once.
    client.get(API + path)
    with django_assert_num_queries(QUERIES[path]):
        client.get(API + path)


def test_the_public_cannot_tell_a_world_with_hidden_deals_from_one_without(client, world, django_assert_num_queries):
    """Two worlds: the same bytes and headers at every address."""
    edition, _parties = world
    ceremony, area = make_session(edition=edition, kind="signing"), make_area(slug="hidden-too")
    fields = {"edition": edition, "ceremony": ceremony, "primary_area": area}
    seen = make_announced(**fields)
    paths = ["", *QUERIES, "/2019/deals?page=2", "/2019/deals?area=hidden-too", "/2019/deals?place=at_expo"]
    paths += [f"/2019/totals?by={name}" for name in ("area", "country", "ceremony", "day", "band", "place")]
    before = [answer(client, path) for path in paths]

    hidden = fields | {"name_en": "Secret works", "amounts": (yuan(999),)}
    make_deal(**hidden)
    make_verified(**hidden)
    make_announced(**hidden, embargo_until=timezone.now() + dt.timedelta(days=1))
    ledger.withdraw(make_announced(**hidden), version=1, by=make_press(), reason="No")
    ledger.amend(seen, make_draft(**hidden, project=seen.project), version=1, by=make_clerk(), reason="More")

    for path, world_before in zip(paths, before, strict=True):
        assert answer(client, path) == world_before, path


def answer(client, path):
    response = client.get(API + path)
    assert response.status_code == 200, path
    return response.content, dict(response.headers)


def test_the_two_worlds_test_can_fail(client, world):
    before = answer(client, "/2019/totals")

    make_announced(edition=world[0])

    assert answer(client, "/2019/totals") != before


def test_what_is_masked_of_a_deal_is_nowhere_in_the_bytes(client):
    edition = make_edition(slug="2019")
    secret = make_organisation(name_en="Secretive Ltd", name_zh="保密公司")
    parties = (PartyData("A", organisation=make_organisation()), PartyData("B", organisation=secret, shown="hidden"))
    hidden = {"amounts": (yuan(987_654_321),), "amount_shown": "hidden", "name_shown": "hidden"}
    make_announced(edition=edition, parties=parties, name_en="Hidden name", **hidden)
    make_announced(edition=edition, amounts=(yuan(123_456_789),), amount_shown="band")

    told = [client.get(f"{API}/2019/{path}").text for path in ("deals", "totals", "totals?by=ownership")]

    assert not any(word in text for text in told for word in ("Secretive", "保密", "98765", "Hidden name", "12345"))
    banded, masked = sorted(items(client, "/2019/deals"), key=lambda row: row["name_en"] is None)
    assert (masked["name_en"], masked["amount"], masked["basis"]) == (None, None, None)
    assert masked["parties"][1] == {"side": "B", "role": "partner", "name_en": None, "name_zh": None, "region": None}
    assert (banded["amount"], banded["band"]) == (None, "100m-1bn")


def test_a_deal_is_told_exactly(client):
    make_rate("USD", "7")
    edition = make_edition(slug="2019")
    areas, firm = [make_area(slug="chips"), make_area(slug="clouds")], make_organisation(name_en="Arms", name_zh="")
    parties = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm))
    terms = {"instrument": "mou", "primary_area": areas[0], "areas": tuple(areas), "parties": parties}
    make_announced(edition=edition, amounts=(yuan(1_250_000_000),), **terms)

    deal = items(client, "/2019/deals")[0]

    assert (deal["area"], deal["areas"]) == ("chips", ["chips", "clouds"])
    place = {"code": firm.region.code, "name_en": firm.region.name_en, "name_zh": firm.region.name_zh}
    arms = {"side": "B", "role": "investor", "name_en": "Arms", "name_zh": None, "region": place}
    assert deal["parties"][1] == arms
    assert (deal["amount"], deal["basis"]) == ({"currency": "CNY", "value": "1250000000.00"}, "investment")
    assert (deal["instrument"], deal["place"], deal["signed_on"]) == ("mou", "at_expo", "2019-08-26")
    total = client.get(API + TOTALS).json()["counted"]
    assert (total["projects"], total["amount"]) == (1, {"currency": "CNY", "value": "1250000000.00"})
    assert (total["second_amount"]["currency"], total["rate"]) == ("USD", "7")


def test_totals_follow_the_definition_and_break_down(client):
    edition = make_edition(slug="2019")
    make_announced(edition=edition, place="outside", amounts=(yuan(3),), primary_area=make_area(slug="chips"))
    make_announced(edition=edition, place="at_expo", amounts=(yuan(4),))
    Definition.objects.create(slug="outside", name_en="Outside", place="outside")

    outside = client.get(f"{API}{TOTALS}?definition=outside").json()
    by_area = client.get(f"{API}{TOTALS}?by=area").json()["breakdown"]
    by_place = client.get(f"{API}{TOTALS}?by=place").json()["breakdown"]

    assert (outside["counted"]["projects"], outside["counted"]["amount"]["value"]) == (1, "3.00")
    assert "场外" in outside["definition"]["sentence_zh"]
    assert [(row["of"], row["amount"]["value"]) for row in by_area["rows"]] == [("chips", "3.00")]
    assert by_area["unstated"]["amount"]["value"] == "4.00"
    assert {row["of"]: row["name_zh"] for row in by_place["rows"]} == {"at_expo": "会场签约", "outside": "场外签约"}


def test_totals_by_every_dimension_of_the_pages_and_by_organisation(client):
    edition = make_edition(slug="2019")
    firm = make_organisation(name_en="Large works", fortune_500=True)
    parties = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm))
    make_announced(edition=edition, amounts=(yuan(3),), parties=parties)

    told = {name: client.get(f"{API}{TOTALS}?by={name}").json()["breakdown"] for name in DIMENSIONS}

    assert set(told) == {*totals.TITLES, totals.LEAGUE}
    assert all(each["unstated"] or each["rows"] for each in told.values())
    assert [(row["of"], row["name_zh"]) for row in told["fortune_500"]["rows"]] == [
        ("fortune-500", "有世界500强企业参与")
    ]
    assert [(row["of"], row["name_en"]) for row in told["organisation"]["rows"]] == [(None, "Large works")]


def test_stated_figures_stand_beside_the_counted_ones(client):
    make_edition(slug="2019")
    make_stated_figure(sources=[make_source()])

    told = client.get(API + TOTALS).json()

    assert (told["stated"]["projects"], told["stated"]["amount"], told["counted"]["projects"]) == (530, None, 0)


def test_sessions_are_those_of_the_release_and_filtered(client):
    edition, area = make_edition(slug="2019"), make_area(slug="5g")
    here = make_session(slug="here", kind="signing", room=make_room(slug="stage"), areas=[area])
    make_session(slug="late", day=edition.ends_on)
    make_session(slug="draft", status="draft")
    make_session(slug="part", parent=here)

    queries = ("", "?day=2019-08-29", "?kind=signing", "?room=stage", "?area=5g", "?room=none")
    found = [[row["slug"] for row in items(client, f"/2019/sessions{query}")] for query in queries]

    assert found == [["here", "part", "late"], ["late"], ["here"], ["here"], ["here"], []]
    assert items(client, "/2019/sessions?kind=signing")[0]["id"] == here.public_number
    assert [row["part_of"] for row in items(client, "/2019/sessions")] == [None, here.public_number, None]


def test_exhibitors_are_filtered_by_area_and_hall_and_never_with_their_contacts(client):
    make_edition(slug="2019")
    hall = make_hall(code="N1")
    make_participation(slug="with-booth", booths=[make_booth(hall=hall)], contact_name="Private Person")
    make_participation(slug="with-hall", hall=hall, areas=[make_area(slug="5g")])
    make_participation(slug="draft", status="draft")

    queries = ("", "?hall=N1", "?area=5g", "?hall=N2")
    found = [[row["slug"] for row in items(client, f"/2019/exhibitors{query}")] for query in queries]

    assert found == [["with-booth", "with-hall"], ["with-booth", "with-hall"], ["with-hall"], []]
    assert "Private Person" not in client.get(f"{API}/2019/exhibitors").text


def test_long_lists_are_paged(client, monkeypatch):
    monkeypatch.setattr("expo.api.pagination.PER_PAGE", 2)
    edition = make_edition(slug="2019")
    for _ in range(3):
        make_announced(edition=edition)

    pages = [client.get(f"{API}/2019/deals?page={number}").json() for number in (1, 2, 3)]

    assert [len(one["items"]) for one in pages] == [2, 1, 0]
    assert [(one["count"], one["page"], one["pages"]) for one in pages] == [(3, 1, 2), (3, 2, 2), (3, 3, 2)]


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=١", "page=10000", "page=1&page=2", "areas=5g", "place=here"]
)
def test_what_makes_no_sense_is_refused(client, query):
    make_edition(slug="2019")

    response = client.get(f"{API}/2019/deals?{query}")

    assert (response.status_code, response.headers["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["errors"][0]["pointer"] == f"#/{query.partition('=')[0]}"


@pytest.mark.parametrize("slug", ["1999", "hidden", "a%00b", "届", "a b"])
def test_what_is_not_public_is_not_there(client, slug):
    make_edition(slug="hidden", published=False)

    responses = [client.get(f"{API}/{slug}/{name}") for name in ("sessions", "exhibitors", "deals", "totals")]

    assert {(one.status_code, one.headers["Content-Type"]) for one in responses} == {(404, "application/problem+json")}


def test_reading_needs_no_form_and_takes_no_other_method():
    client = Client(enforce_csrf_checks=True)

    assert client.post(API).status_code == client.delete(API).status_code == 405
