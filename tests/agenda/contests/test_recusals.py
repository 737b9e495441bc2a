"""Who may not judge what: by every organisation that either side is of, when scores are asked for and when frozen."""

import pytest

from agenda.contests import freezing, recusals, scoring
from agenda.contests.jury.own_entries import own_entries
from agenda.models.contests import Assignment, Entry, Recusal, TeamMember
from expo.models import Attendance
from tests.agenda.contests.test_services import close, make_jury
from tests.support.contest_factories import assign, enter_round, make_entry, make_juror, make_round
from tests.support.factories import make_organisation, make_person, the_edition
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
FULL = {"impact": "8.5", "novelty": "7"}
MAPLE = {"name_en": "Maple Robotics Co., Ltd.", "name_zh": "枫叶机器人有限公司"}


def attend(person, firm):
    return Attendance.objects.create(edition=the_edition(), person=person, organisation=firm)


def meet(side, firm, other):
    """A round whose one judge is of `firm`, and a member of its one entry of `other`, on `side` by attendance."""
    round_, person = make_round(), make_person(slug="maker")
    juror = make_juror(round_, organisation=None if side == "judge" else firm)
    if side == "judge":
        attend(juror.person, firm)
    member = {"person": person} if side == "member" else {"organisation": other}
    if side == "member":
        attend(person, other)
    entry = make_entry(round_.contest, members=[member])
    return assign(juror, enter_round(round_, entry)[0])


@pytest.mark.parametrize("side", ["judge", "member", "neither"])
@pytest.mark.parametrize("how", ["name", "merged"])
def test_organisations_that_are_the_same_are_told_on_both_sides(side, how):
    firm = make_organisation(**MAPLE)
    other = make_organisation(name_en="Maple Robotics Company Limited", name_zh="")
    if how == "merged":
        other.name_en, other.merged_into = "Quite Another Name", firm
        other.save()
    assignment = meet(side, firm, other)

    recusals.record_recusals(assignment.juror.round)

    assert Recusal.objects.filter(juror=assignment.juror).count() == 1
    assert recusals.is_recused(assignment.juror, assignment.round_entry.entry) is True


def test_a_judge_is_not_asked_for_what_would_be_refused(django_assert_num_queries):
    firm = make_organisation(**MAPLE)
    juror = meet("neither", firm, firm).juror
    for _ in range(3):
        assign(juror, enter_round(juror.round, make_entry(juror.round.contest))[0])

    with django_assert_num_queries(5):
        recusals.recused_entries(juror, Entry.objects.filter(round_entries__assignments__juror=juror))
    own = own_entries(juror)

    assert [entry.recused for entry in own.entries] == [True, False, False, False]
    assert Recusal.objects.count() == 0


def test_who_became_known_after_the_draw_counts_no_more_when_the_ranking_is_frozen():
    round_ = make_jury(entries=1, judges=2)
    for assignment in Assignment.objects.filter(juror__round=round_):
        scoring.write_scores(assignment, FULL)
    judge = round_.jurors.first()
    TeamMember.objects.create(team=Entry.objects.get().team, person=judge.person)

    ranking = freezing.freeze_ranking(close(round_), make_staff())

    assert ranking.content["recused"] == [{"judge": judge.code, "entry": "E001"}]


def test_a_member_who_is_called_like_a_judge_is_told_until_the_judge_is_recused():
    round_ = make_round()
    judge = make_juror(round_, person=make_person(name_en="Li Na", name_zh="李娜"))
    make_juror(round_, person=make_person(name_en="Zoe Zebra", name_zh="佐伊"))
    written, known = {"name_en": "LI  na"}, {"person": make_person(name_en="Li Na", name_zh="李娜")}
    entry, *others = (make_entry(round_.contest, members=[member]) for member in (written, known, {"name_en": "Li"}))
    enter_round(round_, entry, *others)

    told = recusals.same_names(round_)
    recusals.recuse_judge(judge, entry, reason="The same.", by=make_staff())

    assert (told, recusals.same_names(round_)) == ([(judge, entry)], [])
