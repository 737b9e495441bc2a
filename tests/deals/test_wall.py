"""The live wall: what it shows, what it never shows, how it is frozen, and what asking for it costs."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deals import ledger, wall
from deals.ledger.workflow import StepRefusal
from deals.models import Event, WallState
from expo.versions.row_memory import ROWS
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
from tests.support.factories import make_edition, make_organisation

pytestmark = pytest.mark.django_db
PAGE, NOW = "/en/2019/wall/", "/en/2019/wall/now/"
DESK = "/desk/2019/wall/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def names(client) -> list[str]:
    """The newest signings of the English panel."""
    panel = client.get(NOW).text.partition('lang="zh-Hans"')[0]
    return [name.strip() for name in re.findall(r'class="wall-name">([^<]+)<', panel)]


def test_the_wall_shows_running_totals_and_newest_signings_in_both_languages(client, edition):
    make_rate(on=edition.ends_on)
    make_announced(name_en="Memory works", name_zh="存储器工厂", amounts=(yuan(1_250_000_000),))
    make_announced(place="outside", amounts=())

    page = client.get(PAGE).text

    for told in (
        "Memory works",
        "存储器工厂",
        "1.25",
        "12.5",
        "USD 1 = CNY 7.0605",
        "1 of these projects has no disclosed amount",
    ):
        assert told in page
    assert "<b>1</b> at the expo</span> <span><b>1</b> outside the venue" in page
    assert "Announced projects, every instrument, each counted once" in page
    assert "统计口径：已发布项目" in page
    assert client.get(NOW).text in page


def test_the_last_announced_stands_first_and_an_embargo_delays_it(client, edition):
    first, second = make_verified(name_en="First"), make_verified(name_en="Second")
    for deal in (second, first):
        ledger.announce(deal, version=1, by=make_press())

    assert names(client) == ["First", "Second"]


def test_an_empty_wall_says_what_will_stand_there(client, edition):
    assert "The first announced signing will stand here." in client.get(PAGE).text


def test_the_public_cannot_tell_a_world_with_hidden_deals_from_one_without(client, edition):
    make_announced()
    paths = [f"/{language}/2019/wall/{end}" for language in ("en", "zh-hans") for end in ("", "now/")]
    before = [seen(client, path) for path in paths]

    later = timezone.now() + dt.timedelta(hours=1)
    ledger.announce(make_verified(name_en="Secret", embargo_until=later), version=1, by=make_press())
    make_deal(name_en="Secret waits")
    make_verified(name_en="Secret verified")
    make_batch(edition, until="verified")

    for path, answer in zip(paths, before, strict=True):
        assert seen(client, path) == answer


def seen(client, path) -> tuple:
    ROWS.forget()
    with CaptureQueriesContext(connection) as cold:
        answer = client.get(path)
    with CaptureQueriesContext(connection) as warm:
        client.get(path)
    return answer.content, dict(answer.headers), len(cold), len(warm)


def test_a_deal_under_embargo_comes_when_it_ends(client, edition):
    soon = timezone.now() + dt.timedelta(hours=1)
    deal = ledger.announce(make_verified(name_en="Embargoed", embargo_until=soon), version=1, by=make_press())
    before = names(client)

    ledger.lift(deal, version=1, by=make_press())

    assert (before, names(client)) == ([], ["Embargoed"])


def test_the_tag_changes_with_the_content_and_with_nothing_else(client, edition):
    make_announced()
    tag = client.get(NOW)["ETag"]

    make_verified()
    unchanged = client.get(NOW)["ETag"]
    make_announced()

    assert unchanged == tag
    assert client.get(NOW, headers={"if-none-match": tag}).status_code == 200


def test_a_frozen_wall_shows_what_was_announced_by_then(client, edition):
    make_announced(name_en="Before", amounts=(yuan(1_000_000_000),))
    wall.freeze(edition, by=make_press())
    before = client.get(NOW)

    make_announced(name_en="After", amounts=(yuan(5_000_000_000),))
    make_batch(edition)
    frozen = client.get(NOW)
    assert (frozen.content, frozen["ETag"]) == (before.content, before["ETag"])
    assert names(client) == ["Before"]

    wall.thaw(edition, by=make_press())
    assert names(client) == ["After", "Before"]


def test_a_frozen_wall_says_the_same_figures_as_the_running_one(client, edition):
    make_rate(on=edition.ends_on)
    make_announced(amounts=(yuan(1_250_000_000),))
    make_announced(place="outside", amounts=())
    make_batch(edition)
    running = wall.read_wall(edition)

    wall.freeze(edition, by=make_press())

    assert wall.read_wall(edition).counted == running.counted
    assert wall.read_wall(edition).deals == running.deals


@pytest.mark.parametrize("step", ["withdraw", "correct"])
def test_what_is_withdrawn_or_corrected_leaves_the_list_of_a_frozen_wall(client, edition, step):
    deal = make_announced(name_en="Mistaken")
    wall.freeze(edition, by=make_press())

    if step == "withdraw":
        ledger.withdraw(deal, version=1, by=make_press(), reason="Not signed.")
    else:
        draft = make_draft(name_en="Hidden now", amount_shown="hidden")
        deal = ledger.amend(deal, draft, version=1, by=make_clerk(), reason="Hide it.")
        ledger.announce(verify(deal), version=2, by=make_press())

    assert names(client) == []


def test_freezing_and_releasing_are_in_the_log(edition):
    press = make_press()

    state = wall.freeze(edition, by=press)
    wall.thaw(edition, by=press)

    told = Event.objects.filter(deal_number="2019-wall").order_by("position")
    assert [(event.verb, event.actor) for event in told] == [("frozen", press.username), ("thawed", press.username)]
    assert told[0].position == state.position + 1


@pytest.mark.parametrize("verb", [wall.freeze, wall.thaw])
def test_only_who_may_announce_freezes_the_wall(edition, verb):
    if verb is wall.thaw:
        wall.freeze(edition, by=make_press())

    with pytest.raises(StepRefusal):
        verb(edition, by=make_clerk())

    assert WallState.objects.exclude(frozen_at=None).exists() == (verb is wall.thaw)


def test_the_press_officer_freezes_and_releases_it_at_the_desk(client, edition):
    make_announced(name_en="Before")
    client.force_login(make_press())

    pressed = [client.post(DESK, {"freeze": ""}, follow=True).text for _ in range(2)]
    assert "The wall is frozen." in pressed[0]
    assert "The wall is frozen already." in pressed[1]

    released = client.post(DESK, {"thaw": ""}, follow=True)
    assert "The wall follows the ledger again." in released.text
    assert "It runs" in released.text


def test_a_rehearsed_wall_changes_no_byte_of_a_public_page(client, edition):
    make_announced()
    paths = [PAGE, NOW, "/en/2019/", "/en/2019/deals/"]
    before = [client.get(path).content for path in paths]
    client.force_login(make_press())

    shown = [client.get(f"{DESK}rehearsal/?step={step}").text for step in range(5)]

    assert all("REHEARSAL" in page and "演练" in page for page in shown)
    assert "Rehearsal project eight" in shown[4]
    assert [client.get(path).content for path in paths] == before
    assert not any(b"Rehearsal project" in content for content in before)


def test_a_rehearsed_wall_shows_nothing_of_the_ledger(client, edition):
    make_announced(name_en="Real signing")
    make_organisation(name_en="Real company")
    client.force_login(make_press())

    shown = client.get(f"{DESK}rehearsal/").text

    assert "Real" not in shown
    assert NOW not in shown
