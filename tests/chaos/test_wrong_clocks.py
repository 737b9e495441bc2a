"""Machines ten minutes ahead or behind: what is public, the log, tokens and codes go by none of their clocks."""

import datetime as dt
import time
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.db.models import Value
from django.utils import timezone

from agenda.contests import awards
from agenda.models.contests import Award
from deals import ledger
from deals.api import offices
from deals.ledger import hash_chain
from deals.models import ApiToken, Event, terms
from expo.accounts import second_factor
from expo.models import Edition
from tests.support.contest_factories import make_award, make_entry
from tests.support.deal_factories import make_deal, make_press, make_reviewer, make_verified
from tests.support.factories import make_edition
from tests.support.server import ask_server
from tests.support.showcase_factories import make_news

pytestmark = pytest.mark.django_db
MINUTES = dt.timedelta(minutes=1)
AHEAD, RIGHT, BEHIND = 10 * MINUTES, 0 * MINUTES, -10 * MINUTES
PAGES = ("", "deals/", "news/", "agenda/")
LATER, EARLIER = "Numbat later", "Bilby earlier"


@pytest.fixture
def machine(monkeypatch):
    """`with machine(AHEAD):` what it does meanwhile is done by a machine whose clock is that far off."""
    now, seconds = timezone.now, time.time

    @contextmanager
    def run(off):
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: now() + off)
            patched.setattr(time, "time", lambda: seconds() + off.total_seconds())
            yield

    return run


@pytest.fixture
def edition():
    return make_edition(slug="2019", published=True)


def make_waiting(edition, name, off):
    """A deal and a bulletin of news with this name, public so far from now."""
    make_news(edition=edition, name_en=name, name_zh=name, published=True, publish_at=timezone.now() + off)
    deal = make_verified(edition=edition, name_en=name, name_zh=name)
    deal = ledger.embargo(deal, version=deal.version, by=make_press(), until=timezone.now() + 9 * MINUTES)
    ledger.announce(deal, version=deal.version, by=make_press())
    terms.Terms.objects.filter(name_en=name).update(embargo_until=timezone.now() + off)


def shown_names():
    pages = "".join(ask_server(f"/en/2019/{page}").body for page in PAGES) + ask_server("/api/v1/2019/deals").body
    return [name for name in (LATER, EARLIER) if name in pages]


@pytest.mark.parametrize("off", [AHEAD, RIGHT, BEHIND], ids=["ahead", "right", "behind"])
def test_what_waits_for_its_moment_comes_by_the_database_s_clock_on_every_machine(edition, machine, off):
    make_waiting(edition, LATER, 5 * MINUTES)
    make_waiting(edition, EARLIER, -5 * MINUTES)
    with machine(off):
        assert shown_names() == [EARLIER]


def test_by_its_own_clock_a_machine_that_is_ahead_would_show_it_too_early(edition, machine, monkeypatch):
    """The control."""
    monkeypatch.setattr(terms, "Now", lambda: Value(timezone.now()))
    make_waiting(edition, LATER, 5 * MINUTES)
    with machine(AHEAD):
        assert shown_names() == [LATER]


@pytest.mark.parametrize(("reads", "writes"), [(AHEAD, BEHIND), (BEHIND, AHEAD)], ids=["ahead", "behind"])
def test_a_change_by_one_machine_is_on_the_next_page_of_another_whatever_their_clocks(edition, machine, reads, writes):
    names = []
    for number in range(3):
        with machine(writes):
            Edition.objects.filter(pk=edition.pk).update(name_en=f"Change {number}")
        with machine(reads):
            names.append(f"Change {number}" in ask_server("/en/2019/").body)

    assert names == [True] * 3


def test_the_log_stands_in_the_order_of_what_was_done_and_is_whole_though_its_hours_go_back(edition, machine):
    with machine(AHEAD):
        deal = make_deal(edition=edition)
    with machine(BEHIND):
        deal = ledger.verify(deal, version=deal.version, by=make_reviewer(), retyped="1亿元")
    with machine(RIGHT):
        ledger.announce(deal, version=deal.version, by=make_press())
    events = Event.objects.order_by("position").values_list("verb", "at")
    first, second, third = (at for _verb, at in events)

    assert [verb for verb, _at in events] == ["recorded", "verified", "announced"]
    assert (second < third < first, list(hash_chain.find_breaks())) == (True, [])


def test_a_token_that_one_machine_made_is_ended_at_once_by_another_that_is_behind(edition, machine):
    user = User.objects.create_user("office")
    token = ApiToken.objects.create(
        office="Office", edition=edition, user=user, name="abc", created_at=timezone.now() + AHEAD
    )
    with machine(BEHIND):
        assert offices.revoke_token("abc")

    token.refresh_from_db()
    assert token.revoked_at == token.created_at


@pytest.mark.parametrize("off", [AHEAD, BEHIND], ids=["ahead", "behind"])
def test_an_award_is_public_as_soon_as_any_machine_has_given_it(machine, off):
    award, by = make_award(make_entry(), published=False), make_press()
    with machine(off):
        awards.publish_award(award, by)
    shown = Award.objects.public().exists()
    with machine(off):
        awards.withdraw_award(award, by, reason="Wrong name.")

    award.refresh_from_db()
    assert (shown, award.published_at <= award.withdrawn_at) == (True, True)
    assert abs(award.withdrawn_at - timezone.now()) < MINUTES


@pytest.mark.parametrize("off", [AHEAD, BEHIND], ids=["ahead", "behind"])
def test_a_phone_s_code_is_refused_by_a_machine_that_is_off_and_good_on_one_that_is_right(machine, off):
    user, secret = User.objects.create_user("ada"), second_factor.new_secret()
    make_code = second_factor.one_time_codes(secret).generate
    hour_ago = timezone.now() - 60 * MINUTES
    second_factor.set_up(user, secret, make_code(int(hour_ago.timestamp())).decode(), hour_ago)
    code = make_code(int(time.time())).decode()
    with machine(off):
        refused = second_factor.is_good_code(user, code, timezone.now())

    assert (refused, second_factor.is_good_code(user, code, timezone.now())) == (False, True)
