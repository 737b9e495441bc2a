"""A judge on a phone in a crowded hall: one thumb, two languages, and no network in between."""

import pytest

from agenda.contests.jury.invitations import invite_judge
from agenda.models.contests import Assignment, Juror, Score
from tests.support.accessibility import STILL, too_wide, violations
from tests.support.contest_factories import assign, enter_round, make_entry, make_juror, make_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def make_judge(entries: int = 3) -> Juror:
    round_ = make_round()
    juror = make_juror(round_)
    words = {"summary_en": "A loom that weaves circuits.\nIt is fast.", "summary_zh": "会织电路的织机。"}
    for entry in enter_round(round_, *(make_entry(round_.contest, **words) for _ in range(entries))):
        assign(juror, entry)
    return juror


def begin(open_page, juror: Juror, **kind):
    page = open_page(**PHONE, **kind)
    page.goto(f"/jury/invitation/?key={invite_judge(juror)}")
    page.locator("form.submit button").tap()
    page.locator(".jury-list").wait_for()
    return page


def give(page, code: str, mark: str) -> None:
    entry = page.locator(".jury-entry:visible")
    entry.locator(f".jury-criterion:has([name=score-{code}]) .jury-marks button[value='{mark}']").tap()


def given(juror: Juror) -> list[tuple[int, str, int]]:
    rows = Score.objects.filter(assignment__juror=juror)
    order = "assignment__round_entry__entry__number"
    return list(rows.order_by(order, "pk").values_list(order, "criterion__code", "units"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_pages_are_accessible_and_fit_a_phone(open_page, live_server, language):
    page = begin(open_page, make_judge(), **STILL)
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": live_server.url}])
    page.goto("/jury/")

    found = violations(page)
    page.locator(".jury-list a").first.tap()
    give(page, "impact", "8")
    found += violations(page)

    assert (found, too_wide(page)) == ([], 0)


def test_what_is_scored_without_a_network_is_sent_later_and_once(open_page):
    juror = make_judge()
    page = begin(open_page, juror)
    sent = []
    page.on("requestfinished", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    page.locator(".jury-list a").first.tap()
    page.context.set_offline(True)

    for mark in ("8", "6"):
        give(page, "impact", mark)
        give(page, "novelty", "7")
        page.locator(".jury-entry:visible [data-by='0.5']").first.tap()
        page.locator(".jury-save:visible").tap()
    assert (page.locator("[data-unsent]").inner_text(), given(juror)) == ("Not sent yet: 2", [])
    page.context.set_offline(False)

    page.locator("[data-done]", has_text="2").wait_for()
    page.reload()
    page.locator("[data-done]", has_text="2").wait_for()
    assert given(juror) == [(1, "impact", 85000), (1, "novelty", 70000), (2, "impact", 65000), (2, "novelty", 70000)]
    keys = Assignment.objects.of(juror).values_list("pk", flat=True)[:2]
    assert [url.partition("/jury/")[2].partition("/")[0] for url in sent] == [str(key) for key in keys]
    assert page.locator("[data-unsent]").inner_text() == ""


def test_an_answer_that_is_lost_is_asked_for_again_and_changes_nothing(open_page):
    juror = make_judge(1)
    page = begin(open_page, juror)
    page.route("**/jury/*/", lose_answer)
    page.locator(".jury-list a").first.tap()
    give(page, "impact", "8")
    give(page, "novelty", "7")
    with page.expect_event("requestfailed"):
        page.locator(".jury-save").tap()
    assert page.locator(".jury-list [data-state=unsent]").count() == 1
    page.unroute("**/jury/*/")

    page.reload()

    page.locator("[data-done]", has_text="1").wait_for()
    assert given(juror) == [(1, "impact", 80000), (1, "novelty", 70000)]
    assert Assignment.objects.of(juror).get().version == 2


def lose_answer(route) -> None:
    """The site gets what is sent; its answer never arrives."""
    route.fetch()
    route.abort("internetdisconnected")


def test_without_scripts_it_is_plain_forms(open_page):
    juror = make_judge(2)
    page = begin(open_page, juror, java_script_enabled=False)
    page.locator(".jury-list a").first.tap()

    for code in ("impact", "novelty"):
        page.locator(f".jury-entry:visible [name=score-{code}]").fill("7.25")
    page.locator(".jury-save:visible").tap()

    page.locator(".jury-entry:visible h2", has_text="E002").wait_for()
    assert given(juror) == [(1, "impact", 72500), (1, "novelty", 72500)]
