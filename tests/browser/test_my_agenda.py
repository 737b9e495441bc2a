"""Stars in a real browser: kept without an account, told to everybody, and honest about what has changed."""

import datetime as dt

import pytest

from agenda.schedule.visit import sessions as my_sessions
from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_public, make_room, make_session
from tests.support.factories import make_edition, make_organisation, make_participation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, MINE = "/en/2019/agenda/2019-08-26/", "/en/2019/agenda/mine/"


@pytest.fixture
def session():
    make_edition(slug="2019")
    return make_session(name_en="Opening", room=make_room(slug="hall", name_en="Hall"))


def star(page):
    return page.get_by_role("button", name="In my visit: Opening")


def test_the_own_agenda_offers_no_link_to_itself(open_page, session):
    page = open_page()
    page.goto(MINE)
    link = page.get_by_role("main").get_by_role("link", name="My visit")
    assert link.count() == 0

    page.goto(DAY)
    star(page).click()
    page.goto(MINE)
    page.wait_for_url("**/mine/?s=*")
    assert link.count() == 0

    star(page).click()
    assert link.count() == 1


def test_an_exhibitor_is_kept_beside_a_session_and_both_are_in_the_address(open_page, session):
    make_participation(organisation=make_organisation(name_en="Quartz Works"), slug="quartz")
    page = open_page()
    page.goto(DAY)
    star(page).click()
    page.goto("/en/2019/exhibitors/")
    page.get_by_role("button", name="In my visit: Quartz Works").press("Enter")

    page.get_by_role("main").get_by_role("link", name="My visit").click()

    page.wait_for_url(f"**{MINE}?s={my_sessions.address_key(session)}&e=quartz")
    assert page.locator("article.mine :is(h3, h4)").all_inner_texts() == ["Opening", "Quartz Works"]
    assert (violations(page), too_wide(page)) == ([], 0)
    page.get_by_role("button", name="In my visit: Quartz Works").press("Enter")
    assert (
        page.get_by_role("main")
        .get_by_role("link", name="My visit")
        .get_attribute("href")
        .endswith("?s=" + my_sessions.address_key(session))
    )


def test_a_star_is_pressed_by_keyboard_kept_and_taken_back(open_page, session):
    page = open_page()
    page.goto(DAY)

    star(page).focus()
    page.keyboard.press("Enter")

    assert star(page).get_attribute("aria-pressed") == "true"
    page.reload()
    assert star(page).get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="My visit (1)").click()
    page.wait_for_url("**/mine/?s=*")
    assert page.locator("h3").all_inner_texts() == ["Opening"]
    star(page).click()
    assert star(page).get_attribute("aria-pressed") == "false"
    page.goto(MINE)
    assert page.get_by_text("Nothing is chosen yet").is_visible()


def test_my_agenda_opens_with_what_this_browser_keeps(open_page, session):
    page = open_page()
    page.goto(DAY)
    star(page).click()

    page.goto(MINE)

    page.wait_for_url("**/mine/?s=*")
    assert page.locator("h3").all_inner_texts() == ["Opening"]


def test_what_has_changed_since_the_last_look_says_how_it_was_until_it_is_seen(open_page, session):
    page = open_page()
    page.goto(DAY)
    star(page).click()
    page.goto(MINE)
    page.wait_for_url("**/mine/?s=*")
    changed = page.locator("expo-changed")
    assert changed.is_hidden()

    session.starts_at += dt.timedelta(hours=2)
    session.ends_at += dt.timedelta(hours=2)
    session.room = make_room(slug="stage", name_en="Stage")
    session.status = "cancelled"
    session.save()
    make_public(session)
    page.reload()

    was = "Changed since you last looked. It was: Mon 26 Aug, 10:00–11:00, Hall, as planned"
    assert changed.inner_text().startswith(was)
    page.reload()
    assert changed.is_visible()
    changed.get_by_role("button", name="Seen").click()
    assert changed.is_hidden()
    page.reload()
    assert changed.is_hidden()


def test_a_session_that_moved_before_the_first_look_says_where_its_star_was_given(open_page, session):
    page = open_page()
    page.goto(DAY)
    star(page).click()
    session.starts_at += dt.timedelta(hours=2)
    session.ends_at += dt.timedelta(hours=2)
    session.save()
    make_public(session)

    page.goto("/zh-hans/2019/agenda/mine/")

    page.wait_for_url("**/mine/?s=*")
    assert "8月26日周一 10:00" in page.locator("expo-changed").inner_text()


def test_a_shared_agenda_marks_nothing_for_those_who_did_not_choose_it(open_page, session):
    page = open_page()

    page.goto(f"{MINE}?s={my_sessions.address_key(session)}")

    assert page.locator("expo-changed").is_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_a_filled_agenda_is_accessible_and_fits(open_page, session):
    other = make_session(name_en="Overlapping")
    page = open_page(viewport={"width": 320, "height": 800})

    page.goto(f"{MINE}?s={my_sessions.address_key(session)}.{my_sessions.address_key(other)}.zzzzzz")

    assert (violations(page), too_wide(page)) == ([], 0)
