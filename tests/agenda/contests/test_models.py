"""What the database refuses of contests, and which of their rows the public may see."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from agenda.models.contests import (
    Award,
    Contest,
    Criterion,
    Entry,
    FrozenRanking,
    Juror,
    ResultRow,
    Round,
    Score,
    ScoreChange,
    Team,
    Track,
)
from tests.support.contest_factories import (
    assign,
    enter_round,
    make_award,
    make_contest,
    make_entry,
    make_juror,
    make_public_contest,
    make_ranking,
    make_round,
)
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
SHOWN = (Contest, Track, Round, Criterion, Entry, Team, Juror, FrozenRanking, ResultRow, Award)


def public_rows() -> dict[str, int]:
    return {model.__name__: model.objects.public().count() for model in SHOWN}


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except (IntegrityError, DatabaseError):
        return True
    return False


def test_everything_of_a_published_contest_is_public():
    make_public_contest()

    assert public_rows() == {model.__name__: 1 for model in SHOWN}


@pytest.mark.parametrize("change", [{"status": "draft"}, {"edition__published": False}])
def test_nothing_of_a_draft_or_of_a_hidden_edition_is_public(change):
    contest = make_public_contest()
    if "status" in change:
        Contest.objects.update(**change)
    else:
        type(contest.edition).objects.update(published=False)

    assert public_rows() == {model.__name__: 0 for model in SHOWN}


def test_an_entry_is_public_once_it_is_accepted_and_shown_or_named_by_a_result_or_an_award():
    contest = make_contest(entries_shown=False)
    entry = make_entry(contest)
    applied = make_entry(make_contest(), status="applied")
    seen = [Entry.objects.public().count()]
    make_ranking(make_round(contest), entry)
    seen.append(Entry.objects.public().get())
    ResultRow.objects.all()
    award = make_award(applied)

    assert seen == [0, entry]
    assert Award.objects.public().filter(pk=award.pk).exists() is False
    assert Entry.objects.public().filter(pk=applied.pk).exists() is False


def test_the_team_of_a_blind_entry_is_public_when_names_are_revealed():
    contest = make_contest(blind=True)
    entry = make_entry(contest)
    before = (Team.objects.public().count(), contest.is_blind_now)
    Contest.objects.update(revealed_at=timezone.now())

    assert (before, Team.objects.public().get()) == ((0, True), entry.team)


def test_a_ranking_is_public_when_its_moment_has_come_and_until_a_later_one_is():
    ranking = make_ranking(make_round())
    now = timezone.now()
    later = make_ranking(
        ranking.round, version=2, corrects=ranking, reason="A sheet was missing.",
        published_at=now + dt.timedelta(hours=1), objections_until=now + dt.timedelta(hours=2),
    )  # fmt: skip
    before = FrozenRanking.objects.public().get()
    FrozenRanking.objects.filter(pk=later.pk).update(published_at=now - dt.timedelta(seconds=5))

    assert (before, FrozenRanking.objects.public().get()) == (ranking, later)


def test_a_value_is_given_once_by_a_judge_for_an_entry_and_a_criterion():
    round_ = make_round()
    assignment = assign(make_juror(round_), enter_round(round_, make_entry(round_.contest))[0])
    criterion = round_.criteria.first()
    Score.objects.create(assignment=assignment, criterion=criterion, units=85_000)
    again = Score(assignment=assignment, criterion=criterion, units=90_000)

    with pytest.raises(ValidationError, match="has scored this entry by this criterion already"):
        again.full_clean()
    assert refused(again.save)


def test_nobody_confirms_the_ranking_they_froze():
    ranking = make_ranking(make_round(), published=False)
    ranking.confirmed_by, ranking.confirmed_at = ranking.frozen_by, timezone.now()

    with pytest.raises(ValidationError, match="Whoever froze a ranking cannot confirm it"):
        ranking.full_clean(exclude=["content", "result"])
    assert refused(ranking.save)


def test_an_unconfirmed_ranking_is_not_published():
    ranking = make_ranking(make_round(), published=False)
    ranking.published_at = ranking.objections_until = timezone.now()

    assert refused(ranking.save)


def test_a_final_ranking_and_a_late_change_stay_as_they_are():
    round_ = make_round()
    ranking = make_ranking(round_)
    FrozenRanking.objects.update(final_at=ranking.objections_until)
    assignment = assign(make_juror(round_), enter_round(round_, make_entry(round_.contest))[0])
    score = Score.objects.create(assignment=assignment, criterion=round_.criteria.first(), units=1)
    change = ScoreChange.objects.create(score=score, before=1, after=2, reason="Mistyped", by=make_staff())

    assert refused(lambda: FrozenRanking.objects.update(advancing=["E001"]))
    assert refused(lambda: ScoreChange.objects.filter(pk=change.pk).update(after=3))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"aggregate": "trimmed", "trim": 2, "judges_per_entry": 4}, "Nothing would be left"),
        ({"min_judges": 4}, "Draw at least as many judges"),
        ({"decimals": 7}, "at most 6 decimals"),
        ({"opens_at": timezone.now() + dt.timedelta(days=9)}, "must close after it opens"),
    ],
)
def test_a_round_whose_rule_cannot_work_is_refused(fields, sentence):
    round_ = make_round()
    for name, value in fields.items():
        setattr(round_, name, value)

    with pytest.raises(ValidationError, match=sentence):
        round_.full_clean()
    assert refused(round_.save)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": None}, "needs its team and a number"),
        ({"status": "disqualified"}, "Say why"),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(fields, sentence):
    entry = make_entry()
    for name, value in fields.items():
        setattr(entry, name, value)

    with pytest.raises(ValidationError, match=sentence):
        entry.full_clean()
    assert refused(entry.save)
