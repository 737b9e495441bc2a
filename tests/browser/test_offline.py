"""Without a network: what was kept on the first visit, and as of when; never anything of the staff site."""

import re
import time

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE
from tests.support.accessibility import violations
from tests.support.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGENDA, DAY, MINE = "/en/2019/agenda/", "/en/2019/agenda/2019-08-26/", "/en/2019/agenda/mine/"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(url.replace(location.origin, ""));
  return found;
}"""
REACHED = "() => fetch('/healthz', { cache: 'no-store' }).then(() => true, () => false)"
IS_KEPT = f"async (wanted) => (await ({KEPT})()).some((url) => url.startsWith(wanted))"


@pytest.fixture
def visit(open_page):
    """A function that opens the agenda in a fresh window and waits until the browser has kept what it should."""
    make_world()

    def first(language: str = "en", keeps: str = "rooms/", **kind):
        page = open_page(**kind)
        page.goto(f"/{language}/2019/agenda/")
        wait_for(page, f"/{language}/2019/{keeps}")
        return page

    return first


def wait_for(page, address: str) -> None:
    """Ask until it is kept: nothing in a page tells when its worker has kept something."""
    until = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(IS_KEPT, address):
        assert time.monotonic() < until, f"{address} was not kept"


def wait_until_gone(page, cache: str) -> None:
    """Ask until there is no such cache: a worker clears up after it has come into force."""
    until = time.monotonic() + PATIENCE / 1000
    while cache in page.evaluate("caches.keys()"):
        assert time.monotonic() < until, f"{cache} is still there"


def cut_network(page) -> None:
    """Of the window and of its worker, which may learn of it a moment later."""
    page.context.set_offline(True)
    until = time.monotonic() + PATIENCE / 1000
    for worker in page.context.service_workers:
        while worker.evaluate(REACHED):
            assert time.monotonic() < until, "The worker still reaches the network."


def note(page):
    return page.locator("expo-offline")


@pytest.mark.parametrize(
    ("language", "said"), [("en", r"Offline: as of \d\d:\d\d"), ("zh-hans", r"离线：内容截至\d\d:\d\d")]
)
def test_the_agenda_a_day_never_opened_and_the_rooms_are_there_without_a_network(visit, language, said):
    page = visit(language)
    assert note(page).inner_text() == ""

    cut_network(page)

    page.reload()
    assert re.fullmatch(said, note(page).inner_text())
    for path in ("agenda/2019-08-27/", "agenda/2019-08-26/?kind=forum", "agenda/mine/", "rooms/"):
        page.goto(f"/{language}/2019/{path}")
        assert re.fullmatch(said, note(page).inner_text()), path
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "without its style sheet"


def test_my_agenda_is_kept_with_every_star(visit):
    page = visit()
    page.get_by_role("button", name="In my visit").first.click()
    wait_for(page, f"{MINE}?s=")

    cut_network(page)
    page.goto(MINE)

    page.wait_for_url("**/mine/?s=*")
    assert page.locator("main article").count() == 1
    assert "Offline: as of" in note(page).inner_text()


def test_only_the_newest_choice_of_this_browser_is_kept_and_no_one_else_s(visit):
    page = visit()
    for button in page.get_by_role("button", name="In my visit").all()[:2]:
        button.click()
    wait_for(page, f"{MINE}?s=")

    page.goto(f"{MINE}?s=1")

    page.wait_for_load_state("load")
    kept = [url for url in page.evaluate(KEPT) if url.startswith(f"{MINE}?")]
    assert [url.count(".") for url in kept] == [1]


def test_what_is_not_kept_says_so_and_lists_what_is(visit):
    page = visit(viewport={"width": 320, "height": 800})
    cut_network(page)

    page.goto("/en/2019/exhibitors/")

    assert page.get_by_role("heading", level=1).inner_text() == "There is no network, and this page is not kept here"
    expect(page.get_by_role("link", name="Monday 26 August")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Monday 26 August").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Monday 26 August"


def test_no_staff_page_and_no_filtered_list_is_ever_kept(visit):
    page = visit()
    User.objects.create_superuser("chief", password="secret")

    page.goto(f"{AGENDA}2019-08-26/?kind=forum")
    page.goto("/accounts/login/")
    page.goto("/desk/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    page.goto("/en/2019/exhibitors/")

    kept = page.evaluate(KEPT)
    assert [url for url in kept if re.search("desk|admin|accounts|kind=|exhibitors", url)] == []


def test_with_the_network_back_the_page_is_the_newest_again(visit):
    page = visit()
    cut_network(page)
    page.goto(DAY)
    assert note(page).inner_text() != ""

    page.context.set_offline(False)
    page.reload()

    assert note(page).inner_text() == ""


def test_copies_of_an_older_version_are_cleared_away(visit):
    page = visit()
    page.evaluate("caches.open('expo-older')")
    page.evaluate("caches.open('another-app')")

    page.evaluate("navigator.serviceWorker.getRegistration().then((worker) => worker.unregister())")
    # It goes with the last page that it serves, and the next one begins anew.
    page.goto("about:blank")
    page.goto(DAY)

    wait_until_gone(page, "expo-older")
    assert "another-app" in page.evaluate("caches.keys()")


def test_a_browser_without_workers_shows_every_page_as_before(open_page):
    make_world()
    page = open_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")

    page.goto(DAY)

    assert page.locator("main article").count() > 0
    assert note(page).inner_text() == ""


def test_the_first_view_asks_for_at_most_eight_things(open_page):
    make_world()
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(DAY, wait_until="load")

    assert len(asked) <= 8
