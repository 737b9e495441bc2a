"""What a visitor keeps at stands, and writes beside it: in this browser, and nowhere else."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from agenda.schedule.visit.sessions import address_key
from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_session
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.showcase_factories import make_exhibit, make_launch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE = "/en/2019/agenda/mine/"
SECRET = "ask <b>Lin</b> about price 4711"


@pytest.fixture
def session():
    make_edition(slug="2019")
    maker = make_participation(organisation=make_organisation(name_en="Quartz Works"), slug="quartz")
    maker.booths.add(make_booth(hall=make_hall(code="N1"), number="A1"))
    make_exhibit(participation=maker, slug="arm", name_en="Arm")
    make_launch(participation=maker, slug="leg", name_en="Leg")
    return make_session(name_en="Opening")


def note(page, name):
    page.locator("article", has_text=name).get_by_text("My note").click()
    return page.get_by_role("textbox", name=f"My note: {name}")


def test_exhibits_and_launches_are_kept_by_their_stars_in_the_same_address(open_page, session):
    page = open_page(viewport={"width": 360, "height": 800})
    for path in ("exhibits/", "launches/leg/"):
        page.goto(f"/en/2019/{path}")
        page.get_by_role("button", name="In my visit: ").press("Enter")

    page.get_by_role("main").get_by_role("link", name="My visit").click()

    page.wait_for_url(f"**{MINE}?x=arm&l=leg")
    assert page.locator("article.mine h4").all_inner_texts() == ["Arm", "Leg"]
    assert (violations(page), too_wide(page)) == ([], 0)
    page.goto(MINE)
    page.wait_for_url(f"**{MINE}?x=arm&l=leg")


def test_a_note_is_neither_sent_nor_in_the_address_and_is_there_again(open_page, session):
    page, sent = open_page(viewport={"width": 320, "height": 800}), []
    page.on("request", lambda asked: sent.append(unquote(asked.url) + (asked.post_data or "") + str(asked.headers)))
    page.goto(f"{MINE}?s={address_key(session)}&x=arm")

    note(page, "Arm").fill(SECRET)
    page.reload()

    field = page.get_by_role("textbox", name="My note: Arm")
    assert field.input_value() == SECRET
    assert (violations(page), too_wide(page)) == ([], 0)
    page.get_by_role("button", name="In my visit: Arm").click()
    page.get_by_role("main").get_by_role("link", name="My visit").click()
    page.wait_for_url("**x=arm")
    assert "4711" not in page.url
    assert [one for one in sent if "4711" in one] == []


def test_notes_are_printed_if_wanted_saved_as_a_file_and_deleted_by_one_press(open_page, session):
    page = open_page()
    page.goto(f"{MINE}?s={address_key(session)}&x=arm")
    note(page, "Arm").fill(SECRET)
    printed = page.locator("expo-note > p", has_text="4711")

    page.emulate_media(media="print")
    assert printed.is_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("Print them too").check()
    page.emulate_media(media="print")
    assert printed.inner_text() == SECRET
    page.emulate_media(media="screen")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save plan and notes as a file").click()
    text = saved.value.path().read_text()
    assert [line for line in text.splitlines() if line.strip() in ("Opening", "Arm", f"My note: {SECRET}")] == [
        "  Opening",
        "  Arm",
        f"  My note: {SECRET}",
    ]
    assert page.url in text
    page.get_by_role("button", name="Delete all notes").click()
    assert page.get_by_role("textbox", name="My note: Arm").input_value() == ""
    assert page.evaluate("localStorage.getItem('notes:2019')") is None
    page.reload()
    assert page.locator("expo-note textarea").evaluate_all("all => all.map(one => one.value)") == ["", ""]


def test_a_note_in_another_window_of_the_browser_loses_none_of_this_one(open_page, session):
    page = open_page()
    page.goto(f"{MINE}?s={address_key(session)}&x=arm")
    other = page.context.new_page()
    other.goto(f"{MINE}?s={address_key(session)}&x=arm")

    note(page, "Arm").fill("here")
    note(other, "Opening").fill("there")

    expect(page.get_by_role("textbox", name="My note: Opening")).to_have_value("there")
    page.reload()
    assert page.locator("expo-note textarea").evaluate_all("all => all.map(one => one.value)") == ["there", "here"]
