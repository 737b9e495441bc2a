"""A judge on a phone in a crowded hall: one thumb, two languages, and no network in between."""

import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agenda.contests.jury.invitations import invite_judge, revoke_invitation
from agenda.models.contests import Assignment, EntryPicture, Juror, Round, Score
from tests.browser.conftest import PATIENCE
from tests.browser.test_offline import cut_network
from tests.support.accessibility import STILL, too_wide, violations
from tests.support.contest_factories import assign, enter_round, make_entry, make_juror, make_round
from tests.support.factories import make_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


# The addresses that the worker of the jury keeps; none where there is no such cache.
KEPT = """async () => {
  if (!(await caches.has("jury"))) return [];
  return (await (await caches.open("jury")).keys()).map(({ url }) => new URL(url).pathname);
}"""
PICTURES_KEPT = (
    f"async (count) => (await ({KEPT})()).filter((path) => path.startsWith('/jury/pictures/')).length === count"
)
NOTHING_KEPT = (
    f"async () => (await ({KEPT})()).length === 0 && !(await navigator.serviceWorker.getRegistration('/jury/'))"
)
# What a thumb misses: under 44 pixels high or wide.
SMALL = """() => [...document.querySelectorAll("a, button, input, textarea, summary")]
  .filter((each) => each.checkVisibility() && each.type !== "hidden" && !each.closest(".skip"))
  .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 44)
  .map((each) => `${each.tagName} ${each.textContent || each.name}`)"""
DRAWN = "async (image) => { await image.decode(); return image.naturalWidth > 0; }"
IS_KEPT = f"async () => (await ({KEPT})()).includes('/jury/')"


def wait_until(page, script: str, argument: int | None = None) -> None:
    """Ask until it holds: nothing in a page tells when its worker has kept or dropped something."""
    until = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(script, argument):
        assert time.monotonic() < until, script


def make_judge(entries: int = 3) -> Juror:
    round_ = make_round()
    juror = make_juror(round_)
    words = {"summary_en": "A loom that weaves circuits.\nIt is fast.", "summary_zh": "会织电路的织机。"}
    for entry in enter_round(round_, *(make_entry(round_.contest, **words) for _ in range(entries))):
        assign(juror, entry)
    return juror


def show_pictures(juror: Juror) -> None:
    """Each of the judge's entries has one, of a colour of its own."""
    for shade, row in enumerate(Assignment.objects.of(juror).select_related("round_entry"), start=40):
        picture = make_picture(shade=shade, alt_en="The loom from the left.", alt_zh="织机左侧。")
        EntryPicture.objects.create(entry_id=row.round_entry.entry_id, picture=picture, telling=False)


def begin(open_page, juror: Juror, **kind):
    page = open_page(**PHONE, **kind)
    page.goto(f"/jury/invitation/?key={invite_judge(juror)}")
    page.locator("form.submit button").tap()
    page.locator(".jury-list").wait_for()
    if kind.get("java_script_enabled", True):
        wait_until(page, IS_KEPT)
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
    juror = make_judge()
    show_pictures(juror)
    page = begin(open_page, juror, **STILL)
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": live_server.url}])
    page.goto("/jury/")

    found, small = violations(page), page.evaluate(SMALL)
    page.locator(".jury-list a").first.tap()
    give(page, "impact", "8")
    found += violations(page)

    assert (found, too_wide(page)) == ([], 0)
    assert small + page.evaluate(SMALL) == []


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


def test_a_judge_without_a_network_sees_at_each_button_what_waits_to_be_sent(open_page):
    page = begin(open_page, make_judge(2))
    page.locator(".jury-list a").first.tap()
    here = page.locator(".jury-entry:visible [data-unsent-here]")
    expect(here).to_have_text("")
    page.context.set_offline(True)

    give(page, "impact", "8")
    page.locator(".jury-save:visible").tap()
    expect(page.locator(".jury-entry:visible h2")).to_contain_text("E002")
    expect(here).to_have_text("Not sent yet: 1")
    page.locator(".jury-save:visible").scroll_into_view_if_needed()
    expect(here).to_be_in_viewport()
    page.locator(".jury-entry:visible .jury-ways a", has_text="Previous").tap()
    expect(here).to_have_text("Not sent yet: kept on this phone.")
    page.context.set_offline(False)

    page.locator("[data-unsent]", has_text=re.compile("^$")).wait_for(state="attached")
    expect(here).to_have_text("")


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


def begin_with_pictures(open_page, juror: Juror, **kind):
    show_pictures(juror)
    page = begin(open_page, juror, **kind)
    wait_until(page, PICTURES_KEPT, 3)
    return page


def test_page_and_pictures_of_own_entries_are_there_without_a_network(open_page):
    juror = make_judge()
    page = begin_with_pictures(open_page, juror)
    cut_network(page)

    page.reload()
    page.locator(".jury-list a").last.tap()

    shown = page.locator(".jury-entry:visible")
    expect(shown.locator("h2")).to_contain_text("E003")
    assert shown.locator("img").evaluate(DRAWN) is True
    give(page, "impact", "8")
    give(page, "novelty", "7")
    page.locator(".jury-save:visible").tap()
    expect(page.locator("[data-unsent]")).to_have_text("Not sent yet: 1")
    page.context.set_offline(False)
    page.locator("[data-done]", has_text="1").wait_for()
    assert given(juror) == [(3, "impact", 80000), (3, "novelty", 70000)]


@pytest.mark.parametrize("how", ["left", "closed", "revoked"])
def test_nothing_stays_on_the_device_once_a_judge_leaves_or_the_round_closes(open_page, how):
    juror = make_judge()
    # Whoever is not let in any more is told so by a page that answers 403.
    page = begin_with_pictures(open_page, juror, mentioned=("status of 403",))

    if how == "left":
        page.locator(".jury-leave button").tap()
        page.get_by_text("Open the link of your invitation.").wait_for()
    else:
        if how == "closed":
            Round.objects.update(closes_at=timezone.now())
        else:
            revoke_invitation(juror)
        page.reload()

    wait_until(page, NOTHING_KEPT)


def test_another_judges_pictures_are_dropped_where_entries_change_hands(open_page):
    juror = make_judge()
    page = begin_with_pictures(open_page, juror)
    Assignment.objects.of(juror).first().delete()

    page.reload()

    wait_until(page, PICTURES_KEPT, 2)
