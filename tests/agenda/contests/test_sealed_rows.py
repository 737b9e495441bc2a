"""The databases themselves refuse to change a frozen ranking or a published award, or to remove one."""

import contextlib
import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agenda.contests import awards, freezing, recusals, scoring
from agenda.contests.proof import recount_rankings
from agenda.models.contests import Assignment, Award, FrozenRanking
from tests.agenda.contests.test_mended_rules import BEST, freeze_in_order, make_final
from tests.agenda.desk.test_contest_desk import address, at_the_desk
from tests.support.agenda_factories import make_session
from tests.support.guards import without_guards
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
# Of a frozen ranking what is confirmed and published later, of an award what withdraws it.
LATER = {"confirmed_by_id", "confirmed_at", "published_at", "objections_until", "final_at"}
OPEN = {"session_id", "withdrawn_at", "withdrawn_reason"}
MOMENT = dt.datetime(2026, 8, 26, 9, tzinfo=dt.UTC)


def other_value(field, value):
    """One that the column holds and that is not this one."""
    if field.is_relation:
        return None if value is not None else 999_999
    kind = field.get_internal_type()
    if kind == "JSONField":
        return {"ranking": []}
    if kind == "DateTimeField":
        return MOMENT
    if kind in ("CharField", "TextField"):
        return ("8" if value[:1] == "9" else "9") + value[1:]
    return (value or 0) + 1


def tampered(row):
    """The names of columns that plain SQL changes; each attempt is taken back."""
    changed = set()
    for field in row._meta.concrete_fields:
        if field.primary_key:
            continue
        with contextlib.suppress(IntegrityError), transaction.atomic():
            value = other_value(field, getattr(row, field.attname))
            type(row).objects.filter(pk=row.pk).update(**{field.attname: value})
            changed.add(field.attname)
            transaction.set_rollback(True)
    return changed


def remove(row):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608


def is_removed(row):
    try:
        with transaction.atomic():
            remove(row)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def test_nothing_of_a_frozen_ranking_changes_but_what_is_still_to_come():
    ranking = freeze_in_order()
    guarded = tampered(ranking), is_removed(ranking)
    with without_guards():
        unguarded = tampered(ranking)

    assert (guarded[0] <= LATER, guarded[1]) == (True, False)
    assert {"content", "result", "digest", "advancing", "reason"} <= unguarded


def test_nobody_else_has_confirmed_a_ranking_and_nothing_changes_once_it_is_final():
    ranking, other = freezing.confirm_ranking(freeze_in_order(), make_staff()), make_staff()
    values = {"confirmed_by": other, "confirmed_at": timezone.now()}
    refused = []

    for _state in ("confirmed", "final"):
        with pytest.raises(IntegrityError), transaction.atomic():
            FrozenRanking.objects.update(**values)
        refused.append(True)
        if ranking.published_at is None:
            freezing.publish_ranking(ranking, other)
            long_ago = timezone.now() - dt.timedelta(days=9)
            FrozenRanking.objects.update(published_at=long_ago, objections_until=long_ago)
            ranking = freezing.finalise_ranking(ranking, other)

    assert (refused, tampered(ranking)) == ([True, True], set())
    with without_guards():
        assert FrozenRanking.objects.update(**values) == 1


def test_nothing_of_a_published_award_changes_but_that_it_is_withdrawn_or_its_session_goes():
    award = awards.draft_awards(make_final(freeze_in_order()))[0]
    draft = tampered(award)
    award = awards.publish_award(award, make_staff())
    published = tampered(award), is_removed(award)
    award = awards.withdraw_award(award, make_staff(), reason="Copied.")
    withdrawn = tampered(award), is_removed(award)
    with without_guards():
        unguarded = tampered(award)

    assert {"name_en", "place", "citation_en", "prize_en", "order"} <= draft & unguarded
    assert (published[0] <= OPEN, published[1]) == (True, False)
    assert (withdrawn[0] <= {"session_id"}, withdrawn[1]) == (True, False)


def test_an_award_forgets_the_session_that_goes_as_its_foreign_key_does():
    session = make_session()
    award = awards.draft_awards(make_final(freeze_in_order()))[0]
    Award.objects.filter(pk=award.pk).update(session=session)
    awards.withdraw_award(awards.publish_award(award, make_staff()), make_staff(), reason="Copied.")

    Award.objects.filter(session=session).update(session=None)

    award.refresh_from_db()
    assert award.session is None


def test_what_is_sealed_and_changed_all_the_same_the_proof_tells():
    ranking = freeze_in_order()
    with without_guards():
        FrozenRanking.objects.update(advancing=["E004"])

    (recount,) = recount_rankings(ranking.round.contest.edition)

    assert "What is stored is not what was sealed." in recount.faults


@pytest.mark.parametrize("guarded", [True, False])
def test_who_changed_scores_for_a_correction_does_not_confirm_it(guarded, monkeypatch):
    ranking, clerk = freezing.confirm_ranking(freeze_in_order(), make_staff()), make_staff()
    last = Assignment.objects.get(juror__round=ranking.round, round_entry__entry__number=4)
    scoring.change_scores_late(last, BEST, reason="Misread.", by=clerk)
    corrected = freezing.freeze_ranking(ranking.round, make_staff(), reason="A sheet was misread.")
    if not guarded:
        monkeypatch.setattr(freezing, "has_changed_by_hand", lambda *_args: False)
        assert freezing.confirm_ranking(corrected, clerk).confirmed_by == clerk
        return

    with pytest.raises(ValidationError, match="Whoever changed scores late"):
        freezing.confirm_ranking(corrected, clerk)

    assert freezing.confirm_ranking(corrected, make_staff()).confirmed_at is not None


def test_who_recused_a_judge_for_a_correction_is_not_offered_to_confirm_it():
    ranking, client = freezing.confirm_ranking(freeze_in_order(), make_staff()), at_the_desk()
    clerk = User.objects.latest("pk")
    judge, first = ranking.round.jurors.get(), ranking.rows.get(place=1).entry
    recusals.recuse_judge(judge, first, reason="Taught the team.", by=clerk)
    first.status, first.reason = "disqualified", "Nobody else judged it."
    first.save()
    corrected = freezing.freeze_ranking(ranking.round, make_staff(), reason="The judge taught the team.")

    offered = [offer.step for offer in client.get(address(ranking.round)).context["steps"]]

    assert (corrected.confirmed_at, offered) == (None, ["freeze"])


def test_who_changed_scores_before_an_earlier_ranking_was_confirmed_confirms_a_later_one():
    ranking, clerk = freezing.confirm_ranking(freeze_in_order(), make_staff()), make_staff()
    last = Assignment.objects.get(juror__round=ranking.round, round_entry__entry__number=4)
    scoring.change_scores_late(last, BEST, reason="Misread.", by=clerk)
    second = freezing.confirm_ranking(
        freezing.freeze_ranking(ranking.round, make_staff(), reason="A sheet was misread."), make_staff()
    )
    changes = {"impact": "9", "novelty": "9"}
    scoring.change_scores_late(last, changes, reason="Misread again.", by=make_staff())

    third = freezing.freeze_ranking(second.round, make_staff(), reason="A sheet was misread.")

    assert freezing.confirm_ranking(third, clerk).confirmed_by == clerk
