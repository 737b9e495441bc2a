"""A team enters a contest in a real browser: without scripts, by the keyboard, on a phone, and back by its link."""

import pytest

from agenda.models.contests import Entry
from tests.support.accessibility import STILL, too_wide, violations
from tests.support.entering import address_of, make_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = {
    "name_en": "Quokka Drive",
    "summary_en": "It parks itself.",
    "team": "Zebras",
    "members-0-name": "Zoe Zebra",
    "contact_name": "Zoe Zebra",
    "contact_email": "zoe@zebra.example",
}


def fill_in(page, **typed):
    """All but the track: where there is one, it is chosen already."""
    for name, value in (TYPED | typed).items():
        page.locator(f"[name='{name}']").fill(value)


def test_a_team_enters_without_scripts_and_comes_back_by_its_link(open_page):
    contest = make_call()
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page.goto(address_of(contest))
    fill_in(page)

    page.get_by_role("button", name="Send the entry").press("Enter")

    link = page.locator(".private-link").inner_text()
    page.goto(link)
    page.locator("[name='name_en']").fill("Quokka Two")
    page.get_by_role("button", name="Save changes").click()
    assert page.get_by_text("Your changes are saved.").is_visible()
    assert Entry.objects.get().name_en == "Quokka Two"


def test_a_form_that_is_pressed_twice_in_a_row_is_one_entry(open_page):
    contest = make_call()
    page = open_page()
    page.goto(address_of(contest))
    fill_in(page)
    page.get_by_role("button", name="Send the entry").dblclick()
    page.locator(".private-link").wait_for()

    assert Entry.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_entering_have_no_axe_violations_and_fit(open_page, language, width):
    contest = make_call()
    page = open_page(**STILL, viewport={"width": width, "height": 800})
    found = []

    page.goto(f"{address_of(contest)}?lang={language}")
    found += [violations(page), too_wide(page)]
    fill_in(page, summary_en="")
    page.locator("form .submit button").first.click()
    page.locator("form [aria-invalid=true]").first.wait_for()
    found += [violations(page), too_wide(page)]
    fill_in(page)
    page.locator("form .submit button").first.click()
    page.locator(".private-link").wait_for()
    found += [violations(page), too_wide(page)]

    assert found == [[], 0] * 3
