"""Nothing of an entry that nobody has accepted reaches a public answer, the metrics or the log."""

import datetime as dt

import pytest
from django.utils import timezone

from agenda.models.contests import Entry
from expo.search_index import upkeep
from tests.support.answers import answer, everything
from tests.support.contest_factories import make_public_contest
from tests.support.deal_factories import make_announced
from tests.support.entering import DAY, address_of, enter
from tests.support.routes import PUBLIC
from tests.support.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
CANARIES = {
    "name_en": "Quokkacanary drive",
    "name_zh": "袋鼠金丝雀",
    "summary_en": "Wombatcanary",
    "website": "https://numbatcanary.example/",
    "team": "Bilbycanary",
    "contact_name": "Dingocanary",
    "contact_email": "dingocanary@canary.example",
    "contact_phone": "+00 555 0199",
}


@pytest.fixture
def clock_stands_still(monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def public_addresses(reference: str) -> list[str]:
    paths = {route.path.format(reference=reference, card="none") for route in PUBLIC.values()}
    paths |= {f"/en/2019/contests/call/{part}" for part in ("", "reveal/", "entries/2/")}
    paths |= {path.replace("/en/", "/zh-hans/") for path in paths}
    return sorted(paths | {"/en/2019/search/?q=Quokkacanary", "/zh-hans/2019/search/?q=袋鼠金丝雀"})


def test_the_public_cannot_tell_whether_anybody_has_entered(client, clock_stands_still):
    edition = make_world()
    now = timezone.now()
    contest = make_public_contest(
        edition=edition, slug="call", entries_open_at=now - DAY, entries_close_at=now + dt.timedelta(days=1)
    )
    reference = make_announced(edition=edition).reference
    upkeep.catch_up()
    addresses = public_addresses(reference)
    before = everything(client, addresses)

    enter(client, contest, **CANARIES)

    for path, expected in before.items():
        assert answer(client, path) == expected, path


def test_what_was_private_is_public_once_it_is_accepted(client):
    """Otherwise the test above would prove nothing."""
    contest = make_public_contest(slug="call", entries_open_at=timezone.now() - DAY)
    enter(client, contest, **CANARIES)
    applied = Entry.objects.get(status="applied")

    assert applied not in Entry.objects.public()
    applied.status, applied.number = "accepted", 7
    applied.save()
    assert applied in Entry.objects.public()


def test_the_form_tells_nobody_how_many_have_entered(client):
    contest = make_public_contest(slug="call", entries_open_at=timezone.now() - DAY)

    def shown() -> str:
        page = client.get(address_of(contest)).content.decode()
        return page.replace(new_key_of(page), "")

    before = shown()
    enter(client, contest)

    assert shown() == before


def test_the_metrics_name_neither_key_nor_words(client):
    contest = make_public_contest(slug="call", entries_open_at=timezone.now() - DAY)
    key = enter(client, contest, **CANARIES)
    client.get(address_of(contest, "entry/"), {"key": key})

    told = client.get("/metrics").content.decode()

    assert "contest_entry" in told or "expo_requests_total" in told
    assert [word for word in (*CANARIES.values(), key) if word in told] == []


def new_key_of(page: str) -> str:
    return page.partition('name="key" value="')[2].partition('"')[0]
