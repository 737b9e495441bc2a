"""Every main page in a real browser: accessible, silent, never wider than the screen, usable without scripts."""

import pytest

from tests.support.accessibility import STILL, too_wide, violations
from tests.support.deal_factories import make_announced, make_deal, make_user
from tests.support.factories import make_area, make_organisation, make_region
from tests.support.world import PAGES, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 360, 1280)


@pytest.fixture
def paths():
    edition = make_world()
    gb = make_region(code="GB")
    deal = make_announced(edition=edition, primary_area=make_area(slug="ai"), destination=gb)
    return [f"2019/{page}" for page in (*PAGES, f"deals/{deal.reference}/", "deals/areas/ai/", "deals/regions/GB/")]


PALE_AT_NIGHT = """<!DOCTYPE html><html lang="en"><title>Halls</title><main><h1>Halls</h1><p>Hall N3</p></main>
<style>@media (prefers-color-scheme: dark) { p { color: #ddd } }</style></html>"""


def test_what_only_one_colour_scheme_shows_is_found(open_page):
    page = open_page()
    page.set_content(PALE_AT_NIGHT)

    found = violations(page)
    page.evaluate("document.querySelector('style').remove()")

    assert (found, violations(page)) == (["dark color-contrast: p <p>Hall N3</p>"], [])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_main_pages_have_no_axe_violations_and_never_scroll_sideways(open_page, paths, language):
    page = open_page(**STILL)

    found = {}
    for path in paths:
        page.goto(f"/{language}/{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if broken := faults(page, width):
                found[path, width] = broken

    assert found == {}


def faults(page, width):
    """Nothing but the width is looked at on the narrowest, whose layout is that of the phone beside it."""
    wide = [f"{pixels} px too wide"] if (pixels := too_wide(page)) else []
    return wide if width == min(WIDTHS) else wide + violations(page)


def test_main_pages_say_the_same_without_scripts(open_page, paths):
    plain, scripted = open_page(java_script_enabled=False), open_page()

    for path in paths:
        texts = []
        for page in (plain, scripted):
            page.goto(f"/en/{path}")
            texts.append(page.locator("main").inner_text())
        assert texts[0] == texts[1]


def test_a_page_asks_for_at_most_eight_things(open_page, paths):
    page, asked = open_page(), []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/en/2019/", wait_until="networkidle")

    assert 1 < len(asked) <= 8


@pytest.mark.parametrize("path", ["", "agenda/2019-08-26/", "deals/"])
def test_the_first_tab_leads_past_the_navigation(open_page, paths, path):
    page = open_page()
    page.goto(f"/en/2019/{path}")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "agenda/2019-08-26/", "exhibitors/", "deals/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page, paths, path, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(f"/en/2019/{path}")
    visible = page.locator(FOCUSABLE).filter(visible=True).count()

    reached = unseen = 0
    for _ in range(visible + 20):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
            const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }"""
        )
        if state is None:
            break
        reached += 1
        unseen += not state

    assert reached >= visible
    assert unseen == 0


def test_the_language_switch_keeps_page_and_query(open_page, paths):
    page = open_page()
    page.goto("/en/2019/exhibitors/?q=Memory")

    page.locator("a[hreflang=zh-Hans]").filter(visible=True).first.click()

    assert page.url.endswith("/zh-hans/2019/exhibitors/?q=Memory")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_has_no_axe_violations_and_fits(open_page, log_in, width):
    edition = make_world()
    make_organisation(name_en="Somebody")
    deal = make_deal(edition=edition)
    everything = make_user("record_deal", "verify_deal", "announce_deal", "view_ledger")
    page = log_in(everything, viewport={"width": width, "height": 800})

    found = {}
    for path in (
        "/desk/2019/",
        "/desk/2019/record/",
        f"/desk/deals/{deal.number}/",
        f"/desk/deals/{deal.number}/amend/",
    ):
        page.goto(path)
        if broken := violations(page) + ([f"{too_wide(page)} px too wide"] if too_wide(page) else []):
            found[path] = broken

    assert found == {}
