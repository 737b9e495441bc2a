"""What the public knows a deal by follows from nothing: it is random, given once, and drawn again where it is taken."""

import base64
import datetime as dt
import hashlib
import importlib
import uuid
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from deals import bulletins, ledger
from deals.bulletins import seal
from deals.ledger import bulk_recording, hash_chain, references
from deals.ledger.deal_data import PartyData
from deals.models import Deal, Event
from tests.deals.imports.lists import import_rows, row
from tests.support.answers import answer
from tests.support.api import Office, signing
from tests.support.deal_factories import (
    make_announced,
    make_clerk,
    make_deal,
    make_draft,
    make_press,
    make_verified,
    verify,
    yuan,
)
from tests.support.factories import make_edition, make_organisation
from tests.support.plans import plan_by_indexes

pytestmark = pytest.mark.django_db
KEY, DRAFTS = uuid.uuid4(), {}
migration = importlib.import_module("deals.migrations.0020_random_references")


def derived(deal, attempt=0):
    """As references were once made: anybody with the source and a guess at the row could tell whether it was right."""
    digest = hashlib.sha256(deal.submission_key.bytes + attempt.to_bytes(4)).digest()
    return base64.b32encode(digest[:5]).decode().lower()


def in_two_databases(record):
    """What `record` leaves as references in one database, and in another that was the same before."""
    found = []
    for _ in range(2):
        with transaction.atomic():
            record()
            found.append(list(Deal.objects.order_by("sequence").values_list("submission_key", "reference")))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    "record",
    [
        lambda edition, _office: import_rows(edition, *[row(f"项目{number}", number) for number in range(1, 4)]),
        lambda _edition, office: office.send(signing(), key="ours-1"),
        lambda edition, _office: ledger.record(DRAFTS[edition.pk], key=KEY, by=make_clerk()),
    ],
    ids=["import", "API", "desk"],
)
def test_the_same_row_in_two_databases_has_different_references(record):
    edition = make_edition(slug="2019")
    DRAFTS[edition.pk], office = make_draft(edition), Office(edition=edition)

    one, other = in_two_databases(lambda: record(edition, office))

    assert [key for key, _reference in one] == [key for key, _reference in other] != []
    assert {reference for _key, reference in one} & {reference for _key, reference in other} == set()
    assert not any(reference in map(str, migration.derived(key)) for key, reference in one + other)


@pytest.fixture
def drawn(monkeypatch):
    """The references that are drawn next, in this order."""
    waiting = []
    monkeypatch.setattr(references, "random_reference", lambda: waiting.pop(0))
    return waiting


def test_a_reference_that_is_taken_is_drawn_again(drawn):
    drawn += ["aaaaaaaa", "aaaaaaaa", "aaaaaaaa", "bbbbbbbb"]

    deals = [make_deal(), make_deal()]

    assert [deal.reference for deal in deals] == ["aaaaaaaa", "bbbbbbbb"]
    assert [Deal.objects.get(pk=deal.pk).project.code for deal in deals] == ["P0001", "P0002"]
    assert (Event.objects.count(), list(hash_chain.find_breaks()), drawn) == (2, [], [])


def test_many_at_once_are_drawn_again_together(drawn):
    drawn += ["aaaaaaaa", "cccccccc", "aaaaaaaa", "bbbbbbbb", "bbbbbbbb", "dddddddd", "eeeeeeee"]
    first = make_deal()
    recorder = bulk_recording.BulkRecorder(first.edition, by=make_clerk(), channel="import")

    answers = recorder.record([bulk_recording.RecordRequest(make_draft(first.edition), uuid.uuid4()) for _ in range(2)])

    assert [answer.deal.reference for answer in answers] == ["dddddddd", "eeeeeeee"]
    assert (Deal.objects.count(), Event.objects.count(), list(hash_chain.find_breaks()), drawn) == (3, 3, [], [])


def test_what_else_the_database_refuses_is_not_tried_again():
    deal = make_deal()
    deal.pk = None

    with pytest.raises(IntegrityError, match=r"sequence|deal_number_is_given_once|submission_key"):
        references.insert_deals([deal])


def test_references_are_spread_and_none_comes_twice():
    found = {references.random_reference() for _ in range(4_000)}

    assert len(found) == 4_000
    assert {len(each) for each in found} == {8}
    assert set("".join(found)) == set("abcdefghijklmnopqrstuvwxyz234567")


def hidden_party():
    return PartyData("B", "investor", make_organisation(), shown="hidden")


def lifted():
    deal = make_verified()
    until = timezone.now() + dt.timedelta(days=1)
    ledger.embargo(deal, version=1, by=make_press(), until=until)
    ledger.lift(deal, version=1, by=make_press())
    return ledger.announce(deal, version=1, by=make_press())


def opened():
    """Its amount was hidden in the first version; the second one shows all."""
    deal = make_announced(amount_shown="hidden")
    ledger.amend(deal, make_draft(deal.edition), version=1, by=make_clerk(), reason="May be told now")
    verify(Deal.objects.get())
    return ledger.announce(deal, version=2, by=make_press())


def withdrawn():
    return ledger.withdraw(make_announced(), version=1, by=make_press(), reason="No")


def host():
    return PartyData("A", "host", make_organisation())


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (make_announced, 301),
        (lambda: make_announced(amounts=()), 301),
        (lambda: make_announced(amount_shown="hidden"), 404),
        (lambda: make_announced(amount_shown="band"), 404),
        (lambda: make_announced(name_shown="hidden"), 404),
        (lambda: make_announced(parties=(host(), hidden_party())), 404),
        (opened, 404),
        (lifted, 404),
        (withdrawn, 404),
        (make_verified, 404),
        (make_deal, 404),
    ],
)
def test_a_derived_reference_is_replaced_and_leads_on_where_nothing_was_ever_masked(client, make, status):
    deal = make()
    was = derived(deal)
    Deal.objects.update(reference=was)
    events = list(Event.objects.values_list("digest", flat=True))

    migrate()

    deal.refresh_from_db()
    for language in ("en", "zh-hans"):
        found = client.get(f"/{language}/2019/deals/{was}/")
        assert found.status_code == status
        if status == 301:
            assert found["Location"] == f"/{language}/2019/deals/{deal.reference}/"
            assert client.get(found["Location"]).status_code == 200
    assert deal.reference not in list(migration.derived(deal.submission_key))
    assert (list(hash_chain.find_breaks()), list(Event.objects.values_list("digest", flat=True))) == ([], events)


def migrate():
    migration.replace_derived(apps, SimpleNamespace(connection=connection))


def test_a_masked_deals_former_address_answers_like_one_that_never_was(client):
    """To the byte, and with as many queries."""
    deal = make_announced(amount_shown="hidden")
    was = derived(deal)
    Deal.objects.update(reference=was)
    migrate()

    answers = [answer(client, f"/en/2019/deals/{each}/") for each in (was, "zzzzzzzz")]

    assert (answers[0], answers[0][0]) == (answers[1], 404)


def masked_later(deal):
    ledger.amend(deal, make_draft(deal.edition, amount_shown="hidden"), version=1, by=make_clerk(), reason="Asked to")


def embargoed_later(deal):
    ledger.amend(deal, make_draft(deal.edition), version=1, by=make_clerk(), reason="Wrong")
    ledger.embargo(deal, version=2, by=make_press(), until=timezone.now() + dt.timedelta(days=1))
    ledger.lift(deal, version=2, by=make_press())


@pytest.mark.parametrize("mask", [masked_later, embargoed_later])
def test_a_former_address_ends_once_anything_of_the_deal_is_masked(client, mask):
    deal = make_announced()
    was = derived(deal)
    Deal.objects.update(reference=was)
    migrate()
    assert client.get(f"/en/2019/deals/{was}/").status_code == 301

    mask(Deal.objects.get())

    assert client.get(f"/en/2019/deals/{was}/").status_code == 404


def test_the_second_candidate_of_a_collision_is_known_as_derived_and_a_random_one_is_left():
    taken, random = make_deal(), make_deal()
    Deal.objects.filter(pk=taken.pk).update(reference=derived(taken, attempt=1))

    migrate()

    assert Deal.objects.get(pk=taken.pk).reference != derived(taken, attempt=1)
    assert Deal.objects.get(pk=random.pk).reference == random.reference


def test_deals_stand_in_public_lists_in_an_order_that_says_nothing_of_how_they_were_recorded(client, drawn):
    """A district sends its list sorted by amount: the hidden one would lie between its neighbours."""
    drawn += ["mmmmmmmm", "aaaaaaaa", "zzzzzzzz"]
    edition = make_edition(slug="2019")
    amounts = {"amounts": (yuan(3_000_000_000),), "amount_shown": "hidden"}
    for fields in ({"amounts": (yuan(5_000_000_000),)}, amounts, {"amounts": (yuan(1_000_000_000),)}):
        make_announced(edition=edition, **fields)

    listed = client.get("/2019/data/deals.csv").text.splitlines()[1:]
    told = client.get("/api/v1/editions/2019/deals").json()["items"]

    assert [line[:8] for line in listed] == ["aaaaaaaa", "mmmmmmmm", "zzzzzzzz"]
    assert [each["reference"] for each in told] == ["aaaaaaaa", "mmmmmmmm", "zzzzzzzz"]


def test_nobody_finds_out_running_numbers_by_trying_what_a_bulletins_seal_covers(client):
    deal = make_announced()
    press = make_press()
    bulletin = bulletins.freeze(bulletins.write_draft(deal.edition, by=press), version=1, by=press)
    page = client.get(f"/en/{deal.edition.slug}/bulletins/1/").text
    known = {name: value for name, value in bulletin.figures.items() if name != "salt"}

    assert bulletin.digest in page
    assert bulletins.prove(bulletin).holds
    bulletin.figures = known
    assert seal.bulletin_digest(bulletin) != bulletin.digest
    assert seal.public_seal(bulletin) == ""


def test_the_next_number_is_found_without_reading_all_deals():
    plan = plan_by_indexes(references.deals_known(1, uuid.uuid4(), "abcdefgh"))

    assert "Seq Scan on deals_deal" not in plan
    assert "SCAN deals_deal" not in plan
