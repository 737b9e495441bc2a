"""A corrected ranking does not publish itself, and awards name whom their ranking names, of their own contest."""

import datetime as dt
import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from agenda.contests import awards, freezing
from agenda.contests.proof import recount_rankings
from agenda.models.contests import Award, ContestEvent, Entry, FrozenRanking
from tests.agenda.contests.test_mended_rules import BEST, correct, freeze_in_order, make_final
from tests.agenda.desk.test_contest_desk import at_the_desk, take
from tests.support.agenda_factories import make_session
from tests.support.contest_factories import make_award, make_contest, make_entry, make_team
from tests.support.factories import make_edition
from tests.support.guards import without_guards
from tests.support.staff import a_superuser, filled, make_staff, page

pytestmark = pytest.mark.django_db


def save(label, row, **changes):
    client, form = a_superuser(), page(label, "change", row.pk)
    response = client.post(form, filled(client.get(form), **changes))
    row.refresh_from_db()
    return response


def errors_of(response):
    return response.context["adminform"].form.errors


def test_a_ranking_that_is_corrected_before_its_moment_does_not_publish_itself():
    ranking, clerk = freezing.confirm_ranking(freeze_in_order(), make_staff()), make_staff()
    moment = freezing.publish_ranking(ranking, clerk, at=timezone.now() + dt.timedelta(days=1)).published_at

    correct(ranking, {4: BEST})

    ranking.refresh_from_db()
    told = ContestEvent.objects.filter(verb="frozen").order_by("-position").first().told
    assert (ranking.published_at, ranking.objections_until) == (None, None)
    assert told["called_off"] == moment.isoformat()


def test_a_ranking_that_an_older_version_left_scheduled_is_called_off_when_its_database_is_migrated():
    ranking, clerk = freezing.confirm_ranking(freeze_in_order(), make_staff()), make_staff()
    moment, last = timezone.now() + dt.timedelta(days=1), timezone.now() + dt.timedelta(days=4)
    freezing.publish_ranking(correct(ranking, {4: BEST}), clerk, at=moment)
    FrozenRanking.objects.filter(pk=ranking.pk).update(published_at=moment, objections_until=last)

    migration = importlib.import_module("agenda.migrations.0021_links_and_called_off_rankings")
    migration.call_off_publications(apps, SimpleNamespace(connection=connection))

    assert list(FrozenRanking.objects.order_by("version").values_list("published_at", flat=True)) == [None, moment]


def test_objections_are_taken_and_answered_while_a_correction_waits_that_nobody_sees():
    ranking, clerk = freezing.confirm_ranking(freeze_in_order(), make_staff()), make_staff()
    freezing.publish_ranking(ranking, clerk)
    corrected, client = correct(ranking, {4: BEST}), at_the_desk()

    said = [take(client, ranking.round, "object", who="Team 2", text="The clock was wrong.")]
    freezing.publish_ranking(corrected, clerk)
    long_ago = timezone.now() - dt.timedelta(days=9)
    FrozenRanking.objects.filter(pk=corrected.pk).update(published_at=long_ago, objections_until=long_ago)
    said.append(take(client, ranking.round, "final"))
    key = ranking.objections.get().pk
    said.append(take(client, ranking.round, "answer", objection=key, answer="It was right.", upheld="1"))

    assert said == [
        ["The objection is recorded."],
        ["An objection is still open."],
        ["The objection is answered."],
    ]
    with pytest.raises(ValidationError, match="has been corrected"):
        freezing.receive_objection(ranking, clerk, who="Team 3", text="Too late.")


def test_who_won_which_place_by_a_ranking_is_not_edited_and_its_prize_is():
    award = awards.draft_awards(make_final(freeze_in_order()))[0]
    other = Entry.objects.get(number=4)

    save("agenda.award", award, entry=other.pk, place="3", track=other.track_id, name_en="Gold prize", prize_en="A car")

    assert (award.entry.number, award.place, award.track) == (1, 1, None)
    assert (award.name_en, award.prize_en) == ("First prize", "A car")


@pytest.mark.parametrize("by_track", [False, True])
@pytest.mark.parametrize("swapped", ["place", "entry"])
def test_no_award_is_published_of_another_place_than_the_ranking_gives(by_track, swapped):
    award = awards.draft_awards(make_final(freeze_in_order()), by_track=by_track)[0]
    values = {"entry": Entry.objects.get(number=4)}
    if swapped == "place":
        values = {"place": 2, "name_en": "Second prize", "name_zh": "二等奖"}
    Award.objects.filter(pk=award.pk).update(**values)

    with pytest.raises(ValidationError, match="has another place in the ranking"):
        awards.publish_award(award, make_staff())

    assert Award.objects.public().count() == 0


@pytest.mark.parametrize("values", [{"name_en": "First prize"}, {"name_zh": ""}])
def test_no_award_of_a_ranking_is_published_by_another_name_than_its_place_has(values):
    award = awards.draft_awards(make_final(freeze_in_order()))[1]
    Award.objects.filter(pk=award.pk).update(**values)

    with pytest.raises(ValidationError, match="is not what place 2 is called"):
        awards.publish_award(award, make_staff())


@pytest.mark.parametrize("values", [{"place": 1}, {"name_en": "First prize"}, {"name_zh": "一等奖"}])
def test_the_proof_of_a_ranking_tells_which_award_does_not_follow_from_it(values):
    ranking = make_final(freeze_in_order())
    first, second = awards.draft_awards(ranking, places=2)
    for award in (first, second):
        awards.publish_award(award, make_staff())
    with without_guards():
        Award.objects.filter(pk=second.pk).update(**values)

    (recount,) = recount_rankings(ranking.round.contest.edition)

    assert recount.faults == ["The award 2019-C0002 does not follow from it."]


def test_an_award_names_no_entry_and_no_track_of_another_contest():
    award = make_award(make_entry(), published=False, track=None)
    other = make_entry(make_contest(blind=True))

    refused = [save("agenda.award", award, entry=other.pk), save("agenda.award", award, track=other.track_id)]

    said = ["This belongs to another contest."]
    assert [dict(errors_of(response)) for response in refused] == [{"entry": said}, {"track": said}]
    for values in ({"entry": other}, {"track": other.track}):
        moved = make_award(award.entry, published=False, track=None)
        Award.objects.filter(pk=moved.pk).update(**values)
        with pytest.raises(ValidationError, match="belongs to another contest"):
            awards.publish_award(moved, make_staff())


def test_an_award_of_a_ranking_is_handed_over_in_no_session_of_another_edition():
    award = awards.draft_awards(make_final(freeze_in_order()))[0]
    other = make_session(edition=make_edition(slug="2020", status="live"))

    refused = save("agenda.award", award, session=other.pk)

    assert errors_of(refused) == {"session": ["Something chosen here belongs to another edition."]}


def test_an_award_that_names_an_entry_of_a_blind_contest_unmasks_nothing():
    award = make_award(make_entry(make_contest(slug="open")), certificate_number="2019-C0001")
    secret = make_entry(make_contest(blind=True, entries_shown=False), name_en="Secret project")
    with without_guards():
        Award.objects.filter(pk=award.pk).update(entry=secret, track=None)

    pages = [Client().get(f"/en/2019/contests/open/{rest}") for rest in ("", "reveal/")]

    assert [page.status_code for page in pages] == [200, 200]
    assert [text in page.text for page in pages for text in ("Secret project", str(secret.team))] == [False] * 4
    assert (Award.objects.public().count(), Entry.objects.public().filter(pk=secret.pk).count()) == (0, 0)


def test_an_entry_has_track_and_team_of_its_own_contest_and_they_stay_there():
    entry, other = make_entry(), make_contest()
    team = make_team(other)

    refused = save("agenda.entry", entry, track=other.tracks.get().pk, team=team.pk)
    for label, row in (("agenda.track", entry.track), ("agenda.team", entry.team)):
        assert save(label, row, contest=other.pk).status_code == 302

    assert set(errors_of(refused)) == {"track", "team"}
    entry = Entry.objects.get()
    assert {entry.track.contest, entry.team.contest} == {entry.contest}
