"""The ranking from sums that a database would make is that of the plain data, on random contests."""

from collections import defaultdict
from fractions import Fraction

from hypothesis import given

from agenda.contests.ranking import check_scores, rank_entries
from agenda.contests.round_ranking import JudgeSums, rank_sums
from agenda.contests.rules import PlainContest
from tests.agenda.contests.test_ranking_model import contests
from tests.support.chance import examples


def sums_of(contest):
    """What the database adds up of the scores that count."""
    for entry, by_judge in check_scores(contest).by_entry.items():
        for judge, values in by_judge.items():
            weights = {code: contest.criteria[code].weight * 10_000 for code in values}
            units = {code: int(value * 10_000) for code, value in values.items()}
            weighted = int(sum(Fraction(units[code]) * weights[code] for code in values))
            yield JudgeSums(entry, judge, weighted, int(sum(weights.values())), len(values), units)


@examples(400, deadline=None)
@given(contests())
def test_the_ranking_from_sums_is_that_of_the_plain_data(data):
    data["rule"]["normalise"] = "none"
    contest = PlainContest.read(data)
    scored = defaultdict(list)
    for row in sums_of(contest):
        scored[row.entry].append(row)

    by_sums, plain = rank_sums(sums_of(contest), contest), rank_entries(contest)

    assert by_sums["ranking"] == plain["ranking"]
    assert by_sums["waiting"] == [entry for entry in plain["waiting"] if entry in scored]
