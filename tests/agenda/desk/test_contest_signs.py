"""What the contest desk says of judging, of judges, and of entries that wait, and where its links lead."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from agenda.contests import freezing, recusals
from agenda.contests.entries import entry_steps
from agenda.contests.scoring import write_scores
from agenda.models.contests import Assignment, Round
from expo.i18n.instants import wall_clock_time
from tests.agenda.contests.test_services import close, make_jury, score_all
from tests.agenda.desk.test_contest_desk import address, at_the_desk, take
from tests.support.contest_factories import HOUR, make_award, make_contest, make_entry, make_juror, make_round
from tests.support.staff import a_superuser, make_staff, page, signed_in

pytestmark = pytest.mark.django_db
SECOND = "A second person must confirm this ranking"


def offers(client, round_):
    return [(offer.step, offer.quiet) for offer in client.get(address(round_)).context["steps"]]


@pytest.mark.parametrize("left", ["recused", "withdrawn"])
def test_what_a_judge_does_not_score_is_not_waited_for(left):
    round_, client = make_jury(entries=2, judges=2), at_the_desk()
    row = Assignment.objects.filter(round_entry__entry__number=2).order_by("juror__number").first()
    if left == "recused":
        recusals.recuse_judge(row.juror, row.round_entry.entry, reason="A friend.", by=make_staff())
    for assignment in Assignment.objects.exclude(pk=row.pk):
        write_scores(assignment, {"impact": "8", "novelty": "7"})
    if left == "withdrawn":
        entry_steps.withdraw_entry(row.round_entry.entry, reason="Moved away.")

    shown = client.get(address(round_)).context

    standing = 2 if left == "recused" else 1
    assert shown["progress"] == (standing, standing, standing, 0)
    assert {(each.assigned, each.finished) for each in shown["judges"]} == {"recused": {(1, 1), (2, 2)}}.get(
        left, {(1, 1)}
    )


def test_an_entry_of_which_every_judge_is_recused_is_with_no_judge():
    round_, client = make_jury(entries=1, judges=1), at_the_desk()
    row = Assignment.objects.get()
    recusals.recuse_judge(row.juror, row.round_entry.entry, reason="A friend.", by=make_staff())

    assert client.get(address(round_)).context["progress"] == (1, 0, 0, 0)


@pytest.mark.parametrize("may", [True, False])
def test_while_judging_is_open_the_desk_says_until_when_and_offers_no_freeze(may):
    round_, user = make_jury(entries=1), make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=["run_contests", *["change_round"] * may]))
    client = signed_in(user)
    closes = wall_clock_time(round_.closes_at, round_.contest.edition.tz).strftime("%Y-%m-%d %H:%M")

    shown = client.get(address(round_)).text

    assert f"A ranking can be frozen once judging has closed: {closes}." in shown
    assert (page("agenda.round", "change", round_.pk) in shown) is may
    assert offers(client, round_) == [("draw", True), ("close", True)]
    Round.objects.update(closes_at=None)
    assert "It is not said when judging closes" in client.get(address(round_)).text


def test_a_correction_is_not_offered_while_judging_is_open_again():
    round_, client = make_jury(entries=1), at_the_desk()
    score_all(round_)
    freezing.freeze_ranking(close(round_), make_staff())

    closed = offers(client, round_)
    Round.objects.update(closes_at=timezone.now() + HOUR)

    assert ([step for step, _quiet in closed], offers(client, round_)) == (
        ["confirm", "freeze"],
        [("confirm", False), ("close", True)],
    )


def test_the_draw_is_the_main_step_until_every_entry_has_its_judges():
    round_, client = make_round(), at_the_desk()
    before = offers(client, round_)
    other = close(make_jury(entries=1))
    drawn = offers(client, other)
    late = make_entry(other.contest)
    other.round_entries.create(entry=late)

    assert (before, drawn) == ([("draw", False), ("close", True)], [("freeze", False), ("draw", True)])
    assert offers(client, other) == [("draw", False), ("freeze", False)]
    assert "data-quiet>Draw the judges" in client.get(address(make_jury(entries=1))).text


def test_whoever_froze_a_ranking_reads_that_another_confirms_it():
    round_, one, other = make_jury(entries=1), at_the_desk(), at_the_desk()
    score_all(round_)
    close(round_)
    before = one.get(address(round_)).text
    take(one, round_, "freeze")

    told = [SECOND in text for text in (before, one.get(address(round_)).text, other.get(address(round_)).text)]
    take(other, round_, "confirm")

    assert told == [False, True, False]
    assert SECOND not in one.get(address(round_)).text


def test_the_links_of_judges_begin_with_the_round_one_came_from_and_say_what_they_are_for():
    contest = make_contest(name_en="Makers")
    first, final = make_round(contest, name_en="Heats"), make_round(contest, name_en="")
    judge, client = make_juror(final), at_the_desk()
    link = f"/desk/jury/2019/?round={final.pk}"

    come = client.get(address(final)).text
    chosen = client.get(link).text
    made = client.post(link, {"step": "invite_all", "round": first.pk}, follow=True)
    links = client.post(link, {"step": "invite_all", "round": final.pk}).text

    assert f'href="{link}"' in come
    assert f'<option value="{final.pk}" selected>' in chosen
    assert chosen.count(" selected>") == 1
    assert made.request["QUERY_STRING"] == f"round={first.pk}"
    assert f"{judge.person} · Makers · {final} <expo-copy" in " ".join(links.split())
    assert f'<option value="{final.pk}" selected>' in links


@pytest.mark.parametrize("may", [True, False])
def test_the_list_says_how_many_entries_wait_for_review_and_leads_to_them(may):
    contest, user = make_contest(), make_staff()
    waiting = [make_entry(contest, status="applied") for _ in range(2)]
    make_entry(contest), make_entry(contest, status="draft"), make_contest()
    user.user_permissions.set(Permission.objects.filter(codename__in=["run_contests", *["view_entry"] * may]))
    client = signed_in(user)

    text = " ".join(client.get("/desk/contests/2019/").text.split())

    assert text.count("2 entries wait for review") == text.count("for review") == 1
    where = f"{page('agenda.entry', 'changelist')}?edition=2019&amp;contest={contest.pk}&amp;status__exact=applied"
    assert (where in text) is may
    if may:
        listed = client.get(where.replace("&amp;", "&")).context["cl"].result_list
        assert sorted(row.pk for row in listed) == [row.pk for row in waiting]


def test_data_entry_tells_withdrawn_awards_apart():
    award = make_award(make_entry())

    columns = a_superuser().get(page("agenda.award", "changelist")).context["cl"].list_display

    assert award.withdrawn_at is None
    assert "withdrawn_at" in columns
