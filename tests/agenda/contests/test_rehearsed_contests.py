"""In a rehearsal contests run on its clock: what is planned by it, what has happened shown by it."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from agenda.contests import freezing, scoring
from agenda.contests.entering.late import permit_new_team
from agenda.contests.entering.review import late_entries
from agenda.contests.entries.entry_steps import accept_entry
from agenda.models.contests import Assignment, Contest, Entry, FrozenRanking, Juror, LatePermission, Round
from expo.models import Edition
from tests.agenda.contests.jury.test_judging import come_in, make_jury
from tests.agenda.contests.test_mended_rules import freeze_in_order
from tests.agenda.desk.test_contest_desk import at_the_desk, take
from tests.agenda.desk.test_contest_moments import at_the_venue
from tests.support.contest_factories import HOUR
from tests.support.entering import DAY, application, make_call, new_key, send
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
# So far ahead of the real time is the clock of the rehearsal.
AHEAD = dt.timedelta(days=40)


def rehearse(by: dt.timedelta = AHEAD) -> None:
    Edition.objects.update(rehearsal=True, clock_shift=by)


@pytest.mark.parametrize(("ahead", "status", "entries"), [(AHEAD, 422, 0), (AHEAD * 0, 302, 1), (-AHEAD, 422, 0)])
def test_entries_are_taken_by_its_clock(client, ahead, status, entries):
    contest = make_call()
    data = application(contest, new_key(client, contest))

    rehearse(ahead)

    assert (send(client, contest, data).status_code, Entry.objects.count()) == (status, entries)


def test_an_entry_says_when_it_came_by_its_clock_and_is_late_by_it(client):
    now = timezone.now() + AHEAD
    contest = make_call(entries_open_at=now - DAY, entries_close_at=now + DAY)
    rehearse()

    send(client, contest, application(contest, new_key(client, contest)))

    entry = Entry.objects.get()
    assert now <= entry.applied_at < now + HOUR
    assert not late_entries(Entry.objects.all()).exists()
    assert accept_entry(entry, make_staff()).status == "accepted"
    Contest.objects.update(entries_close_at=now - HOUR)
    assert late_entries(Entry.objects.all()).exists()


def test_a_late_permission_holds_by_its_clock():
    contest, hour = make_call(), timezone.now() + HOUR
    permit_new_team(contest, "Zebras", "The site was down.", hour, make_staff())

    holding = []
    for shift in (AHEAD * 0, AHEAD, -AHEAD):
        rehearse(shift)
        holding.append(LatePermission.objects.holding().count())

    assert holding == [1, 0, 1]


@pytest.mark.parametrize("ahead", [AHEAD, -AHEAD])
def test_judges_score_and_rankings_are_frozen_by_its_clock(ahead):
    juror = make_jury()[0]
    rehearse(ahead)
    mine, round_ = Assignment.objects.of(juror).first(), Round.objects.get()

    with pytest.raises(scoring.ScoreRefused, match="not open"):
        scoring.write_scores(mine, {"impact": "8"})
    Round.objects.update(opens_at=round_.opens_at + ahead, closes_at=round_.closes_at + ahead)
    assert scoring.write_scores(mine, {"impact": "8", "novelty": "8"}) == 2
    with pytest.raises(Exception, match="after its round has closed"):
        freezing.freeze_ranking(round_, make_staff())


def test_a_device_keeps_a_judge_s_page_for_as_long_as_judging_is_open_by_the_real_clock():
    juror = make_jury()[0]
    closes_at = Round.objects.get().closes_at
    rehearse()
    Round.objects.update(opens_at=closes_at + AHEAD - DAY, closes_at=closes_at + AHEAD)

    page = come_in(Juror.objects.get(pk=juror.pk)).get("/jury/").content.decode()

    kept = int(re.search(r'data-keep-until="(\d+)"', page)[1])
    assert abs(kept - closes_at.timestamp() * 1000) < 1000


def test_a_moment_that_staff_enter_by_its_clock_comes_by_it_and_is_shown_by_it():
    ranking = freezing.confirm_ranking(freeze_in_order(), make_staff())
    rehearse()
    round_ = Round.objects.get()
    edition = round_.contest.edition
    real = timezone.now().replace(second=0, microsecond=0) + HOUR

    said = [take(at_the_desk(), round_, "schedule", at=at_the_venue(at, edition)) for at in (real, real + AHEAD)]

    assert said == [
        ["This moment has passed. Publish now, or choose a later one."],
        ["The ranking will be published at this moment."],
    ]
    assert FrozenRanking.objects.get(pk=ranking.pk).published_at == real
    desk = at_the_desk().get(f"/desk/contests/2019/{round_.contest.slug}/{round_.number}/").content.decode()
    assert at_the_venue(real + AHEAD, edition).replace("T", " ") in desk


def test_visitors_read_when_results_were_published_by_its_clock():
    ranking = freezing.confirm_ranking(freeze_in_order(), make_staff())
    rehearse()
    freezing.publish_ranking(ranking, make_staff())
    contest = Contest.objects.get()
    there = (timezone.now() + AHEAD).astimezone(contest.edition.tz)

    told = Client().get("/api/v1/editions/2019/contests").json()["items"][0]["rounds"][0]["results"]

    assert told["published_at"][:10] == there.date().isoformat()
    page = Client().get(f"/en/2019/contests/{contest.slug}/").content.decode()
    assert f"Published on {there.day} {there:%B %Y}" in page
