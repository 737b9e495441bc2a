"""Entries whose judges disagree most: shown as pictures beside a table, and changing nothing."""

import pytest

from agenda.contests import freezing, recusals, scoring
from agenda.desk.contests.spreads import entry_spreads
from agenda.models.contests import Assignment, Criterion, Round, Score
from tests.agenda.contests.test_services import close, make_jury
from tests.agenda.desk.test_contest_desk import address, at_the_desk
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db


def score(round_, values, **more):
    """`values`: what each judge gives for impact, by the numbers of entry and judge; novelty is 5 for all."""
    rows = Assignment.objects.filter(juror__round=round_).select_related("round_entry__entry", "juror")
    for row in rows:
        value = values.get((row.round_entry.entry.number, row.juror.number))
        if value is not None:
            scoring.write_scores(row, {"impact": str(value), "novelty": "5"} | more)


def test_the_entry_whose_judges_are_furthest_apart_stands_first_with_who_that_is():
    round_ = make_jury(entries=2, judges=3)
    score(round_, {(1, 1): 8, (1, 2): 8, (1, 3): 2, (2, 1): 7, (2, 2): 6, (2, 3): 7})

    first, second = entry_spreads(round_)

    assert (first.entry, first.furthest, first.low, first.mean, first.high) == ("E001", "J03", 3.5, 5.5, 6.5)
    assert (first.spread, first.left, first.width, first.marks) == (3.0, 70, 60, [70, 130, 130])
    assert (second.entry, second.furthest, second.spread) == ("E002", "J02", 0.5)


def test_weights_count_as_they_do_in_the_ranking():
    round_ = make_jury(entries=1, judges=2)
    Criterion.objects.filter(code="impact").update(weight=3)
    score(round_, {(1, 1): 10, (1, 2): 6})

    (picture,) = entry_spreads(round_)

    assert (picture.low, picture.high) == (5.75, 8.75)


def test_who_did_not_finish_or_is_recused_or_judged_alone_is_not_compared():
    round_ = make_jury(entries=3, judges=3)
    score(round_, {(1, 1): 9, (1, 2): 1, (2, 1): 9, (2, 2): 1, (3, 1): 4})
    half = Assignment.objects.get(round_entry__entry__number=2, juror__number=3)
    scoring.write_scores(half, {"impact": "10"})
    one = Assignment.objects.get(round_entry__entry__number=1, juror__number=2)
    recusals.recuse_judge(one.juror, one.round_entry.entry, reason="A friend.", by=make_staff())

    (picture,) = entry_spreads(round_)

    assert (picture.entry, len(picture.marks), picture.furthest) == ("E002", 2, "")


def test_of_four_judges_two_who_are_equally_far_are_both_named():
    round_ = make_jury(entries=1, judges=4)
    score(round_, {(1, 1): 9, (1, 2): 1, (1, 3): 5, (1, 4): 5})

    (picture,) = entry_spreads(round_)

    assert picture.furthest == "J01, J02"


def test_judges_who_agree_point_at_nobody():
    round_ = make_jury(entries=1, judges=2)
    score(round_, {(1, 1): 5, (1, 2): 5})

    (picture,) = entry_spreads(round_)

    assert (picture.furthest, picture.spread, picture.width) == ("", 0, 1)


@pytest.mark.parametrize("entries", [1, 4])
def test_it_takes_three_queries_and_changes_nothing(entries, django_assert_num_queries):
    round_ = make_jury(entries=entries)
    score(round_, {(entry, judge): judge for entry in range(1, entries + 1) for judge in range(1, 4)})
    before = list(Score.objects.order_by("pk").values())

    with django_assert_num_queries(3):
        assert len(entry_spreads(round_)) == entries

    assert list(Score.objects.order_by("pk").values()) == before
    assert freezing.freeze_ranking(close(round_), make_staff()).version == 1


def test_the_page_says_in_a_table_what_its_pictures_show():
    round_, client = make_jury(entries=1, judges=2), at_the_desk()
    empty = client.get(address(round_)).text
    score(round_, {(1, 1): 9, (1, 2): 1})
    Round.objects.update(normalise="zscore")

    shown = " ".join(client.get(address(round_)).text.split())

    assert "Entries whose judges disagree most" not in empty
    assert '3.00 · 5.00 · 7.00 </td> <td class="number">4.00</td> <td></td>' in shown
