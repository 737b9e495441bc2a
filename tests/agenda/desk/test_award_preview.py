"""What a step would give is shown before it gives: entries, prizes, and the money in each currency."""

import pytest

from agenda.contests import awards
from agenda.contests.entries import entry_steps
from agenda.models.contests import Award, Entry, Track
from tests.agenda.contests.test_mended_rules import BEST, correct, freeze_in_order, make_final
from tests.agenda.desk.test_contest_desk import address, at_the_desk, take
from tests.support.agenda_factories import make_session
from tests.support.contest_factories import make_award
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db


def previews(client, round_):
    """By step: place and entry of each award, and the money."""
    found = {}
    for offer in client.get(address(round_)).context["steps"]:
        if offer.preview:
            given = [(award.place, award.entry.code) for award in offer.preview.awards]
            found[offer.step] = given, [tuple(money) for money in offer.preview.money], offer.preview.without
    return found


def given(step):
    rows = Award.objects.public().order_by("order", "pk").select_related("entry")
    return [(row.place, row.entry.code) for row in rows], step


def test_what_is_shown_is_what_is_given_and_showing_stores_nothing():
    ranking, client = make_final(freeze_in_order()), at_the_desk()

    shown = previews(client, ranking.round)

    assert shown == {"award": ([(1, "E001"), (2, "E002"), (3, "E003")], [], 3)}
    assert Award.objects.count() == 0
    take(client, ranking.round, "award")
    assert given("award")[0] == shown["award"][0]
    assert previews(client, ranking.round) == {}


def test_money_is_added_up_in_each_currency_and_what_has_none_is_counted():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    first, second, third = awards.draft_awards(ranking)
    Award.objects.filter(pk=first.pk).update(prize_minor=5_000_000, prize_currency="CNY")
    Award.objects.filter(pk=second.pk).update(prize_minor=100, prize_currency="JPY")
    hand = make_award(third.entry, published=False, place=None, prize_minor=1, prize_currency="CNY", name_en="Special")

    shown = previews(client, ranking.round)
    page = client.get(address(ranking.round)).text

    assert shown["award"][1:] == ([(5_000_000, "CNY"), (100, "JPY")], 1)
    assert shown["award_others"] == ([(None, hand.entry.code)], [(1, "CNY")], 0)
    assert "1 of them comes without prize money." in page
    assert "50,000" in page


def test_a_shared_place_is_given_to_all_who_share_it_and_who_left_gets_nothing():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    ranking.rows.filter(entry__number=2)
    entry_steps.disqualify_entry(Entry.objects.get(number=3), reason="Copied.")

    shown = previews(client, ranking.round)

    assert shown["award"][0] == [(1, "E001"), (2, "E002")]
    take(client, ranking.round, "award")
    assert given("award")[0] == shown["award"][0]


def test_awards_of_tracks_are_shown_apart_also_where_a_track_is_empty():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    Track.objects.create(contest=ranking.round.contest, slug="empty", name_en="Empty", name_zh="空")

    shown = previews(client, ranking.round)

    assert shown.keys() == {"award", "award_tracks"}
    assert shown["award_tracks"][0] == [(1, "E001"), (2, "E002"), (3, "E003")]


def test_a_correction_shows_who_gets_the_prizes_of_the_former_awards():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    drafted = awards.draft_awards(ranking)
    Award.objects.filter(pk=drafted[0].pk).update(prize_minor=5_000_000, prize_currency="CNY")
    for award in drafted:
        awards.publish_award(award, make_staff())
    correct(ranking, {4: BEST}, final=True)

    shown = previews(client, ranking.round)
    take(client, ranking.round, "replace")

    assert shown["replace"] == ([(1, "E004"), (2, "E001"), (3, "E002")], [(5_000_000, "CNY")], 2)
    assert given("replace")[0] == shown["replace"][0]
    assert Award.objects.public().get(place=1).prize_minor == 5_000_000


def offers_of(client, round_):
    return {offer.step: offer for offer in client.get(address(round_)).context["steps"]}


def test_the_form_sends_what_it_showed():
    ranking, client = make_final(freeze_in_order()), at_the_desk()

    digest = offers_of(client, ranking.round)["award"].preview.digest

    assert f'name="seen" value="{digest}"' in client.get(address(ranking.round)).text


CHANGES = {
    "money": {"prize_minor": 90_000_000, "prize_currency": "CNY"},
    "currency": {"prize_currency": "JPY"},
    "prize": {"prize_zh": "汽车"},
    "citation": {"citation_en": "Bold."},
}


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("step", ["award", "award_others"])
def test_nothing_is_given_that_was_changed_after_it_was_shown(how, step):
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    first = awards.draft_awards(ranking)[0]
    if step == "award_others":
        first = make_award(first.entry, published=False, place=None, name_en="Special")
    Award.objects.filter(pk=first.pk).update(prize_minor=100_000, prize_currency="CNY")
    seen = offers_of(client, ranking.round)[step].preview.digest
    Award.objects.filter(pk=first.pk).update(**CHANGES[how])

    refused = take(client, ranking.round, step, seen=seen)

    assert refused == [CHANGED]
    assert not Award.objects.public().exists()
    assert take(client, ranking.round, step) == ["Awards are published."]


CHANGED = "These awards have changed since they were shown, and none was given: look again."


def test_an_award_added_or_withheld_after_it_was_shown_is_a_change_too():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    seen = offers_of(client, ranking.round)["award"].preview.digest
    entry_steps.disqualify_entry(Entry.objects.get(number=3), reason="Copied.")

    assert take(client, ranking.round, "award", seen=seen) == [CHANGED]
    assert take(client, ranking.round, "award", seen="") == [CHANGED]
    assert not Award.objects.exists()


def test_the_former_awards_stand_where_those_of_the_correction_are_not_what_was_shown():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    take(client, ranking.round, "award")
    corrected = correct(ranking, {4: BEST}, final=True)
    seen = offers_of(client, ranking.round)["replace"].preview.digest
    entry_steps.disqualify_entry(Entry.objects.get(number=1), reason="Copied.")

    assert take(client, corrected.round, "replace", seen=seen) == [CHANGED]
    assert Award.objects.exclude(withdrawn_at=None).count() == 0


@pytest.mark.parametrize("former", [1, 3])
def test_a_page_that_shows_what_replaces_awards_costs_the_same_for_many(former, django_assert_num_queries):
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    for award in awards.draft_awards(ranking)[:former]:
        award.session = make_session()
        award.save()
        awards.publish_award(award, make_staff())
    correct(ranking, {4: BEST}, final=True)
    client.get(address(ranking.round))

    with django_assert_num_queries(27):
        client.get(address(ranking.round))
