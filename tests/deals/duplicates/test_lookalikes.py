"""Lookalikes of a signing: found, answered, or marked when nobody could answer."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from deals import ledger
from deals.duplicates import candidates, marks
from deals.duplicates.marks import LookalikeAnswers, UnansweredLookalikes
from deals.models import Deal, Event, Lookalike
from expo.firm_names import names
from tests.support.deal_factories import make_clerk, make_deal, make_draft, make_press, yuan

pytestmark = pytest.mark.django_db


def recorded(draft, **more):
    deal, _created = ledger.record(draft, key=uuid.uuid4(), by=make_clerk(), **more)
    return deal


def test_what_a_clerk_could_have_seen_and_did_not_answer_is_refused_with_the_list():
    draft = make_draft()
    first = make_deal(draft)

    with pytest.raises(UnansweredLookalikes) as refused:
        recorded(draft, answers=LookalikeAnswers(seen=1))

    assert [row.deal for row in refused.value.found] == [first]
    assert Deal.objects.count() == 1


def test_an_answered_lookalike_is_recorded_clean_and_the_log_tells_the_answer():
    draft = make_draft()
    first = make_deal(draft)

    second = recorded(draft, answers=LookalikeAnswers(frozenset({first.number}), seen=1))

    assert Lookalike.objects.count() == 0
    assert '"another_than":["2019-0001"]' in Event.objects.get(deal_number=second.number).body


def test_what_was_recorded_after_the_clerk_looked_marks_the_deal_and_refuses_nothing():
    draft = make_draft()
    first = make_deal(draft)

    second = recorded(draft, answers=LookalikeAnswers(seen=0))

    assert list(second.lookalikes.open().values_list("other", flat=True)) == [first.pk]
    assert first.lookalikes.count() == 0
    assert '"lookalikes":["2019-0001"]' in Event.objects.get(deal_number=second.number).body


@pytest.mark.parametrize("channel", ["import", "api", "district"])
def test_other_channels_are_marked_and_never_held_up(channel):
    draft = make_draft()
    make_deal(draft)

    assert recorded(draft, channel=channel).lookalikes.open().count() == 1


def test_an_amended_deal_is_found_by_what_it_says_now():
    before, after = make_draft(), make_draft()
    deal = make_deal(before)
    ledger.amend(deal, after, version=1, by=make_clerk(), reason="A slip")

    assert [row.deal for row in marks.lookalikes_to_mark(after, LookalikeAnswers())] == [deal]
    assert marks.lookalikes_to_mark(before, LookalikeAnswers()) == []


def test_withdrawn_deals_and_those_of_other_editions_resemble_nothing():
    draft = make_draft()
    deal = make_deal(draft)
    ledger.withdraw(deal, version=1, by=make_press(), reason="Never signed")

    assert marks.lookalikes_to_mark(draft, LookalikeAnswers()) == []


@pytest.mark.parametrize("others", [1, 3])
def test_the_search_costs_the_same_however_many_deals_there_are(others, django_assert_num_queries):
    draft = make_draft()
    for number in range(others):
        make_deal(replace(draft, signed_on=draft.signed_on + dt.timedelta(number)))

    with django_assert_num_queries(4):
        found = marks.lookalikes_to_mark(draft, LookalikeAnswers())

    assert len(found) == others


def test_of_a_key_that_many_share_the_newest_are_compared(monkeypatch):
    monkeypatch.setattr(candidates, "NEWEST", 1)
    draft = make_draft()
    _first, second, third = (recorded(draft) for _ in range(3))

    assert [mark.other for mark in third.lookalikes.open()] == [second]


def test_a_slip_of_unit_is_named():
    draft = make_draft(amounts=(yuan(12_000),))
    make_deal(draft)

    [found] = marks.lookalikes_to_mark(replace(draft, amounts=(yuan(120_000_000),)), LookalikeAnswers())

    assert "the amounts differ by a factor of 10,000" in found.reasons


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("公司15057", "公司15059", 0),
        ("公司1", "公司10", 0),
        ("中国电子科技集团公司第58研究所", "中国电子科技集团公司第24研究所", 0),
        ("Research Institute 15057", "Research Institute 15058", 0),
        ("重庆长安汽车股份有限公司", "重庆长安汽车股份有限公司", 1),
        ("京东方科技显示", "京东方科计显示", names.SLIP),
    ],
)
def test_another_number_in_a_name_is_another_organisation_and_no_slip(one, other, likeness):
    assert names.organisation_likeness((one,), (other,)) == likeness
