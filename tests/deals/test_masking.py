"""Two worlds that differ in what is masked or not public: every public address answers the same in both."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deals import ledger
from deals.drafts import PartyDraft
from deals.models import Amount, Deal, Definition, Party
from tests.deal_factories import make_announced, make_clerk, make_deal, make_draft, make_press, make_verified, yuan
from tests.factories import (
    make_area,
    make_edition,
    make_organisation,
    make_participation,
    make_region,
    make_session,
)

pytestmark = pytest.mark.django_db
DEALS = "/en/2019/deals/"
FILTERED = [
    ("place", "outside"),
    ("instrument", "order"),
    ("band", "1bn-5bn"),
    ("day", "2019-08-26"),
    ("country", "GB"),
]
FILTERED += [("destination", "DE"), ("ownership", "foreign")]


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_public_cannot_tell_a_world_with_hidden_deals_from_one_without(client, edition, language):
    """The two-worlds test: the same bytes, headers and number of queries on every public address."""
    here = make_organisation(name_en="Seen everywhere")
    ceremony, area = make_session(edition=edition, kind="signing"), make_area(slug="chips")
    exhibitor = make_participation(edition=edition, organisation=here)
    parties = (PartyDraft("A", organisation=here), PartyDraft("B", organisation=make_organisation()))
    britain, germany = make_region(code="GB"), make_region(code="DE")
    Definition.objects.create(slug="large", name_en="Large", minimum_minor=10**6)
    fields = {"edition": edition, "ceremony": ceremony, "primary_area": area, "parties": parties}
    fields |= {"destination": britain}
    seen = make_announced(**fields)
    paths = [
        f"/{language}/2019/{path}"
        for path in (
            "",
            "deals/",
            f"deals/{seen.reference}/",
            "deals/?q=Seen",
            "deals/?q=Secret",
            "deals/?area=chips",
            f"agenda/sessions/{ceremony.slug}/",
            f"exhibitors/{exhibitor.slug}/",
            "exhibitors/",
            "agenda/2019-08-26/",
            "sources/",
            "deals/abcd2345/",
            "deals/totals/",
            "deals/totals/?definition=large",
            "deals/areas/chips/",
            "deals/regions/GB/",
            "deals/regions/DE/",
            *(f"deals/?{name}={value}" for name, value in FILTERED),
        )
    ] + ["/2019/data/deals.csv", "/2019/data/totals.csv"]
    before = [answer(client, path) for path in paths]

    hidden = fields | {"name_en": "Secret works", "amounts": (yuan(999),), "destination": germany}
    hidden |= {"instrument": "order", "place": "outside", "ceremony": None}
    make_deal(**hidden)
    make_verified(**hidden)
    make_announced(**hidden, embargo_until=timezone.now() + dt.timedelta(days=1))
    ledger.withdraw(make_announced(**hidden), version=1, by=make_press(), reason="No")
    ledger.amend(seen, make_draft(**hidden, project=seen.project), version=1, by=make_clerk(), reason="More")

    for path, world in zip(paths, before, strict=True):
        assert answer(client, path) == world, path


def answer(client, path) -> tuple:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    return response.status_code, response.content, dict(response.headers), len(queries)


@pytest.mark.parametrize("path", [DEALS, f"{DEALS}totals/", "/2019/data/deals.csv", "/2019/data/totals.csv"])
def test_the_two_worlds_test_can_fail(client, edition, path):
    before = answer(client, path)

    make_announced(edition=edition)

    assert answer(client, path) != before


def masked(edition) -> list[str]:
    """Deals of which something is masked, beside one that shows all; every address that may tell of it."""
    britain, ceremony = make_region(code="GB"), make_session(edition=edition, kind="signing")
    fields = {"edition": edition, "primary_area": make_area(slug="chips")}
    fields |= {"destination": britain, "ceremony": ceremony}
    Definition.objects.create(slug="large", name_en="Large", minimum_minor=10**6)
    make_announced(**fields)
    for shown in ("hidden", "band"):
        make_announced(**fields, amounts=(yuan(3_000_000_000),), amount_shown=shown)
    secret = make_organisation(ownership="foreign", fortune_500=True, region=make_region(code="DE"))
    parties = (PartyDraft("A", "host", make_organisation()), PartyDraft("B", "investor", secret, shown="hidden"))
    make_announced(**fields, parties=parties)
    query = [f"deals/?{name}={value}" for name, value in FILTERED]
    pages = ["", "deals/", "deals/totals/", "deals/totals/?definition=large", "deals/areas/chips/", *query]
    pages += [
        "deals/regions/GB/",
        "deals/regions/DE/",
        "deals/?country=DE",
        "deals/?q=Secret",
        f"agenda/sessions/{ceremony.slug}/",
    ]
    pages += [f"deals/{reference}/" for reference in Deal.objects.values_list("reference", flat=True)]
    return [f"/en/2019/{page}" for page in pages] + ["/2019/data/deals.csv", "/2019/data/totals.csv"]


def test_no_page_file_or_filter_tells_how_much_a_masked_amount_is(client, edition):
    paths = masked(edition)
    before = [answer(client, path) for path in paths]

    Amount.objects.filter(terms__amount_shown="hidden").update(minor=F("minor") * 7, reporting_minor=F("minor") * 7)
    Amount.objects.filter(terms__amount_shown="band").update(minor=F("minor") + 99, reporting_minor=F("minor") + 99)

    for path, world in zip(paths, before, strict=True):
        assert answer(client, path) == world, path


def test_no_page_file_or_filter_tells_who_a_hidden_party_is(client, edition):
    paths = masked(edition)
    before = [answer(client, path) for path in paths]
    other = make_organisation(name_en="Secret", ownership="private", region=make_region(code="FR"))

    Party.objects.filter(shown="hidden").update(organisation=other)

    for path, world in zip(paths, before, strict=True):
        assert answer(client, path) == world, path
