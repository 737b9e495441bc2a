"""What visitors read of a corrected result, and of a certificate that no longer stands."""

import pytest
from django.test import Client
from django.utils import timezone

from agenda.contests import awards, freezing
from agenda.contests.entries import entry_steps
from agenda.contests.proof import recount_rankings
from agenda.contests.public.changed_places import changed_places
from agenda.contests.public.contest_page import contest_detail
from agenda.models.contests import Award, Contest, Entry
from tests.agenda.contests.test_mended_rules import BEST, WORST, correct, freeze_in_order, make_final
from tests.support.contest_factories import HOUR, make_award
from tests.support.guards import without_guards
from tests.support.staff import make_staff

pytestmark = pytest.mark.django_db
CORRECTED, LATER = "results corrected since; under review", "Once they are, load this page again"


def certificate(number, language="en"):
    return Client().get(f"/{language}/2019/contests/awards/{number}/")


def make_winners():
    """Places 1 to 3 of the final ranking, published as 2019-C0001 to C0003."""
    ranking = make_final(freeze_in_order())
    return [awards.publish_award(award, make_staff()) for award in awards.draft_awards(ranking)]


def test_a_withdrawn_certificate_says_so_and_since_when_and_nothing_more():
    first, _second, third = make_winners()
    awards.withdraw_award(first, make_staff(), reason="A secret reason")
    awards.withdraw_award(third, make_staff(), reason="A secret reason")
    again = awards.publish_award(awards.draft_awards(first.ranking, places=1)[0], make_staff())

    pages = [certificate(first.certificate_number, language) for language in ("en", "zh-hans")]
    page, day = pages[0], timezone.localtime(Award.objects.get(pk=first.pk).withdrawn_at, first.contest.edition.tz).day

    assert [each.status_code for each in pages] == [410] * 2
    for said in ("This certificate no longer stands", "本证书已失效", f"It was withdrawn on {day} ", "noindex"):
        assert said in page.text
    assert again.certificate_number == "2019-C0004"
    assert 'href="/en/2019/contests/awards/2019-C0004/">Certificate 2019-C0004 stands in its place.' in page.text
    words = ("A secret reason", str(first.entry), str(first.entry.team), first.name_en, first.entry.code)
    assert [word for word in words if word in page.text] == []
    assert "stands in its place" not in certificate(third.certificate_number).text


def test_a_special_award_of_the_same_entry_stands_in_the_place_of_no_other():
    first = make_winners()[0]
    awards.withdraw_award(first, make_staff(), reason="Miscounted.")
    special = make_award(first.entry, published=False, name_en="Audience prize", place=None)
    awards.publish_award(special, make_staff())

    assert "stands in its place" not in certificate(first.certificate_number).text


@pytest.mark.parametrize("hidden", ["contest", "later", "draft", "nobody"])
def test_of_what_was_never_public_no_page_tells(hidden):
    award = make_winners()[0]
    awards.withdraw_award(award, make_staff(), reason="Miscounted.")
    values = {"later": {"published_at": timezone.now() + HOUR}, "draft": {"published_at": None, "withdrawn_at": None}}
    values["draft"]["withdrawn_reason"] = ""
    number = "2019-C0009" if hidden == "nobody" else award.certificate_number
    with without_guards():
        Award.objects.filter(pk=award.pk).update(**values.get(hidden, {}))
    if hidden == "contest":
        Contest.objects.update(status="draft")

    assert certificate(number).status_code == 404


def test_the_page_of_a_withdrawn_certificate_costs_three_queries(django_assert_num_queries):
    awards.withdraw_award(make_winners()[0], make_staff(), reason="Miscounted.")
    certificate("2019-C0001")

    with django_assert_num_queries(3):
        certificate("2019-C0001")


def publish(ranking):
    return freezing.publish_ranking(ranking, make_staff())


def changes(ranking):
    (round_,) = contest_detail(Contest.objects.public().get(pk=ranking.round.contest_id)).rounds
    found = round_.ranking.changed
    return found and (found.former, found.more, [(row.shown.entry.code, row.before, row.after) for row in found.rows])


def test_corrected_results_say_which_places_are_others():
    ranking = make_final(freeze_in_order())
    corrected = publish(correct(ranking, {3: BEST}))

    page = Client().get(f"/en/2019/contests/{ranking.round.contest.slug}/").text

    assert changes(corrected) == (1, 0, [("E003", 3, 1), ("E001", 1, 2), ("E002", 2, 3)])
    assert "3 places differ from version 1" in page
    assert corrected.reason not in page


def test_versions_that_were_never_published_tell_nothing():
    ranking = make_final(freeze_in_order())
    between = correct(ranking, {4: BEST})
    last = publish(correct(between, {4: WORST, 2: BEST}))
    only = freeze_in_order()
    never = publish(correct(freezing.confirm_ranking(only, make_staff()), {4: BEST}))

    assert changes(last) == (1, 0, [("E002", 2, 1), ("E001", 1, 2)])
    assert changes(never) is None


def test_an_entry_that_left_is_named_by_its_code_and_a_blind_one_without_its_team():
    ranking = make_final(freeze_in_order())
    Contest.objects.update(blind=True)
    left, moved = Entry.objects.get(number=1), Entry.objects.get(number=2)
    entry_steps.disqualify_entry(left, reason="Copied.")
    corrected = freezing.freeze_ranking(ranking.round, make_staff(), reason="Copied.")
    publish(freezing.confirm_ranking(corrected, make_staff()))

    page = Client().get(f"/en/2019/contests/{ranking.round.contest.slug}/").text

    assert changes(corrected) == (1, 0, [("E002", 2, 1), ("E003", 3, 2), ("E004", 4, 3), ("E001", 1, None)])
    assert [name in page for name in (str(left), str(left.team), str(moved.team))] == [False] * 3
    assert page.count("E001") == 1


@pytest.mark.parametrize("rounds", [1, 2])
def test_corrections_cost_the_same_however_many_there_are(rounds, django_assert_max_num_queries):
    for _ in range(rounds):
        publish(correct(make_final(freeze_in_order()), {4: BEST}))
    client = Client()
    client.get("/api/v1/editions/2019/contests")

    with django_assert_max_num_queries(16):
        told = client.get("/api/v1/editions/2019/contests").json()

    assert len(told["items"]) == rounds


def test_what_a_correction_changed_is_read_in_three_queries(django_assert_num_queries):
    corrected = publish(correct(make_final(freeze_in_order()), {4: BEST}))
    contest = corrected.round.contest

    with django_assert_num_queries(3):
        found = changed_places([corrected], {contest.pk: contest})

    assert found[corrected.pk].former == 1


def test_home_and_interface_say_that_an_award_follows_from_corrected_results(client):
    winner, _second, _third = make_winners()
    before = told_of_winner(client)

    publish(correct(winner.ranking, {4: BEST}))

    assert before == (1, None, False)
    assert told_of_winner(client) == (1, 2, True)


def told_of_winner(client):
    """The version behind the first award, the one that corrects it, and whether the home page says so."""
    (contest,) = client.get("/api/v1/editions/2019/contests").json()["items"]
    home = client.get("/en/2019/").text
    assert winner_row(home)
    award = contest["awards"][0]
    return award["ranking_version"], award["corrected_by_version"], CORRECTED in winner_row(home)


def winner_row(page):
    return page.partition("Winners of the contests")[2].partition("</section>")[0]


def test_a_ranking_and_its_correction_are_told_apart_where_they_are_proved():
    corrected = correct(freezing.confirm_ranking(freeze_in_order(), make_staff()), {4: BEST})
    subject = f"2019/{corrected.round.contest.slug}/1"

    names = [recount.name for recount in recount_rankings(corrected.round.contest.edition)]

    assert names == [f"{subject}, version 1", f"{subject}, version 2"]


def test_the_stage_screen_says_when_it_shows_awards(client):
    ranking = make_final(freeze_in_order())
    path = f"/en/2019/contests/{ranking.round.contest.slug}/reveal/"
    before = client.get(path).text

    awards.publish_award(awards.draft_awards(ranking)[0], make_staff())

    assert [LATER in page for page in (before, client.get(path).text)] == [True, False]


@pytest.mark.parametrize(("days", "said"), [(0, "The results are not final yet."), (3, "One may object until")])
def test_without_days_for_objections_nobody_reads_that_they_may_object(days, said):
    ranking = freezing.confirm_ranking(freeze_in_order(objection_days=days), make_staff())
    publish(ranking)

    page = Client().get(f"/en/2019/contests/{ranking.round.contest.slug}/").text

    assert [text in page for text in ("The results are not final yet.", "One may object until")] == [
        said.startswith("The"),
        said.startswith("One"),
    ]
