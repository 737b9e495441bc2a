"""The page of the programming interface in a browser, under the policy that all pages have."""

import pytest
from playwright.sync_api import expect

from tests.support.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READING = ["listEditions", "listExhibitors", "listSessions", "listContests", "listDeals", "readTotals"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_operation_is_shown_and_what_is_public_can_be_read_from_the_page(open_page, scheme):
    make_world()
    page = open_page(color_scheme=scheme)

    page.goto("/api/v1/docs")

    expect(page.locator(".opblock")).to_have_count(len(READING) + 1)
    shown = [block.get_attribute("id") for block in page.locator(".opblock").all()]
    assert sorted(name.rpartition("-")[2] for name in shown) == sorted([*READING, "sendDeal"])
    deals = page.locator("[id$=listDeals]")
    deals.locator(".opblock-summary-control").click()
    deals.get_by_role("button", name="Try it out").click()
    deals.get_by_placeholder("edition").fill("2019")
    deals.get_by_role("button", name="Execute").click()
    expect(deals.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    assert page.locator("html.dark-mode").count() == (scheme == "dark")


def test_no_signing_is_sent_from_the_page_and_no_token_stays_in_the_browser(open_page):
    page = open_page()
    page.goto("/api/v1/docs?url=/api/v1/editions")
    page.get_by_role("button", name="Authorize").click()
    page.get_by_label("Value").fill("expo_abc.secret")
    page.get_by_role("button", name="Apply credentials").click()
    page.get_by_role("button", name="Close", exact=True).click()

    send = page.locator("[id$=sendDeal]")
    send.locator(".opblock-summary-control").click()

    expect(send.locator(".opblock-body")).to_contain_text("Idempotency-Key")
    assert send.get_by_role("button", name="Try it out").count() == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
