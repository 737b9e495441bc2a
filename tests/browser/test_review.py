"""Reviewing by single keys, the large amount typed unseen, and the look of the pages."""

import pytest
from django.contrib.auth.models import Permission

from deals import ledger
from deals.ledger.deal_data import AmountData
from deals.models import Deal, Event
from deals.money import Money
from tests.support.accessibility import too_wide, violations
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_deal,
    make_draft,
    make_rate,
    make_reviewer,
    make_user,
    yuan,
)
from tests.support.factories import make_edition
from tests.support.follow_up_factories import close, make_cohort, make_follower

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL = ("record_deal", "verify_deal", "announce_deal", "view_ledger", "add_exchangerate")


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def standing() -> list[str]:
    return list(Deal.objects.order_by("sequence").values_list("status", flat=True))


def press_and_wait(page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_line_of_deals_is_worked_through_by_single_keys(edition, log_in):
    for _ in range(3):
        make_deal(edition=edition)
    page = log_in(make_reviewer(), "/desk/2019/next/verify/")

    press_and_wait(page, "v")
    press_and_wait(page, "n")
    page.keyboard.press("r")
    page.keyboard.type("very wrong")
    press_and_wait(page, "Enter")

    assert standing() == ["verified", "submitted", "returned"]
    assert page.url.endswith("/desk/deals/2019-0002/?line=verify")


def test_an_open_step_hides_nothing_and_its_errors_take_the_focus(edition, log_in):
    _cohort, deals = make_cohort(close(edition), deals=1)
    page = log_in(make_follower(), f"/desk/2019/landing/{deals[0].project.code}/")
    page.set_viewport_size({"width": 1280, "height": 800})

    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "stage-stage"
    page.get_by_label("Stage", exact=True).select_option("registered")
    with page.expect_navigation():
        page.get_by_role("button", name="Record").first.click()

    heading = page.get_by_role("heading", level=1).bounding_box()
    assert page.locator(".error-summary").evaluate("summary => summary === document.activeElement")
    assert page.locator("key-steps").bounding_box()["y"] > heading["y"] + heading["height"]


def test_no_key_acts_while_somebody_types_or_composes(edition, log_in):
    make_deal(edition=edition)
    page = log_in(make_reviewer(), "/desk/deals/2019-0001/")
    page.keyboard.press("r")

    page.keyboard.type("vvv")
    page.locator("h1").click()
    for init in ("isComposing: true", "ctrlKey: true", "repeat: true"):
        page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: 'v', bubbles: true, {init}}}))")

    assert standing() == ["submitted"]
    assert page.url.endswith("/desk/deals/2019-0001/")


def test_a_large_amount_is_nowhere_on_the_page_before_it_is_typed(edition, log_in):
    make_deal(edition=edition, amounts=(AmountData(Money(234_500_000_000, "CNY"), as_written="23.45亿"),))
    page = log_in(make_reviewer(), "/desk/2019/")
    seen = [page.content()]
    page.goto(page.url.replace("/desk/2019/", "/desk/deals/2019-0001/"))
    seen.append(page.content())
    assert not [text for text in seen if any(said in text for said in ("2,345", "23.45", "2.345", "贰拾叁"))]

    page.get_by_label("Amount, from the signed paper").fill("2.345亿")
    press_and_wait(page, "Enter")
    assert Event.objects.last().verb == "mistyped"
    page.get_by_label("Amount, from the signed paper").fill("23.45亿")
    press_and_wait(page, "Enter")

    assert standing() == ["verified"]
    assert "¥2,345,000,000.00" in page.content()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_review_have_no_axe_violations_and_fit(edition, log_in, width):
    make_rate()
    make_batch(edition)
    make_announced(edition=edition, amounts=(AmountData(Money(100, "EUR")),))
    deal = make_announced(edition=edition)
    draft = make_draft(edition, name_en="Renamed works", amounts=(yuan(7),))
    ledger.amend(deal, draft, version=1, by=make_clerk(), reason="A slip in the name")
    window = {"viewport": {"width": width, "height": 900}}
    user = make_user(*ALL)
    user.user_permissions.add(Permission.objects.get(codename="view_user"))
    page = log_in(user, "/desk/2019/", **window)

    found = {}
    for path in ("2019/", f"deals/{deal.number}/?line=verify", "2019/batches/", "rates/", "status/"):
        page.goto(f"/desk/{path}")
        if broken := violations(page) + ([f"{too_wide(page)} px too wide"] if too_wide(page) else []):
            found[path] = broken

    assert found == {}
