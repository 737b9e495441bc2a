"""The homes of the demo's editions on a phone: what is folded there is at hand, and lies open on a wide screen."""

import pytest

import agenda.demo
import deals.demo
import expo.demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
MOST_PIXELS = 5_000


def test_no_home_is_longer_than_five_thousand_pixels_on_a_phone(open_page):
    for app in (expo.demo, agenda.demo, deals.demo):
        app.load()
    page = open_page()
    page.set_viewport_size(PHONE)

    heights = {}
    for home in ("en/2019", "zh-hans/2019", "en/rehearsal", "zh-hans/rehearsal"):
        page.goto(f"/{home}/")
        heights[home] = page.evaluate("document.documentElement.scrollHeight")

    assert {home: height for home, height in heights.items() if height > MOST_PIXELS} == {}

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
