"""The search field in a real browser: the best answers stand below it while one types."""

import pytest

from tests.support.accessibility import violations
from tests.support.factories import make_edition, make_organisation, make_participation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_is_answered_at_once_and_arrows_and_enter_lead_there(browser, live_server):
    make_edition()
    make_participation(organisation=make_organisation(name_en="Quartz Works", name_zh="石英工厂"), slug="quartz")
    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto("/en/2019/search/")

    page.get_by_role("searchbox").press_sequentially("shiying")
    answers = page.get_by_role("list", name="Suggestions")
    answers.get_by_role("link", name="Quartz Works").wait_for()
    assert violations(page) == []

    page.keyboard.press("Escape")
    assert answers.is_hidden()

    page.keyboard.type("g")
    answers.get_by_role("link", name="Quartz Works").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/2019/exhibitors/quartz/")
