"""The deal desk by keyboard alone, from the form to the public total."""

import pytest
from playwright.sync_api import expect

from deals.models import Deal, Draft
from tests.browser.desk import FIRST, START, at_the_form, fill, log_in_by_keyboard, offered, type_into
from tests.support.accessibility import too_wide, violations
from tests.support.deal_factories import make_clerk, make_press, make_reviewer
from tests.support.factories import make_area, make_edition, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_KEYS = 45
COUNT_KEYS = """addEventListener("keydown", (event) => {
  if (event.isTrusted) sessionStorage.setItem("keys", Number(sessionStorage.getItem("keys")) + 1);
}, true);"""


@pytest.fixture
def edition():
    make_organisation(name_en="Liangjiang", name_zh="两江新区", initials="ljxq")
    make_organisation(name_zh="示例科技", initials="slkj")
    return make_edition(slug="2019")


def press_and_wait(page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_deal_goes_from_the_form_to_the_public_total(edition, log_in, open_page):
    public, clerk = open_page(), open_page()
    log_in_by_keyboard(clerk, make_clerk(), START)
    fill(clerk)
    clerk.get_by_text("壹拾贰亿伍仟万元整").wait_for()
    clerk.keyboard.press("Control+Enter")
    clerk.wait_for_url("**after=2019-0001")
    public.goto("/en/2019/deals/")
    assert "1.25" not in public.locator("main").inner_text()

    reviewer = log_in(make_reviewer(), "/desk/deals/2019-0001/")
    type_into(reviewer, "retyped", "12.5亿")
    press_and_wait(reviewer, "Verify")
    press = log_in(make_press(), "/desk/deals/2019-0001/")
    press_and_wait(press, "Announce")
    press.get_by_text("2019-0001 is announced.").wait_for()

    public.goto("/en/2019/deals/")
    assert "1.25" in public.locator("main").inner_text()
    assert "Memory works" in public.locator("main").inner_text()


def typed_by_keys_alone(page) -> int:
    """Record a deal by trusted key events only, as fast as they come; answers how many there were."""
    page.evaluate("sessionStorage.removeItem('keys')")
    for keys in ("ljxq", "Enter", "slkj", "Enter", "1.25bn", "Enter", "1", "Enter", "8-26", "Enter", "Enter"):
        press(page, keys)
    for keys in ("Memory works", "Enter", "2", "Control+Enter"):
        press(page, keys)
    page.wait_for_url("**after=2019-*")
    return int(page.evaluate("sessionStorage.getItem('keys')"))


def press(page, keys: str) -> None:
    if keys == "Enter" or "+" in keys:
        page.keyboard.press(keys)
    else:
        page.keyboard.type(keys)


def test_a_deal_between_two_known_parties_takes_at_most_45_keys_and_no_mouse(edition, log_in):
    page = log_in(make_clerk(), "/desk/2019/")
    page.add_init_script(COUNT_KEYS)
    page.goto(START)
    page.locator(FIRST).wait_for()

    keys = typed_by_keys_alone(page)

    terms = Deal.objects.get().versions.get()
    assert keys <= MOST_KEYS
    assert [party.organisation.name_zh for party in terms.parties.all()] == ["两江新区", "示例科技"]
    assert (terms.amounts.get().minor, terms.place, terms.instrument) == (125_000_000_000, "at_expo", "investment")


def test_ctrl_enter_opens_the_next_with_day_and_place_kept_and_the_receipt_in_view(edition, log_in):
    page = at_the_form(log_in)
    assert page.locator("[name=place]:checked").count() == 0
    fill(page)

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**after=2019-0001")

    assert page.locator("[data-word]").inner_text() == "recorded"
    assert page.locator("[data-note]").inner_text().startswith("2019-0001 · ")
    assert page.locator("[name=place]:checked").get_attribute("value") == "at_expo"
    assert page.locator("[name=signed_on]").input_value() == "2019-08-26"
    assert page.locator("[name=name_en]").input_value() == ""
    assert page.evaluate("document.activeElement.name") == "parties-0-name"


def test_what_is_wrong_is_said_on_top_with_the_focus_and_nothing_is_lost(edition, log_in):
    page = at_the_form(log_in)
    fill(page)
    page.locator("[name=amount]").fill("1.2b")

    page.keyboard.press("Control+Enter")
    page.locator(".error-summary").wait_for()

    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    assert page.locator("[name=amount]").input_value() == "1.2b"
    assert page.locator("[name=parties-1-name]").input_value() == "示例科技"
    assert page.locator("[data-word]").inner_text() == "draft"


@pytest.mark.parametrize("typed", ["两江", "liang", "ljxq", "jiang"])
def test_part_of_a_name_in_either_language_or_the_initials_offer_the_organisation(edition, log_in, typed):
    page = at_the_form(log_in)

    type_into(page, "parties-0-name", typed)
    offered(page).first.wait_for()
    page.keyboard.press("Enter")

    expect(page.locator("[name=parties-1-name]")).to_be_focused()
    # Enter goes on at once; what it took may still be on its way.
    expect(page.locator("[name=parties-0-name]")).to_have_value("两江新区")


def test_an_organisation_that_nobody_knows_is_made_in_place_by_keyboard(edition, log_in):
    page = at_the_form(log_in)
    fill(page)
    page.locator("[name=parties-1-name]").fill("")
    type_into(page, "parties-1-name", "新来的公司")
    offered(page).last.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("[name=parties-1-new]")).to_be_checked()

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**after=2019-0001")

    assert Deal.objects.get().versions.get().parties.last().organisation.name_zh == "新来的公司"


def test_composing_characters_neither_records_nor_goes_on(edition, log_in):
    page = at_the_form(log_in)
    fill(page)
    ime = page.context.new_cdp_session(page)
    page.locator("[name=name_zh]").focus()
    ime.send("Input.imeSetComposition", {"text": "cun chu", "selectionStart": 7, "selectionEnd": 7})

    for key in ("Enter", "Control+Enter"):
        page.evaluate(
            """(key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
            { key: "Enter", ctrlKey: key !== "Enter", isComposing: true, bubbles: true, cancelable: true }))""",
            key,
        )

    assert page.evaluate("document.activeElement.name") == "name_zh"
    assert page.locator("[data-word]").inner_text() == "draft"
    assert not Deal.objects.exists()


def test_an_amount_in_a_slipped_unit_is_asked_about_and_can_be_confirmed(edition, log_in):
    page = at_the_form(log_in)
    fill(page)
    page.locator("[name=amount]").fill("1250元")
    page.locator("[data-slip]").wait_for()
    page.locator("[name=amount]").press("Control+Enter")
    page.locator(".error-summary").wait_for()
    assert not Deal.objects.exists()

    page.locator("[name=sure]").check()
    page.locator("[name=amount]").press("Control+Enter")
    page.wait_for_url("**after=2019-0001")

    assert Deal.objects.get().versions.get().amounts.get().minor == 125_000


def test_further_parties_amounts_and_people_of_the_stage_are_recorded(edition, log_in):
    make_organisation(name_en="Third Party")
    page = at_the_form(log_in)
    fill(page)
    page.get_by_role("button", name="Add a party").press("Enter")
    type_into(page, "parties-2-name", "Third Party")
    page.get_by_role("button", name="Add an amount").press("Enter")
    type_into(page, "amounts-0-text", "USD 40m")
    page.locator("#stage > summary").press("Enter")
    page.get_by_role("button", name="Add a person").press("Enter")
    type_into(page, "signatories-0-name", "Ada Li")
    page.locator("[name=signatories-0-party]").select_option("2")

    page.locator("[name=amount]").press("Control+Enter")
    page.wait_for_url("**after=2019-0001")

    terms = Deal.objects.get().versions.get()
    assert [party.side for party in terms.parties.all()] == ["A", "B", "C"]
    assert [(row.currency, row.headline) for row in terms.amounts.all()] == [("CNY", True), ("USD", False)]
    assert [(row.name, row.party.organisation.name_zh) for row in terms.signatories.all()] == [("Ada Li", "示例科技")]


def test_what_is_typed_is_saved_as_a_draft_and_comes_back_after_a_refresh(edition, log_in):
    page = at_the_form(log_in)
    fill(page)
    page.get_by_text("draft saved at").wait_for()

    page.evaluate("localStorage.clear()")
    page.reload()

    assert page.locator("[name=parties-1-name]").input_value() == "示例科技"
    assert page.locator("[name=place][value=at_expo]").is_checked()
    assert (Draft.objects.count(), Deal.objects.count()) == (1, 0)


def test_logging_out_leaves_nothing_in_the_browser(edition, log_in):
    page = at_the_form(log_in)
    fill(page)
    page.get_by_text("draft saved at").wait_for()

    page.get_by_role("button", name="Log out").press("Enter")
    page.wait_for_url("**/accounts/login/**")

    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_form_is_accessible_and_never_scrolls_sideways(edition, log_in, language, width):
    make_area(slug="ai")
    page = log_in(make_clerk(), START, viewport={"width": width, "height": 900})
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": page.url}])
    page.goto(START)
    fill(page)
    page.locator("[name=amount]").fill("12元")
    page.locator("[data-slip]").wait_for()
    for fold in page.locator("details.fold > summary").all():
        fold.press("Enter")
    page.locator("[name=parties-0-name]").fill("")
    type_into(page, "parties-0-name", "两")
    offered(page).first.wait_for()

    assert (violations(page), too_wide(page)) == ([], 0)


def test_without_scripts_the_form_still_records_three_parties(edition, log_in):
    make_organisation(name_en="Third Party")
    page = log_in(make_clerk(), START, java_script_enabled=False)
    names = {"parties-0-name": "Liangjiang", "parties-1-name": "示例科技", "parties-2-name": "Third Party"}
    for name, value in (names | {"amount": "12.5亿", "signed_on": "8-26", "name_en": "Memory works"}).items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=place]").first.check()
    page.locator("[name=instrument]").first.check()

    page.get_by_role("button", name="Record deal").press("Enter")
    page.wait_for_url("**/desk/deals/2019-0001/")

    assert Deal.objects.get().versions.get().parties.count() == 3
