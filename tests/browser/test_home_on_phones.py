"""The longest pages of the demo on a phone: what is folded there is at hand, and lies open on a wide screen."""

import pytest
from playwright.sync_api import expect

import agenda.demo
import deals.demo
import expo.demo
from expo.models import Edition
from tests.support.factories import (
    make_edition,
    make_organisation,
    make_participation,
    make_source,
    make_stated_figure,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
# Homes, and lists that say on their first screen what stands on them.
MOST_PIXELS = {
    "en/2019/": 5_000,
    "zh-hans/2019/": 5_000,
    "en/rehearsal/": 5_000,
    "zh-hans/rehearsal/": 5_000,
    "en/2019/sources/": 7_800,
    "zh-hans/2019/sources/": 7_800,
    "en/rehearsal/launches/": 7_500,
    "zh-hans/rehearsal/launches/": 7_500,
}
HOMES = ("en/rehearsal/", "zh-hans/rehearsal/")


def test_the_longest_pages_are_folded_on_a_phone_and_open_on_a_wide_screen(open_page):
    for app in (expo.demo, agenda.demo, deals.demo):
        app.load()
    page = open_page()
    page.set_viewport_size(PHONE)

    too_long = {}
    for path, most in MOST_PIXELS.items():
        page.goto(f"/{path}")
        height = page.evaluate("document.documentElement.scrollHeight")
        if height > most:
            too_long[path] = height

    for status in ("planning", "closed"):
        Edition.objects.filter(slug="rehearsal").update(status=status)
        for path in HOMES:
            page.goto(f"/{path}")
            height = page.evaluate("document.documentElement.scrollHeight")
            if height > MOST_PIXELS[path]:
                too_long[path, status] = height

    assert too_long == {}

    page.goto("/en/2019/")
    rest = page.locator(".about .phone-fold p")
    assert not rest.is_visible()
    page.get_by_text("Read on").click()
    assert rest.is_visible()

    page.set_viewport_size(WIDE)
    page.goto("/en/2019/")
    assert (page.locator(".about .phone-fold p").is_visible(), page.get_by_text("Read on").is_visible()) == (
        True,
        False,
    )


def test_what_sources_back_is_at_hand_on_a_phone_without_scripts_and_lies_open_on_a_wide_screen(open_page):
    edition = make_edition()
    source = make_source(title="The press")
    edition.sources.add(source)
    make_participation(organisation=make_organisation(name_en="Memory Works"), sources=[source])
    make_stated_figure(figure="exhibitors", value=843, as_printed="843 exhibitors", sources=[source])
    page = open_page(viewport=PHONE, java_script_enabled=False)

    page.goto("/en/2019/sources/")
    said, backed = page.get_by_text("843 exhibitors"), page.get_by_role("link", name="Memory Works")
    ways = page.get_by_role("navigation", name="On this page").get_by_role("link").all()
    assert [way.get_attribute("href") for way in ways] == ["#stated", "#counted", "#backing"]
    assert (said.is_visible(), backed.is_visible()) == (False, False)
    page.get_by_text("Exhibitors 1", exact=True).click()
    expect(backed).to_be_visible()
    page.locator("#exhibitors summary").click()
    expect(said).to_be_visible()

    page.set_viewport_size(WIDE)
    page.goto("/en/2019/sources/")
    assert (said.is_visible(), backed.is_visible()) == (True, True)
    assert page.locator("main summary:visible").count() == 0
