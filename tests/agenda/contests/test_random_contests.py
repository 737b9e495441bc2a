"""Random contests of two rounds against the plain model: quotas of tracks, ties at the cut-off, totals carried over,
and what a correction of the first round changes in the second.
"""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from agenda.contests import cutoff
from agenda.models.contests import FrozenRanking, Round, RoundEntry, Track
from tests.agenda.contests.plain_ranking import plain_advance
from tests.agenda.contests.test_random_rounds import (
    ENTRIES,
    FULL,
    JUDGES,
    RULES,
    STEPS,
    PlainRound,
    StoredRound,
    compare,
    compare_frozen,
    follow,
)
from tests.agenda.contests.test_services import close, make_jury
from tests.support.chance import examples
from tests.support.contest_factories import assign, enter_round, make_entry, make_juror, make_round
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
GUEST = "E005"
WEIGHTS = ("2", "1", "0.5", "0")
GOING_ON = st.fixed_dictionaries(
    {
        "track_quota": st.sampled_from((1, 2, None)),
        "advance_count": st.sampled_from((3, 2, 1, None)),
        "cutoff_ties": st.sampled_from(("all", "none")),
    }
)
CHANGED = st.tuples(st.just("score"), st.sampled_from(ENTRIES), st.sampled_from(JUDGES), FULL)
CONTESTS = given(
    # The first round is to be frozen mostly, or nobody comes into the second.
    rules=st.tuples(RULES.map(lambda rule: rule | {"min_judges": 1}), RULES),
    going_on=GOING_ON,
    weight=st.sampled_from(WEIGHTS),
    guest=st.booleans(),
    sheets=st.lists(FULL, min_size=27, max_size=27),
    steps=st.tuples(st.lists(STEPS, max_size=1), st.lists(STEPS, max_size=3)),
    late=st.lists(st.one_of(CHANGED, CHANGED, STEPS), min_size=1, max_size=3),
)


class PlainContest:
    """Two plain rounds with one list of entries that have left; `going`: by the confirmed ranking of the first."""

    def __init__(self, rules, going_on, weight):
        self.rules, self.going_on, self.weight, self.going = rules, going_on, weight, set()
        self.first, self.final = PlainRound(set(ENTRIES)), PlainRound(set())
        self.final.left = self.first.left

    def confirm(self):
        """Who goes on, and with which totals; gives the entries that do no more, though judges have scored them."""
        former, (places, _waiting) = self.going, self.first.rank(self.rules[0])
        rule = self.going_on
        self.going = plain_advance(places, TRACKS, rule["track_quota"], rule["advance_count"], rule["cutoff_ties"])
        if self.weight != "0":
            self.final.carried = (self.weight, self.first.printed_totals(self.rules[0]))
        return (former - self.going) & self.final.standing() & {entry for entry, _judge, _code in self.final.given}


# The entries stand in two tracks by turns.
TRACKS = {entry: at % 2 for at, entry in enumerate(ENTRIES)}


def compare_contest(first, rules, going_on, weight, guest, sheets, steps, late):
    final = prepare(first, rules, going_on, weight)
    plain, clerk = PlainContest(rules, going_on, weight), make_staff()
    stored = StoredRound(Round.objects.get(pk=first.pk), clerk)
    follow(plain.first, stored, [*judged(ENTRIES, sheets[:12]), *of(steps[0], ENTRIES)])
    stored.round = close(first)
    if compare_frozen(plain.first, stored, rules[0], ()) is None:
        return
    plain.confirm()
    go_on(first, clerk)
    enter_final(plain, final, guest)
    judge_final(plain, stored, final, sheets[12:], steps[1], late)


def prepare(first, rules, going_on, weight):
    """The rules of both rounds, entries in two tracks, and a final that nobody is in yet."""
    other = Track.objects.create(contest=first.contest, slug="other", name_en="Other")
    for entry in first.contest.entries.filter(number__in=[2, 4]):
        type(entry).objects.filter(pk=entry.pk).update(track=other)
    final = make_round(first.contest, judges_per_entry=3, carried_weight=weight)
    for round_, rule in zip((first, final), rules, strict=True):
        Round.objects.filter(pk=round_.pk).update(**rule | {"ties": ",".join(rule["ties"])})
    Round.objects.filter(pk=first.pk).update(**going_on)
    for _ in JUDGES:
        make_juror(final)
    return final


def judged(entries, sheets):
    pairs = [(entry, judge) for entry in sorted(entries) for judge in JUDGES]
    return [("score", *pair, values) for pair, values in zip(pairs, sheets, strict=False)]


def of(steps, entries):
    return [step for step in steps if step[1] in entries]


def go_on(first, clerk):
    newest = FrozenRanking.objects.filter(round=first).order_by("-version").first()
    with transaction.atomic():
        cutoff.add_next_entries(newest, clerk)


def enter_final(plain, final, guest):
    """Those that go on; a guest too, of whom no total is carried over. Every judge has every entry."""
    if guest:
        enter_round(final, make_entry(final.contest))
    plain.final.entries = plain.going - plain.first.left | ({GUEST} if guest else set())
    rows = RoundEntry.objects.filter(round=final).select_related("entry")
    assert {row.entry.code for row in rows} == plain.final.entries
    for row in rows:
        for juror in final.jurors.order_by("number"):
            assign(juror, row)


def judge_final(plain, first, final, sheets, steps, late):
    """Judged, frozen, and both again after what happens late in the first round has corrected it."""
    stored, entries = StoredRound(Round.objects.get(pk=final.pk), first.clerk), set(plain.final.entries)
    follow(plain.final, stored, [*judged(entries, sheets), *of(steps, entries)])
    compare(plain.final, stored, plain.rules[1])
    stored.round = close(final)
    frozen = compare_frozen(plain.final, stored, plain.rules[1], ())
    first.late = True
    follow(plain.first, first, late)
    if compare_frozen(plain.first, first, plain.rules[0], ("a correction",)) is not None:
        correct_final(plain, first)
    compare(plain.final, stored, plain.rules[1])
    if frozen is not None:
        stored.late = True
        compare_frozen(plain.final, stored, plain.rules[1], ("a correction",))


def correct_final(plain, first):
    """Entries that no longer go on leave the final, but where judges have scored them there: nobody leaves then."""
    dropped = plain.confirm()
    if dropped:
        with pytest.raises(ValidationError, match="have scored entries that no longer go on"):
            go_on(first.round, first.clerk)
    else:
        go_on(first.round, first.clerk)
        plain.final.entries |= plain.going - plain.first.left


@examples(200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2)), min_size=1, max_size=9),
    st.one_of(st.none(), st.integers(0, 4)),
    st.one_of(st.none(), st.integers(0, 9)),
    st.sampled_from(("all", "none")),
)
def test_those_go_on_whom_quota_count_and_ties_let(drawn, quota, count, ties):
    scored = sorted((score, f"E{number:03d}", track) for number, (score, track) in enumerate(drawn))
    places = [(1 + sum(other < score for other, *_ in scored), entry) for score, entry, _track in scored]
    tracks = {entry: track for _score, entry, track in scored}
    ranking = [{"place": place, "entry": entry, "total": "1"} for place, entry in places]
    rule = SimpleNamespace(track_quota=quota, advance_count=count, cutoff_ties=ties)

    going = cutoff.advancing_entries(cutoff.place_in_tracks(ranking, tracks), rule)

    assert going == sorted(plain_advance(places, tracks, quota, count, ties))


@pytest.fixture
def first():
    return make_jury(entries=4, judges=3)


def run_in_a_savepoint(first, **drawn):
    with transaction.atomic():
        compare_contest(first, **drawn)
        transaction.set_rollback(True)


@pytest.mark.thorough
@examples(20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@CONTESTS
def test_random_contests_of_two_rounds_rank_as_the_plain_model(first, **drawn):
    run_in_a_savepoint(first, **drawn)


@pytest.mark.slow
@examples(200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@CONTESTS
def test_two_hundred_random_contests_of_two_rounds_rank_as_the_plain_model(first, **drawn):
    run_in_a_savepoint(first, **drawn)
