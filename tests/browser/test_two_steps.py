"""A clerk turns on two-step log-in by the keyboard, comes in by it, and by a recovery code, in a real browser."""

import time

import pytest

from expo.accounts import second_factor
from tests.support.accessibility import STILL, too_wide, violations
from tests.support.deal_factories import make_clerk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/accounts/two-steps/"


def type_and_send(page, code):
    page.locator("[name=password]").focus()
    page.keyboard.type("secret")
    page.keyboard.press("Tab")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def log_in_with(page, user, code):
    page.goto(f"/accounts/login/?next={PAGE}")
    page.locator("[name=username]").fill(user.username)
    type_and_send(page, code)
    page.wait_for_url(f"**{PAGE}")


def code_now(secret, later=0):
    return second_factor.one_time_codes(secret).generate(int(time.time()) + later).decode()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-hans", 360)])
def test_two_steps_are_turned_on_by_keyboard_and_each_code_leads_in(log_in, open_page, language, width):
    user = make_clerk()
    page = log_in(user, PAGE, viewport={"width": width, "height": 800}, **STILL)
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": page.url}])
    page.goto(PAGE)
    secret = page.locator(".two-steps code").inner_text().replace(" ", "")
    faults = violations(page)
    type_and_send(page, code_now(secret))
    page.locator(".recovery-codes").wait_for()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    faults += violations(page)
    page.goto(PAGE)
    page.locator("button[data-quiet]").wait_for()

    assert (faults + violations(page), too_wide(page), len(codes)) == ([], 0, 10)
    for code in (code_now(secret, 30), codes[0]):
        log_in_with(open_page(), user, code)
