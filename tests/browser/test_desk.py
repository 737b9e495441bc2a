"""The deal desk by keyboard alone, from the form to the public total."""

import pytest

from deals.models import Deal
from tests.deal_factories import make_clerk, make_press, make_reviewer
from tests.factories import make_edition, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def edition():
    make_organisation(name_en="Liangjiang", name_zh="两江新区")
    make_organisation(name_zh="示例科技")
    return make_edition(slug="2019")


def type_into(page, name: str, words: str) -> None:
    page.locator(f"[name={name}]").focus()
    page.keyboard.type(words)


def fill(page) -> None:
    type_into(page, "parties-0-name", "Liangjiang")
    type_into(page, "parties-1-name", "示例科技")
    type_into(page, "amount", "12.5亿")
    page.locator("[name=place][value=at_expo]").focus()
    page.keyboard.press("Space")
    page.locator("[name=signed_on]").fill("2019-08-26")
    type_into(page, "name_en", "Memory works")
    page.locator("[name=instrument]").focus()
    page.keyboard.type("investment")


def press_and_wait(page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_deal_goes_from_the_form_to_the_public_total(edition, log_in, open_page):
    public = open_page()
    clerk = log_in(make_clerk(), "/desk/2019/record/")
    fill(clerk)
    clerk.get_by_text("壹拾贰亿伍仟万元整").wait_for()
    clerk.keyboard.press("Control+Enter")
    clerk.wait_for_url("**/desk/deals/2019-0001/")
    public.goto("/en/2019/deals/")
    assert "1.25" not in public.locator("main").inner_text()

    reviewer = log_in(make_reviewer(), "/desk/deals/2019-0001/")
    press_and_wait(reviewer, "Verify")
    press = log_in(make_press(), "/desk/deals/2019-0001/")
    press_and_wait(press, "Announce")
    press.get_by_text("2019-0001 is announced.").wait_for()

    public.goto("/en/2019/deals/")
    assert "1.25" in public.locator("main").inner_text()
    assert "Memory works" in public.locator("main").inner_text()


def test_an_impatient_clerk_records_once(edition, log_in):
    page = log_in(make_clerk(), "/desk/2019/record/")
    fill(page)

    page.locator("[name=amount]").focus()
    for _ in range(3):
        page.keyboard.press("Control+Enter", delay=0)
    page.wait_for_url("**/desk/deals/2019-0001/")

    assert Deal.objects.count() == 1


def test_going_back_and_sending_again_gives_the_same_receipt(edition, log_in):
    page = log_in(make_clerk(), "/desk/2019/record/")
    fill(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/deals/2019-0001/")

    page.go_back()
    if page.locator("[name=name_en]").input_value() == "Memory works":
        page.locator("[name=amount]").focus()
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/desk/deals/2019-0001/")

    assert Deal.objects.count() == 1


def test_what_is_wrong_is_said_on_top_with_the_focus_and_nothing_is_lost(edition, log_in):
    page = log_in(
        make_clerk(),
        "/desk/2019/record/",
    )
    fill(page)
    page.locator("[name=amount]").fill("1.2b")

    page.keyboard.press("Control+Enter")
    page.locator(".error-summary").wait_for()

    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    assert page.locator("[name=amount]").input_value() == "1.2b"
    assert page.locator("[name=parties-1-name]").input_value() == "示例科技"


def test_typing_part_of_a_name_offers_the_organisation(edition, log_in):
    page = log_in(make_clerk(), "/desk/2019/record/")

    type_into(page, "parties-0-name", "两江")

    page.locator("#organisations option[value=两江新区]").wait_for(state="attached")
