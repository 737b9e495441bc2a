"""Exactly once: whatever clerk, browser and network do, one press is one deal, and nothing typed is lost."""

from urllib.parse import urlsplit

import pytest

from deals.models import Deal, Draft
from tests.browser.desk import FIRST, START, at_the_form, fill
from tests.support.deal_factories import make_clerk
from tests.support.factories import make_edition, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AFTER = "**after=2019-0001"


@pytest.fixture
def edition():
    make_organisation(name_en="Liangjiang", name_zh="两江新区", initials="ljxq")
    make_organisation(name_zh="示例科技", initials="slkj")
    return make_edition(slug="2019")


@pytest.fixture
def page(edition, log_in):
    """The form, filled and not sent."""
    page = at_the_form(log_in)
    fill(page)
    return page


def record(page) -> None:
    page.locator("[name=amount]").press("Control+Enter")


def lose_the_answer(route) -> None:
    """As when the server dies between commit and answer."""
    route.fetch(max_redirects=0)
    route.abort("internetdisconnected")


def test_an_impatient_clerk_records_once(page):
    for _ in range(3):
        page.keyboard.press("Control+Enter", delay=0)
    page.wait_for_url(AFTER)

    assert Deal.objects.count() == 1


def test_a_double_click_records_once(page):
    page.get_by_role("button", name="Record deal").dblclick()
    page.wait_for_url(AFTER)

    assert Deal.objects.count() == 1


def test_going_back_leads_to_what_was_recorded(page):
    record(page)
    page.wait_for_url(AFTER)

    page.go_back()
    page.wait_for_url("**/desk/deals/2019-0001/")

    assert Deal.objects.count() == 1


def test_a_refresh_after_recording_records_nothing(page):
    record(page)
    page.wait_for_url(AFTER)

    page.reload()

    assert (Deal.objects.count(), page.locator("[name=name_en]").input_value()) == (1, "")


def test_two_tabs_with_one_form_give_the_same_receipt(page):
    page.get_by_text("draft saved at").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        record(tab)
        tab.wait_for_url(AFTER)

    assert Deal.objects.count() == 1


def test_one_form_with_other_contents_in_a_second_tab_is_refused_and_both_are_shown(page):
    page.get_by_text("draft saved at").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    record(page)
    page.wait_for_url(AFTER)

    other.locator("[name=amount]").fill("13亿")
    record(other)
    row = other.locator(".differences tr", has_text="Amount")
    row.first.wait_for()

    assert "¥1,250,000,000.00" in row.first.inner_text()
    assert "¥1,300,000,000.00" in row.first.inner_text()
    assert Deal.objects.get().versions.get().amounts.get().minor == 125_000_000_000


def test_what_was_typed_into_a_used_form_can_be_recorded_as_another_deal(page):
    page.get_by_text("draft saved at").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    record(page)
    page.wait_for_url(AFTER)
    other.locator("[name=amount]").fill("13亿")
    other.locator("[name=name_en]").fill("Quite another one")
    record(other)

    other.get_by_role("button", name="Record it as another deal").press("Enter")
    answer = other.locator("[name=another]")
    answer.or_(other.locator("[data-status=recorded]").first).first.wait_for()
    if answer.count():
        answer.check()
        record(other)
    other.wait_for_url("**after=2019-0002")

    assert Deal.objects.count() == 2


def test_without_a_network_it_says_not_sent_and_is_sent_once_when_the_network_is_back(page):
    page.context.set_offline(True)
    record(page)
    page.get_by_text("No connection").wait_for()
    assert page.locator("[data-word]").inner_text() == "draft"
    assert not Deal.objects.exists()

    page.context.set_offline(False)
    page.wait_for_url(AFTER)

    assert Deal.objects.count() == 1
    assert page.locator("[data-word]").inner_text() == "recorded"
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_an_answer_that_never_arrives_is_asked_for_again_with_the_same_key(page):
    sent = []
    page.on("request", lambda asked: sent.append(f"{asked.method} {urlsplit(asked.url).path}"))
    page.route(f"**{START}", lose_the_answer, times=1)
    record(page)
    page.wait_for_url(AFTER)

    assert (sent.count(f"POST {START}"), Deal.objects.count()) == (2, 1)


def test_what_is_changed_while_it_waits_is_sent_when_pressed_again_and_not_before(page):
    page.context.set_offline(True)
    record(page)
    page.get_by_text("No connection").wait_for()
    page.locator("[name=amount]").fill("13")
    assert "No connection" not in page.locator("[data-state]").inner_text()

    page.context.set_offline(False)
    page.get_by_text("draft saved at").wait_for()
    assert not Deal.objects.exists()
    page.locator("[name=amount]").press_sequentially("亿")
    record(page)
    page.wait_for_url(AFTER)

    assert Deal.objects.get().versions.get().amounts.get().minor == 130_000_000_000


def test_a_tab_closed_while_it_waited_is_sent_from_the_next_one(page):
    """Whether its last try still got through before it closed or not."""
    page.context.set_offline(True)
    record(page)
    page.get_by_text("No connection").wait_for()
    next_tab = page.context.new_page()
    page.close()
    next_tab.context.set_offline(False)

    next_tab.goto(START)
    next_tab.locator(".number", has_text="2019-0001").first.wait_for()

    assert Deal.objects.count() == 1


def test_a_tab_closed_before_its_answer_came_leaves_a_receipt_and_then_an_empty_form(page):
    page.route(f"**{START}", lose_the_answer)
    record(page)
    page.get_by_text("No connection").wait_for()
    next_tab = page.context.new_page()
    page.close()

    next_tab.goto(START)
    next_tab.wait_for_url("**/desk/deals/2019-0001/")
    next_tab.goto(START)
    next_tab.locator(FIRST).wait_for()

    assert (Deal.objects.count(), next_tab.locator("[name=name_en]").input_value()) == (1, "")
    assert next_tab.evaluate("Object.keys(localStorage).length") == 0


def test_who_was_logged_out_meanwhile_loses_nothing(page):
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    record(page)
    page.get_by_text("You are logged out").wait_for()
    assert page.locator("[data-word]").inner_text() == "draft"

    page.context.add_cookies(cookies)
    record(page)
    page.wait_for_url(AFTER)

    assert Deal.objects.count() == 1


def test_while_it_is_sent_the_state_says_so(page):
    states = []
    page.route(f"**{START}", lambda route: (states.append(page.locator("[data-word]").inner_text()), route.continue_()))

    record(page)
    page.wait_for_url(AFTER)

    assert states == ["sending"]


def test_a_lookalike_must_be_answered_before_it_is_recorded(page):
    record(page)
    page.wait_for_url(AFTER)
    page.locator(FIRST).wait_for()
    fill(page)
    page.locator("[name=another]").wait_for()
    record(page)
    page.locator(".error-summary").wait_for()
    assert Deal.objects.count() == 1

    page.locator("[name=another]:focus").press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**after=2019-0002")

    assert (Deal.objects.count(), Draft.objects.count()) == (2, 0)


def test_a_draft_of_one_clerk_is_nobody_else_s(page, log_in):
    page.get_by_text("draft saved at").wait_for()
    address = page.url.partition("/desk/")[2]

    other = log_in(make_clerk(), f"/desk/{address.partition('?')[0]}")
    other.goto(f"/desk/{address}")
    other.locator(FIRST).wait_for()

    assert other.locator("[name=parties-1-name]").input_value() == ""
