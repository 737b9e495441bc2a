"""The two-worlds test: worlds that differ in what is not public, or is masked, answer every public address the same.

The same bytes, headers and number of queries, in both languages, at every address of the table of routes and with
every filter, file and breakdown. A public route that is not among them fails the run.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from deals import bulletins, ledger, totals
from deals.api.reading import DIMENSIONS
from deals.ledger import batches
from deals.ledger.deal_data import AmountData, PartyData, SignatoryData
from deals.models import Amount, Batch, Bulletin, Deal, Definition, Party, Terms
from deals.money import Money
from expo.models import Edition, Region, TechnologyArea
from expo.search.sitemaps import all_sitemaps
from expo.search_index import upkeep
from tests.deals.imports.lists import import_rows, row
from tests.support.agenda_factories import make_session
from tests.support.answers import Answer, answer, everything
from tests.support.api import Office, signing
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_rate,
    make_verified,
    verify,
    yuan,
)
from tests.support.factories import make_area, make_organisation, make_region
from tests.support.follow_up_factories import make_funds, make_stage
from tests.support.routes import PUBLIC
from tests.support.world import ADDRESSES, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LANGUAGES = ("en", "zh-hans")
FILTERS = {
    "q": ("Secret", "Chip", "Seen", "秘密"),
    "place": ("at_expo", "outside"),
    "area": ("chips", "hidden-area"),
    "instrument": ("investment", "order"),
    "band": ("under-100m", "100m-1bn", "1bn-5bn", "5bn-10bn", "10bn-and-more"),
    "day": ("2019-08-26", "2019-08-27"),
    "country": ("GB", "DE", "FR"),
    "province": ("CN-50",),
    "destination": ("GB", "DE"),
    "ownership": ("foreign", "private"),
}
LIMITS = {
    "large": {"minimum_minor": 10**6},
    "expo": {"place": "at_expo"},
    "orders": {"instruments": ["order", "investment"]},
    "dollars": {"currency": "USD"},
    "verified": {"statuses": "verified"},
}
# Parameters of other addresses that deals might shine through.
ASKED = {
    "deals:breakdowns": [f"definition={slug}" for slug in (*LIMITS, "by-then")],
    "deals:index": [f"{name}={value}" for name, values in FILTERS.items() for value in values] + ["page=2"],
    "deals:region": ["page=2"],
    "api_deals:deals": ["place=outside", "area=chips", "area=hidden-area", "limit=1"],
    "api_deals:totals": [f"by={name}" for name in DIMENSIONS] + [f"definition={slug}&by=area" for slug in LIMITS],
    "bulletin_files:text": ["lang=zh-hans"],
    "expo:search": [*(f"q={words}" for words in FILTERS["q"]), "q=Secret&in=deals"],
}


class World(NamedTuple):
    """The edition with everything public in it, and what a hidden deal says: as unlike the others as it can be."""

    edition: Edition
    fields: dict
    seen: Deal
    masked: list[Deal]
    addresses: list[str]


class Before(NamedTuple):
    """What is told of the world as it was made: to the public by address, and to the press office."""

    answers: dict[str, Answer]
    drafts: list


@pytest.fixture(scope="module", autouse=True)
def clock_stands_still() -> Iterator[None]:
    moment = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Edition, "now", lambda edition: moment.astimezone(edition.tz))
        yield


@pytest.fixture(scope="module")
def world(make_once) -> World:
    return make_once(make_masked_world)


@pytest.fixture(scope="module")
def before(make_once, world) -> Before:
    return make_once(lambda: look_at(world))


def look_at(world: World) -> Before:
    upkeep.catch_up()
    return Before(everything(Client(), world.addresses), drafted(world))


def make_masked_world() -> World:
    edition = make_world()
    make_rate()
    chips, hidden = TechnologyArea.objects.get(slug="chips"), make_area(slug="hidden-area")
    britain, germany, france = (make_region(code=code) for code in ("GB", "DE", "FR"))
    ceremony = make_session(edition=edition, kind="signing", slug="signing")
    for slug, limits in LIMITS.items():
        Definition.objects.create(slug=slug, name_en=slug, **limits)
    Definition.objects.create(slug="by-then", name_en="By then", as_of=timezone.now() + dt.timedelta(days=9))
    fields = {"edition": edition, "ceremony": ceremony, "primary_area": chips, "destination": britain}
    seen = make_announced(**fields, name_en="Seen works", parties=two(make_organisation(region=britain)))
    masked = [
        make_announced(**fields, amounts=(yuan(3_000_000_000),), amount_shown=shown) for shown in ("hidden", "band")
    ]
    masked.append(make_announced(**fields, name_en="Secret name", name_zh="秘密", name_shown="hidden"))
    secret = make_organisation(name_en="Secret firm", ownership="foreign", fortune_500=True, region=germany)
    masked.append(make_announced(**fields, parties=two(secret, shown="hidden")))
    masked += arrived(edition)
    make_batch(edition)
    for _ in range(2):
        bulletins.freeze(bulletins.write_draft(edition, by=make_press()), version=1, by=make_press())
    unlike = {"edition": edition, "name_en": "Secret works", "name_zh": "秘密工厂", "amounts": (yuan(999_000_000_000),)}
    unlike |= {"primary_area": hidden, "areas": (chips, hidden), "destination": germany, "instrument": "order"}
    unlike |= {"place": "outside", "ceremony": None, "signed_on": edition.starts_on + dt.timedelta(1)}
    unlike |= {"parties": two(make_organisation(name_en="Secret partner", region=france, ownership="private"))}
    return World(edition, unlike, seen, masked, addresses(edition, [seen, *masked]))


def arrived(edition: Edition) -> list[Deal]:
    """Deals out of a list and from an office, announced with all masked that can be."""
    import_rows(edition, row("秘密进口项目", 7_000))
    Office(edition=edition).send(signing(), key="office-1")
    found = []
    for deal in Deal.objects.filter(channel__in=["import", "api"]):
        read = deal.versions.get()
        parties = [PartyData(each.side, each.role, each.organisation, shown="hidden") for each in read.parties.all()]
        masks = {"name_shown": "hidden", "amount_shown": "hidden", "parties": tuple(parties)}
        draft = make_draft(edition, name_en=read.name_en, name_zh=read.name_zh, **masks)
        masked = verify(ledger.amend(deal, draft, version=1, by=make_clerk(), reason="They asked"))
        found.append(ledger.announce(masked, version=2, by=make_press()))
    return found


def two(firm, shown: str = "public") -> tuple:
    """A host, and the firm."""
    return (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm, shown=shown))


def addresses(edition: Edition, known: list[Deal]) -> list[str]:
    """Every public address, in both languages."""
    figures = [row["key"] for row in Bulletin.objects.order_by("pk").first().figures["figures"] if row["of"]]
    paths = {*ADDRESSES, "/en/2019/agenda/sessions/signing/"}
    for name, route in PUBLIC.items():
        path = route.path.format(reference=known[0].reference, card="none")
        paths |= {path, *(f"{path}?{query}" for query in ASKED.get(name, ()))}
    paths |= {f"/en/2019/deals/{deal.reference}/" for deal in known}
    paths |= {f"/en/2019/deals/{end}/" for end in ("areas/hidden-area", "regions/DE", "regions/FR", "abcd2345")}
    paths |= {f"/en/2019/bulletins/{end}" for end in ("2/", "3/", *(f"1/figures/{key}/" for key in figures))}
    paths |= {f"/sitemap-{name}.xml" for name in all_sitemaps()}
    paths |= {path.replace("/en/", "/zh-hans/") for path in paths if "?" not in path}
    return sorted(paths)


def drafted(world: World) -> list:
    """What a draft of a bulletin written now says of each definition, and the cube behind it; by its moment."""
    found = []
    for definition in (None, *Definition.objects.public()):
        draft = bulletins.write_draft(world.edition, definition=definition, by=make_press())
        counted = [row for row in draft.figures["figures"] if row["key"] != "as_of"]
        read = totals.read_totals(totals.Scope(world.edition, definition), [*totals.TITLES, totals.LEAGUE])
        behind = (draft.figures["lists"], draft.figures["counted"], draft.figures["batches"])
        found.append((counted, behind, draft.body_en, draft.body_zh, read))
        draft.delete()
    return found


def assert_same(client, world: World, before: Before) -> None:
    # What an embargo leaves the search to do, and the pages of deals to be made of anew, tells nothing of it.
    upkeep.catch_up()
    for path, known in before.answers.items():
        assert answer(client, path) == known, path
    assert drafted(world) == before.drafts


def secret(world: World, word: str, **changes) -> dict:
    """A deal unlike the others, and unlike those that are secret as well."""
    number = len(word)
    parties = two(make_organisation(name_en=f"{word} firm", region=Region.objects.get(code="FR"), ownership="private"))
    named = {"name_en": f"Secret {word}", "name_zh": f"秘密{number}", "amounts": (yuan(number**9 * 10**4),)}
    return world.fields | named | {"parties": parties} | changes


def hide(world: World) -> None:
    """Deals that the public may not know of, in every standing that there is; and all that hangs on them."""
    later, at = timezone.now() + dt.timedelta(days=1), world.seen.versions.get().ceremony
    import_rows(world.edition, row("秘密进口", 9_000), row("另一个", 8_000))
    Office("Secret office", world.edition).send(signing(title_en="Secret API works"), key="office-2")
    deal = make_deal(**secret(world, "mill", signatories=(SignatoryData("Secret signer", party=0),)))
    make_deal(**secret(world, "tower", amounts=(AmountData(Money(123_456, "CHF"), as_written="1,234.56"),)))
    make_verified(**secret(world, "school"))
    make_announced(**secret(world, "orchard", embargo_until=later))
    make_announced(**secret(world, "lighthouse", ceremony=at, place="at_expo", embargo_until=later))
    ledger.withdraw(make_announced(**secret(world, "waterworks")), version=1, by=make_press(), reason="No")
    more = make_draft(**secret(world, "amphitheatre"), project=world.seen.project)
    ledger.amend(world.seen, more, version=1, by=make_clerk(), reason="More")
    make_stage(deal.project, "registered")
    make_funds(deal.project)
    hide_batches(world.edition)
    draft, texts = bulletins.write_draft(world.edition, by=make_press()), ("title_en", "title_zh", "body_en", "body_zh")
    bulletins.edit(draft, dict.fromkeys(texts, "Secret draft"), version=1, by=make_press())


def hide_batches(edition: Edition) -> None:
    for until in ("submitted", "verified"):
        make_batch(edition, projects=99, yuan=10**9, until=until)
    known = Batch.objects.get(announced_at__isnull=False)
    elsewhere = Region.objects.get(code="FR")
    amended = batches.BatchData(edition, "Secret batch", "秘密", "at_expo", edition.ends_on, 77, 10**15, elsewhere)
    batches.amend(known, amended, version=known.version, by=make_clerk(), reason="More")


def test_the_public_cannot_tell_a_world_with_hidden_deals_from_one_without(client, world, before):
    hide(world)

    assert_same(client, world, before)


def test_no_public_address_tells_how_much_a_masked_amount_is(client, world, before):
    grow()

    assert_same(client, world, before)


def grow() -> None:
    """Another hidden amount, and another within the same band."""
    hidden, band = (Amount.objects.filter(terms__amount_shown=shown) for shown in ("hidden", "band"))
    hidden.update(minor=F("minor") * 7, reporting_minor=F("minor") * 7)
    band.update(minor=F("minor") + 99, reporting_minor=F("minor") + 99)
    another_row()


def another_row() -> None:
    """The keys that the masked deals would have, had their rows and their offices' words been others."""
    for deal in Deal.objects.filter(channel__in=["import", "api"]):
        Deal.objects.filter(pk=deal.pk).update(submission_key=uuid.uuid4(), submission_digest="0" * 64)


def test_no_public_address_tells_what_a_hidden_party_or_name_is(client, world, before):
    rename()

    assert_same(client, world, before)


def rename() -> None:
    france = Region.objects.get(code="FR")
    other = make_organisation(name_en="Secret", ownership="private", region=france)
    for party in Party.objects.filter(shown="hidden"):
        another = make_organisation(name_en=f"Secret {party.pk}", region=france) if party.side == "A" else other
        Party.objects.filter(pk=party.pk).update(organisation=another)
    Terms.objects.filter(name_shown="hidden").update(name_en="Another", name_zh="另一个", note_en="Note", note_zh="注")
    another_row()


# Addresses that tell of deals.
TELLING = (
    *(f"/en/2019/{end}" for end in ("", "wall/", "deals/", "deals/totals/", "deals/?q=Secret", "search/?q=Secret")),
    *("/2019/data/deals.csv", "/2019/data/totals.csv", "/api/v1/editions/2019/totals?by=area", "/sitemap-deals.xml"),
    *("/en/2019/deals/regions/FR/", "/zh-hans/2019/deals/areas/hidden-area/"),
)


def test_the_two_worlds_test_can_fail(client, world, before):
    """Announcing what was hidden is seen at every address that tells of deals."""
    make_announced(**world.fields)

    assert [path for path in TELLING if answer(client, path) == before.answers[path]] == []
