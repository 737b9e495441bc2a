"""Awards are withdrawn and given again, after a correction too, and the desk says what did not happen."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agenda.contests import awards, freezing
from agenda.contests.entries import entry_steps
from agenda.desk.contests.awards import steps as awards_steps
from agenda.desk.contests.awards.preview import preview_awards
from agenda.models.contests import Award, ContestEvent, Entry, FrozenRanking, Track
from tests.agenda.contests.test_mended_rules import BEST, correct, freeze_in_order, make_final
from tests.agenda.desk.test_contest_desk import address, at_the_desk, take
from tests.support.agenda_factories import make_session
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
NOTHING = ["Nothing is done: the awards of places 1 to 3 are public, or no entry in these places stands any more."]


def offered(client, round_):
    return [offer.step for offer in client.get(address(round_)).context["steps"]]


def public_numbers():
    return list(Award.objects.public().order_by("certificate_number").values_list("certificate_number", flat=True))


@pytest.mark.parametrize("step", ["award", "award_tracks"])
def test_withdrawn_awards_are_published_again_with_certificates_of_their_own(step):
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    round_ = ranking.round
    Track.objects.create(contest=round_.contest, slug="empty", name_en="Empty", name_zh="空")

    said = [take(client, round_, step), take(client, round_, "withdraw", reason="Wrong names.")]
    said.append(take(client, round_, step))

    assert said == [["Awards are published."], ["Awards are withdrawn."], ["Awards are published."]]
    assert public_numbers() == ["2019-C0004", "2019-C0005", "2019-C0006"]
    assert Award.objects.exclude(withdrawn_at=None).count() == 3
    events = ContestEvent.objects.filter(verb="awarded").order_by("position")
    assert [event.told["number"] for event in events] == [f"2019-C000{number}" for number in range(1, 7)]


def test_withdrawn_awards_are_drafted_again_for_their_prizes():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    take(client, ranking.round, "award")
    take(client, ranking.round, "withdraw", reason="Wrong names.")

    take(client, ranking.round, "draft")
    Award.objects.filter(place=1, published_at=None).update(prize_minor=5_000_000, prize_currency="CNY")

    assert offered(client, ranking.round) == ["award", "freeze"]
    assert take(client, ranking.round, "award") == ["Awards are published."]
    assert Award.objects.public().get(place=1).prize_minor == 5_000_000


@pytest.mark.thorough
def test_no_step_says_what_did_not_happen():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    take(client, ranking.round, "award")

    said = [take(client, ranking.round, step) for step in ("award", "draft")]
    said += [take(client, ranking.round, "withdraw", reason="Once.") for _ in range(2)]
    for number in (1, 2, 3):
        entry_steps.disqualify_entry(Entry.objects.get(number=number), reason="Copied.")
    said += [take(client, ranking.round, step) for step in ("award", "draft", "reveal")]

    assert said[:2] == [NOTHING] * 2
    assert said[2:4] == [["Awards are withdrawn."], ["Nothing is done: no award of this round is public."]]
    assert said[4:] == [NOTHING] * 2 + [["This is not possible now: look again at what is."]]


def make_corrected(*, final=True):
    """Awards of version 1 are public, and the fourth of it is the first of the published version 2."""
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    take(client, ranking.round, "draft")
    Award.objects.filter(place=1).update(prize_en="A car", session=make_session(), citation_en="Bold.")
    Award.objects.filter(place=2).update(citation_en="Quiet.")
    take(client, ranking.round, "award")
    corrected = correct(ranking, {4: BEST}, final=final)
    if not final:
        freezing.publish_ranking(corrected, make_staff())
    return corrected, client


def test_the_desk_tells_that_awards_and_results_differ_and_one_press_puts_it_right():
    corrected, client = make_corrected()
    before, round_ = client.get(address(corrected.round)), corrected.round

    said = [take(client, round_, "replace"), take(client, round_, "replace")]

    assert before.context["corrected"] == (
        "The awards follow from version 1 of the ranking, and the published results are version 2. One press puts it "
        "right: it withdraws them and publishes those of version 2."
    )
    assert before.context["corrected"] in before.text
    assert [offer.step for offer in before.context["steps"]] == ["replace", "withdraw", "freeze"]
    assert said == [
        ["The former awards are withdrawn, those of the correction published."],
        ["Nothing is done: no public award follows from an earlier version."],
    ]
    assert (offered(client, round_), client.get(address(round_)).context["corrected"]) == (["withdraw", "freeze"], "")
    rows = Award.objects.public().order_by("place").values_list("entry__number", "certificate_number", "prize_en")
    assert list(rows) == [(4, "2019-C0004", "A car"), (1, "2019-C0005", ""), (2, "2019-C0006", "")]
    assert list(Award.objects.public().order_by("place").values_list("citation_en", flat=True)) == [
        "",
        "Bold.",
        "Quiet.",
    ]
    assert [bool(award.session_id) for award in Award.objects.public().order_by("place")] == [True, False, False]
    assert set(Award.objects.exclude(withdrawn_at=None).values_list("withdrawn_reason", flat=True)) == {
        corrected.reason
    }


@pytest.mark.thorough
def test_nothing_is_withdrawn_where_nobody_is_left_to_be_given_an_award_anew():
    corrected, client = make_corrected()
    for number in (1, 2, 4):
        entry_steps.disqualify_entry(Entry.objects.get(number=number), reason="Copied.")

    assert take(client, corrected.round, "replace") == NOTHING
    assert Award.objects.exclude(withdrawn_at=None).count() == 0


def test_an_award_is_withdrawn_in_the_order_of_locks_in_which_it_is_published():
    ranking = make_final(freeze_in_order())
    award = awards.publish_award(awards.draft_awards(ranking)[0], make_staff())

    with CaptureQueriesContext(connection) as queries:
        awards.withdraw_award(award, make_staff(), reason="Miscounted.")

    tables = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    orders = [place for place, sql in enumerate(tables) if "agenda_contestlogend" in sql or "agenda_award" in sql]
    assert "agenda_contestlogend" in tables[orders[0]]


def test_awards_of_each_track_are_given_anew_of_each_track():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    Track.objects.create(contest=ranking.round.contest, slug="empty", name_en="Empty", name_zh="空")
    take(client, ranking.round, "award_tracks")
    corrected = correct(ranking, {4: BEST}, final=True)

    take(client, corrected.round, "replace")

    rows = Award.objects.public().order_by("place").values_list("entry__number", "track__slug")
    assert list(rows) == [(number, "track-1") for number in (4, 1, 2)]


def test_a_ranking_is_declared_final_once_the_time_for_objections_is_over():
    corrected, client = make_corrected(final=False)
    assert "Objections may be made until" in client.get(address(corrected.round)).text
    now = timezone.now()
    FrozenRanking.objects.filter(pk=corrected.pk).update(published_at=now, objections_until=now)

    shown = client.get(address(corrected.round)).context

    assert (next(offer.step for offer in shown["steps"]), shown["takes_objections"]) == ("final", False)


def test_awards_are_not_given_anew_before_the_correction_is_final():
    corrected, client = make_corrected(final=False)

    shown = client.get(address(corrected.round)).context

    assert shown["corrected"].endswith(
        "Once version 2 is final, one press withdraws them and publishes those that follow from it."
    )
    assert [offer.step for offer in shown["steps"]] == ["withdraw", "freeze"]
    assert shown["takes_objections"]
    former = awards_steps.public_awards(corrected.round)
    seen = preview_awards(corrected, by_track=False, former=former).digest
    assert take(client, corrected.round, "replace", seen=seen) == ["The ranking behind this award is not final."]
    assert public_numbers() == ["2019-C0001", "2019-C0002", "2019-C0003"]


@pytest.mark.thorough
def test_a_correction_that_is_not_published_tells_nobody_of_itself():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    take(client, ranking.round, "award")
    paths = public_paths(ranking.round.contest)
    before = [Client().get(path).text for path in paths]

    correct(ranking, {4: BEST})

    assert [Client().get(path).text for path in paths] == before
    assert client.get(address(ranking.round)).context["corrected"] == ""


def public_paths(contest):
    start = f"/en/2019/contests/{contest.slug}"
    return [f"{start}/", f"{start}/reveal/", f"{start}/entries/1/", "/en/2019/contests/awards/2019-C0001/"]


@pytest.mark.thorough
def test_visitors_read_that_winners_follow_from_results_that_were_corrected_since():
    corrected, client = make_corrected()
    paths = public_paths(corrected.round.contest)
    said = {"/en": "The results have been corrected since (version 2)", "/zh-hans": "结果此后已更正（第2版）"}

    told = [said[start] in Client().get(path.replace("/en", start, 1)).text for start in said for path in paths]
    take(client, corrected.round, "replace")

    assert told == [True] * 8
    assert [said["/en"] in Client().get(path).text for path in paths] == [False] * 4
