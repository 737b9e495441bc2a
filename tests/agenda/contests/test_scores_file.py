"""The rule and the scores behind a ranking, as a file: whoever computes it again gets the ranking that was frozen."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from agenda.contests import awards, cutoff, freezing, recusals, scoring
from agenda.contests.entries import entry_steps
from agenda.models.contests import Assignment, Contest, Entry, FrozenRanking, Round
from tests.agenda.contests.test_mended_rules import BEST, correct, freeze_in_order, make_final
from tests.agenda.contests.test_services import close, make_jury
from tests.agenda.desk.test_contest_desk import at_the_desk
from tests.support.contest_factories import HOUR, assign, make_entry, make_juror, make_round
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db


def public_path(ranking):
    round_ = ranking.round
    return f"/2019/contests/{round_.contest.slug}/results/{round_.number}-v{ranking.version}.json"


def desk_path(ranking):
    round_ = ranking.round
    return f"/desk/contests/2019/{round_.contest.slug}/{round_.number}/v{ranking.version}.json"


def publish(ranking):
    confirmed = ranking if ranking.confirmed_at else freezing.confirm_ranking(ranking, make_staff())
    return freezing.publish_ranking(confirmed, make_staff())


def rank_file(client, path, folder):
    """What `manage.py rank_scores` prints of the file at this address."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    file, said = folder / "scores.json", StringIO()
    file.write_bytes(b"".join(answer) if answer.streaming else answer.content)
    call_command("rank_scores", str(file), stdout=said)
    return json.loads(said.getvalue())


def freeze_with_equals(**fields):
    """Two share the first place; of three judges each scores on a scale of their own."""
    round_ = make_jury(judges=3, entries=3, **fields)
    for row in Assignment.objects.filter(juror__round=round_).select_related("round_entry__entry", "juror"):
        value = str(min(row.round_entry.entry.number, 2) + row.juror.number)
        scoring.write_scores(row, {"impact": value, "novelty": value})
    return freezing.freeze_ranking(close(round_), make_staff())


def freeze_carried():
    """Of a second round, in which the totals of the first one count."""
    first = publish(freeze_in_order(advance_count=2))
    final = make_round(first.round.contest, criteria=("pitch",), carried_weight=1, judges_per_entry=1)
    cutoff.add_next_entries(first, make_staff())
    juror = make_juror(final)
    for row in final.round_entries.select_related("entry"):
        scoring.write_scores(assign(juror, row), {"pitch": str(row.entry.number)})
    return freezing.freeze_ranking(close(final), make_staff())


def freeze_correction():
    return correct(freezing.confirm_ranking(freeze_in_order(), make_staff()), {4: BEST})


KINDS = {
    "in order": freeze_in_order,
    "shared places": lambda: freeze_with_equals(ties="shared"),
    "normalised": lambda: freeze_with_equals(normalise="zscore"),
    "trimmed": lambda: freeze_with_equals(aggregate="trimmed", trim=1),
    "carried over": freeze_carried,
    "corrected": freeze_correction,
}


@pytest.mark.parametrize("kind", KINDS)
def test_who_ranks_the_file_gets_the_frozen_ranking(client, tmp_path, kind):
    ranking = publish(KINDS[kind]())

    assert rank_file(client, public_path(ranking), tmp_path) == ranking.result
    assert rank_file(at_the_desk(), desk_path(ranking), tmp_path) == ranking.result
    assert len(ranking.result["ranking"]) > 1


def test_of_corrected_results_both_versions_are_there_and_each_gives_its_own(client, tmp_path):
    former = publish(freeze_in_order())
    corrected = publish(correct(former, {4: BEST}))

    found = [rank_file(client, public_path(ranking), tmp_path) for ranking in (former, corrected)]

    assert found == [former.result, corrected.result]
    assert found[0]["ranking"] != found[1]["ranking"]


def test_who_left_since_is_in_it_by_the_code_alone(client, tmp_path):
    ranking = publish(freeze_in_order())
    entry_steps.disqualify_entry(Entry.objects.get(number=1), reason="Copied.")

    assert rank_file(client, public_path(ranking), tmp_path) == ranking.result
    shown = client.get(public_path(ranking)).text
    names = [str(row) for entry in Entry.objects.all() for row in (entry, entry.team)]
    assert [name for name in (*names, "Copied") if name in shown] == []


def hide(ranking, how):
    if how == "to come":
        later = timezone.now() + HOUR
        FrozenRanking.objects.filter(pk=ranking.pk).update(published_at=later, objections_until=later)
    if how == "draft":
        Contest.objects.update(status="draft")
    if how == "blind":
        Contest.objects.update(blind=True)


@pytest.mark.parametrize("how", ["unpublished", "to come", "draft", "blind"])
def test_what_is_not_public_stays_at_the_desk(client, how):
    ranking = freezing.confirm_ranking(freeze_in_order(), make_staff())
    if how != "unpublished":
        publish(ranking)
    hide(ranking, how)
    round_ = ranking.round

    page = client.get(f"/en/2019/contests/{round_.contest.slug}/")

    assert client.get(public_path(ranking)).status_code == 404
    assert public_path(ranking) not in page.text
    assert at_the_desk().get(desk_path(ranking)).json() == ranking.content
    assert client.get(desk_path(ranking)).status_code == 302


def test_once_names_are_revealed_the_scores_of_a_blind_contest_are_there(client):
    ranking = publish(freeze_in_order())
    Contest.objects.update(blind=True)
    before = client.get(public_path(ranking)).status_code

    freezing.reveal_names(ranking.round.contest, make_staff())

    assert (before, client.get(public_path(ranking)).status_code) == (404, 200)


def test_totals_that_the_public_never_saw_do_not_come_out_by_the_next_round(client):
    first = freezing.confirm_ranking(freeze_in_order(advance_count=2), make_staff())
    final = make_round(first.round.contest, criteria=("pitch",), carried_weight=1, judges_per_entry=1)
    cutoff.add_next_entries(first, make_staff())
    juror = make_juror(final)
    for row in final.round_entries.all():
        scoring.write_scores(assign(juror, row), {"pitch": "5"})
    second = publish(freezing.freeze_ranking(close(final), make_staff()))
    before = client.get(public_path(second)).status_code

    publish(first)

    assert (before, client.get(public_path(second)).status_code) == (404, 200)


@pytest.mark.parametrize("carried", [0, 1])
def test_what_was_frozen_says_whether_a_total_was_carried_over_and_not_the_round_since(client, carried):
    first = freezing.confirm_ranking(freeze_in_order(advance_count=2), make_staff())
    final = make_round(first.round.contest, criteria=("pitch",), carried_weight=carried, judges_per_entry=1)
    cutoff.add_next_entries(first, make_staff())
    juror = make_juror(final)
    for row in final.round_entries.all():
        scoring.write_scores(assign(juror, row), {"pitch": "5"})
    second = publish(freezing.freeze_ranking(close(final), make_staff()))
    Round.objects.filter(pk=final.pk).update(carried_weight=1 - carried)

    assert client.get(public_path(second)).status_code == (404 if carried else 200)


def test_a_correction_that_nobody_published_changes_nothing_that_the_public_gets():
    ranking = publish(freeze_in_order())
    path = public_path(ranking)
    before = Client().get(path).content

    corrected = correct(ranking, {4: BEST})

    assert Client().get(path).content == before
    assert Client().get(public_path(corrected)).status_code == 404


def test_recusals_from_entries_that_nobody_sees_are_not_the_public_s(client, tmp_path):
    round_ = make_jury(judges=1, entries=2)
    contest, (juror,) = round_.contest, round_.jurors.all()
    hidden = make_entry(contest, number=77)
    recusals.recuse_judge(juror, hidden, reason="A friend.", by=make_staff())
    for row in Assignment.objects.select_related("round_entry__entry"):
        scoring.write_scores(row, {"impact": str(row.round_entry.entry.number), "novelty": "1"})
    ranking = publish(freezing.freeze_ranking(close(round_), make_staff()))

    shown = rank_file(client, public_path(ranking), tmp_path)

    assert "E077" in json.dumps(ranking.content["recused"])
    assert "E077" not in client.get(public_path(ranking)).text
    assert shown == ranking.result


@pytest.mark.parametrize("blind", [False, True])
def test_result_and_certificate_lead_to_the_file(client, blind):
    ranking = make_final(freeze_in_order())
    award = awards.publish_award(awards.draft_awards(ranking)[0], make_staff())
    Contest.objects.update(blind=blind)
    pages = [
        f"/en/2019/contests/{ranking.round.contest.slug}/",
        f"/en/2019/contests/awards/{award.certificate_number}/",
    ]

    found = [f'href="{public_path(ranking)}"' in client.get(page).text for page in pages]

    assert found == [not blind] * 2


def test_a_version_has_one_address(client):
    ranking, desk = publish(freeze_in_order()), at_the_desk()
    paths = {client: public_path(ranking), desk: desk_path(ranking)}

    found = []
    for reader, path in paths.items():
        for odd in (path, path.replace("v1.json", "v01.json"), path.replace("/1", "/01")):
            found.append(reader.get(odd).status_code)

    assert found == [200, 404, 404] * 2
