"""The log of contests at their desk: readable, filtered, and without names where a contest is blind."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone, translation

from agenda.contests import awards, freezing, recusals
from agenda.contests.entering.late import permit_new_team
from agenda.contests.log import append_event
from agenda.models.contests import Contest, ContestVerb, Entry
from expo.models import Edition
from tests.agenda.contests.test_mended_rules import BEST, correct, freeze_in_order, make_final
from tests.agenda.desk.test_contest_desk import address, at_the_desk, take
from tests.support.contest_factories import HOUR, make_contest
from tests.support.factories import make_edition
from tests.support.staff import a_superuser, filled, make_staff, page, signed_in

pytestmark = pytest.mark.django_db
LOG = "/desk/contests/2019/log/"


def lines(client, query=""):
    return [(line.event.verb, line.told, line.reason) for line in client.get(f"{LOG}{query}").context["lines"]]


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_it_tells_a_contest_from_the_draw_to_a_withdrawn_award():
    ranking = make_final(freeze_in_order())
    clerk = make_staff()
    award = awards.publish_award(awards.draft_awards(ranking, places=1)[0], clerk)
    freezing_of_correction = correct(ranking, {4: BEST})
    awards.withdraw_award(award, clerk, reason="Misread.")

    told = lines(at_the_desk())

    assert freezing_of_correction.version == 2
    assert told == [
        ("revoked", ["2019-C0001"], "Misread."),
        ("confirmed", ["version 2"], ""),
        ("frozen", ["version 2"], "A sheet was misread."),
        ("rescored", ["E004", "J01", "impact 5 → 10; novelty 5 → 10"], "Misread."),
        ("awarded", ["E001", "First prize", "place 1", "2019-C0001"], ""),
        ("final", ["version 1"], ""),
        ("published", ["version 1", told[6][1][1]], ""),
        ("confirmed", ["version 1"], ""),
        ("frozen", ["version 1"], ""),
        ("drawn", ["4 entries have judges"], ""),
    ]


def test_moments_are_by_the_clock_at_the_venue_also_where_summer_time_holds():
    ranking = freezing.confirm_ranking(freeze_in_order(), make_staff())
    Edition.objects.update(timezone="Europe/Berlin")
    ranking.round.contest.edition.refresh_from_db()
    at = dt.datetime(2027, 7, 1, 10, 0, tzinfo=dt.UTC)
    freezing.publish_ranking(ranking, make_staff(), at=at)
    client = at_the_desk()

    assert lines(client)[0] == ("published", ["version 1", "from 2027-07-01 12:00"], "")
    take(client, ranking.round, "freeze", reason="Once more.")
    freezing.call_off_publication(ranking)
    append_event(ContestVerb.FROZEN, ranking.round, None, version=2, called_off=at.isoformat())
    assert lines(client)[0][1] == ["version 2", "the publication at 2027-07-01 12:00 is called off"]


def test_it_is_filtered_by_contest_and_by_what_happened():
    one, other = freeze_in_order().round, freeze_in_order().round
    client = at_the_desk()

    of_one = client.get(f"{LOG}?contest={one.contest.slug}").context["lines"]
    frozen = client.get(f"{LOG}?verb=frozen&contest={other.contest.slug}").context["lines"]
    odd = client.get(f"{LOG}?verb=nothing&contest=nobody-s&page=x")
    every = client.get(f"{LOG}?verb=nothing&contest=%00").context["lines"]

    assert {line.contest for line in of_one} == {one.contest}
    assert [(line.event.verb, line.round) for line in frozen] == [("frozen", other)]
    assert "Nothing of this kind has happened yet." in odd.text
    assert {line.contest for line in every} == {one.contest, other.contest}


def test_an_address_that_begins_like_another_s_is_another_contest_and_so_is_another_edition_s():
    contest, longer = make_contest(slug="chip"), make_contest(slug="chip-design")
    elsewhere = make_contest(slug="chip", edition=make_edition(slug="2020", identifier="2020"))
    for about in (contest, longer, elsewhere):
        append_event(ContestVerb.REVEALED, about, None)

    assert len(lines(at_the_desk(), "?contest=chip")) == 1
    assert len(lines(at_the_desk())) == 2


@pytest.mark.parametrize(
    ("blind", "sees_teams", "told"), [(False, False, True), (True, False, False), (True, True, True)]
)
def test_whose_a_blind_entry_is_stays_with_those_who_may_see_teams(blind, sees_teams, told):
    contest = make_contest(blind=blind)
    permit_new_team(contest, "Zebras", "The Zebras had no network.", timezone.now() + HOUR, make_staff())
    user = make_staff()
    allowed = ["run_contests", *(["view_team"] if sees_teams else [])]
    user.user_permissions.add(*Permission.objects.filter(codename__in=allowed))

    shown = signed_in(user).get(LOG)

    assert shown.context["lines"][0].event.verb == "late"
    assert ("Zebras" in shown.text) == told


def test_reasons_of_a_blind_contest_are_told_once_names_are_revealed():
    ranking = make_final(freeze_in_order())
    juror = ranking.round.jurors.get()
    Contest.objects.update(blind=True)
    recusals.recuse_judge(juror, Entry.objects.get(number=2), reason="Uncle of a Zebra.", by=make_staff())
    client = at_the_desk()
    before = lines(client)[0]

    freezing.reveal_names(ranking.round.contest, make_staff())

    assert before == ("recused", ["E002", "J01"], "")
    assert lines(client)[1] == ("recused", ["E002", "J01"], "Uncle of a Zebra.")


@pytest.mark.parametrize("contests", [1, 3])
def test_it_costs_the_same_however_much_it_tells(contests, django_assert_num_queries):
    for _ in range(contests):
        make_final(freeze_in_order())
    client = at_the_desk()
    client.get(LOG)

    with django_assert_num_queries(11):
        client.get(LOG)


def test_what_was_told_of_a_contest_that_is_gone_stays():
    contest = make_contest(slug="gone")
    append_event(ContestVerb.REVEALED, contest, make_staff())
    contest.delete()

    (line,) = at_the_desk().get(LOG).context["lines"]

    assert (line.contest, line.address, line.told) == (None, "gone", [])


def test_desk_and_round_lead_to_it():
    round_ = freeze_in_order().round
    client = at_the_desk()

    assert f'href="{LOG}"' in client.get("/desk/contests/2019/").text
    assert f'href="{LOG}?contest={round_.contest.slug}"' in client.get(address(round_)).text
    assert "Log of the contests" in words(client.get(LOG))


def test_in_chinese_revealed_names_are_an_event_and_no_moment():
    append_event(ContestVerb.REVEALED, make_contest(), make_staff())
    reader = at_the_desk()

    with translation.override("zh-hans"):
        assert ContestVerb.REVEALED.label == "名称已公开"
        assert Contest._meta.get_field("revealed_at").verbose_name == "公开名称的时间"
    assert "names revealed" in words(reader.get(LOG))


def test_an_address_stays_from_the_first_event_that_names_it():
    contest, editor = make_contest(slug="chip", blind=True), a_superuser()
    path = page("agenda.contest", "change", contest.pk)
    before = editor.get(path).text
    permit_new_team(contest, "Zebras", "No network.", timezone.now() + HOUR, make_staff())

    after = editor.get(path).text

    assert ['name="slug"' in text for text in (before, after)] == [True, False]
    assert 'name="blind"' in after


def test_no_contest_takes_the_address_of_one_that_is_gone_and_told():
    contest = make_contest(slug="chip", blind=True)
    permit_new_team(contest, "Zebras", "No network.", timezone.now() + HOUR, make_staff())
    edition, client, path = contest.edition, a_superuser(), page("agenda.contest", "add")
    contest.delete()
    assert "Zebras" not in at_the_desk().get(LOG).text
    sent = filled(client.get(path), name_en="Chip", name_zh="芯片", edition=str(edition.pk))

    refused, taken = [client.post(path, sent | {"slug": slug}) for slug in ("chip", "chips")]

    said = ["The log tells of a contest that had this address and is gone: choose another one."]
    assert refused.context["adminform"].form.errors == {"slug": said}
    assert (taken.status_code, Contest.objects.get().slug) == (302, "chips")
