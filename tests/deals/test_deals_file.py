"""The file of deals is made and sent part by part: of one moment, in the same memory, with the same tag."""

import datetime as dt
import gzip
import tracemalloc
from itertools import repeat

import pytest
from django.utils import timezone

from deals.ledger.deal_data import PartyData
from deals.public import embargoes, file_rows
from expo.models import Organisation
from expo.spreadsheets import export
from expo.versions import marks
from expo.warm import store
from expo.web import file_answers
from tests.support.deal_factories import make_announced
from tests.support.factories import make_edition, make_organisation
from tests.support.threads import together

PATH = "/2019/data/deals.csv"
DAY = dt.date(2019, 8, 26)


@pytest.fixture
def warm(settings, tmp_path, monkeypatch):
    settings.WARM_MEMORY, settings.WARM_FILES = 8 << 20, tmp_path
    monkeypatch.setattr(marks, "OLDEST", 0)
    store.STORE.forget()
    yield
    store.STORE.forget()


def body_of(answer):
    return b"".join(answer)


def whole_file(client):
    return body_of(client.get(PATH))


@pytest.fixture
def in_pieces(monkeypatch):
    monkeypatch.setattr(file_answers, "IN_MEMORY", 100)
    monkeypatch.setattr(file_answers, "PIECE", 70)


@pytest.mark.django_db
def test_a_file_sent_in_pieces_has_the_bytes_and_the_tag_of_a_whole_one(client, monkeypatch):
    make_announced(edition=make_edition())
    whole = client.get(PATH)
    monkeypatch.setattr(file_answers, "IN_MEMORY", 100)

    pieces = client.get(PATH)

    assert (whole.streaming, pieces.streaming) == (False, True)
    assert (body_of(pieces), pieces["ETag"]) == (whole.content, whole["ETag"])
    assert dict(pieces.headers) == dict(whole.headers)
    assert client.get(PATH, headers={"If-None-Match": whole["ETag"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("largest", [8 << 20, 0], ids=["kept", "not kept"])
def test_a_file_in_pieces_is_kept_unless_it_is_too_large(client, in_pieces, warm, monkeypatch, largest):
    monkeypatch.setattr(store, "LARGEST_FILE", largest)
    make_announced(edition=make_edition())
    taken = {"Accept-Encoding": "gzip"}

    first, second = client.get(PATH), client.get(PATH)

    assert (first.status_code, body_of(first), first["ETag"]) == (200, body_of(second), second["ETag"])
    assert len(store.STORE.pages.answers) == (1 if largest else 0)
    assert client.get(PATH, headers={"If-None-Match": first["ETag"]}).status_code == 304
    packed = client.get(PATH, headers=taken)
    assert gzip.decompress(body_of(packed)) == body_of(client.get(PATH))
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", f"W/{first['ETag']}")
    assert client.get(PATH, headers=taken | {"If-None-Match": packed["ETag"]}).status_code == 304


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.parametrize("memory", [0, 8 << 20], ids=["made anew", "kept"])
def test_a_file_takes_less_memory_than_it_has_bytes(client, warm, settings, monkeypatch, memory):
    monkeypatch.setattr(export, "IN_MEMORY", 100_000)
    monkeypatch.setattr(file_answers, "IN_MEMORY", 100_000)
    settings.WARM_MEMORY = memory
    edition = make_edition()
    make_announced(edition=edition)
    [deal] = file_rows.all_announced_deals(edition)
    monkeypatch.setattr(file_rows, "all_announced_deals", lambda _edition: repeat(deal, 20_000))

    tracemalloc.start()
    packed = body_of(client.get(PATH, headers={"Accept-Encoding": "gzip"}))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(gzip.decompress(packed).splitlines()) == 20_001
    assert (peak < 1_000_000, len(store.STORE.pages.answers)) == (True, 1 if memory else 0)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_the_file_is_made_is_in_no_part_of_it(client, monkeypatch):
    monkeypatch.setattr(file_rows, "IN_A_PART", 2)
    edition, firm = make_edition(), make_organisation(name_en="Before")
    parties = (PartyData("A", "host", firm), PartyData("B", "buyer", make_organisation()))
    for number in range(5):
        make_announced(edition=edition, signed_on=DAY + dt.timedelta(number % 2), parties=parties)
    before, read = whole_file(client), file_rows.deals_with_parts
    written = []

    def write_meanwhile():
        make_announced(edition=edition, signed_on=DAY)
        Organisation.objects.update(name_en="After")

    def interrupted(*given, **more):
        if not written:
            written.extend(together(write_meanwhile))
        return read(*given, **more)

    monkeypatch.setattr(file_rows, "deals_with_parts", interrupted)

    assert whole_file(client) == before
    after = whole_file(client)
    assert (len(before.splitlines()), len(after.splitlines()), b"Before" in after) == (6, 7, False)


@pytest.mark.django_db
def test_an_embargo_that_ends_while_the_file_is_made_ends_for_the_next_one(client, monkeypatch):
    edition, ends_at = make_edition(), timezone.now() - dt.timedelta(seconds=1)
    make_announced(edition=edition, embargo_until=ends_at)
    seen = [len(whole_file(client).splitlines())]

    monkeypatch.setattr(file_rows, "moment_of_reading", lambda: ends_at - dt.timedelta(seconds=1))
    seen.append(len(whole_file(client).splitlines()))

    assert (seen, embargoes.moment_of_reading() > ends_at) == ([2, 1], True)
